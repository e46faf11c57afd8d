"""Arrival: where a position was settled into.  The way into it and out of it are not held, though they may lie in its zone."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from math import isnan
from statistics import median
from typing import TypeAlias

from formcheck.engine.stillness import WINDOW_S

REACHED = 0.93  # share of the way from rest to a depth, from where on it is reached
FARTHER = 0.2  # of that way beyond the depth, who is so far out has yet to come back to it: holds sway by a tenth of it
Path: TypeAlias = Sequence[tuple[float, float]]  # times and depths, in the order of time or against it
_ROUNDED_S = 1e-6  # times are


def settled(path: Path, most: float) -> float | None:
    """The depth of the first stretch in which it moves by no more than ``most``; None where it always moves."""
    recent: deque[tuple[float, float]] = deque()
    for time_s, x in path:
        recent.append((time_s, x))
        if abs(time_s - recent[0][0]) < WINDOW_S - _ROUNDED_S:
            continue
        depths = [depth for _, depth in recent]
        if max(depths) - min(depths) <= most:
            return median(depths)
        while abs(time_s - recent[0][0]) >= WINDOW_S - _ROUNDED_S:
            recent.popleft()
    return None


def arrived(path: Path, zone: Path, rest: float, most: float) -> float | None:
    """When the way from rest to where somebody settled in the zone was made but for a little; None where he never settled."""
    where = settled(zone, most)
    return None if where is None else next((time_s for time_s, x in path if x >= rest + REACHED * (where - rest)), None)


class Stay:
    """Since when somebody who stays at the end of the range has been there; rest and most as for `arrived`, depths grow on the way out."""

    def __init__(self, rest: float, most: float) -> None:
        self._rest, self._most = rest, most
        self._path: list[tuple[float, float]] = []

    def begin(self) -> None:
        """He was not there before."""
        self._path.clear()

    def add(self, now: float, x: float) -> None:
        """One moment there; x is NaN where it is not known."""
        if not isnan(x):
            self._path.append((now, x))

    def since_s(self, met_s: float) -> float:
        """When he came; where he never settled ``met_s``, when he passed the line."""
        came_s = arrived(self._path, self._path, self._rest, self._most)
        return met_s if came_s is None else came_s
