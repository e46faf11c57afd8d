"""Eye: from where a scene is drawn, and which pixel a place of it falls on."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.pose.pose import Array

UP: Final = np.array([0.0, 1.0, 0.0])
_ANGLE_DEG: Final = 22.0  # of the picture's height: a long lens, so that what is near does not look larger than it is


@dataclass(frozen=True)
class Eye:
    """place: (3,) metres.  axes: rows right, up, and the direction of sight.  focal_px; middle: (2,) pixels; size: (width, height)."""

    place: Array
    axes: Array
    focal_px: float
    middle: Array
    size: tuple[int, int]

    @functools.cached_property
    def rays(self) -> Array:
        """(height, width, 3) directions of length 1."""
        width, height = self.size
        x, y = np.meshgrid(np.arange(width) + 0.5 - self.middle[0], np.arange(height) + 0.5 - self.middle[1])
        rays = np.stack([x, -y, np.full(x.shape, self.focal_px)], axis=-1)
        turned: Array = (rays / np.linalg.norm(rays, axis=-1, keepdims=True)) @ self.axes
        return turned

    def project(self, places: Array) -> Array:
        """(n, 2) pixels of (n, 3) metres."""
        seen = (places - self.place) @ self.axes.T
        flat: Array = self.middle + self.focal_px * np.stack([seen[:, 0], -seen[:, 1]], axis=1) / seen[:, 2:]
        return flat

    def depth(self, places: Array) -> Array:
        """(n,) metres along the direction of sight."""
        along: Array = (places - self.place) @ self.axes[2]
        return along

    def box(self, places: Array, radius: float) -> tuple[slice, slice] | None:
        """Rows and columns of the pixels that balls of this radius can be seen in; None when they lie outside."""
        reach = 1.1 * radius * self.focal_px / max(float(self.depth(places).min()) - radius, 0.05) + 1
        flat = self.project(places)
        low, high = np.floor(flat.min(axis=0) - reach).astype(int), np.ceil(flat.max(axis=0) + reach).astype(int) + 1
        left, top = max(low[0], 0), max(low[1], 0)
        right, bottom = min(high[0], self.size[0]), min(high[1], self.size[1])
        return (slice(top, bottom), slice(left, right)) if left < right and top < bottom else None


def look(towards: Array, above_deg: float, points: Array, size: tuple[int, int], margin: float = 0.1, angle_deg: float = _ANGLE_DEG) -> Eye:
    """An eye that sees all points.

    towards: (3,) level direction from the scene to the eye.  margin: share of the picture left free on each side.
    """
    rise = np.radians(above_deg)
    back = np.cos(rise) * towards / np.linalg.norm(towards) + np.sin(rise) * UP
    right = np.cross(UP, towards) / np.linalg.norm(towards)
    axes = np.stack([right, np.cross(back, right), -back])
    width, height = size
    focal = height / 2 / np.tan(np.radians(angle_deg) / 2)
    away, centre = 3.0, points.mean(axis=0)
    eye = Eye(centre + away * back, axes, focal, np.array([width, height]) / 2, size)
    for _ in range(8):  # nearer or farther, and aside, until the points fill the picture
        flat = eye.project(points)
        low, high = flat.min(axis=0), flat.max(axis=0)
        away *= float(((high - low) / ((1 - 2 * margin) * np.array(size))).max())
        shift = ((low + high) / 2 - eye.middle) / focal * float(eye.depth(points).mean())
        centre = centre + shift[0] * axes[0] - shift[1] * axes[1]
        eye = Eye(centre + away * back, axes, focal, eye.middle, size)
    return eye
