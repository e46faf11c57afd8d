"""PoseArrays: one pose or many as arrays, and what can be read off them whatever the exercise.

Every function takes a `PoseArrays` (one leading axis of n moments) and returns (n, ...) values, so that the frame loop (n = 1)
and the whole track use the same code.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Array, Pose, Track


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
