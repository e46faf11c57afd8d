"""The measure `bend`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnThree, turn_to
from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class Bend(OnThree):
    """Bend at the second point of a body that lies across the picture, degrees.

    0 = straight; positive when the point stands above the line between the other two, negative when it hangs below.
    """

    kind: Literal["bend"]

    @property
    def unit(self) -> Unit:
        return "deg"

    @property
    def span(self) -> tuple[float, float]:
        return -180.0, 180.0

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the bend at the {points[1]}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"the {points[1]} higher against the line from {points[0]} to {points[2]}", "negative: it hangs below"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, ay), (bx, by), (cx, cy) = self.spots(moments, view)
        turn = turn_to((bx - ax, by - ay), (cx - bx, cy - by))
        return moments.pick(cx >= ax, turn, -turn)
