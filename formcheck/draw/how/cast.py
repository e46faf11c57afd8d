"""Cast: rays of sight meet the round limbs and the things of a scene; what is nearest is seen.

What is behind is hidden exactly, so that a lying body reads as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.draw.how.eye import UP, Eye
from formcheck.draw.how.movement import Solid
from formcheck.draw.palette import Colour
from formcheck.pose.pose import Array
from formcheck.source.frame import Image

_LIGHT: Final = np.array([-0.45, 1.0, 0.75]) / np.linalg.norm([-0.45, 1.0, 0.75])  # right, up, back to the eye: over the left shoulder
_DARKEST: Final = 0.62  # of a colour, on what is turned away from the light
_Box = tuple[slice, slice]


@dataclass(frozen=True)
class Cone:
    """A limb: two balls and what lies between.  a, b: (3,) metres; radii in metres.  part: a line is drawn where two parts meet."""

    a: Array
    b: Array
    radius_a: float
    radius_b: float
    colour: Colour
    part: int


class Cast:
    """What is seen in each pixel: its distance in metres, its colour, and the part of the scene that it is."""

    def __init__(self, eye: Eye, colours: Image, distance: Array) -> None:
        """Begins with a background, which is copied: colours (height, width, 3), distance (height, width)."""
        self._eye = eye
        self._light = _LIGHT @ np.stack([eye.axes[0], UP, np.cross(eye.axes[0], UP)])
        self.colours = colours.copy()
        self.distance = distance.copy()
        self.parts: NDArray[np.int16] = np.zeros(distance.shape, np.int16)

    def cone(self, cone: Cone) -> None:
        """Draw a limb."""
        box = self._eye.box(np.stack([cone.a, cone.b]), max(cone.radius_a, cone.radius_b))
        if box is not None:
            self._keep(box, *_meet_cone(self._eye.place, self._eye.rays[box], self.distance[box], cone), cone.colour, cone.part)

    def solid(self, solid: Solid, colour: Colour, part: int) -> None:
        """Draw a thing."""
        if solid.kind == "ball":
            self.cone(Cone(solid.at, solid.at, float(solid.half[0]), float(solid.half[0]), colour, part))
            return
        box = self._eye.box(solid.at[None], float(np.linalg.norm(solid.half)))
        if box is not None:
            meet = _meet_roll if solid.kind == "roll" else _meet_box
            far, normal = meet(self._eye.place, self._eye.rays[box], solid)
            nearer = far < self.distance[box]
            self._keep(box, nearer, far[nearer], normal[nearer], colour, part)

    def _keep(self, box: _Box, seen: NDArray[np.bool_], far: Array, normal: Array, colour: Colour, part: int) -> None:
        """Keep what is seen.  seen: which pixels of the box; far, normal: of those."""
        light = _DARKEST + (1 - _DARKEST) * np.clip(normal @ self._light, -0.4, 1)
        self.colours[box][seen] = np.clip(light[:, None] * np.array(colour), 0, 255)
        self.distance[box][seen] = far
        self.parts[box][seen] = part


def _meet_cone(place: Array, rays: Array, distance: Array, cone: Cone) -> tuple[NDArray[np.bool_], Array, Array]:
    """Which rays meet it nearer than at a distance; how far away, and the outward normal there.

    The usual solution for two balls and the cone that touches both.
    """
    along, from_a, from_b = cone.b - cone.a, place - cone.a, place - cone.b
    less = cone.radius_a - cone.radius_b
    span, start = along @ along - less**2, along @ from_a
    ray_along, ray_a, ray_b = rays @ along, rays @ from_a, rays @ from_b
    ball_a, ball_b = ray_a**2 - (from_a @ from_a - cone.radius_a**2), ray_b**2 - (from_b @ from_b - cone.radius_b**2)
    k2 = span - ray_along**2
    k1 = span * ray_a - start * ray_along + ray_along * (less * cone.radius_a)
    k0 = span * (from_a @ from_a) - start**2 + 2 * start * less * cone.radius_a - (along @ along) * cone.radius_a**2
    side = k1**2 - k0 * k2 if span > 0 else np.full(k1.shape, -1.0)  # span <= 0: one ball holds the other
    hit = (ball_a > 0) | (ball_b > 0) | (side > 0)
    far = np.stack([_ball(ray_a[hit], ball_a[hit]), _ball(ray_b[hit], ball_b[hit]), _side(k1[hit], k2[hit], side[hit])])
    where = start - cone.radius_a * less + np.where(np.isfinite(far[2]), far[2], 0) * ray_along[hit]
    far[2, (where <= 0) | (where >= span)] = np.inf
    which, nearest = far.argmin(axis=0), far.min(axis=0)
    seen = nearest < distance[hit]
    which, nearest, where, lines = which[seen], nearest[seen], where[seen], rays[hit][seen]
    out = from_a + nearest[:, None] * lines
    out[which == 1] -= along
    middle = which == 2
    out[middle] = span * out[middle] - along * where[middle, None]
    hit[hit] = seen
    return hit, nearest, out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def _ball(ray_to: Array, inside: Array) -> Array:
    return np.where(inside > 0, -ray_to - np.sqrt(np.maximum(inside, 0)), np.inf)


def _side(k1: Array, k2: Array, inside: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        far = (-np.sqrt(np.maximum(inside, 0)) - k1) / k2
    return np.where((inside > 0) & (far > 0), far, np.inf)


def _meet_box(place: Array, rays: Array, solid: Solid) -> tuple[Array, Array]:
    turn = _turn(solid.turn_deg)
    start, local = (place - solid.at) @ turn, rays @ turn
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (-solid.half - start) / local, (solid.half - start) / local
    enter, leave = np.minimum(one, other), np.maximum(one, other)
    face = enter.argmax(axis=-1)
    far = enter.max(axis=-1)
    far = np.where((far < leave.min(axis=-1)) & (far > 0), far, np.inf)
    normal = -np.sign(np.take_along_axis(local, face[..., None], -1)) * np.eye(3)[face]
    return far, normal @ turn.T


def _meet_roll(place: Array, rays: Array, solid: Solid) -> tuple[Array, Array]:
    """A roller lying along z: its round side and its two ends."""
    start, radius, half = place - solid.at, solid.half[0], solid.half[2]
    a = rays[..., 0] ** 2 + rays[..., 1] ** 2
    b = rays[..., :2] @ start[:2]
    inside = b**2 - a * (start[:2] @ start[:2] - radius**2)
    t = (-b - np.sqrt(np.maximum(inside, 0))) / np.maximum(a, 1e-9)
    far = np.where((inside > 0) & (t > 0) & (np.abs(start[2] + t * rays[..., 2]) < half), t, np.inf)
    normal = np.zeros(rays.shape)
    normal[..., :2] = (start[:2] + np.where(np.isfinite(far), far, 0)[..., None] * rays[..., :2]) / radius
    for end in (-half, half):
        with np.errstate(divide="ignore", invalid="ignore"):
            t = (end - start[2]) / rays[..., 2]
        across = start[:2] + t[..., None] * rays[..., :2]
        nearer = (t > 0) & (t < far) & ((across**2).sum(axis=-1) < radius**2)
        far[nearer] = t[nearer]
        normal[nearer] = (0, 0, np.sign(end))
    return far, normal


def _turn(angle_deg: float) -> Array:
    """A turn about z as a matrix whose columns are the turned axes."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
