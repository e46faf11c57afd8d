"""The measure `front_bulge`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from formcheck.measures.base import OnTwo, line
from formcheck.measures.units import Unit
from formcheck.pose import contour
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class FrontBulge(OnTwo):
    """How far the front of the body's outline stands out before the line between two points, in trunk lengths.

    The mean over 0.05 of the line to either side of `at`.
    """

    kind: Literal["front_bulge"]
    at: float = Field(0.5, gt=0, lt=1, description="share of the way from the first point to the second")

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def span(self) -> tuple[float, float]:
        return -1.0, 1.0

    @property
    def needs_outline(self) -> bool:
        return True

    def looks_at(self, points: Sequence[str]) -> str:
        return f"how far the outline stands out before the {line(points)}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return "a front that stands out more", "0: level with the line"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        a, b = self.placed(moments, view)
        return moments.of_rows(contour.back_distance(moments.outline, a, b, -view.front, self.at + contour.AROUND))
