"""The measure `sideways`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from formcheck.measures.base import OnTwo, said_side
from formcheck.measures.units import LONG, Unit
from formcheck.pose.arrays import Moments, V, left_to_right
from formcheck.pose.landmarks import LEFT
from formcheck.pose.viewpoint import Viewpoint, which_side


class Sideways(OnTwo):
    """How far the second point lies beside the first across the picture, in trunk lengths, for views from the front or the feet."""

    kind: Literal["sideways"]
    towards: Literal["left", "right", "active", "passive"] = Field("left", description="the person's side that is positive")

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def span(self) -> tuple[float, float]:
        return -LONG, LONG

    @property
    def tells_sides(self) -> bool:
        return self.towards in ("active", "passive") or super().tells_sides

    def looks_at(self, points: Sequence[str]) -> str:
        return f"how far sideways the {points[1]} is of the {points[0]}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"the {points[1]} farther to the {said_side(self.towards)} side", "negative: to the other side"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, _), (bx, _) = self.spots(moments, view)
        way = bx - ax
        way = moments.pick(left_to_right(moments) >= 0, way, -way)  # in the picture direction of the person's left
        sign = 1.0 if (which_side(self.towards, view) == LEFT) != view.mirrored else -1.0
        return way * sign
