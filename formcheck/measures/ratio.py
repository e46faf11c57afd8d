"""The measure `ratio`."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Literal

import numpy as np

from formcheck.measures.base import OnFour, line
from formcheck.measures.units import Unit
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.pose import Array
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

    def compute(self, moments: PoseArrays, view: Viewpoint) -> Array:
        a, b, c, d = self.placed(moments, view)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.hypot(b[:, 0] - a[:, 0], b[:, 1] - a[:, 1]) / np.hypot(d[:, 0] - c[:, 0], d[:, 1] - c[:, 1])
        return np.where(np.isfinite(share), share, np.nan)
