"""The measure `between`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnFour, line, turn_to
from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class Between(OnFour):
    """Angle from the first line to the second, degrees, -180..180; turning towards the front of the body is positive."""

    kind: Literal["between"]

    @property
    def unit(self) -> Unit:
        return "deg"

    @property
    def span(self) -> tuple[float, float]:
        return -180.0, 180.0

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the angle from the {line(points[:2])} to the {line(points[2:])}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return "the second line turned farther towards the front", "negative: towards the back"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.spots(moments, view)
        return turn_to((bx - ax, by - ay), (dx - cx, dy - cy)) * view.front
