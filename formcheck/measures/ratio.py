"""The measure `ratio`."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Literal

import numpy as np

from formcheck.measures.base import OnFour, line
from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V, length
from formcheck.pose.viewpoint import Viewpoint


class Ratio(OnFour):
    """Length of the first line divided by that of the second."""

    kind: Literal["ratio"]

    @property
    def unit(self) -> Unit:
        return "share"

    @property
    def span(self) -> tuple[float, float]:
        return 0.0, inf

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the length of the {line(points[:2])}, as a share of the {line(points[2:])},"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return "the first line longer against the second", "1: as long"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.spots(moments, view)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = length(bx - ax, by - ay) / length(dx - cx, dy - cy)
        return moments.only(np.isfinite(share), share)
