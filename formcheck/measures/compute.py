"""The measures of pose files, computed from landmarks.

Every function takes a `PoseArrays` (one leading axis of n moments) and returns (n,) values, so that the frame loop (n = 1)
and the whole track use the same code.  Values in trunk lengths come out in pixels; the checker divides by the
trunk length that it locked at the gate.

`near` and `active` are 0 for the person's left and 1 for the right.  The near side also tells which way the front of the
body looks in the picture: whoever shows the right side to the camera faces right when upright, down when lying face down
with the head to the right, and up when lying on the back with the head to the left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from formcheck.measures import contour
from formcheck.measures import kinds as rule
from formcheck.measures.points import TOP, Point
from formcheck.pose.landmarks import LEFT, NOSE, PAIRS, RIGHT
from formcheck.pose.pose import Array, Pose, Track

THICKNESS_REACH = 0.1  # trunk lengths to either side of the point, see MEASURES "Hips level"
CROWN_REACH = 0.2  # trunk lengths to either side of the point: a head is about 0.4 wide
_SPAN = np.linspace(-THICKNESS_REACH, THICKNESS_REACH, 9)


@dataclass(frozen=True, slots=True)
class PoseArrays:
    """px (n, 33, 2), world (n, 33, 3), outline (n, points, 2) or None: a Track, or a Pose as a track of one."""

    px: Array
    world: Array
    outline: Array | None
    places: dict[tuple[str, int, int, bool], Array] = field(default_factory=dict)  # points of the picture that were asked for already

    @classmethod
    def of(cls, data: Pose | Track) -> PoseArrays:
        if isinstance(data, Track):
            return cls(data.px, data.world, data.outline)
        return cls(data.px[None], data.world[None], None if data.outline is None else data.outline[None])


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Which side is near and which works: 0 left, 1 right.

    mirrored: the model takes the left side for the right one and the other way round, which happens when a body is seen from the feet.
    """

    near: int
    active: int
    mirrored: bool = False

    @property
    def front(self) -> int:
        """+1 when the front of an upright body looks to the right of the picture, else -1."""
        return 1 if self.near == RIGHT else -1


def place(moments: PoseArrays, word: str, view: Viewpoint, source: Array | None = None) -> Array:
    """(n, 2) pixels of a point such as ``near.hip``; with ``moments.world`` as source (n, 3) metres."""
    if source is not None:
        return _place(moments, word, view, source)
    key = (word, view.near, view.active, view.mirrored)
    found = moments.places.get(key)
    if found is None:
        found = moments.places[key] = _place(moments, word, view, None)
    return found


def _place(moments: PoseArrays, word: str, view: Viewpoint, source: Array | None) -> Array:
    at = moments.px if source is None else source
    point = Point.parse(word)
    if point.joint == TOP:
        return contour.peak(moments.outline, len(at)) if source is None else np.full(at[:, 0].shape, np.nan)
    if point.side is None:
        return at[:, NOSE]
    left, right = PAIRS[point.joint]
    if point.side == "mid":
        return (at[:, left] + at[:, right]) / 2
    if point.side in ("upper", "lower"):
        left_up = moments.px[:, left, 1] < moments.px[:, right, 1]
        take_left = left_up if point.side == "upper" else ~left_up
        return np.where(take_left[:, None], at[:, left], at[:, right])
    return at[:, (left, right)[which_side(point.side, view) ^ view.mirrored]]


def which_side(word: str, view: Viewpoint) -> int:
    """0 or 1 for a side word other than ``mid``, ``upper`` and ``lower``."""
    match word:
        case "near":
            return view.near
        case "far":
            return 1 - view.near
        case "active":
            return view.active
        case "passive":
            return 1 - view.active
    return int(word == "right")


def trunk_px(moments: PoseArrays) -> Array:
    """(n,) length from the middle of the shoulders to the middle of the hips in pixels: the unit of lengths."""
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    v = (moments.px[:, a] + moments.px[:, b] - moments.px[:, c] - moments.px[:, d]) / 2
    return np.hypot(v[:, 0], v[:, 1])


def trunk_centre(moments: PoseArrays) -> Array:
    """(n, 2) pixels of the middle of the trunk."""
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    return (moments.px[:, a] + moments.px[:, b] + moments.px[:, c] + moments.px[:, d]) / 4


def nearer_left(moments: PoseArrays) -> Array:
    """(n,) metres by which the left shoulder and hip are nearer to the camera than the right ones; the sign tells the near side."""
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    z = moments.world[:, :, 2]
    return (z[:, b] - z[:, a] + z[:, d] - z[:, c]) / 2


def left_to_right(moments: PoseArrays) -> Array:
    """(n,) pixels by which the left shoulder and hip lie to the right of the right ones in the picture."""
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    x = moments.px[:, :, 0]
    return (x[:, a] - x[:, b] + x[:, c] - x[:, d]) / 2


def turned(moments: PoseArrays) -> Array:
    """(n,) degrees by which shoulders and hips are turned from facing the camera, 0..90."""
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    w = moments.world
    v = np.abs(w[:, b] - w[:, a] + w[:, d] - w[:, c])
    return np.degrees(np.arctan2(v[:, 2], np.hypot(v[:, 0], v[:, 1])))


def value(measure: rule.Measure, moments: PoseArrays, view: Viewpoint) -> Array:
    """(n,) values of one measure in degrees, shares or pixels (see the module's first lines); NaN where not known."""
    values = _COMPUTE[type(measure)](measure, moments, view)
    if measure.turned_above is not None:
        values = np.where(turned(moments) > measure.turned_above, values, np.nan)
    if measure.least_length is not None:
        a, b = (place(moments, word, view) for word in measure.words[-2:])
        long = np.hypot(b[:, 0] - a[:, 0], b[:, 1] - a[:, 1]) >= measure.least_length * trunk_px(moments)
        values = np.where(long, values, np.nan)
    return values


