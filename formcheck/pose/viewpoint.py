"""Viewpoint: which side of the body is near and which works, and where the points of pose files lie seen so.

The near side also tells which way the front of the body looks in the picture: whoever shows the right side to the camera faces
right when upright, down when lying face down with the head to the right, and up when lying on the back with the head to the left.
"""

from __future__ import annotations

from math import nan
from typing import Final, NamedTuple

import numpy as np

from formcheck.pose import contour
from formcheck.pose.arrays import Moments, V, trunk_px
from formcheck.pose.landmarks import NOSE, PAIRS, RIGHT
from formcheck.pose.points import HAND, TOP, Point
from formcheck.pose.pose import Array

# trunk lengths by which the foremost point of an outline lies before what else is in front; on hands and knees the hair of a head
# comes to 0.37 before nose and ears, and a hidden arm that reaches forward to 0.55 and more; fingers to 0.38 before their wrist
_BEFORE_HEAD: Final = 0.45
_BEFORE_HAND: Final = 0.55
_BELOW_SHOULDER: Final = 0.45  # what lies deeper is knees and the floor


class Viewpoint(NamedTuple):
    """Which side is near and which works: 0 left, 1 right.  A tuple, as every value that is kept is kept by it.

    mirrored: the model takes the left side for the right one and the other way round, which happens when a body is seen from the feet.
    """

    near: int
    active: int
    mirrored: bool = False

    @property
    def front(self) -> int:
        """+1 when the front of an upright body looks to the right of the picture, else -1."""
        return 1 if self.near == RIGHT else -1


def place(moments: Moments[V], word: str, view: Viewpoint) -> Array:
    """(n, 2) pixels of a point such as ``near.hip``."""
    return moments.rows(spot(moments, word, view))


def spot(moments: Moments[V], word: str, view: Viewpoint) -> tuple[V, V]:
    """The same as x and y, each (n,) or of one moment."""
    key = word, view
    found = moments.spots.get(key)
    if found is None:
        found = moments.spots[key] = _spot(moments, Point.parse(word), view)
    return found


def _spot(moments: Moments[V], point: Point, view: Viewpoint) -> tuple[V, V]:
    if point.joint == TOP:
        x, y = contour.peak(moments.outline, len(moments)).T
        return moments.of_rows(x), moments.of_rows(y)
    if point.side is None:
        return moments.at(NOSE)
    if point.joint == HAND:
        return _hand(moments, point, view)
    left, right = PAIRS[point.joint]
    if point.side not in ("mid", "upper", "lower"):
        return moments.at((left, right)[which_side(point.side, view) ^ view.mirrored])
    (ax, ay), (bx, by) = moments.at(left), moments.at(right)
    if point.side == "mid":
        return (ax + bx) / 2, (ay + by) / 2
    left_up = ay < by
    if point.side == "upper":
        return moments.pick(left_up, ax, bx), moments.pick(left_up, ay, by)
    return moments.pick(left_up, bx, ax), moments.pick(left_up, by, ay)


def in_space(moments: Moments[V], word: str, view: Viewpoint) -> tuple[V, V, V]:
    """Metres of a point: x, y and z; NaN for the top of the outline, which is in the picture only."""
    point = Point.parse(word)
    if point.side is None:
        x, y, z = moments.world_at(NOSE)
        return (x, y, z) if point.joint != TOP else (x * nan, y * nan, z * nan)
    left, right = PAIRS["wrist" if point.joint == HAND else point.joint]
    a, b = moments.world_at(left), moments.world_at(right)
    if point.side == "mid":
        return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2
    if point.side in ("upper", "lower"):
        left_up = moments.at(left)[1] < moments.at(right)[1]
        a, b = (a, b) if point.side == "upper" else (b, a)
        return moments.pick(left_up, a[0], b[0]), moments.pick(left_up, a[1], b[1]), moments.pick(left_up, a[2], b[2])
    return (a, b)[which_side(point.side, view) ^ view.mirrored]


def _hand(moments: Moments[V], point: Point, view: Viewpoint) -> tuple[V, V]:
    """The wrist; of the far arm, which the body hides from the model, the foremost point of the outline when that can only be its hand."""
    x, y = spot(moments, f"{point.side}.wrist", view)
    if moments.outline is None or which_side(str(point.side), view) == view.near:
        return x, y
    trunk = trunk_px(moments)
    lowest = spot(moments, "near.shoulder", view)[1] + _BELOW_SHOULDER * trunk
    tip_x, tip_y = (moments.of_rows(values) for values in contour.foremost(moments.outline, view.front, np.atleast_1d(lowest)).T)
    ahead = tip_x * view.front
    before = ahead > spot(moments, "near.wrist", view)[0] * view.front + _BEFORE_HAND * trunk
    for mark in (NOSE, *PAIRS["ear"]):
        before = before & (ahead > moments.at(mark)[0] * view.front + _BEFORE_HEAD * trunk)
    return moments.pick(before, tip_x, x), moments.pick(before, tip_y, y)


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
