"""Signs: what measures read of a figure whose posture is known, seen from either side."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any, Final

import numpy as np

from formcheck.measures.base import AnyMeasure
from formcheck.pose.arrays import PoseArrays, trunk_px
from formcheck.pose.landmarks import PAIRS, RIGHT
from formcheck.pose.viewpoint import Viewpoint

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


def figure(posture: str, near: int) -> PoseArrays:
    """A body with straight legs whose trunk is raised, or bowed when standing, by 20 degrees; the arm hangs down to the floor,
    the head is bent by 30 degrees towards the chest.  near: 0 left, 1 right."""
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
    spots[0] = _on(ear, 0.2, trunk - 120)
    ahead = 1 if near == RIGHT else -1
    px = np.column_stack([ahead * spots[:, 0], -spots[:, 1]]) * 100.0
    depth = np.zeros(33)
    for pair in PAIRS.values():
        depth[pair[near]], depth[pair[1 - near]] = -0.15, 0.15
    return PoseArrays(px[None], np.column_stack([px / 200.0, depth])[None], None)


def _on(start: Spot, length: float, angle_deg: float) -> Spot:
    return start[0] + length * cos(radians(angle_deg)), start[1] + length * sin(radians(angle_deg))


def reads(rule: AnyMeasure, posture: str, near: int) -> float:
    """The value of a measure of such a figure, in the unit of pose files."""
    body = figure(posture, near)
    found = rule.values(body, Viewpoint(near, near))
    return float(found[0] / trunk_px(body)[0]) if rule.unit == "trunk" else float(found[0])
