"""The measure `rotation`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from formcheck.measures.base import OnTwo, line, said_side
from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V, bearing
from formcheck.pose.landmarks import LEFT
from formcheck.pose.viewpoint import Viewpoint, in_space, which_side


class Rotation(OnTwo):
    """Rotation of a line in space, from the metric landmarks, degrees, -180..180.

    About `vertical` (an upright body turns to its sides): 0 = the line lies across the picture. About `level` (a body that lies across the
    picture rolls): 0 = the line stands upright. The pose model compresses both.
    """

    kind: Literal["rotation"]
    about: Literal["vertical", "level"] = Field("vertical", description="axis of the rotation")
    towards: Literal["left", "right", "active", "passive"] = Field(
        "left", description="of a line from right to left: the side to which a turn is positive"
    )

    @property
    def unit(self) -> Unit:
        return "deg"

    @property
    def span(self) -> tuple[float, float]:
        return -180.0, 180.0

    @property
    def tells_sides(self) -> bool:
        return self.towards in ("active", "passive") or super().tells_sides

    def looks_at(self, points: Sequence[str]) -> str:
        return f"the rotation of the {line(points)}"

    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        return f"turned farther to the {said_side(self.towards)} side", "negative: to the other side"

    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        (ax, ay, az), (bx, by, bz) = (in_space(moments, word, view) for word in self.points)
        sign = 1.0 if which_side(self.towards, view) == LEFT else -1.0
        return bearing(bz - az, bx - ax if self.about == "vertical" else -(by - ay)) * sign
