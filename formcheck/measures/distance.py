"""The measure `distance`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnTwo
from formcheck.measures.units import LONG, Unit
from formcheck.pose.arrays import Moments, V, length
from formcheck.pose.viewpoint import Viewpoint


class Distance(OnTwo):
    """Distance of two points in trunk lengths."""

    kind: Literal["distance"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def span(self) -> tuple[float, float]:
        return 0.0, LONG

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the distance of the {points[1]} from the {points[0]}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"the {points[0]} and the {points[1]} farther apart", "0: in one place"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, ay), (bx, by) = self.spots(moments, view)
        return length(bx - ax, by - ay)
