"""The measure `ahead`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnTwo
from formcheck.measures.units import LONG, Unit
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class Ahead(OnTwo):
    """How far the second point lies ahead of the first along the floor, in trunk lengths."""

    kind: Literal["ahead"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def span(self) -> tuple[float, float]:
        return -LONG, LONG

    def looks_at(self, points: Sequence[str]) -> str:
        return f"how far ahead the {points[1]} is of the {points[0]}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"the {points[1]} farther ahead of the {points[0]}", "negative: behind it"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, _), (bx, _) = self.spots(moments, view)
        return (bx - ax) * view.front
