"""The measure `angle`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from formcheck.measures.base import Arc, OnThree, turn_to
from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class Angle(OnThree):
    """Angle at a joint in the picture, degrees, 180 = straight."""

    kind: Literal["angle"]
    signed: bool = Field(
        False, description="measure through the front of the body: above 180 the joint is open the other way (a hip hyperextended)"
    )

    @property
    def unit(self) -> Unit:
        return "deg"

    @property
    def span(self) -> tuple[float, float]:
        return (0.0, 360.0) if self.signed else (0.0, 180.0)

    @property
    def arc(self) -> Arc:
        return "front" if self.signed else "inner"

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the angle at the {points[1]}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        if self.signed:
            return f"the {points[1]} straighter, and on past 180", "above 180: open the other way"
        return f"the {points[1]} straighter", "180: straight"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, ay), (bx, by), (cx, cy) = self.spots(moments, view)
        turn = turn_to((ax - bx, ay - by), (cx - bx, cy - by))
        return (turn * view.front) % 360.0 if self.signed else abs(turn)
