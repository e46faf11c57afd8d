"""Viewpoint: which side of the body is near and which works, and where the points of pose files lie seen so.

The near side also tells which way the front of the body looks in the picture: whoever shows the right side to the camera faces
right when upright, down when lying face down with the head to the right, and up when lying on the back with the head to the left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.pose import contour
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.landmarks import NOSE, PAIRS, RIGHT
from formcheck.pose.points import TOP, Point
from formcheck.pose.pose import Array


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
