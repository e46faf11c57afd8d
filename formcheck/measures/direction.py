"""The measure `direction`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from formcheck.measures.base import OnTwo, line
from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V, bearing
from formcheck.pose.viewpoint import Viewpoint


class Direction(OnTwo):
    """Direction of a segment in degrees, -180..180, from `zero`; towards ahead is positive (from ahead: upwards is positive)."""

    kind: Literal["direction"]
    zero: Literal["up", "down", "ahead"] = Field(
        "up", description="the direction that reads 0; ahead is where the front of an upright body looks"
    )

    @property
    def unit(self) -> Unit:
        return "deg"

    @property
    def span(self) -> tuple[float, float]:
        return -180.0, 180.0

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the lean of the {line(points)} ({self.zero} is 0°)"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        if self.zero == "ahead":
            return f"the {points[1]} higher, as seen from the {points[0]}", "0: ahead; negative: below"
        return f"the {points[1]} farther ahead of the {points[0]}", f"negative: behind; 0: {self.zero}"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, ay), (bx, by) = self.spots(moments, view)
        ahead, up = (bx - ax) * view.front, ay - by
        match self.zero:
            case "up":
                return bearing(ahead, up)
            case "down":
                return bearing(ahead, -up)
            case "ahead":
                return bearing(up, ahead)
