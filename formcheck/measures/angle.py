"""The measure `angle`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from formcheck.measures.base import Arc, OnThree, turn_to
from formcheck.measures.units import Unit
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.pose import Array
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

    def compute(self, moments: PoseArrays, view: Viewpoint) -> Array:
        a, b, c = self.placed(moments, view)
        turn = np.degrees(turn_to(a - b, c - b))
        return np.mod(turn * view.front, 360.0) if self.signed else np.abs(turn)
