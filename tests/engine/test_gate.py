"""The gate, frame by frame: what it asks for, when it opens, and what it locks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from rulebook import BRIDGE, CAT_CAMEL, PRESS_UP, STRETCH, exercise
from skeletons import Camera, Figure, SideName, face_down, half_kneeling, on_all_fours, on_back, upright

from formcheck.engine.anchor import Anchor, in_units
from formcheck.engine.gate import Gate, holds, say_point
from formcheck.engine.signals import Signals
from formcheck.faults.condition import Condition
from formcheck.pose.landmarks import LEFT, RIGHT, SIDES
from formcheck.pose.pose import Pose
from formcheck.pose.viewpoint import Viewpoint


@dataclass
class Visit:
    """Feeds figures to a gate, ten frames a second."""

    of: dict[str, Any] = field(default_factory=lambda: BRIDGE)
    changes: dict[str, Any] = field(default_factory=dict)
    camera: Camera = field(default_factory=Camera)
    active: int | None = None
    now_s: float = 0.0

    def __post_init__(self) -> None:
        self.rules = exercise(self.of, **self.changes)
        self.gate = Gate(self.rules)

    def pose(self, pose: Pose) -> tuple[Anchor | None, str | None]:
        pick = (lambda near: near) if self.active is None else (lambda near: self.active)
        return self.gate.look(Signals(self.rules, pose), 0, pick)

    def show(self, figure: Figure, seconds: float = 0.0) -> tuple[Anchor | None, str | None]:
        """One frame, or frames for this long; the answer to the last one."""
        answer: tuple[Anchor | None, str | None] = (None, None)
        for _ in range(max(1, round(seconds * 10))):
            self.now_s = round(self.now_s + 0.1, 6)
            answer = self.pose(self.camera.shoot(figure, self.now_s))
        return answer

    def rest(self, figure: Figure, anchor: Anchor, seconds: float) -> Anchor:
        """Frames for this long with the gate open and nothing under way; what is known of the rest then."""
        for _ in range(round(seconds * 10)):
            self.now_s = round(self.now_s + 0.1, 6)
            signals = Signals(self.rules, self.camera.shoot(figure, self.now_s))
            anchor = self.gate.refine(signals, 0, Viewpoint(anchor.near, anchor.near), anchor, busy=False)
        return anchor


def latecomer(of: dict[str, Any] = BRIDGE, **parts: Any) -> Visit:
    """A gate that has seen somebody standing first."""
    visit = Visit(of, **parts)
    visit.show(upright(), 0.5)
    return visit


def test_what_is_missing_is_asked_for_in_the_order_of_the_file() -> None:
    visit = Visit()
    assert visit.show(upright()) == (None, "lie on your back")
    assert visit.show(on_back(175)) == (None, "lower your hips to the floor")
    assert visit.show(on_back(130)) == (None, "hold the start position")


def test_it_opens_when_the_posture_was_kept_still_for_half_a_second() -> None:
    visit = latecomer()
    assert visit.show(on_back(130), 0.5) == (None, "hold the start position")  # five frames are four tenths of a second
    anchor, waiting = visit.show(on_back(130))
    assert anchor is not None
    assert waiting is None


def test_settle_s_says_how_long() -> None:
    visit = latecomer(changes={"gate": {"settle_s": 0.3}})
    visit.show(on_back(130), 0.3)
    assert visit.show(on_back(130))[0] is not None


def test_who_is_there_when_the_source_begins_need_not_wait() -> None:
    visit = Visit()
    assert visit.show(on_back(130), 0.3)[0] is None
    assert visit.show(on_back(130))[0] is not None


def test_rest_is_not_learnt_from_the_first_pictures_in_which_the_landmarks_are_still_on_their_way() -> None:
    lifted = BRIDGE["measures"]["hip"] | {"relative_to": "start"}
    visit = Visit(changes={"measures": {"lifted": lifted}})
    assert visit.show(on_back(124), 0.3)[0] is None
    anchor, _ = visit.show(on_back(130), 0.6)
    assert anchor is not None
    assert anchor.start["lifted"] == pytest.approx(130, abs=0.5)


def test_who_was_seen_while_the_gate_was_open_is_not_newly_found_when_it_has_closed() -> None:
    visit = Visit()
    anchor, _ = visit.show(on_back(130), 0.6)
    assert anchor is not None
    visit.rest(on_back(130), anchor, 2.0)
    visit.gate.reset()
    assert visit.show(on_back(130), 0.2)[0] is None
    assert visit.show(on_back(130))[0] is not None


def lying() -> tuple[Visit, Anchor]:
    """Somebody who lies at rest, where a measure that is relative to that counts; the gate is open."""
    visit = Visit(changes={"measures": {"lifted": BRIDGE["measures"]["hip"] | {"relative_to": "start"}}})
    anchor, _ = visit.show(on_back(130), 0.6)
    assert anchor is not None
    return visit, anchor


def test_nor_is_rest_learnt_anew_from_the_first_pictures_after_the_person_was_lost() -> None:
    visit, anchor = lying()
    anchor = visit.rest(on_back(130), anchor, 1.0)
    visit.now_s += 1.0
    assert visit.rest(on_back(124), anchor, 0.3).start["lifted"] == pytest.approx(130, abs=0.5)
    assert visit.rest(on_back(124), anchor, 1.5).start["lifted"] == pytest.approx(124, abs=0.5)


def test_a_turning_point_beyond_the_rest_is_no_truer_rest() -> None:
    """Who swings a little to the other side before a movement stands still there for half a second at most."""
    visit, anchor = lying()
    anchor = visit.rest(on_back(130), anchor, 1.5)
    anchor = visit.rest(on_back(108), anchor, 0.5)
    assert not visit.gate.deeper
    anchor = visit.rest(on_back(130), anchor, 0.5)
    assert anchor.start["lifted"] == pytest.approx(130, abs=0.5)
    anchor = visit.rest(on_back(108), anchor, 1.5)  # and who stays there rests there
    assert anchor.start["lifted"] == pytest.approx(108, abs=0.5)


def test_a_flicker_is_forgiven() -> None:
    visit = latecomer()
    visit.show(on_back(130), 0.6)
    visit.show(upright(), 0.2)
    visit.show(on_back(130), 0.2)
    assert visit.show(on_back(130))[0] is not None


def test_who_comes_back_to_the_posture_need_not_wait() -> None:
    """It was met before, so that a full cycle lies between: nobody is asked for half a second again."""
    visit = latecomer()
    visit.show(on_back(130), 0.4)
    visit.show(upright(), 0.5)
    assert visit.show(on_back(130), 0.1)[0] is None
    assert visit.show(on_back(130), 0.3)[0] is not None


def test_who_moves_in_the_posture_is_waited_for_a_second() -> None:
    """Rest has not been seen yet: the hips go up and down by six degrees, twice a second."""
    visit = latecomer()
    moving = [on_back(130 + (6 if k % 4 < 2 else 0)) for k in range(12)]
    answers = [visit.show(figure)[0] for figure in moving]
    assert [answer is not None for answer in answers].index(True) == 10


def test_who_keeps_still_and_misses_the_posture_narrowly_is_taken_as_he_is() -> None:
    visit = latecomer()
    assert visit.show(on_back(160), 1.9) == (None, "lower your hips to the floor")  # asked below 150
    assert visit.show(on_back(160), 0.3)[0] is not None


def test_who_misses_it_by_far_is_not() -> None:
    assert latecomer().show(on_back(175), 5)[0] is None


def test_what_was_seen_before_a_gap_does_not_count() -> None:
    """In the start posture for a moment, then out of sight for a minute: nobody knows what happened in between."""
    visit = latecomer()
    visit.show(on_back(130), 0.4)
    visit.now_s += 60
    assert visit.show(on_back(130), 0.5)[0] is None
    assert visit.show(on_back(130))[0] is not None


def test_a_reset_gate_waits_again() -> None:
    visit = latecomer()
    visit.show(on_back(130), 0.4)
    visit.gate.reset()
    assert visit.show(on_back(130), 0.5)[0] is None


@pytest.mark.parametrize(
    ("origin", "asked"),
    [
        ((0.99, 0.75), "right knee and right ankle out of the picture"),
        ((0.9, 0.75), "right ankle out of the picture"),
        ((0.5, 1.015), None),  # on the edge: landmarks of cut feet still serve
        ((0.5, 1.5), "step back: the whole body must be in the picture"),
    ],
)
def test_it_says_which_part_is_out_of_the_picture(origin: tuple[float, float], asked: str | None) -> None:
    answer = Visit(camera=Camera(origin=origin)).show(on_back(130))
    assert answer == (None, asked or "hold the start position")


def test_points_are_named_by_the_persons_own_sides() -> None:
    view = Viewpoint(near=LEFT, active=RIGHT)
    words = ("near.ankle", "far.ankle", "active.knee", "passive.knee", "left.hip", "mid.hip", "nose")
    named = [say_point(word, view) for word in words]
    assert named == ["left ankle", "right ankle", "right knee", "left knee", "left hip", "hip", "nose"]


def facing(pose: Pose, turned_deg: float) -> Pose:
    """The same picture, but the landmarks in space say that the body is turned this far from facing the camera."""
    world = pose.world.copy()
    a = np.radians(turned_deg)
    world[::2], world[1::2] = [-0.15 * np.cos(a), 0, -0.15 * np.sin(a)], [0.15 * np.cos(a), 0, 0.15 * np.sin(a)]
    return Pose(pose.time_s, pose.px, pose.visibility, world, pose.size, pose.outline)


@pytest.mark.parametrize(
    ("view", "gate", "turned_deg", "asked"),
    [
        ("side", {}, 20.0, "turn side-on to the camera"),
        ("side", {}, 40.0, "hold the start position"),
        ("side", {"turned_above": 4}, 20.0, "hold the start position"),
        ("front", {}, 70.0, "turn to face the camera"),
        ("front", {}, 50.0, "hold the start position"),
        ("feet", {}, 80.0, "hold the start position"),
        ("feet", {"turned_below": 45}, 80.0, "turn so that your feet point to the camera"),
    ],
)
def test_the_view_must_be_right(view: str, gate: dict[str, float], turned_deg: float, asked: str) -> None:
    lying = {
        "measures": {"hip": None, "hip_width": None},
        "repetition": None,
        "faults": None,
        "hold": STRETCH["hold"] | {"measure": "lying"},
    }
    lying["gate"] = gate | {"start": BRIDGE["gate"]["start"][:1]}
    near_right = Visit(changes=lying | {"view": view})
    pose = facing(Camera().shoot(on_back(130), 0.1), turned_deg)
    assert near_right.pose(pose) == (None, asked)


@pytest.mark.parametrize("near", ["left", "right"])
def test_it_locks_the_near_side_and_the_trunk(near: SideName) -> None:
    visit = Visit(camera=Camera(near=near, trunk_px=150))
    anchor, _ = visit.show(on_back(130), 0.4)
    assert anchor is not None
    assert SIDES[anchor.near] == near
    assert anchor.trunk_px == pytest.approx(150)


def test_a_frame_with_the_sides_exchanged_does_not_turn_the_person_round() -> None:
    flat = {"kind": "slope", "points": ["near.hip", "near.shoulder"]}
    start = [{"measure": "flat", "above": -20, "below": 20, "say": "lie down"}]
    visit = latecomer(changes={"measures": {"flat": flat}, "gate": {"start": start}})
    visit.show(on_back(130), 0.9)
    pose = Camera().shoot(on_back(130), visit.now_s + 0.2)
    anchor, _ = visit.pose(Pose(pose.time_s, pose.px, pose.visibility, pose.world * [1, 1, -1], pose.size, pose.outline))
    assert anchor is not None
    assert anchor.near == RIGHT


def test_measures_relative_to_the_start_are_taken_from_the_start_posture() -> None:
    visit = latecomer(CAT_CAMEL)
    visit.show(on_all_fours(-20), 0.6)
    anchor, _ = visit.show(on_all_fours(-14), 0.5)
    assert anchor is not None
    assert anchor.start["back"] == pytest.approx(-16, abs=1)  # the median: most of the time it was that
    assert in_units(visit.rules, "back", 20.0, anchor) == pytest.approx(36, abs=1)
    assert in_units(visit.rules, "lying", 90.0, anchor) == pytest.approx(0.5)


def test_a_start_value_is_kept_within_its_bounds() -> None:
    visit = Visit(CAT_CAMEL, {"measures": {"back": CAT_CAMEL["measures"]["back"] | {"start_within": [-10, 0]}}})
    anchor, _ = visit.show(on_all_fours(-40), 0.4)
    assert anchor is not None
    assert anchor.start["back"] == -10


def test_a_start_value_that_was_never_seen_is_not_known() -> None:
    visit = Visit(CAT_CAMEL)
    anchor = None
    for k in range(1, 13):  # whether the person is still is not known either
        seen = visit.camera.shoot(on_all_fours(-20), k / 10)
        anchor, _ = visit.pose(Pose(seen.time_s, seen.px, seen.visibility, seen.world, seen.size))
    assert anchor is not None
    assert np.isnan(in_units(visit.rules, "back", 20.0, anchor))


def test_who_is_found_at_the_end_of_the_range_is_let_in_as_such() -> None:
    visit = Visit(PRESS_UP)
    anchor, _ = visit.show(face_down(45), 0.7)
    assert anchor is not None
    assert anchor.at_top
    assert anchor.start == {}  # the start posture was never seen


def test_who_passes_through_the_end_of_the_range_is_not_found_there() -> None:
    """A clip that begins in a repetition: nothing stands still, so it is no hold."""
    visit = Visit(PRESS_UP)
    way = [*range(40, 60, 2), *range(60, 38, -2)]
    assert [visit.show(face_down(trunk))[0] for trunk in way] == [None] * len(way)


def test_the_way_to_the_end_of_the_range_is_not_held() -> None:
    visit = Visit(PRESS_UP)
    for trunk in range(38, 56, 2):
        visit.show(face_down(trunk))
    anchor, _ = visit.show(face_down(56), 0.7)
    assert anchor is not None
    assert anchor.top_since_s == pytest.approx(0.8, abs=0.11)  # but for the last tenth of the way


def test_on_the_way_to_the_top_the_start_posture_is_asked_for() -> None:
    assert Visit(PRESS_UP).show(face_down(30)) == (None, "lie flat on your front")


def test_lying_for_a_while_and_being_up_for_a_while_do_not_add_up() -> None:
    visit = latecomer(PRESS_UP)
    visit.show(face_down(2), 0.6)
    assert visit.show(face_down(45), 0.6)[0] is None


def test_the_working_side_decides_whose_posture_is_looked_at() -> None:
    rear_near, rear_far = half_kneeling(0), half_kneeling(0, working="far")
    assert Visit(STRETCH, active=RIGHT).show(rear_near, 0.4)[0] is not None
    assert Visit(STRETCH, active=RIGHT).show(rear_far) == (None, "put one foot in front")
    assert Visit(STRETCH, active=LEFT).show(rear_far, 0.4)[0] is not None


@pytest.mark.parametrize(
    ("above", "below", "value", "true"),
    [
        (1, None, 2, True),
        (1, None, 1, False),
        (None, 1, 0, True),
        (None, 1, 1, False),
        (0, 2, 1, True),
        (0, 2, 3, False),
        (0, 2, np.nan, False),
    ],
)
def test_a_condition_holds_strictly_between_its_lines(above: float | None, below: float | None, value: float, true: bool) -> None:
    assert holds(Condition(measure="hip", above=above, below=below), value) is true
