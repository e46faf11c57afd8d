"""Knee rolls with the feet in the air, seen from the side: nobody sees to which side the knees go, only how far down."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians

from skeletons import Figure, Spot, film, hops, on_back

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.rules.library import find_exercise

STRAIGHT_UP = 75.0  # angle at the hip with the thighs over the hips
FLAT = 130.0  # of ``on_back``, with the trunk on the floor


def rolled(turn_deg: float) -> Figure:
    """Both legs turned about the trunk: from the side they only sink."""
    lying, raised = on_back(FLAT), on_back(STRAIGHT_UP, knee_deg=90.0)
    hip, lifted = lying.near["hip"], raised.near["hip"]

    def sunk(joint: str) -> Spot:
        x, y = raised.near[joint]
        return x - lifted[0] + hip[0], hip[1] + (y - lifted[1]) * cos(radians(turn_deg))

    legs = {joint: sunk(joint) for joint in ("knee", "ankle", "heel", "toe")}
    arms: dict[str, Spot] = {"elbow": (-1.3, 0.0), "wrist": (-1.6, 0.0), "index": (-1.7, 0.0)}
    side = lying.near | legs | arms
    return replace(lying, near=side, far=side)


def report(*turns_deg: float) -> Report:
    return replay(Checker(find_exercise("knee_rolls"), 0.0), film(fps=15).along(rolled, hops(0, turns_deg, way_s=1.5)))


def test_each_time_the_knees_sink_and_come_back_is_a_repetition() -> None:
    told = report(85, 80, 85)
    assert [rep.verdict for rep in told.reps] == ["good"] * 3
    assert [rep.side for rep in told.reps] == [None] * 3


def test_half_way_is_told_as_such() -> None:
    assert [rep.faults for rep in report(85, 42, 85).reps] == [(), ("shallow",), ()]


def test_small_movements_of_the_legs_are_none() -> None:
    assert not report(20, 15).reps
