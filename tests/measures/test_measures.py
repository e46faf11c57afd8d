"""Every kind of measure against values known on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import atan2, degrees
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter
from rulebook import BRIDGE, CAT_CAMEL, PRESS_UP, STRETCH, exercise
from skeletons import (
    SIDE_ON,
    Camera,
    Figure,
    SideName,
    face_down,
    film,
    half_kneeling,
    hops,
    mirrored,
    on_all_fours,
    on_back,
    turn_of_middle,
    upright,
    without_person,
)

from formcheck.engine.signals import Signals
from formcheck.measures import Measure
from formcheck.pose.arrays import PoseArrays, nearer_left, trunk_px
from formcheck.pose.landmarks import LEFT, PAIRS, RIGHT, SIDES
from formcheck.pose.pose import Pose, nobody
from formcheck.pose.viewpoint import Viewpoint

RULES: TypeAdapter[Any] = TypeAdapter(Measure)
FIGURES: dict[str, Callable[[float], Figure]] = {
    "bridge": on_back,
    "press_up": face_down,
    "cat_camel": on_all_fours,
    "stretch": half_kneeling,
}
NEAR_SIDES: tuple[SideName, ...] = ("left", "right")


def read(rule: Mapping[str, object], pose: Pose, near: SideName = "right", active: SideName | None = None) -> float:
    """The value in the unit of pose files."""
    measure, moments = RULES.validate_python(rule), PoseArrays.of(pose)
    view = Viewpoint(SIDES.index(near), SIDES.index(active or near))
    value = float(measure.values(moments, view)[0])
    return value / float(trunk_px(moments)[0]) if measure.unit == "trunk" else value


def stick(size: tuple[int, int] = (1000, 1000), **spots: tuple[float, float]) -> Pose:
    """A pose with these joints of both sides at these pixels, all else at the origin; both sides equally far away."""
    px = np.zeros((33, 2))
    for joint, spot in spots.items():
        px[list(PAIRS[joint])] = spot
    return Pose(0.0, px, np.ones(33), np.zeros((33, 3)), size)


HIP = {"kind": "angle", "points": ["near.shoulder", "near.hip", "near.knee"]}
SIGNED = HIP | {"signed": True}


@pytest.mark.parametrize("near", NEAR_SIDES)
@pytest.mark.parametrize(("hip_deg", "unsigned"), [(90, 90), (130, 130), (175, 175), (180, 180), (205, 155)])
def test_a_hip_that_is_hyperextended_reads_above_180_whichever_way_the_body_faces(near: SideName, hip_deg: float, unsigned: float) -> None:
    pose = Camera(near=near).shoot(on_back(hip_deg))
    assert read(SIGNED, pose, near) == pytest.approx(hip_deg)
    assert read(HIP, pose, near) == pytest.approx(unsigned)


@pytest.mark.parametrize("near", NEAR_SIDES)
def test_the_signed_angle_is_the_same_upright_as_lying(near: SideName) -> None:
    assert read(SIGNED, Camera(near=near).shoot(half_kneeling(22)), near) == pytest.approx(202)


def test_an_angle_in_a_wide_picture_is_the_one_on_the_screen() -> None:
    """From coordinates divided by width and height a right angle would read 106 degrees here."""
    pose = stick((1600, 900), shoulder=(200, 200), hip=(400, 400), knee=(600, 200))
    assert read(HIP, pose) == pytest.approx(90)
    shares = stick((1600, 900), shoulder=(200 / 1600, 200 / 900), hip=(400 / 1600, 400 / 900), knee=(600 / 1600, 200 / 900))
    assert read(HIP, shares) == pytest.approx(2 * degrees(atan2(900, 1600)), abs=1e-9)


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (720, 1280)])
def test_the_size_and_shape_of_the_picture_change_nothing(size: tuple[int, int]) -> None:
    camera = Camera(size=size, trunk_px=size[0] / 6)
    for rule in exercise(BRIDGE).measures.values():
        data = rule.model_dump()
        assert read(data, camera.shoot(on_back(160))) == pytest.approx(read(data, SIDE_ON.shoot(on_back(160))), abs=1e-6)


@pytest.mark.parametrize(
    ("knee", "expected"),
    [((600, 400), 0), ((600, 200), 45), ((600, 600), -45), ((400, 200), 90), ((200, 200), 45), ((200, 600), -45)],
)
def test_a_slope_is_measured_from_level_and_does_not_ask_which_way(knee: tuple[float, float], expected: float) -> None:
    pose = stick(hip=(400, 400), knee=knee)
    assert read({"kind": "slope", "points": ["near.hip", "near.knee"]}, pose) == pytest.approx(expected)


@pytest.mark.parametrize(("joint_y", "expected"), [(400, 0), (300, 90), (500, -90)])
def test_a_bend_is_positive_when_the_joint_stands_above_the_line(joint_y: float, expected: float) -> None:
    rule = {"kind": "bend", "points": ["near.shoulder", "near.hip", "near.ankle"]}
    ends = ((300.0, 400.0), (500.0, 400.0))
    for shoulder, ankle in (ends, ends[::-1]):
        assert read(rule, stick(shoulder=shoulder, hip=(400, joint_y), ankle=ankle)) == pytest.approx(expected)


@pytest.mark.parametrize("near", NEAR_SIDES)
@pytest.mark.parametrize(
    ("zero", "lean_deg", "expected"), [("up", 0, 0), ("up", 30, 30), ("up", -30, -30), ("down", 30, 150), ("ahead", 30, 60)]
)
def test_a_direction_leans_ahead_whichever_way_that_is(near: SideName, zero: str, lean_deg: float, expected: float) -> None:
    pose = Camera(near=near).shoot(upright(lean_deg))
    assert read({"kind": "direction", "points": ["mid.hip", "mid.shoulder"], "zero": zero}, pose, near) == pytest.approx(expected)


@pytest.mark.parametrize("near", NEAR_SIDES)
@pytest.mark.parametrize("face", [30.0, 65.0, 100.0])
def test_the_angle_between_two_lines_grows_towards_the_front(near: SideName, face: float) -> None:
    rule = {"kind": "between", "points": ["near.hip", "near.shoulder", "near.ear", "nose"]}
    assert read(rule, Camera(near=near).shoot(face_down(40, face=face)), near) == pytest.approx(face)


@pytest.mark.parametrize("near", NEAR_SIDES)
def test_lengths_are_in_trunk_lengths(near: SideName) -> None:
    pose = Camera(near=near).shoot(upright())
    assert read({"kind": "height", "points": ["near.ankle", "near.hip"]}, pose, near) == pytest.approx(1.7)
    assert read({"kind": "height", "points": ["near.hip", "near.ankle"]}, pose, near) == pytest.approx(-1.7)
    assert read({"kind": "distance", "points": ["near.ankle", "near.shoulder"]}, pose, near) == pytest.approx(2.7)
    assert read({"kind": "ahead", "points": ["near.heel", "near.toe"]}, pose, near) == pytest.approx(0.3)
    shares = ["near.ankle", "near.knee", "near.hip", "near.shoulder"]
    assert read({"kind": "ratio", "points": shares}, pose, near) == pytest.approx(0.85)


def test_a_ratio_to_a_line_without_length_is_not_known() -> None:
    assert np.isnan(read({"kind": "ratio", "points": ["near.hip", "near.knee", "near.wrist", "near.wrist"]}, stick(knee=(9, 9))))


@pytest.mark.parametrize("left_is_right_of_picture", [True, False])
def test_sideways_follows_the_persons_own_sides(left_is_right_of_picture: bool) -> None:
    """Seen from the front the left side is on the right of the picture, from behind on the left."""
    pose = stick()
    sign = 1 if left_is_right_of_picture else -1
    for joint, half in (("shoulder", 40.0), ("hip", 20.0)):
        left, right = PAIRS[joint]
        pose.px[left, 0], pose.px[right, 0] = 500 + sign * half, 500 - sign * half
    pose.px[[PAIRS["shoulder"][0], PAIRS["shoulder"][1]], 1] = -100
    pose.px[PAIRS["knee"][0]] = (500 + sign * 150, 0)
    pose.px[PAIRS["knee"][1]] = (500 - sign * 50, 0)
    rule = {"kind": "sideways", "points": ["mid.hip", "left.knee"]}
    assert read(rule, pose) == pytest.approx(1.5)
    assert read(rule | {"towards": "right"}, pose) == pytest.approx(-1.5)
    assert read({"kind": "sideways", "points": ["mid.hip", "active.knee"], "towards": "active"}, pose, active="right") == pytest.approx(0.5)


@pytest.mark.parametrize("yaw_deg", [-60.0, 0.0, 25.0, 60.0])
def test_a_rotation_is_read_from_the_landmarks_in_space(yaw_deg: float) -> None:
    pose = stick()
    left, right = PAIRS["shoulder"]
    a = np.radians(yaw_deg)
    pose.world[left], pose.world[right] = (0.2 * np.cos(a), 0, 0.2 * np.sin(a)), (-0.2 * np.cos(a), 0, -0.2 * np.sin(a))
    assert read({"kind": "rotation", "points": ["right.shoulder", "left.shoulder"]}, pose) == pytest.approx(yaw_deg)
    pose.world[left], pose.world[right] = (0, -0.2 * np.cos(a), 0.2 * np.sin(a)), (0, 0.2 * np.cos(a), -0.2 * np.sin(a))
    rule = {"kind": "rotation", "points": ["right.shoulder", "left.shoulder"], "about": "level"}
    assert read(rule, pose) == pytest.approx(yaw_deg)


@pytest.mark.parametrize("turned_deg", [0.0, 30.0, 90.0])
def test_turned_is_the_turn_away_from_facing_the_camera(turned_deg: float) -> None:
    pose = stick()
    a = np.radians(turned_deg)
    for joint in ("shoulder", "hip"):
        left, right = PAIRS[joint]
        pose.world[left], pose.world[right] = (0.2 * np.cos(a), 0, -0.2 * np.sin(a)), (-0.2 * np.cos(a), 0, 0.2 * np.sin(a))
    assert read({"kind": "turned"}, pose) == pytest.approx(turned_deg)


@pytest.mark.parametrize("near", NEAR_SIDES)
@pytest.mark.parametrize("turn_deg", [-40.0, 0.0, 40.0])
def test_the_turn_of_the_back_is_that_of_the_arc(near: SideName, turn_deg: float) -> None:
    pose = Camera(near=near).shoot(on_all_fours(turn_deg))
    rule = {"kind": "back_turn", "points": ["near.shoulder", "near.hip"]}
    assert read(rule, pose, near) == pytest.approx(turn_of_middle(turn_deg), abs=1.0)


@pytest.mark.parametrize("near", NEAR_SIDES)
def test_a_straight_back_stands_as_far_behind_the_joints_as_it_is_drawn(near: SideName) -> None:
    pose = Camera(near=near).shoot(on_all_fours(0))
    for kind in ("back_bulge", "hollow"):
        assert read({"kind": kind, "points": ["near.shoulder", "near.hip"]}, pose, near) == pytest.approx(0.15, abs=0.002)
    bent = Camera(near=near).shoot(on_all_fours(40))
    assert read({"kind": "hollow", "points": ["near.shoulder", "near.hip"]}, bent, near) > 0.22


@pytest.mark.parametrize("near", NEAR_SIDES)
@pytest.mark.parametrize("hip_deg", [130.0, 175.0])
def test_the_thickness_is_that_of_the_band(near: SideName, hip_deg: float) -> None:
    pose = Camera(near=near).shoot(on_back(hip_deg, thickness=0.37))
    rule = {"kind": "thickness", "points": ["near.hip", "near.shoulder", "near.knee"]}
    assert read(rule, pose, near) == pytest.approx(0.37, abs=0.003)


def test_active_is_the_side_that_works_whichever_is_near() -> None:
    pose = Camera(near="left").shoot(half_kneeling(20, working="far"))
    rule = {"kind": "angle", "points": ["active.shoulder", "active.hip", "active.knee"], "signed": True}
    assert read(rule, pose, "left", active="right") == pytest.approx(200)
    assert read(rule, pose, "left", active="left") < 120
    passive = {"kind": "ahead", "points": ["active.ankle", "passive.ankle"]}
    assert read(passive, pose, "left", active="right") == pytest.approx(-read(passive, pose, "left", active="left"))


def test_the_near_side_is_the_one_with_the_smaller_depth() -> None:
    moments = [PoseArrays.of(Camera(near=near).shoot(on_back(130))) for near in NEAR_SIDES]
    assert [float(nearer_left(m)[0]) for m in moments] == pytest.approx([0.6 / 2, -0.6 / 2])


def test_nothing_is_known_of_nobody() -> None:
    empty = nobody(0.0, (640, 360))
    for of in (BRIDGE, PRESS_UP, CAT_CAMEL, STRETCH):
        for rule in exercise(of).measures.values():
            assert np.isnan(read(rule.model_dump(), empty))


def test_without_an_outline_only_what_needs_it_is_unknown() -> None:
    with_it = SIDE_ON.shoot(on_all_fours(10))
    pose = Pose(with_it.time_s, with_it.px, with_it.visibility, with_it.world, with_it.size)
    known = {name: not np.isnan(read(rule.model_dump(), pose)) for name, rule in exercise(CAT_CAMEL).measures.items()}
    assert known == {"back": False, "lying": True, "elbow": True}


@pytest.mark.parametrize("of", [BRIDGE, PRESS_UP, CAT_CAMEL, STRETCH], ids=lambda of: str(of["name"]))
def test_frame_by_frame_gives_the_very_numbers_of_the_whole_track(of: dict[str, Any]) -> None:
    rules = exercise(of)
    figure = FIGURES[of["name"]]
    track = without_person(film(10).along(figure, hops(2.0 if of is not BRIDGE else 130.0, [31.4])), [(1.0, 1.3)])
    whole = Signals(rules, track)
    for name in rules.measures:
        for view in (Viewpoint(LEFT, LEFT), Viewpoint(RIGHT, LEFT), Viewpoint(RIGHT, RIGHT)):
            at_once = np.array([whole.raw(name, view, i) for i in range(len(track))])
            one_by_one = np.array([Signals(rules, pose).raw(name, view, 0) for pose in track])
            np.testing.assert_array_equal(at_once, one_by_one)


@pytest.mark.parametrize("of", [BRIDGE, PRESS_UP, CAT_CAMEL, STRETCH], ids=lambda of: str(of["name"]))
def test_in_a_mirror_everything_is_the_same_on_the_other_side(of: dict[str, Any]) -> None:
    rules = exercise(of)
    figure = FIGURES[of["name"]]
    track = film(10).along(figure, hops(5.0 if of is not BRIDGE else 130.0, [33.0]))
    one, other = Signals(rules, track), Signals(rules, mirrored(track))
    assert (np.array(one.nearer_left) == -np.array(other.nearer_left)).all()
    for name in rules.measures:
        for i in (0, 25, len(track) - 1):
            assert other.raw(name, Viewpoint(LEFT, LEFT), i) == pytest.approx(one.raw(name, Viewpoint(RIGHT, RIGHT), i), abs=1e-6)


def test_a_trunk_shorter_than_a_pixel_is_nobody() -> None:
    signals = Signals(exercise(), Camera(trunk_px=0.5).shoot(on_back(130)))
    assert not signals.found[0]
