"""The measure `back_turn`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnTwo
from formcheck.measures.units import Unit
from formcheck.pose import contour
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class BackTurn(OnTwo):
    """How far the outline of the back turns between two points (shoulder, hip), degrees; rounding raises it, hollowing lowers it.

    A quadratic is fitted to the outline over the middle 80 %; the value is the change of its direction from end to end.
    """

    kind: Literal["back_turn"]

    @property
    def unit(self) -> Unit:
        return "deg"

    @property
    def span(self) -> tuple[float, float]:
        return -180.0, 180.0

    @property
    def needs_outline(self) -> bool:
        return True

    def looks_at(self, points: Sequence[str]) -> str:
        return "the bend of the back's outline"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return "a rounder back", "negative: a hollow one"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        shoulder, hip = self.placed(moments, view)
        return moments.of_rows(contour.back_turn(moments.outline, shoulder, hip, view.front))
