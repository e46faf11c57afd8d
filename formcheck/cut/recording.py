"""Recording: what was done in a recording of several sets, and its JSON form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from formcheck.cut.cut import Part
from formcheck.engine.checker import Checker
from formcheck.engine.explained import Others
from formcheck.engine.near_line import as_a_whole
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.pose.pose import LongTrack, Track
from formcheck.rules.exercise import Exercise


@dataclass(frozen=True)
class ExerciseSet:
    """One set: its report with the times of the recording.  number: from 1.

    looks_like: names, the likeliest first; more than one when it cannot be told which of them it is, and the report is the first one's.
    """

    number: int
    start_s: float
    end_s: float
    exercise: Exercise
    looks_like: tuple[str, ...]
    report: Report

    @property
    def sure(self) -> bool:
        """Is it known which exercise it is?"""
        return len(self.looks_like) == 1


def check_part(
    number: int, part: Part, exercise: Exercise, track: Track | LongTrack, clip: str, target_s: float | None, shown: bool = True
) -> tuple[ExerciseSet, list[Status]]:
    """A set, judged from its own beginning, and the status after each of its poses, when they are ``shown``.

    exercise: that of the part, with the lines of the person.  target_s: the hold asked for, instead of the dose.
    """
    statuses: list[Status] = []
    own = part.of(track)
    report = replay(Checker(exercise, target_s), own, clip, each=statuses.append if shown else None)
    report = as_a_whole(Others(tuple, own), exercise, report)  # the cut has compared the other exercises already
    looks_like = tuple(one.name for one in (part.exercise, *part.others))
    return ExerciseSet(number, part.start_s, part.end_s, exercise, looks_like, report), statuses


@dataclass(frozen=True)
class Total:
    """All sets of one exercise.  held_s: seconds in all holds."""

    exercise: str
    sets: int
    reps: int
    good_reps: int
    holds: int
    held_s: float

    def to_json(self) -> dict[str, Any]:
        """Plain numbers."""
        counts = {"sets": self.sets, "reps": self.reps, "good_reps": self.good_reps, "holds": self.holds}
        return {"exercise": self.exercise, **counts, "held_s": round(self.held_s, 2)}


@dataclass(frozen=True)
class Recording:
    """Stands where a Report would for a clip of one exercise.  seconds: of the whole; detected: share of frames with a person, 0..1."""

    clip: str
    seconds: float
    detected: float
    sets: Sequence[ExerciseSet]
    problems: list[str] = field(default_factory=list)

    @property
    def totals(self) -> list[Total]:
        """By exercise, in the order in which they were done."""
        return totals((one.exercise.name, one.report) for one in self.sets)

    def to_json(self) -> dict[str, Any]:
        """The object that ``formcheck review --json`` prints, with the keys of a Report and ``sets`` and ``totals`` besides.

        The rows of all sets are in the lists of a Report, each with the number of its ``set``.  exercise, view and near side stand in
        ``sets``, and are null for the whole.
        """
        told = [one.report.to_json() for one in self.sets]
        rows = {name: [{"set": one.number, **row} for one, own in zip(self.sets, told, strict=True) for row in own[name]] for name in _ROWS}
        return {
            "clip": self.clip,
            "exercise": None,
            "view": None,
            "near_side": None,
            "seconds": round(self.seconds, 2),
            "detected": round(self.detected, 3),
            "good_reps": sum(own["good_reps"] for own in told),
            **rows,
            "problems": list(self.problems),
            "sets": [_head(one, own) for one, own in zip(self.sets, told, strict=True)],
            "totals": [total.to_json() for total in self.totals],
        }


_ROWS = ("reps", "holds", "faults", "perhaps", "refused")


def _head(one: ExerciseSet, own: dict[str, Any]) -> dict[str, Any]:
    """What is said of a set as a whole."""
    span = {"start_s": round(one.start_s, 2), "end_s": round(one.end_s, 2)}
    kept = {name: own[name] for name in ("view", "near_side", "detected", "good_reps", "problems")}
    return {"set": one.number, "exercise": one.exercise.name if one.sure else None, "looks_like": list(one.looks_like), **span, **kept}


def totals(done: Iterable[tuple[str, Report]]) -> list[Total]:
    """Sums by exercise, in the order in which they come."""
    by_name: dict[str, list[Report]] = {}
    for name, report in done:
        by_name.setdefault(name, []).append(report)
    return [
        Total(
            name,
            len(reports),
            sum(len(r.reps) for r in reports),
            sum(r.good_reps for r in reports),
            sum(len(r.holds) for r in reports),
            sum(hold.held_s for r in reports for hold in r.holds),
        )
        for name, reports in by_name.items()
    ]
