"""The measure `hollow`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnTwo
from formcheck.measures.units import Unit
from formcheck.pose import contour
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class Hollow(OnTwo):
    """Where the outline of the back lies behind the line between two points (shoulder, hip), in trunk lengths, at 0.4 to 0.6 of the way.

    Under the low back of a person who lies on it: less when the low back is pressed flat.
    """

    kind: Literal["hollow"]

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
        return "the hollow of the back's outline"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return "a back that stands out more", "under a back that lies: a larger gap"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        shoulder, hip = self.placed(moments, view)
        return moments.of_rows(contour.back_distance(moments.outline, shoulder, hip, view.front, contour.LOW_BACK))
