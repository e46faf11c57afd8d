"""The measure `back_bulge`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnTwo
from formcheck.measures.units import Unit
from formcheck.pose import contour
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class BackBulge(OnTwo):
    """How far the outline of the back stands out behind the line between two points (shoulder, hip), in trunk lengths.

    The mean over the middle half. A back that rounds stands out more.
    """

    kind: Literal["back_bulge"]

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
        return "how far the back's outline stands out"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return "a back that stands out more", "negative: a hollow one"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        shoulder, hip = self.placed(moments, view)
        return moments.of_rows(contour.back_distance(moments.outline, shoulder, hip, view.front, contour.MIDDLE_HALF))
