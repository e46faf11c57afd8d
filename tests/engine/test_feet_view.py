"""Seen from beyond the feet: sideways movements, and sides that the model takes for each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from rulebook import HEAD, exercise
from skeletons import glide

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Array, Pose, Track
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.check import cross_check

TWIST: dict[str, Any] = HEAD | {
    "name": "twist",
    "view": "feet",
    "dose": {"hold_s": 3, "per_side": True},
    "measures": {
        "cross": {"kind": "sideways", "points": ["mid.hip", "mid.knee"], "towards": "passive"},
        "shoulder": {"kind": "height", "points": ["passive.shoulder", "active.shoulder"], "relative_to": "start"},
    },
    "sides": {"measure": "cross", "anew": True},
    "gate": {"needs": ["left.hip", "right.hip"], "start": [{"measure": "cross", "above": -0.3, "below": 0.3, "say": "lie straight"}]},
    "hold": {"measure": "cross", "rest": 0.1, "enter": 0.3, "full": 0.5},
    "faults": {"shoulder_lifts": {"measure": "shoulder", "above": 0.2, "phase": ["hold"], "cue": "Shoulders on the floor"}},
}
KEYS = ((0, 0), (2, 0), (3, 1), (8, 1), (9, 0), (11, 0))


def lying(knees: float, left_shoulder: float = 0.0, exchanged: bool = False, time_s: float = 0.0) -> Pose:
    """A body whose feet point to the camera, trunk 100 pixels; knees: how far they are to the person's left, in trunk lengths.

    left_shoulder: lifted by so much; exchanged: the model takes left for right.
    """
    px, world = np.zeros((33, 2)), np.zeros((33, 3))
    for joint, half, y in (("shoulder", 65, 200), ("hip", 30, 300), ("knee", 40, 350), ("ankle", 45, 450)):
        for side, index in enumerate(PAIRS[joint]):
            out = 1 if side == 0 else -1  # the person's left lies to the right in the picture
            x = 400 + out * half + (knees * 100 if joint in ("knee", "ankle") else 0)
            px[index] = x, y - (left_shoulder * 100 if joint == "shoulder" and side == 0 else 0)
            world[index] = (x - 400) / 200, (y - 300) / 200, 0
    if exchanged:
        order = np.arange(33)
        for a, b in PAIRS.values():
            order[[a, b]] = b, a
        px, world = px[order], world[order]
    return Pose(time_s, px, np.full(33, 0.99), world, (800, 600))


def report(towards_left: float, exchanged: tuple[float, float] = (0, 0), lifted: float = 0.0) -> Report:
    """The knees go this far to the left and are held there; within a span of time the model takes left for right."""
    times = np.arange(round(KEYS[-1][0] * 15) + 1) / 15
    level: Array = glide(KEYS, times)
    poses = [
        lying(towards_left * b, lifted * b, exchanged[0] <= t < exchanged[1], float(t)) for t, b in zip(times, level.tolist(), strict=True)
    ]
    rules = exercise(TWIST)
    return replay(Checker(rules), Track.from_poses(poses), "clip")


def test_a_measure_towards_a_working_side_tells_the_sides_apart() -> None:
    assert cross_check(exercise(TWIST)) == []


@pytest.mark.parametrize("exchanged", [(0.0, 0.0), (3.5, 4.5), (2.5, 8.5)])
@pytest.mark.parametrize(("towards_left", "side"), [(0.8, "right"), (-0.8, "left")])
def test_the_leg_that_crosses_to_the_other_side_works_whatever_the_model_calls_it(
    towards_left: float, side: str, exchanged: tuple[float, float]
) -> None:
    (hold,) = report(towards_left, exchanged).holds
    assert hold.side == side
    assert hold.held_s == pytest.approx(5.5, abs=0.4)


@pytest.mark.parametrize("exchanged", [(0.0, 0.0), (2.5, 8.5)])
def test_the_shoulder_of_the_working_side_is_watched(exchanged: tuple[float, float]) -> None:
    assert report(-0.8, exchanged, lifted=0.4).holds[0].faults == ("shoulder_lifts",)
    assert report(0.8, exchanged, lifted=0.4).holds[0].faults == ()  # that one works on the other side


def test_sideways_is_the_persons_left_also_where_the_sides_are_exchanged() -> None:
    rule = exercise(TWIST, measures={"knee": {"kind": "sideways", "points": ["left.hip", "left.knee"]}}).measures["knee"]
    right = rule.values(PoseArrays.of(lying(0.5)), Viewpoint(0, 0))
    wrong = rule.values(PoseArrays.of(lying(0.5, exchanged=True)), Viewpoint(0, 0, mirrored=True))
    assert right[0] == wrong[0] == pytest.approx(60)  # half a trunk, and the knee lies ten pixels further out than the hip


@pytest.mark.parametrize("legs_only", [True, False])
def test_both_knees_together_are_told_alike_whichever_the_model_takes_for_the_left_one(legs_only: bool) -> None:
    rule = exercise(TWIST, measures={"knees": {"kind": "sideways", "points": ["mid.shoulder", "mid.knee"], "both": True}}).measures["knees"]
    straight, exchanged = lying(0.5), lying(0.5, exchanged=True)
    if legs_only:  # the shoulders are told rightly
        for joint in ("shoulder", "hip"):
            exchanged.px[[*PAIRS[joint]]] = straight.px[[*PAIRS[joint]]]
    view = Viewpoint(0, 0, mirrored=not legs_only)
    right, wrong = (rule.values(PoseArrays.of(pose), v)[0] for pose, v in ((straight, Viewpoint(0, 0)), (exchanged, view)))
    assert right == wrong == pytest.approx((2 * 10 + 90) / 3)  # the right knee is ten pixels left of the middle, the left one ninety


def test_both_sides_are_asked_of_the_middle_of_a_pair_only() -> None:
    with pytest.raises(ValueError, match="`both` needs a `mid"):
        exercise(TWIST, measures={"knee": {"kind": "sideways", "points": ["mid.hip", "left.knee"], "both": True}})
