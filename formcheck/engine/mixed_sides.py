"""Sides: moments in which the pose network takes left for right are left out, as if nobody had been found."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.pose.pose import Array

_STEP_S: Final = 0.3  # between moments farther apart anything may have happened
_ACCEPT_S: Final = 0.3  # sides that stay exchanged for so long are taken as they are
_MOVED: Final = 0.65  # trunk lengths that all joints together have moved at least, in x and y added up
_NEARER: Final = 0.5  # share of that way which remains when the sides are exchanged


class Sides:
    """Feed the joints of every moment that is judged."""

    def __init__(self) -> None:
        self._last: Array | None = None
        self._last_s = 0.0
        self._since_s: float | None = None

    def taken_for_each_other(self, now: float, joints: Array, trunk_px: float) -> bool:
        """joints: (12, 2) pixels, those of the left side first.  True when nearly every joint is where that of the other side just was."""
        if self._last is not None and now - self._last_s <= _STEP_S + (0.0 if self._since_s is None else _ACCEPT_S):
            way = float(np.abs(joints - self._last).sum())
            if way > _MOVED * trunk_px and float(np.abs(joints[_EXCHANGED] - self._last).sum()) < _NEARER * way:
                self._since_s = now if self._since_s is None else self._since_s
                if now - self._since_s < _ACCEPT_S:
                    return True
        self._last, self._last_s, self._since_s = joints, now, None
        return False


_EXCHANGED: Final = [*range(6, 12), *range(6)]
