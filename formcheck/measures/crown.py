"""The measure `crown`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from formcheck.measures.base import OnTwo
from formcheck.measures.units import LONG, Unit
from formcheck.pose import contour
from formcheck.pose.arrays import Moments, V, trunk_px
from formcheck.pose.viewpoint import Viewpoint

REACH: Final = 0.2  # trunk lengths to either side of the point: a head is about 0.4 wide


class Crown(OnTwo):
    """How far the top of the body's outline lies above the first point, in trunk lengths.

    The top is looked for within 0.2 trunk lengths to either side of the second point, e.g. an ear: a head thrown back stands higher.
    """

    kind: Literal["crown"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def span(self) -> tuple[float, float]:
        return -LONG, LONG

    @property
    def needs_outline(self) -> bool:
        return True

    def looks_at(self, points: Sequence[str]) -> str:
        return f"how high the outline at the {points[1]} stands above the {points[0]}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"the head higher above the {points[0]}", "negative: below it"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (_, base), at = self.spots(moments, view)
        return base - moments.of_rows(contour.top(moments.outline, moments.rows(at), REACH * np.atleast_1d(trunk_px(moments))))
