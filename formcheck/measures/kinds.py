"""The closed vocabulary of measures: named signals that a pose file takes from the landmarks and the outline.

No expressions: every number in a pose file has an address that the tuner can move and an error message can name.
How each is computed stands in ``formcheck.measures.compute``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from formcheck.measures.base import AnyMeasure, OnFour, OnThree, OnTwo, Unit


class Angle(OnThree):
    """Angle at a joint in the picture, degrees, 180 = straight."""

    kind: Literal["angle"]
    signed: bool = Field(
        False, description="measure through the front of the body: above 180 the joint is open the other way (a hip hyperextended)"
    )


class Slope(OnTwo):
    """How steeply the second point lies above the first: degrees from level, -90..90, the same whichever way the body lies."""

    kind: Literal["slope"]


class Bend(OnThree):
    """Bend at the second point of a body that lies across the picture, degrees.

    0 = straight; positive when the point stands above the line between the other two, negative when it hangs below.
    """

    kind: Literal["bend"]


class Direction(OnTwo):
    """Direction of a segment in degrees, -180..180, from `zero`; towards ahead is positive (from ahead: upwards is positive)."""

    kind: Literal["direction"]
    zero: Literal["up", "down", "ahead"] = Field(
        "up", description="the direction that reads 0; ahead is where the front of an upright body looks"
    )


class Between(OnFour):
    """Angle from the first line to the second, degrees, -180..180; turning towards the front of the body is positive."""

    kind: Literal["between"]


class Height(OnTwo):
    """How far the second point lies above the first, in trunk lengths."""

    kind: Literal["height"]

    @property
    def unit(self) -> Unit:
        return "trunk"


class Ahead(OnTwo):
    """How far the second point lies ahead of the first along the floor, in trunk lengths."""

    kind: Literal["ahead"]

    @property
    def unit(self) -> Unit:
        return "trunk"


class Sideways(OnTwo):
    """How far the second point lies beside the first across the picture, in trunk lengths, for views from the front or the feet."""

    kind: Literal["sideways"]
    towards: Literal["left", "right", "active", "passive"] = Field("left", description="the person's side that is positive")

    @property
    def unit(self) -> Unit:
        return "trunk"


class Distance(OnTwo):
    """Distance of two points in trunk lengths."""

    kind: Literal["distance"]

    @property
    def unit(self) -> Unit:
        return "trunk"


class Ratio(OnFour):
    """Length of the first line divided by that of the second."""

    kind: Literal["ratio"]

    @property
    def unit(self) -> Unit:
        return "share"


class BackTurn(OnTwo):
    """How far the outline of the back turns between two points (shoulder, hip), degrees; rounding raises it, hollowing lowers it.

    A quadratic is fitted to the outline over the middle 80 %; the value is the change of its direction from end to end.
    """

    kind: Literal["back_turn"]

    @property
    def needs_outline(self) -> bool:
        return True


class BackBulge(OnTwo):
    """How far the outline of the back stands out behind the line between two points (shoulder, hip), in trunk lengths.

    The mean over the middle half. A back that rounds stands out more.
    """

    kind: Literal["back_bulge"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def needs_outline(self) -> bool:
        return True


class FrontBulge(OnTwo):
    """How far the front of the body's outline stands out before the line between two points, in trunk lengths.

    The mean over 0.05 of the line to either side of `at`.
    """

    kind: Literal["front_bulge"]
    at: float = Field(0.5, gt=0, lt=1, description="share of the way from the first point to the second")

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def needs_outline(self) -> bool:
        return True


class Hollow(OnTwo):
    """Where the outline of the back lies behind the line between two points (shoulder, hip), in trunk lengths, at 0.4 to 0.6 of the way.

    Under the low back of a person who lies on it: less when the low back is pressed flat.
    """

    kind: Literal["hollow"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def needs_outline(self) -> bool:
        return True


class Crown(OnTwo):
    """How far the top of the body's outline lies above the first point, in trunk lengths.

    The top is looked for within 0.2 trunk lengths to either side of the second point, e.g. an ear: a head thrown back stands higher.
    """

    kind: Literal["crown"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def needs_outline(self) -> bool:
        return True


class Thickness(OnThree):
    """Thickness of the body's outline at the first point, across the line from the second to the third, in trunk lengths.

    The mean over 0.1 trunk lengths to either side of the point.
    """

    kind: Literal["thickness"]

    @property
    def unit(self) -> Unit:
        return "trunk"

    @property
    def needs_outline(self) -> bool:
        return True


class Turned(AnyMeasure):
    """How far the shoulders and hips are turned from facing the camera, degrees: 0 = chest or back to the camera, 90 = side-on."""

    kind: Literal["turned"]


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


Measure = Annotated[
    Angle
    | Slope
    | Bend
    | Direction
    | Between
    | Height
    | Ahead
    | Sideways
    | Distance
    | Ratio
    | BackTurn
    | BackBulge
    | FrontBulge
    | Hollow
    | Crown
    | Thickness
    | Turned
    | Rotation,
    Field(discriminator="kind"),
]