def _points(measure: Any, moments: PoseArrays, view: Viewpoint) -> list[Array]:
    return [place(moments, word, view) for word in measure.points]


def _turn(u: Array, v: Array) -> Array:
    """Angle in radians from u to v, -pi..pi, clockwise on the screen."""
    return np.arctan2(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0], u[:, 0] * v[:, 0] + u[:, 1] * v[:, 1])


def _angle(measure: rule.Angle, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b, c = _points(measure, moments, view)
    turn = np.degrees(_turn(a - b, c - b))
    return np.mod(turn * view.front, 360.0) if measure.signed else np.abs(turn)


def _slope(measure: rule.Slope, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b = _points(measure, moments, view)
    return np.degrees(np.arctan2(a[:, 1] - b[:, 1], np.abs(b[:, 0] - a[:, 0])))


def _bend(measure: rule.Bend, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b, c = _points(measure, moments, view)
    to_right = np.where(c[:, 0] >= a[:, 0], 1.0, -1.0)
    return np.degrees(_turn(b - a, c - b)) * to_right


def _direction(measure: rule.Direction, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b = _points(measure, moments, view)
    ahead, up = (b[:, 0] - a[:, 0]) * view.front, a[:, 1] - b[:, 1]
    match measure.zero:
        case "up":
            return np.degrees(np.arctan2(ahead, up))
        case "down":
            return np.degrees(np.arctan2(ahead, -up))
        case "ahead":
            return np.degrees(np.arctan2(up, ahead))


def _between(measure: rule.Between, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b, c, d = _points(measure, moments, view)
    return np.degrees(_turn(b - a, d - c)) * view.front


def _height(measure: rule.Height, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b = _points(measure, moments, view)
    return a[:, 1] - b[:, 1]


def _ahead(measure: rule.Ahead, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b = _points(measure, moments, view)
    return (b[:, 0] - a[:, 0]) * view.front


def _sideways(measure: rule.Sideways, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b = _points(measure, moments, view)
    to_left = np.where(left_to_right(moments) >= 0, 1.0, -1.0)  # picture direction of the person's left
    sign = 1.0 if (which_side(measure.towards, view) == LEFT) != view.mirrored else -1.0
    return (b[:, 0] - a[:, 0]) * to_left * sign


def _distance(measure: rule.Distance, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b = _points(measure, moments, view)
    return np.hypot(b[:, 0] - a[:, 0], b[:, 1] - a[:, 1])


def _ratio(measure: rule.Ratio, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b, c, d = _points(measure, moments, view)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.hypot(b[:, 0] - a[:, 0], b[:, 1] - a[:, 1]) / np.hypot(d[:, 0] - c[:, 0], d[:, 1] - c[:, 1])
    return np.where(np.isfinite(share), share, np.nan)


def _back_turn(measure: rule.BackTurn, moments: PoseArrays, view: Viewpoint) -> Array:
    shoulder, hip = _points(measure, moments, view)
    return contour.back_turn(moments.outline, shoulder, hip, view.front)


def _back_bulge(measure: rule.BackBulge, moments: PoseArrays, view: Viewpoint) -> Array:
    shoulder, hip = _points(measure, moments, view)
    return contour.back_distance(moments.outline, shoulder, hip, view.front, contour.MIDDLE_HALF)


def _front_bulge(measure: rule.FrontBulge, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b = _points(measure, moments, view)
    return contour.back_distance(moments.outline, a, b, -view.front, measure.at + contour.AROUND)


def _hollow(measure: rule.Hollow, moments: PoseArrays, view: Viewpoint) -> Array:
    shoulder, hip = _points(measure, moments, view)
    return contour.back_distance(moments.outline, shoulder, hip, view.front, contour.LOW_BACK)


def _rotation(measure: rule.Rotation, moments: PoseArrays, view: Viewpoint) -> Array:
    a, b = (place(moments, word, view, moments.world) for word in measure.points)
    v = b - a
    sign = 1.0 if which_side(measure.towards, view) == LEFT else -1.0
    return np.degrees(np.arctan2(v[:, 2], v[:, 0] if measure.about == "vertical" else -v[:, 1])) * sign


def _crown(measure: rule.Crown, moments: PoseArrays, view: Viewpoint) -> Array:
    base, at = _points(measure, moments, view)
    return base[:, 1] - contour.top(moments.outline, at, CROWN_REACH * trunk_px(moments))


def _thickness(measure: rule.Thickness, moments: PoseArrays, view: Viewpoint) -> Array:
    at, a, b = _points(measure, moments, view)
    return contour.thickness(moments.outline, at, a, b, trunk_px(moments)[:, None] * _SPAN)


def _turned(measure: rule.Turned, moments: PoseArrays, view: Viewpoint) -> Array:
    return turned(moments)


_COMPUTE: dict[type, Callable[[Any, PoseArrays, Viewpoint], Array]] = {
    rule.Angle: _angle,
    rule.Slope: _slope,
    rule.Bend: _bend,
    rule.Direction: _direction,
    rule.Between: _between,
    rule.Height: _height,
    rule.Ahead: _ahead,
    rule.Distance: _distance,
    rule.Ratio: _ratio,
    rule.Sideways: _sideways,
    rule.BackTurn: _back_turn,
    rule.BackBulge: _back_bulge,
    rule.FrontBulge: _front_bulge,
    rule.Hollow: _hollow,
    rule.Rotation: _rotation,
    rule.Crown: _crown,
    rule.Thickness: _thickness,
    rule.Turned: _turned,
}
