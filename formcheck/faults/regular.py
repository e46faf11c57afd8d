"""How regular swings are: a body that bounces swings evenly to and fro, landmarks that tremble do not."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi
from typing import Final

import numpy as np

from formcheck.pose.pose import Array

_PERIODS: Final = np.geomspace(0.7, 1.4, 9)  # times the period by the turning points, which are known no better


def regularity(points: Sequence[tuple[float, float]], period_s: float) -> float:
    """What share of the variance about a straight line an even swing explains, 0..1.

    points: time in seconds and value.  period_s: of two swings, about; the best of periods near to it is taken (a periodogram by least
    squares, Lomb 1976, with a line instead of a mean).
    """
    time_s, values = np.array(points).T
    time_s = time_s - time_s[0]
    line = np.column_stack([np.ones_like(time_s), time_s])
    about = _rest(line, values)
    if about == 0:
        return 0.0
    angles = 2 * pi * time_s / (period_s * _PERIODS[:, None])
    return max(0.0, 1 - min(_rest(np.column_stack([line, np.sin(angle), np.cos(angle)]), values) for angle in angles) / about)


def _rest(columns: Array, values: Array) -> float:
    """The sum of squares that the best sum of columns leaves."""
    off = values - columns @ np.linalg.lstsq(columns, values, rcond=None)[0]
    return float(off @ off)
