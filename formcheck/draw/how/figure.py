"""Figure: a solid body from its joints: round limbs, a trunk that is broad and flat, a head with a face."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.draw.how.cast import Cone
from formcheck.draw.how.movement import BACK, INDEX
from formcheck.draw.palette import Colour
from formcheck.pose.pose import Array

SKIN: Final = (150, 184, 226)
HAIR: Final = (44, 58, 78)
EYE: Final = (40, 40, 44)
SHIRT: Final = (222, 168, 76)
TROUSERS: Final = (150, 92, 34)
SHOES: Final = (84, 76, 70)
HEAD_PART, TRUNK_PART = 1, 2  # a line is drawn where two parts meet; limbs have 3 to 6, and 10 more below elbow and knee
_ARM: Final = (("shoulder", "elbow", 0.052, 0.042, SHIRT), ("elbow", "wrist", 0.04, 0.03, SKIN), ("wrist", "fingers", 0.032, 0.018, SKIN))
_LEG: Final = (("hip", "knee", 0.088, 0.058, TROUSERS), ("knee", "ankle", 0.057, 0.037, TROUSERS))
_FOOT: Final = (("heel", "foot_index", 0.034, 0.027), ("ankle", "heel", 0.036, 0.033))
# along the trunk, from the hips to the neck: half the breadth, radius, and how far the middle lies before the spine; metres
_TRUNK: Final = (
    (0.084, 0.092, 0.0),
    (0.07, 0.09, 0.05),
    (0.058, 0.084, 0.056),
    (0.064, 0.09, 0.06),
    (0.07, 0.086, 0.058),
    (0.035, 0.058, 0.03),
)
_FLANKS: Final = (-1, -0.65, -0.3, 0, 0.3, 0.65, 1)
_WAIST: Final = 2  # of those: where the shirt begins


def figure(points: Array, fade: tuple[float, float] = (0.0, 0.0)) -> Iterator[Cone]:
    """The cones of a body.  points: (len(POINTS), 3) metres.  fade: how far left and right limbs are shaded towards grey, 0..1."""
    for cone in _parts(points, fade):
        yield replace(cone, a=_above(cone.a, cone.radius_a), b=_above(cone.b, cone.radius_b))


def _above(place: Array, radius: float) -> Array:
    """Not sunk into the floor: flesh gives way, a cone does not."""
    return np.array([place[0], max(place[1], radius), place[2]])


def _parts(points: Array, fade: tuple[float, float]) -> Iterator[Cone]:
    yield from _trunk(points)
    yield from _head(points)
    for side, word in enumerate(("left", "right")):
        at = {
            name: points[INDEX[f"{word}_{name}"]]
            for name in ("shoulder", "elbow", "wrist", "fingers", "hip", "knee", "ankle", "heel", "foot_index")
        }
        for part, limb in ((3 + side, _ARM), (5 + side, _LEG)):
            for a, b, radius_a, radius_b, colour in limb:
                yield Cone(at[a], at[b], radius_a, radius_b, faded(colour, fade[side]), part if a in ("shoulder", "hip") else part + 10)
        for a, b, radius_a, radius_b in _FOOT:
            yield Cone(at[a], at[b], radius_a, radius_b, faded(SHOES, fade[side]), 15 + side)


def faded(colour: Colour, share: float) -> Colour:
    """A colour moved towards a middle grey."""
    b, g, r = (round((1 - share) * c + share * 128) for c in colour)
    return b, g, r


def _trunk(points: Array) -> Iterator[Cone]:
    left, right = (np.stack([points[INDEX[f"{side}_{joint}"]] for joint in ("hip", "shoulder")]) for side in ("left", "right"))
    across = _unit(left - right)
    spine = np.stack([(left[0] + right[0]) / 2, *(points[INDEX[name]] for name in BACK[1:]), points[INDEX["neck"]]])
    along = np.gradient(spine, axis=0)
    shares = np.linspace(0, 1, len(spine))[:, None]
    sides = _unit((1 - shares) * across[0] + shares * across[1])
    fronts = _unit(np.cross(sides, along))
    middles = spine + np.array([deep for _, _, deep in _TRUNK])[:, None] * fronts
    for k, ((half_a, radius_a, _), (half_b, radius_b, _)) in enumerate(pairwise(_TRUNK)):
        for flank in _FLANKS:
            start, end = middles[k] + flank * half_a * sides[k], middles[k + 1] + flank * half_b * sides[k + 1]
            yield Cone(start, end, radius_a, radius_b, TROUSERS if k + 1 < _WAIST else SHIRT, TRUNK_PART)
    for shoulder, radius in ((left[1], 0.055), (right[1], 0.055)):
        yield Cone(shoulder, middles[-2] + 0.5 * (middles[-1] - middles[-2]), radius, 0.07, SHIRT, TRUNK_PART)
    yield Cone(left[1], right[1], 0.05, 0.05, SHIRT, TRUNK_PART)
    yield Cone(points[INDEX["neck"]], points[INDEX["head"]], 0.052, 0.05, SKIN, HEAD_PART)


def _head(points: Array) -> Iterator[Cone]:
    ears = (points[INDEX["left_ear"]] + points[INDEX["right_ear"]]) / 2
    eyes = (points[INDEX["left_eye"]] + points[INDEX["right_eye"]]) / 2
    side = _unit(points[INDEX["left_ear"]] - points[INDEX["right_ear"]])
    front = _unit(eyes - ears - side * (side @ (eyes - ears)))
    top = np.cross(front, side)
    skull = ears + 0.022 * front + 0.04 * top
    yield Cone(skull, skull + 0.03 * front - 0.075 * top, 0.085, 0.052, SKIN, HEAD_PART)
    yield Cone(skull - 0.022 * front + 0.012 * top, skull - 0.03 * front - 0.03 * top, 0.088, 0.07, HAIR, HEAD_PART)
    yield Cone(skull + 0.01 * front + 0.03 * top, skull - 0.02 * front + 0.02 * top, 0.074, 0.08, HAIR, HEAD_PART)
    nose = skull + 0.088 * front - 0.045 * top
    yield Cone(nose, nose + 0.035 * top - 0.014 * front, 0.014, 0.008, SKIN, HEAD_PART)
    for word in ("left", "right"):
        eye = skull + 0.072 * front - 0.012 * top + side * (0.032 if word == "left" else -0.032)
        yield Cone(eye, eye, 0.016, 0.016, EYE, HEAD_PART)
        ear = points[INDEX[f"{word}_ear"]]
        yield Cone(ear - 0.012 * top, ear + 0.014 * top, 0.018, 0.02, SKIN, HEAD_PART)


def _unit(vector: Array) -> Array:
    unit: Array = vector / np.maximum(np.linalg.norm(vector, axis=-1, keepdims=True), 1e-9)
    return unit
