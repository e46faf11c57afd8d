"""Evidence: what one exercise's rules see of a whole recording, second by second.

For it speak the repetitions and holds that it counts, weighted as `formcheck.engine.recognise` does, and less when they are so long
that the body was rather resting, or so small that they happen by chance.  Against it speaks the time in which its gate is closed or it
refuses what it sees: who does the exercise is in its start posture between two repetitions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.cut.near import near
from formcheck.engine.checker import Checker
from formcheck.engine.long_signals import signals_of
from formcheck.engine.recognise import AROUND_S
from formcheck.engine.report import Report
from formcheck.engine.restless import Restlessness
from formcheck.engine.signals import Signals
from formcheck.engine.status import Hold, Phase, Refused, Repetition
from formcheck.engine.worth import RESTLESS, worths
from formcheck.pose.pose import LongTrack, Track
from formcheck.rules.exercise import Exercise

BEFORE_S: Final = 1.0  # of the moments before the start posture is nearly reached: the way there
LATER_S: Final = 1.0  # who was taken in while still settling is looked at again from so much later
MOST_S: Final = 8.0  # a repetition that is longer than this and its hold explains less, and of twice the length nothing
FULL_RANGE: Final = {"deg": 30.0, "trunk": 0.2}  # a movement that is so large does not happen by chance;
LEAST_WEIGHT: Final = 0.6  # the smallest counts for so much of it

_CLOSED: Final = (Phase.WAITING, Phase.LOST)
_WINDOW_S: Final = 1.0  # in which a body that holds a posture keeps still

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A repetition or hold that an exercise sees.  worth: seconds that it explains, at most its own, spread over these spans."""

    start_s: float
    end_s: float
    worth: float
    spans: tuple[Span, ...]

    @property
    def middle_s(self) -> float:
        """Half-way through it."""
        return (self.start_s + self.end_s) / 2


@dataclass(frozen=True, slots=True)
class Spell:
    """A time with the gate open.  start_s: from when its pieces are seen; the posture may have been taken before."""

    start_s: float
    end_s: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one exercise, in order of time.  closed: when its gate was, or a movement was refused."""

    spells: tuple[Spell, ...]
    closed: tuple[Span, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Of all spells."""
        return tuple(piece for spell in self.spells for piece in spell.pieces)


