"""The measure `thickness`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from formcheck.measures.base import OnThree
from formcheck.measures.units import LONG, Unit
from formcheck.pose import contour
from formcheck.pose.arrays import Moments, V, trunk_px
from formcheck.pose.viewpoint import Viewpoint

REACH: Final = 0.1  # trunk lengths to either side of the point, see MEASURES "Hips level"
_SAMPLES: Final = np.linspace(-REACH, REACH, 9)


class Thickness(OnThree):
    """Thickness of the body's outline at the first point, across the line from the second to the third, in trunk lengths.

    The mean over 0.1 trunk lengths to either side of the point.
    """

    kind: Literal["thickness"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def span(self) -> tuple[float, float]:
        return 0.0, LONG

    @property
    def needs_outline(self) -> bool:
        return True

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the thickness of the outline at the {points[0]}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"a thicker body at the {points[0]}", "0: as thin as a line"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        at, a, b = self.placed(moments, view)
        return moments.of_rows(contour.thickness(moments.outline, at, a, b, np.atleast_1d(trunk_px(moments))[:, None] * _SAMPLES))
