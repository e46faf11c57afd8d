"""The measure `sideways`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from formcheck.measures.base import OnTwo, said_side
from formcheck.measures.units import LONG, Unit
from formcheck.pose.arrays import Moments, V, left_to_right
from formcheck.pose.landmarks import LEFT, SIDES
from formcheck.pose.points import Point
from formcheck.pose.viewpoint import Viewpoint, spot, which_side


class Sideways(OnTwo):
    """How far the second point lies beside the first across the picture, in trunk lengths, for views from the front or the feet."""

    kind: Literal["sideways"]
    towards: Literal["left", "right", "active", "passive"] = Field("left", description="the person's side that is positive")
    both: bool = Field(
        False,
        description="of a `mid.` point its two sides, where the one that is less far counts twice: told alike whichever of them the model "
        "takes for the left one, as it often errs seen from the feet",
    )

    @model_validator(mode="after")
    def _both_of_a_pair(self) -> Self:
        if self.both and Point.parse(self.points[1]).side != "mid":
            raise ValueError("`both` needs a `mid.` point as the second one")
        return self

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
        return f"how far sideways the {points[1]} is of the {points[0]}" + (
            " (of the two, the one less far counts twice)" if self.both else ""
        )

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"the {points[1]} farther to the {said_side(self.towards)} side", "negative: to the other side"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, _), (bx, _) = self.spots(moments, view)
        sign = 1.0 if (which_side(self.towards, view) == LEFT) != view.mirrored else -1.0
        left_is_right = left_to_right(moments) >= 0  # in the picture direction of the person's left
        if not self.both:
            way = (bx - ax) * sign
            return moments.pick(left_is_right, way, -way)
        (left, _), (right, _) = (spot(moments, f"{side}.{Point.parse(self.points[1]).joint}", view) for side in SIDES)
        one, other = (moments.pick(left_is_right, (x - ax) * sign, (ax - x) * sign) for x in (left, right))
        return (one + other + moments.pick(one < other, one, other)) / 3
