"""What every kind of measure may be told besides its points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pydantic import TypeAdapter
from rulebook import BRIDGE, PRESS_UP, exercise
from skeletons import Camera, SideName, film, on_all_fours, on_back, resampled

from formcheck.engine.anchor import Anchor, in_units
from formcheck.engine.signals import Signals
from formcheck.measures import Measure
from formcheck.pose.arrays import PoseArrays, trunk_px
from formcheck.pose.landmarks import PAIRS, RIGHT, SIDES
from formcheck.pose.pose import Array, Pose
from formcheck.pose.viewpoint import Viewpoint


def turned_by(turned_deg: float) -> Pose:
    """Lying on the back with the hip at 130 degrees; in space the body is turned this far away from facing the camera."""
    pose = Camera().shoot(on_back(130))
    a = np.radians(turned_deg)
    for joint in ("shoulder", "hip"):
        left, right = PAIRS[joint]
        pose.world[left] = (0.2 * np.cos(a), 0, 0.2 * np.sin(a))
        pose.world[right] = (-0.2 * np.cos(a), 0, -0.2 * np.sin(a))
    return pose


@pytest.mark.parametrize(("turned_deg", "known"), [(90.0, True), (60.0, True), (50.0, False), (5.0, False)])
def test_a_measure_for_side_views_is_not_known_of_a_body_that_is_turned_less(turned_deg: float, known: bool) -> None:
    rule = {"kind": "angle", "points": ["near.shoulder", "near.hip", "near.knee"], "turned_above": 55}
    value = TypeAdapter(Measure).validate_python(rule).values(PoseArrays.of(turned_by(turned_deg)), Viewpoint(RIGHT, RIGHT))
    assert np.isnan(value[0]) == (not known)
    if known:
        assert value[0] == pytest.approx(130)


def test_the_other_measures_are_known_all_the_same() -> None:
    rules = exercise(BRIDGE | {"measures": BRIDGE["measures"] | {"hip": BRIDGE["measures"]["hip"] | {"turned_above": 55}}})
    view = Viewpoint(RIGHT, RIGHT)
    assert np.isnan(Signals(rules, turned_by(20)).raw("hip", view, 0))
    assert Signals(rules, turned_by(80)).raw("hip", view, 0) == pytest.approx(130)
    assert Signals(rules, turned_by(20)).raw("lying", view, 0) == Signals(rules, turned_by(80)).raw("lying", view, 0)


@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("head", [0.3, 0.45])
def test_the_crown_of_the_head_is_where_the_outline_ends_above_it(near: SideName, head: float) -> None:
    figure = on_all_fours(0)
    corners = np.array([(-0.2, 0.7), (1.1, 0.7), (1.1, 1.05), (1.2, 1.05), (1.2, 0.9 + head), (1.5, 0.9 + head), (1.5, 0.6), (-0.2, 0.6)])
    track = film(near=near).shoot(lambda t: replace(figure, outline=resampled(corners)), 0.1)
    rule = TypeAdapter(Measure).validate_python({"kind": "crown", "points": ["near.shoulder", "near.ear"]})
    side = SIDES.index(near)
    value = rule.values(PoseArrays.of(track), Viewpoint(side, side)) / trunk_px(PoseArrays.of(track))
    assert value == pytest.approx(head, abs=0.01)  # the ear is 0.35 ahead of the shoulder, within the head
    assert rule.needs_outline


def test_the_crown_is_not_known_without_an_outline_or_away_from_it() -> None:
    rule = TypeAdapter(Measure).validate_python({"kind": "crown", "points": ["near.shoulder", "near.ear"]})
    pose = Camera().shoot(on_all_fours(0))  # its outline is that of the trunk alone and ends before the ear
    for one in (pose, replace(pose, outline=None)):
        assert np.isnan(rule.values(PoseArrays.of(one), Viewpoint(RIGHT, RIGHT))).all()


def test_either_way_tells_the_size_of_a_change_from_the_start() -> None:
    trunk = {"kind": "slope", "points": ["near.hip", "near.shoulder"], "relative_to": "start"}
    rules = exercise(PRESS_UP | {"measures": PRESS_UP["measures"] | {"turn": trunk, "size": trunk | {"either_way": True}}})
    anchor = Anchor(RIGHT, 180.0, {"turn": 10.0, "size": 10.0})
    assert [in_units(rules, "turn", raw, anchor) for raw in (4.0, 10.0, 16.0)] == [-6.0, 0.0, 6.0]
    assert [in_units(rules, "size", raw, anchor) for raw in (4.0, 10.0, 16.0)] == [6.0, 0.0, 6.0]
    assert rules.measures["size"].reach == (0.0, 180.0)


@pytest.mark.parametrize(("towards", "sign"), [("left", 1), ("right", -1), ("active", -1), ("passive", 1)])
def test_a_turn_is_positive_towards_the_side_that_the_rule_names(towards: str, sign: int) -> None:
    pose = Camera().shoot(on_back(130))
    left, right = PAIRS["shoulder"]
    pose.world[left], pose.world[right] = (0.1, 0, 0.1), (-0.1, 0, -0.1)  # turned to the left by 45 degrees
    rule = {"kind": "rotation", "points": ["right.shoulder", "left.shoulder"], "towards": towards}
    value = TypeAdapter(Measure).validate_python(rule).values(PoseArrays.of(pose), Viewpoint(RIGHT, RIGHT))
    assert value[0] == pytest.approx(45 * sign)


@pytest.mark.parametrize("near", ["left", "right"])
def test_the_top_is_the_highest_point_of_the_outline_wherever_the_landmarks_are(near: SideName) -> None:
    foot = (0.6, 1.5)  # raised over a body whose landmarks lie flat
    corners = np.array([(-1.2, -0.2), (1.5, -0.2), (1.5, 0.2), (0.7, 0.2), foot, (0.5, 0.2), (-1.2, 0.2)])
    pose = film(near=near).camera.shoot(replace(on_back(130), outline=resampled(corners)))
    side = SIDES.index(near)
    rules = {
        "length": {"kind": "distance", "points": ["near.hip", "top"]},
        "ahead": {"kind": "ahead", "points": ["near.hip", "top"]},
        "height": {"kind": "height", "points": ["near.hip", "top"]},
    }
    hip = on_back(130).near["hip"]
    expected = {"length": np.hypot(*np.subtract(foot, hip)), "ahead": foot[0] - hip[0], "height": foot[1] - hip[1]}
    for name, rule in rules.items():
        measure = TypeAdapter(Measure).validate_python(rule)
        value = measure.values(PoseArrays.of(pose), Viewpoint(side, side)) / trunk_px(PoseArrays.of(pose))
        assert value == pytest.approx(expected[name], abs=0.03)
        assert measure.needs_outline
        assert np.isnan(measure.values(PoseArrays.of(replace(pose, outline=None)), Viewpoint(side, side))).all()


@pytest.mark.parametrize("near", ["left", "right"])
def test_a_pelvis_rolls_back_when_the_root_of_the_thigh_rises_or_the_hip_moves_away_from_the_knee(near: SideName) -> None:
    flat = np.array([(-1.5, -0.2), (1.5, -0.2), (1.5, 0.9), (-1.5, 0.9)])
    rule = TypeAdapter(Measure).validate_python({"kind": "posterior_tilt", "points": ["near.shoulder", "near.hip", "near.knee"]})
    side = SIDES.index(near)

    def tilt(outline: Array | None, knee_ahead: float = 0.0) -> float:
        lying = on_back(130)
        moved = {**lying.near, "knee": (lying.near["knee"][0] + knee_ahead, lying.near["knee"][1])}
        moments = PoseArrays.of(film(near=near).camera.shoot(replace(lying, near=moved, outline=outline)))
        return float(rule.values(moments, Viewpoint(side, side))[0] / trunk_px(moments)[0])

    rest = tilt(resampled(flat))
    assert tilt(resampled(flat + np.array([(0, 0), (0, 0), (0, 0.1), (0, 0.1)]))) > rest + 0.05
    assert tilt(resampled(flat), knee_ahead=0.05) > rest + 0.01
    assert rule.needs_outline
    assert np.isnan(tilt(None))


@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize(("tip", "seen"), [(2.05, True), (1.55, False)])
def test_the_hand_of_a_hidden_arm_is_the_foremost_point_of_the_outline_when_that_is_no_head(near: SideName, tip: float, seen: bool) -> None:
    figure = on_all_fours(0)
    corners = np.array([(-0.2, 0.7), (1.1, 0.7), (1.1, 1.05), (1.4, 1.05), (tip, 0.9), (1.4, 0.75), (1.5, 0.6), (-0.2, 0.6)])
    moments = PoseArrays.of(film(near=near).shoot(lambda t: replace(figure, outline=resampled(corners)), 0.1))
    side = SIDES.index(near)
    arm = TypeAdapter(Measure).validate_python({"kind": "direction", "points": ["far.shoulder", "far.hand"], "zero": "down"})
    assert arm.needs_outline
    value = arm.values(moments, Viewpoint(side, 1 - side))
    assert (value > 70).all() == seen
    near_arm = TypeAdapter(Measure).validate_python({"kind": "direction", "points": ["near.shoulder", "near.hand"], "zero": "down"})
    assert near_arm.values(moments, Viewpoint(side, side)) == pytest.approx(0, abs=20)  # what is seen is not looked for
