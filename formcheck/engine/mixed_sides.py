"""Sides: moments in which the pose network takes left for right are held back, until it is clear whether they stay so."""

from __future__ import annotations

from operator import sub
from typing import Final, Literal

STAY_S: Final = 0.3  # sides that stay exchanged for so long are taken as they are
_STEP_S: Final = 0.3  # between moments farther apart anything may have happened
_MOVED: Final = 0.65  # trunk lengths that all joints together have moved at least, in x and y added up
_NEARER: Final = 0.5  # share of that way which remains when the sides are exchanged

Told = Literal["as before", "exchanged", "stayed"]


class Sides:
    """Feed the joints of every moment that may be judged."""

    def __init__(self) -> None:
        self._last: tuple[float, list[float]] | None = None  # time and joints of the last moment that was judged
        self.since_s: float | None = None  # exchanged since then, and nobody knows yet whether they stay so

    def see(self, now: float, joints: list[float], trunk_px: float) -> Told:
        """joints: pixels, x and y in turn, those of the left side first.

        ``exchanged``: nearly every joint is where that of the other side just was; ``stayed``: it has been so for long enough.
        """
        if not self._looks_exchanged(now, joints, trunk_px):
            self._last, self.since_s = (now, joints), None
            return "as before"
        self.since_s = now if self.since_s is None else self.since_s
        if now - self.since_s < STAY_S:
            return "exchanged"
        self._last, self.since_s = (now, joints), None
        return "stayed"

    def _looks_exchanged(self, now: float, joints: list[float], trunk_px: float) -> bool:
        if self._last is None or now - self._last[0] > STAY_S + _STEP_S:
            return False
        way, half = _way(joints, self._last[1]), len(joints) // 2
        return way > _MOVED * trunk_px and _way(joints[half:] + joints[:half], self._last[1]) < _NEARER * way


def _way(a: list[float], b: list[float]) -> float:
    return float(sum(map(abs, map(sub, a, b))))
