"""The measure `turned`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.measures.base import AnyMeasure
from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V, turned
from formcheck.pose.viewpoint import Viewpoint


class Turned(AnyMeasure):
    """How far the shoulders and hips are turned from facing the camera, degrees: 0 = chest or back to the camera, 90 = side-on."""

    kind: Literal["turned"]

    @property
    def unit(self) -> Unit:
        return "deg"

    @property
    def span(self) -> tuple[float, float]:
        return 0.0, 90.0

    def looks_at(self, points: Sequence[str]) -> str:
        return "the turn of the body away from facing the camera"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return "turned farther to the side", "0: facing the camera; 90: side-on"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        return turned(moments)
