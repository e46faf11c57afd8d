"""Viewpoint: which side of the body is near and which works, and where the points of pose files lie seen so.

The near side also tells which way the front of the body looks in the picture: whoever shows the right side to the camera faces
right when upright, down when lying face down with the head to the right, and up when lying on the back with the head to the left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.pose import contour
from formcheck.pose.arrays import PoseArrays, trunk_px
from formcheck.pose.landmarks import NOSE, PAIRS, RIGHT
from formcheck.pose.points import HAND, TOP, Point
from formcheck.pose.pose import Array

# trunk lengths by which the foremost point of an outline lies before what else is in front; on hands and knees the hair of a head
# comes to 0.37 before nose and ears, and a hidden arm that reaches forward to 0.55 and more; fingers to 0.38 before their wrist
_BEFORE_HEAD: Final = 0.45
_BEFORE_HAND: Final = 0.55
_BELOW_SHOULDER: Final = 0.45  # what lies deeper is knees and the floor


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
    if point.joint == HAND:
        return _hand(moments, point, view, source)
    left, right = PAIRS[point.joint]
    if point.side == "mid":
        return (at[:, left] + at[:, right]) / 2
    if point.side in ("upper", "lower"):
        left_up = moments.px[:, left, 1] < moments.px[:, right, 1]
        take_left = left_up if point.side == "upper" else ~left_up
        return np.where(take_left[:, None], at[:, left], at[:, right])
    return at[:, (left, right)[which_side(point.side, view) ^ view.mirrored]]


def _hand(moments: PoseArrays, point: Point, view: Viewpoint, source: Array | None) -> Array:
    """The wrist; of the far arm, which the body hides from the model, the foremost point of the outline when that can only be its hand."""
    wrist = _place(moments, f"{point.side}.wrist", view, source)
    if source is not None or moments.outline is None or which_side(str(point.side), view) == view.near:
        return wrist
    shoulder, near_wrist = place(moments, "near.shoulder", view), place(moments, "near.wrist", view)
    trunk = trunk_px(moments)
    tip = contour.foremost(moments.outline, view.front, shoulder[:, 1] + _BELOW_SHOULDER * trunk)
    head = np.max([moments.px[:, i, 0] * view.front for i in (NOSE, *PAIRS["ear"])], axis=0)
    ahead = tip[:, 0] * view.front
    before = (ahead > head + _BEFORE_HEAD * trunk) & (ahead > near_wrist[:, 0] * view.front + _BEFORE_HAND * trunk)
    return np.where(before[:, None], tip, wrist)


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