class Witness:
    """Looks at a whole track with the eyes of one exercise.

    like: signals of any exercise over the same track; what does not depend on the exercise is taken from there.
    """

    def __init__(self, exercise: Exercise, track: Track | LongTrack, restless: Restlessness, like: Signals | None = None) -> None:
        self._exercise, self._times, self._restless = exercise, track.time_s, restless
        self._signals = [signals_of(one, track, like) for one in exercise.each_variant()]
        variants = zip(exercise.each_variant(), self._signals, strict=True)
        self._near = np.flatnonzero(np.any([near(one, signals) for one, signals in variants], axis=0))
        self._share = _weight(exercise)
        self._most_s = MOST_S + exercise.dose.hold_s

    def evidence(self) -> Evidence:
        """All of the track.  Moments in which nothing could have opened the gate are left out."""
        report, opened = self._watch(0, len(self._times), True)
        pieces = self._pieces(report)
        worthy = [piece for piece in pieces if piece.worth > 0]
        times: list[float] = self._times.tolist()
        spells = [self._spell(a, b, [piece for piece in worthy if times[a] <= piece.middle_s <= times[b - 1]]) for a, b in opened]
        edges = [times[0], *(edge for a, b in opened for edge in (times[a], times[b - 1])), times[-1]]
        shut = [*zip(edges[::2], edges[1::2], strict=True), *(_span(refused) for refused in report.refused)]
        shut += [(piece.start_s, piece.end_s) for piece in pieces if piece.worth <= 0]
        return Evidence(tuple(spells), tuple(_merged(sorted(shut))))

    def _spell(self, first: int, end: int, pieces: list[Piece]) -> Spell:
        """The better of two looks at a time with the gate open: as it came, and from a little later, when the body has settled."""
        begins_s = float(self._times[first])
        spell = Spell(min([begins_s, *(piece.start_s for piece in pieces)]), float(self._times[end - 1]), tuple(pieces))
        later = int(np.searchsorted(self._times, begins_s + LATER_S))
        if later >= end:
            return spell
        again = self._pieces(self._watch(later, end, False)[0])
        again = [piece for piece in again if piece.worth > 0]
        better = sum(piece.worth for piece in again) > sum(piece.worth for piece in pieces)
        return Spell(float(self._times[later]), spell.end_s, tuple(again)) if better else spell

    def _watch(self, first: int, end: int, skip: bool) -> tuple[Report, list[tuple[int, int]]]:
        """The report of moments, and from which to which the gate was open.  skip: leave out what cannot open it."""
        checker = Checker(self._exercise, target_s=0.0)
        report = Report("", self._exercise.name, self._exercise.view)
        opened: list[tuple[int, int]] = []
        i = first
        while i < end:
            status = checker.step(self._signals, i)
            report.add(status, True)
            if status.phase not in _CLOSED:
                start = opened.pop()[0] if opened and opened[-1][1] == i else i
                opened.append((start, i + 1))
            i = self._next(i) if skip and status.phase in _CLOSED else i + 1
        report.take(checker.finish())
        return report, opened

    def _next(self, i: int) -> int:
        """The moment after i from which the gate may open."""
        k = int(np.searchsorted(self._near, i + 1))
        if k == len(self._near):
            return len(self._times)
        return max(i + 1, int(np.searchsorted(self._times, self._times[self._near[k]] - BEFORE_S)))

    def _pieces(self, report: Report) -> list[Piece]:
        """What was counted, in order of time."""
        done: list[Repetition | Hold] = [*report.reps, *report.holds]
        worth = worths(report, self._exercise, self._restless)
        pieces = [self._piece(one, seconds) for one, seconds in zip(done, worth, strict=True)]
        return sorted(pieces, key=lambda piece: piece.start_s)

    def _piece(self, done: Repetition | Hold, worth: float) -> Piece:
        lasted_s = max(done.end_s - done.start_s, 1e-6)
        if isinstance(done, Hold):
            still = self._still(done.start_s, done.end_s)
            share = sum(b - a for a, b in still) / lasted_s * min(1.0, done.held_s / lasted_s)
            return Piece(done.start_s, done.end_s, self._share * share * worth, still)
        share = min(1.0, max(0.0, 2.0 - lasted_s / self._most_s)) * self._from_rest(done)
        return Piece(done.start_s, done.end_s, self._share * share * worth, ((done.start_s, done.end_s),))

    def _from_rest(self, done: Repetition) -> float:
        """1 when a repetition begins and ends near the start posture, 1/2 when it does one of both: so the ways there and away look."""
        near_s = self._times[self._near]
        ends = ((done.start_s - AROUND_S, done.start_s), (done.end_s, done.end_s + AROUND_S))
        return sum(int(np.searchsorted(near_s, a) < np.searchsorted(near_s, b, "right")) for a, b in ends) / 2

    def _still(self, start_s: float, end_s: float) -> tuple[Span, ...]:
        """The parts of a hold in which the body keeps still; all of it, when it hardly ever does."""
        edges = np.linspace(start_s, end_s, max(2, round((end_s - start_s) / _WINDOW_S) + 1))
        windows = list(pairwise(edges.tolist()))
        return tuple(w for w in windows if self._restless.within(*w) <= RESTLESS) or tuple(windows)


def _weight(exercise: Exercise) -> float:
    """How much a movement of this exercise's size speaks for it."""
    rule = exercise.repetition or exercise.hold
    assert rule is not None
    if exercise.repetition is not None and (exercise.repetition.from_start or exercise.repetition.both_ways):
        return 1.0  # `full` is no distance from rest
    size = abs(rule.full - rule.rest) / FULL_RANGE.get(exercise.measures[rule.measure].unit, 1.0)
    return LEAST_WEIGHT + (1.0 - LEAST_WEIGHT) * min(1.0, size)


def _span(refused: Refused) -> Span:
    return refused.start_s, refused.end_s


def _merged(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for start_s, end_s in spans:
        if found and start_s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end_s))
        else:
            found.append((start_s, end_s))
    return found
