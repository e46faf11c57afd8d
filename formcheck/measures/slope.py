"""The measure `slope`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnTwo, line
from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V, bearing
from formcheck.pose.viewpoint import Viewpoint


class Slope(OnTwo):
    """How steeply the second point lies above the first: degrees from level, -90..90, the same whichever way the body lies."""

    kind: Literal["slope"]

    @property
    def unit(self) -> Unit:
        return "deg"

    @property
    def span(self) -> tuple[float, float]:
        return -90.0, 90.0

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the slope of the {line(points)}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"the {points[1]} higher against the {points[0]}", "negative: below it; 90: upright"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, ay), (bx, by) = self.spots(moments, view)
        return bearing(ay - by, abs(bx - ax))
