"""Explained: what an exercise counted in a recording although another exercise explains it clearly better.

The user said which exercise it is, so that a movement past its lines is his repetition; but who stands up, drinks, or goes on with the
next exercise moves past some line too.  What another exercise of the catalogue explains far better is withdrawn, with its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.engine.checker import Checker
from formcheck.engine.recognise import alike
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.restless import Restlessness
from formcheck.engine.status import Hold, Refused, Repetition
from formcheck.engine.withdraw import without
from formcheck.engine.worth import counted_in, worth
from formcheck.pose.pose import LongTrack, Track
from formcheck.rules.exercise import Exercise

SET_S: Final = 5.0  # what lies nearer to each other is one set, and explained as one
CLEARLY: Final = 2.0  # times as much must be explained, and by an exercise in another posture, or seen from another side
UNSTILL: Final = 0.5  # trunk lengths a second: an end of the trunk in holds comes to 0.25, press-ups in a plank begin at 0.55
_TIMED_S: Final = 1.5  # less is on the way in and out
_MOVED: Final = "you moved about: a hold is kept still"


@dataclass(frozen=True, slots=True)
class _Set:
    """What was counted without a long rest between."""

    counted: tuple[Repetition | Hold, ...]

    @property
    def start_s(self) -> float:
        return self.counted[0].start_s

    @property
    def end_s(self) -> float:
        return max(one.end_s for one in self.counted)


class Others:
    """What other exercises count in a track, each looked at once and only when it is asked for."""

    def __init__(self, exercises: Callable[[], Sequence[Exercise]], track: Track | LongTrack) -> None:
        self._exercises, self._track = exercises, track
        self._counted: dict[str, list[tuple[Repetition | Hold, float]]] = {}
        self.restless = Restlessness(track)

    def besides(self, asked: Exercise) -> Iterator[tuple[Exercise, list[tuple[Repetition | Hold, float]]]]:
        """Each exercise that is not much like the one asked for, with what it counts and the worth of that."""
        for other in self._exercises():
            if other.name != asked.name and not alike(other, asked):
                if other.name not in self._counted:
                    counted = counted_in(replay(Checker(other, target_s=0.0), self._track))
                    self._counted[other.name] = [(one, worth(one, other, self.restless)) for one in counted]
                yield other, self._counted[other.name]


def without_others(others: Others, asked: Exercise, report: Report) -> Report:
    """The report without what another exercise explains clearly better; that stands among the refused, with the other's name."""
    report = _without_unstill(others, asked, report)
    own = {some: sum(worth(one, asked, None) for one in some.counted) for some in _sets(report)}  # asked for: the benefit of the doubt
    doubted = {some: worth_s for some, worth_s in own.items() if CLEARLY * worth_s < some.end_s - some.start_s}
    if not doubted:
        return report
    best = dict.fromkeys(doubted, (0.0, asked))
    for other, counted in others.besides(asked):
        for some, worth_s in doubted.items():
            times = sum(_within(some, one) * theirs_s for one, theirs_s in counted) / max(worth_s, 1e-6)
            best[some] = max(best[some], (times, other), key=lambda found: found[0])
    return _withdrawn(report, asked, [(some, other) for some, (times, other) in best.items() if times >= CLEARLY])


def _sets(report: Report) -> list[_Set]:
    sets: list[_Set] = []
    for one in counted_in(report):
        if sets and one.start_s - sets[-1].end_s < SET_S:
            sets[-1] = _Set((*sets[-1].counted, one))
        else:
            sets.append(_Set((one,)))
    return sets


def _within(some: _Set, one: Repetition | Hold) -> float:
    """The share of its time that it has in common with the set."""
    common_s = min(some.end_s, one.end_s) - max(some.start_s, one.start_s)
    return max(0.0, common_s) / max(one.end_s - one.start_s, 1e-6)


def _without_unstill(others: Others, asked: Exercise, report: Report) -> Report:
    """The report without holds in which the body moved as in a repetition: press-ups are no plank."""
    if asked.hold is None:
        return report
    unstill = [
        one for one in report.holds if one.held_s >= _TIMED_S and others.restless.within(one.start_s, one.end_s, trunk=True) > UNSTILL
    ]
    return without(report, asked, [(one,) for one in unstill], [Refused(one.start_s, one.end_s, _MOVED) for one in unstill])


def _withdrawn(report: Report, asked: Exercise, sets: Sequence[tuple[_Set, Exercise]]) -> Report:
    why = f"it did not look like {asked.title.lower()}"
    refused = [Refused(one.start_s, one.end_s, why, other.name) for some, other in sets for one in some.counted]
    return without(report, asked, [some.counted for some, _ in sets], refused)
