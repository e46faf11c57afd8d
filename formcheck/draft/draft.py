"""Draft: the pose file of one recording, tried on the recording itself until it counts what was seen there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError
from ruamel.yaml import YAML

from formcheck.draft import movement
from formcheck.draft.candidates import Body
from formcheck.draft.lines import thresholds
from formcheck.draft.posture import stance
from formcheck.draft.swings import Rated
from formcheck.draft.text import pose_file
from formcheck.engine.report import Report
from formcheck.errors import InputError
from formcheck.evaluate.evaluate import check
from formcheck.pose.pose import Track
from formcheck.rules.check import cross_check
from formcheck.rules.exercise import Exercise

_TRIED: Final = 6  # measures that are tried, best first
_ROOMS: Final = (1.0, 1.8)  # margins around the posture of the clip, as shares of the usual ones
_MENTIONED: Final = 3  # further measures that the file names


@dataclass(frozen=True)
class Draft:
    """text: the pose file.  seen: repetitions that the signals show; report: what the draft says of its own clip."""

    text: str
    seen: int
    report: Report
    measure: str


def draft(name: str, clip: str, track: Track, reps: int | None = None) -> Draft:
    """Draft a pose file.  reps: how many repetitions the clip shows, when it is known.

    Raises InputError when nothing in the clip moves in repetitions.
    """
    rated = movement.rate(Body(track)) if _person(track) else []
    seen = movement.count(rated) if reps is None else reps
    fitting = sorted((r for r in rated if r.swings.count == seen), key=lambda r: -r.quality * r.candidate.worth)
    if not fitting:
        raise InputError(f"{clip}: {_nothing(rated, reps)}")
    best: Draft | None = None
    for found in _tries(name, clip, track, fitting, seen):
        if best is None or abs(len(found.report.reps) - seen) < abs(len(best.report.reps) - seen):
            best = found
        if len(found.report.reps) == seen:
            break
    if best is None:
        raise InputError(f"{clip}: {_nothing((), reps)}")
    return best


def _person(track: Track) -> bool:
    """Enough of a person to look at: half of the frames, and more than a moment."""
    found = track.px[:, 0, 0] == track.px[:, 0, 0]
    return len(track) > 10 and bool(found.mean() >= 0.5)


def _nothing(rated: Sequence[Rated], reps: int | None) -> str:
    if not rated:
        return "nothing moves there and back again; film two or three repetitions, with the start posture before them"
    counts = ", ".join(str(n) for n in sorted({r.swings.count for r in rated}))
    return f"no signal shows {reps} repetitions, they show {counts}; leave --reps out, or film again"


def _tries(name: str, clip: str, track: Track, fitting: Sequence[Rated], seen: int) -> Iterator[Draft]:
    body = Body(track)
    for room in _ROOMS:
        for rated in fitting[:_TRIED]:
            how = stance(body, rated.candidate, rated.swings, room)
            lines = thresholds(track.time_s, rated.swings, rated.candidate.unit)
            others = [r for r in fitting if r is not rated and r.candidate.spec != rated.candidate.spec][:_MENTIONED]
            text = pose_file(name, clip, rated, how, lines, others, ())
            try:
                exercise = exercise_of(text)
            except ValidationError:  # a range so small that its lines fall together
                continue
            if cross_check(exercise):
                continue
            report = check(exercise, track, clip, 0.0)
            if len(report.reps) != seen:
                doubt = f"The signals show {seen} repetitions, these rules count {len(report.reps)}."
                text = pose_file(name, clip, rated, how, lines, others, (doubt,))
            yield Draft(text, seen, report, rated.candidate.name)


def exercise_of(text: str) -> Exercise:
    """The exercise of a drafted text.  Raises ValidationError when it does not hold."""
    return Exercise.model_validate(YAML(typ="safe", pure=True).load(text))
