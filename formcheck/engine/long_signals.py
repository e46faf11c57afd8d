"""LongSignals: signals of a track that is kept packed; its measures are computed part by part, when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

import numpy as np

from formcheck.engine.signals import LEAST_TRUNK_PX, Signals
from formcheck.pose import arrays
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.pose import Array, LongTrack, Pose, Track
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.exercise import Exercise

_KEPT: Final = 2  # parts whose measures are kept: the engine looks back a little


class LongSignals(Signals):
    """The same values as of `Signals` over the whole track, bit for bit; like: as there."""

    def __init__(self, exercise: Exercise, log: LongTrack, like: LongSignals | None = None) -> None:
        self._exercise, self._log, self._like = exercise, log, like
        self._outline = any(rule.needs_outline for rule in exercise.measures.values())
        self._parts: dict[int, Signals] = {}
        self._first = self._end = 0  # moments of the part that is looked at now
        self.size = log.size
        if like is None:
            self.time_s, self.trunk_px = log.time_s, self._over(arrays.trunk_px)
            self.found = self.trunk_px >= LEAST_TRUNK_PX
        else:
            self.time_s, self.trunk_px, self.found = like.time_s, like.trunk_px, like.found

    @cached_property
    def nearer_left(self) -> Array:
        """As of Signals; so the next two."""
        return self._over(arrays.nearer_left) if self._like is None else self._like.nearer_left

    @cached_property
    def left_to_right(self) -> Array:  # noqa: D102
        return self._over(arrays.left_to_right) if self._like is None else self._like.left_to_right

    @cached_property
    def turned(self) -> Array:  # noqa: D102
        return self._over(arrays.turned) if self._like is None else self._like.turned

    def raw(self, name: str, view: Viewpoint, i: int) -> float:
        """As of Signals; so the next ones."""
        part, k = self._at(i)
        return part.raw(name, view, k)

    def in_parts(self) -> Iterator[Signals]:  # noqa: D102
        return (self._part(number) for number in self._log.parts)

    def series(self, name: str, view: Viewpoint) -> Array:  # noqa: D102
        return np.concatenate([part.series(name, view) for part in self.in_parts()])

    def point(self, word: str, view: Viewpoint, i: int) -> tuple[float, float]:  # noqa: D102
        part, k = self._at(i)
        return part.point(word, view, k)

    def joints(self, i: int) -> list[float]:  # noqa: D102
        part, k = self._at(i)
        return part.joints(k)

    def centre(self, i: int) -> tuple[float, float]:  # noqa: D102
        part, k = self._at(i)
        return part.centre(k)

    def _at(self, i: int) -> tuple[Signals, int]:
        """The part that a moment is in, and its number there."""
        if not self._first <= i < self._end:
            number, k = self._log.place(i)
            self._now, self._first = self._part(number), i - k
            self._end = self._first + len(self._now)
        return self._now, i - self._first

    def _part(self, number: int) -> Signals:
        if number not in self._parts:
            while len(self._parts) >= _KEPT:
                self._parts.pop(next(iter(self._parts)))
            self._parts[number] = Signals(self._exercise, self._log.part(number, self._outline))
        return self._parts[number]

    def _over(self, values: Callable[[PoseArrays], Array]) -> Array:
        return np.concatenate([values(PoseArrays.of(self._log.part(number, False))) for number in self._log.parts])


def signals_of(exercise: Exercise, data: Pose | Track | LongTrack, like: Signals | None = None) -> Signals:
    """Signals over whatever there is; like: of another exercise over the same."""
    if isinstance(data, Pose | Track):
        return Signals(exercise, data, like)
    return LongSignals(exercise, data, like if isinstance(like, LongSignals) else None)
