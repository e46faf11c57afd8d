"""Is there somebody to judge in this frame?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from rulebook import exercise
from skeletons import SIDE_ON, Camera, moved, on_back

from formcheck.engine.checker import Checker
from formcheck.engine.presence import Presence
from formcheck.engine.replay import replay
from formcheck.engine.signals import Signals
from formcheck.pose.pose import Pose, nobody
from formcheck.rules.library import find_exercise
from samples import read_sample

LYING = SIDE_ON.shoot(on_back(130))
TRUNK_PX = 180.0


class Watch:
    """Feeds poses, 30 a second."""

    def __init__(self) -> None:
        self.sense = Presence()
        self.now_s = 0.0

    def see(self, pose: Pose | None, seconds: float = 1 / 30) -> str:
        """What is said of the last one; None: nobody."""
        said = ""
        for _ in range(round(seconds * 30)):
            self.now_s += 1 / 30
            shown = nobody(self.now_s, (1280, 720)) if pose is None else replace(pose, time_s=self.now_s)
            said = self.sense.look(Signals(exercise(), shown), 0)
        return said


@pytest.fixture
def watch() -> Watch:
    watch = Watch()
    assert watch.see(LYING, 1) == "yes"
    return watch


def test_an_empty_room_is_lost_from_the_beginning() -> None:
    assert Watch().see(None) == "lost"


def test_a_short_dropout_freezes(watch: Watch) -> None:
    assert watch.see(None, 2.9) == "frozen"
    assert watch.see(LYING) == "yes"


def test_a_long_gap_starts_over(watch: Watch) -> None:
    assert watch.see(None, 3.2) == "lost"
    assert watch.see(LYING) == "new"
    assert watch.see(LYING) == "yes"


def test_it_knows_how_long_nobody_was_seen(watch: Watch) -> None:
    watch.see(None, 0.5)
    assert watch.sense.gap_s(watch.now_s) == pytest.approx(0.5)


@pytest.mark.parametrize(("trunks", "said"), [(0.4, "yes"), (0.6, "frozen"), (3.0, "frozen")])
def test_a_trunk_that_jumps_by_more_than_half_its_length_drops_the_frame(watch: Watch, trunks: float, said: str) -> None:
    assert watch.see(moved(LYING, trunks * TRUNK_PX, 0)) == said
    assert watch.see(LYING) == "yes"


def test_a_body_of_another_size_at_the_same_place_is_somebody_else(watch: Watch) -> None:
    shoulders = LYING.px[[11, 12, 23, 24]].mean(axis=0)
    child = Camera(trunk_px=100).shoot(on_back(130))
    there = moved(child, *(shoulders - child.px[[11, 12, 23, 24]].mean(axis=0)))
    assert watch.see(there) == "frozen"
    assert watch.see(LYING) == "yes"


def test_whoever_moves_on_quickly_but_steadily_is_followed(watch: Watch) -> None:
    said = {watch.see(moved(LYING, k * 0.2 * TRUNK_PX, 0)) for k in range(1, 10)}
    assert said == {"yes"}


def test_a_visitor_for_two_seconds_is_overlooked(watch: Watch) -> None:
    assert watch.see(moved(LYING, 500, -100), 2.0) == "frozen"
    assert watch.see(LYING) == "yes"


def test_a_newcomer_who_stays_is_the_person_after_some_seconds(watch: Watch) -> None:
    newcomer = moved(LYING, 500, -100)
    assert watch.see(newcomer, 2.5) == "frozen"
    assert watch.see(newcomer, 0.1) in ("new", "yes")
    assert watch.see(newcomer) == "yes"
    assert watch.see(LYING) == "frozen"  # now the first one is the visitor


def test_the_change_to_a_newcomer_starts_over(watch: Watch) -> None:
    newcomer = moved(LYING, 500, -100)
    said = [watch.see(newcomer) for _ in range(80)]
    assert said.count("new") == 1
    assert said.index("new") in (75, 76)


def test_a_skeleton_that_jumps_about_is_nobody_for_as_long_as_it_does(watch: Watch) -> None:
    said = {watch.see(moved(LYING, 300 if k % 2 else -300, 0)) for k in range(60)}
    assert said == {"frozen"}


def test_after_a_dropout_the_person_may_be_elsewhere(watch: Watch) -> None:
    """What lies a second apart cannot be compared."""
    watch.see(None, 1)
    assert watch.see(moved(LYING, 300, 0)) == "yes"


def test_at_a_low_frame_rate_a_quick_movement_is_no_jump() -> None:
    sense = Presence()
    said = [sense.look(Signals(exercise(), replace(moved(LYING, 0, (k % 2) * 0.8 * TRUNK_PX), time_s=k / 10)), 0) for k in range(10)]
    assert said == ["yes"] * 10


def test_after_one_lost_picture_a_quick_movement_is_no_jump() -> None:
    """At 15 pictures a second a rushed rise moves the trunk by its own length while one picture is lost."""
    sense, shown = Presence(), {0: 0.0, 1: 0.0, 3: 1.1, 4: 1.2}
    said = []
    for k in range(5):
        pose = replace(moved(LYING, 0, -shown[k] * TRUNK_PX), time_s=k / 15) if k in shown else nobody(k / 15, (1280, 720))
        said.append(sense.look(Signals(exercise(), pose), 0))
    assert said == ["yes", "yes", "frozen", "yes", "yes"]


def test_who_comes_back_without_a_jump_was_the_same_person_all_along(watch: Watch) -> None:
    """The trunk jumps away at once, and comes back step by step: what was held back is to be judged."""
    assert watch.see(moved(LYING, 0.8 * TRUNK_PX, 0), 0.2) == "frozen"
    since_s = watch.sense.held_back_s
    assert since_s == pytest.approx(watch.now_s - 0.2 + 1 / 30)
    assert watch.see(moved(LYING, 0.6 * TRUNK_PX, 0)) == "frozen"
    assert watch.see(moved(LYING, 0.4 * TRUNK_PX, 0)) == "stayed"
    assert watch.sense.held_back_s == float("inf")
    assert watch.see(LYING) == "yes"


def test_who_jumps_once_more_is_held_back_since_then(watch: Watch) -> None:
    watch.see(moved(LYING, 3 * TRUNK_PX, 0), 0.2)
    watch.see(moved(LYING, 5 * TRUNK_PX, 0))
    assert watch.sense.held_back_s == watch.now_s


def test_who_moved_on_while_somebody_else_was_seen_is_found_again(watch: Watch) -> None:
    """Half a second of a squat takes the trunk most of its length down; the landmarks jump back to it from the other one."""
    assert watch.see(moved(LYING, 3 * TRUNK_PX, 0), 0.5) == "frozen"
    assert watch.see(moved(LYING, 0, 0.9 * TRUNK_PX)) == "yes"


def test_somebody_else_does_not_come_nearer_by_waiting(watch: Watch) -> None:
    assert watch.see(moved(LYING, 1.5 * TRUNK_PX, 0), 2.0) == "frozen"
    assert watch.see(moved(LYING, -1.5 * TRUNK_PX, 0)) == "frozen"


def test_landmarks_that_jump_aside_during_a_repetition_and_come_back_lose_nothing() -> None:
    """A squat of two seconds in which all of the body is seen beside itself, from rest to rest; then it glides back."""
    squat, track = find_exercise("squat"), read_sample("squat-good-female")
    track = replace(track, time_s=0.55 * track.time_s)
    true = replay(Checker(squat, 0.0), track).reps
    start_s, end_s = true[1].start_s, true[1].end_s
    aside = np.interp(track.time_s, [start_s, start_s + 0.001, end_s, end_s + 0.3], [0, 1, 1, 0])
    found = replay(Checker(squat, 0.0), replace(track, px=track.px + np.array([120.0, 0.0]) * aside[:, None, None])).reps
    assert [(rep.verdict, rep.faults) for rep in found] == [(rep.verdict, rep.faults) for rep in true]
    assert [rep.end_s for rep in found] == pytest.approx([rep.end_s for rep in true], abs=0.3)
