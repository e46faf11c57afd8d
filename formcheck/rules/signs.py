"""Signs: what measures read of a figure whose posture is known, seen from either side."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any, Final

import numpy as np

from formcheck.measures.base import AnyMeasure
from formcheck.pose.arrays import PoseArrays, trunk_px
from formcheck.pose.landmarks import NOSE, PAIRS, RIGHT
from formcheck.pose.pose import Array
from formcheck.pose.viewpoint import Viewpoint, place

Spot = tuple[float, float]
POSTURES: Final = ("standing", "on the back", "face down")
_RAISED_DEG: Final = 20.0  # of the trunk, so that no sign is lost in a zero
_LIMB: Final = 0.85  # trunk lengths

SHOWN: Final[dict[str, dict[str, Any]]] = {
    "trunk": {"kind": "slope", "points": ["near.hip", "near.shoulder"]},
    "lean": {"kind": "direction", "points": ["near.hip", "near.shoulder"]},
    "arm": {"kind": "direction", "points": ["near.shoulder", "near.wrist"], "zero": "down"},
    "gaze": {"kind": "direction", "points": ["near.ear", "nose"], "zero": "ahead"},
    "lying": {"kind": "ahead", "points": ["near.hip", "near.shoulder"]},
    "shoulder_height": {"kind": "height", "points": ["near.hip", "near.shoulder"]},
    "line": {"kind": "bend", "points": ["near.shoulder", "near.hip", "near.knee"]},
    "hip": {"kind": "angle", "points": ["near.shoulder", "near.hip", "near.knee"], "signed": True},
    "head": {"kind": "between", "points": ["near.hip", "near.shoulder", "near.shoulder", "near.ear"]},
}

FACING: Final[dict[str, dict[str, Any]]] = {
    "hand": {"kind": "sideways", "points": ["mid.shoulder", "left.wrist"], "towards": "left"},
    "other_hand": {"kind": "sideways", "points": ["mid.shoulder", "right.wrist"], "towards": "left"},
    "turn": {"kind": "rotation", "points": ["right.shoulder", "left.shoulder"], "towards": "left"},
}
LEFT_OUT: Final = {("bend", "standing")}  # it is for bodies that lie across the picture


def figure(posture: str, near: int) -> PoseArrays:
    """A body with straight legs whose trunk is raised, or bowed when standing, by 20 degrees.

    The arm hangs nearly straight down, the head is bent by 30 degrees towards the chest.  near: 0 left, 1 right.
    """
    turn = {"standing": 90.0, "on the back": 180.0, "face down": 0.0}[posture]  # of the head as seen from the feet; 0 is ahead, 90 up
    trunk = turn + {"standing": -_RAISED_DEG, "on the back": -_RAISED_DEG, "face down": _RAISED_DEG}[posture]
    hip = (0.0, 0.0)
    shoulder = _on(hip, 1.0, trunk)
    ear = _on(shoulder, 0.35, trunk - 30)
    at = {"hip": hip, "shoulder": shoulder, "knee": _on(hip, _LIMB, turn + 180), "ankle": _on(hip, 2 * _LIMB, turn + 180)}
    at |= {"ear": ear, "eye": ear, "mouth": ear, "elbow": _on(shoulder, 0.5, -80), "wrist": _on(shoulder, 1.0, -80)}
    at |= {"index": at["wrist"], "heel": at["ankle"], "toe": _on(at["ankle"], 0.3, turn - 90)}
    spots = np.zeros((33, 2))
    for joint, pair in PAIRS.items():
        spots[list(pair)] = at[joint]
    spots[NOSE] = _on(ear, 0.2, trunk - 120)
    ahead = 1 if near == RIGHT else -1
    px = np.column_stack([ahead * spots[:, 0], -spots[:, 1]]) * 100.0
    depth = np.zeros(33)
    for pair in PAIRS.values():
        depth[pair[near]], depth[pair[1 - near]] = -0.15, 0.15
    return PoseArrays(px[None], np.column_stack([px / 200.0, depth])[None], None)


def facing(turn_deg: float) -> PoseArrays:
    """Somebody upright who faces the camera, arms out to the sides, the trunk turned so far to the person's left."""
    turn = radians(turn_deg)
    out = {"shoulder": (0.2, 1.0), "elbow": (0.5, 1.0), "wrist": (0.8, 1.0), "index": (0.9, 1.0), "ear": (0.1, 1.3), "eye": (0.05, 1.3)}
    out |= {
        "mouth": (0.03, 1.25),
        "hip": (0.15, 0.0),
        "knee": (0.15, -0.85),
        "ankle": (0.15, -1.7),
        "heel": (0.15, -1.7),
        "toe": (0.15, -1.75),
    }
    world = np.zeros((33, 3))
    for joint, pair in PAIRS.items():
        aside, up = out[joint]
        for index, side in zip(pair, (1, -1), strict=True):  # the person's left is to the right of the picture
            world[index] = side * aside * cos(turn), -up, side * aside * sin(turn)
    world[NOSE] = -0.1 * sin(turn), -1.3, -0.1 * cos(turn)
    return PoseArrays((world[:, :2] * 100.0)[None], world[None] * 0.5, None)


def _on(start: Spot, length: float, angle_deg: float) -> Spot:
    return start[0] + length * cos(radians(angle_deg)), start[1] + length * sin(radians(angle_deg))


def reads(rule: AnyMeasure, body: PoseArrays, near: int) -> float:
    """The value of a measure of a body, in the unit of pose files."""
    found = rule.values(body, Viewpoint(near, near))
    return float(found[0] / trunk_px(body)[0]) if rule.unit == "trunk" else float(found[0])


def head_and_front(posture: str, near: int) -> str:
    """Where the head and the front of such a body are in the picture: ``head to the left, front up``."""
    body = figure(posture, near)
    view = Viewpoint(near, near)
    hip, shoulder, ankle, toe = (place(body, f"near.{joint}", view)[0] for joint in ("hip", "shoulder", "ankle", "toe"))
    return f"head {_way(shoulder - hip)}, front {_way(toe - ankle)}"


def _way(step: Array) -> str:
    """The nearest way on the screen of a step in pixels."""
    if abs(step[0]) > abs(step[1]):
        return "to the right" if step[0] > 0 else "to the left"
    return "down" if step[1] > 0 else "up"
