"""The measure `height`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import OnTwo
from formcheck.measures.units import LONG, Unit
from formcheck.pose.arrays import Moments, V
from formcheck.pose.viewpoint import Viewpoint


class Height(OnTwo):
    """How far the second point lies above the first, in trunk lengths."""

    kind: Literal["height"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def span(self) -> tuple[float, float]:
        return -LONG, LONG

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the height of the {points[1]} above the {points[0]}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"the {points[1]} higher against the {points[0]}", "negative: below it"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (_, ay), (_, by) = self.spots(moments, view)
        return ay - by
