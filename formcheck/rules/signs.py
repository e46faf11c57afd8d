"""Signs: which way each kind of measure grows, in words, and what it reads of a figure whose posture is known.

The words are templates: ``{0}``, ``{1}`` ... are the measure's points.  Of a measure that is relative to the start posture only the
first half holds.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any, Final

import numpy as np

from formcheck.measures.compute import PoseArrays, Viewpoint, trunk_px, value
from formcheck.measures.kinds import Measure
from formcheck.pose.landmarks import LEFT, PAIRS, RIGHT, SIDES
from formcheck.pose.pose import Array
from formcheck.rules.explain import said

# kind: (what a greater value means, what else the value says)
GROWS: Final[dict[str, tuple[str, str]]] = {
    "angle": ("the {1} straighter", "180: straight"),
    "slope": ("the {1} higher against the {0}", "negative: below it; 90: upright"),
    "bend": ("the {1} higher against the line from {0} to {2}", "negative: it hangs below"),
    "direction": ("the {1} farther ahead of the {0}", "negative: behind it"),
    "between": ("the second line turned farther towards the front", "negative: towards the back"),
    "height": ("the {1} higher against the {0}", "negative: below it"),
    "ahead": ("the {1} farther ahead of the {0}", "negative: behind it"),
    "sideways": ("the {1} farther towards the {towards} side", "negative: towards the other side"),
    "distance": ("the {0} and the {1} farther apart", "0: in one place"),
    "ratio": ("the first line longer against the second", "1: as long"),
    "back_turn": ("a rounder back", "negative: a hollow one"),
    "back_bulge": ("a back that stands out more", "negative: a hollow one"),
    "front_bulge": ("a front that stands out more", "0: level with the line"),
    "hollow": ("a back that stands out more", "under a back that lies: a larger gap"),
    "crown": ("the head higher above the {0}", "negative: below it"),
    "thickness": ("a thicker body at the {0}", ""),
    "turned": ("turned farther to the side", "0: facing the camera, 90: side-on"),
    "rotation": ("turned farther to the {towards}", "negative: to the other side"),
}
# where the words depend on a further key
_OF_DIRECTION_AHEAD: Final = ("the {1} higher, as seen from the {0}", "0: ahead; negative: below")
_SIGNED_ANGLE: Final = ("the {1} straighter, and on past 180", "above 180: open the other way")
_SIDES: Final = {"active": "working", "passive": "other"}


def grows(rule: Measure, near: str | None = None) -> str:
    """What a greater value of a measure means.  near: the side that the camera saw, to say where ahead is in the picture."""
    more, else_ = GROWS[rule.kind]
    if rule.kind == "direction" and getattr(rule, "zero", "") == "ahead":
        more, else_ = _OF_DIRECTION_AHEAD
    if rule.kind == "angle" and getattr(rule, "signed", False):
        more, else_ = _SIGNED_ANGLE
    towards = str(getattr(rule, "towards", ""))
    more = more.format(*(said(word) for word in rule.words), towards=_SIDES.get(towards, towards))
    if near is not None and ("ahead of" in more or "towards the front" in more):
        more = f"{more} ({in_picture(near, turning='towards the front' in more)})"
    if rule.either_way:
        return f"{more}, or the other way round"
    if rule.relative_to == "start":
        return f"{more} than at the start"
    return f"{more}; {else_}" if else_ else more


def in_picture(near: str, turning: bool = False) -> str:
    """Where the front of an upright body is in the picture; turning: which way a line turns towards the front."""
    right = near == "right"
    if turning:
        return "clockwise" if right else "anticlockwise"
    return "to the right" if right else "to the left"


# ------------------------------------------------------------------------------------------------------- figures of known posture
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


def reads(rule: Measure, posture: str, near: int) -> float:
    """The value of a measure of such a figure, in the unit of pose files."""
    body: PoseArrays = figure(posture, near)
    found: Array = value(rule, body, Viewpoint(near, near))
    return float(found[0] / trunk_px(body)[0]) if rule.unit == "trunk" else float(found[0])
