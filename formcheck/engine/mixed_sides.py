"""Sides: moments in which the pose network takes left for right are held back, until it is clear whether they stay so."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from formcheck.pose.pose import Array

STAY_S: Final = 0.3  # sides that stay exchanged for so long are taken as they are
_STEP_S: Final = 0.3  # between moments farther apart anything may have happened
_MOVED: Final = 0.65  # trunk lengths that all joints together have moved at least, in x and y added up
_NEARER: Final = 0.5  # share of that way which remains when the sides are exchanged
_OTHER: Final = [*range(6, 12), *range(6)]  # the same joints of the other side

Told = Literal["as before", "exchanged", "stayed"]


class Sides:
    """Feed the joints of every moment that may be judged."""

    def __init__(self) -> None:
        self._last: tuple[float, Array] | None = None  # time and joints of the last moment that was judged
        self._since_s: float | None = None  # exchanged since then

    @property
    def exchanged(self) -> bool:
        """They are, and nobody knows yet whether they stay so."""
        return self._since_s is not None

    def see(self, now: float, joints: Array, trunk_px: float) -> Told:
        """joints: (12, 2) pixels, those of the left side first.

        ``exchanged``: nearly every joint is where that of the other side just was; ``stayed``: it has been so for long enough.
        """
        if not self._looks_exchanged(now, joints, trunk_px):
            self._last, self._since_s = (now, joints), None
            return "as before"
        self._since_s = now if self._since_s is None else self._since_s
        if now - self._since_s < STAY_S:
            return "exchanged"
        self._last, self._since_s = (now, joints), None
        return "stayed"

    def _looks_exchanged(self, now: float, joints: Array, trunk_px: float) -> bool:
        if self._last is None or now - self._last[0] > STAY_S + _STEP_S:
            return False
        way = float(np.abs(joints - self._last[1]).sum())
        return way > _MOVED * trunk_px and float(np.abs(joints[_OTHER] - self._last[1]).sum()) < _NEARER * way
