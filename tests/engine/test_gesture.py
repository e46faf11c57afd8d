"""Gestures: an arm straight up in the picture for 1.5 s, whichever way the body lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest
from skeletons import ARM, SIDE_ON, Camera, Figure, Film, Spot, half_kneeling, on_all_fours, on_back, polar, upright, without_person

from formcheck.engine.gesture import Gesture, GestureWatch
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Pose, Track


def sitting() -> Figure:
    """On a chair: the standing figure with the thighs level."""
    figure = upright()
    down = {"shoulder", "hip", "ear", "eye", "mouth", "elbow", "wrist", "index"}

    def sat(joints: dict[str, Spot]) -> dict[str, Spot]:
        lower = {name: (x - 0.85, y - 0.85) if name in down else (x, y) for name, (x, y) in joints.items()}
        return lower

    return replace(figure, near=sat(figure.near), far=sat(figure.far), nose=(figure.nose[0] - 0.85, figure.nose[1] - 0.85))


def on_side() -> Figure:
    """Lying on the side, seen from the front: one shoulder and hip above the other."""
    figure = on_back(130)
    return replace(figure, near={name: (x, y + 0.5 if name in ("shoulder", "hip") else y) for name, (x, y) in figure.near.items()})


POSTURES: dict[str, Callable[[], Figure]] = {
    "standing": upright,
    "sitting": sitting,
    "kneeling": lambda: half_kneeling(10),
    "on hands and knees": lambda: on_all_fours(0),
    "on the back": lambda: on_back(130),
    "on the back, in a bridge": lambda: on_back(170),
    "on the side": on_side,
}


def raised(figure: Figure, share: float = 1.0, arms: Iterable[str] = ("near",), lean_deg: float = 0.0) -> Figure:
    """The figure with arms on the way from level (0) to straight up (1)."""
    for side in arms:
        joints = dict(getattr(figure, side))
        for joint, length in (("elbow", ARM), ("wrist", 2 * ARM), ("index", 2.2 * ARM)):
            joints[joint] = polar(joints["shoulder"], length, 90 * share + lean_deg)
        figure = replace(figure, **{side: joints})  # type: ignore[arg-type]
    return figure


def level(figure: Figure) -> Figure:
    return raised(figure, 0.0, ("near", "far"), -30.0)


def film_of(figure: Figure, start_s: float, end_s: float, arms: Iterable[str] = ("near",), camera: Camera = SIDE_ON) -> Track:
    """Arms up between these times, the rest of ten seconds down."""
    rest, up = level(figure), raised(level(figure), arms=arms)
    return Film(20, camera).shoot(lambda t: up if start_s <= t < end_s else rest, 10.0)


def seen(track: Iterable[Pose], watch: GestureWatch | None = None) -> list[tuple[Gesture, float]]:
    """Gestures that were done, and when."""
    watch = watch or GestureWatch()
    states = [(watch.update(pose, pose.time_s), pose.time_s) for pose in track]
    return [(state.done, round(now, 2)) for state, now in states if state.done]


@pytest.mark.parametrize("name", POSTURES)
def test_one_arm_held_up_for_a_second_and_a_half_is_a_gesture_in_every_posture(name: str) -> None:
    assert seen(film_of(POSTURES[name](), 2.0, 5.5)) == [(Gesture.ONE_ARM, 3.5)]


@pytest.mark.parametrize("name", POSTURES)
def test_one_arm_that_stays_up_after_that_ends_as_both_do(name: str) -> None:
    assert seen(film_of(POSTURES[name](), 2.0, 9.0)) == [(Gesture.ONE_ARM, 3.5), (Gesture.BOTH_ARMS, 6.0)]


@pytest.mark.parametrize("name", POSTURES)
def test_both_arms_are_the_other_one(name: str) -> None:
    assert seen(film_of(POSTURES[name](), 2.0, 6.0, ("near", "far"))) == [(Gesture.BOTH_ARMS, 3.5)]


@pytest.mark.parametrize("near", ["left", "right"])
def test_it_is_the_same_from_either_side_and_for_the_far_arm(near: str) -> None:
    camera = Camera(near=near)  # type: ignore[arg-type]
    assert seen(film_of(upright(), 2.0, 6.0, ("far",), camera)) == [(Gesture.ONE_ARM, 3.5)]


def test_a_second_arm_that_follows_makes_it_both() -> None:
    rest = level(upright())
    one, two = raised(rest), raised(rest, arms=("near", "far"))
    track = Film(20).shoot(lambda t: rest if t < 1 else one if t < 2 else two, 5.0)
    assert seen(track) == [(Gesture.BOTH_ARMS, 3.5)]


def test_arms_that_come_down_too_early_say_nothing() -> None:
    assert seen(film_of(upright(), 2.0, 3.3)) == []


def test_an_arm_that_is_up_again_after_a_gap_ends_nothing() -> None:
    watch, track = GestureWatch(), film_of(upright(), 0.5, 10.0)
    before = [pose for pose in track if pose.time_s < 2.5]
    after = [replace(pose, time_s=pose.time_s + 30.0) for pose in track if 2.5 <= pose.time_s < 6.5]
    assert seen([*before, *after], watch) == [(Gesture.ONE_ARM, 2.0)]


def test_it_is_told_once_until_the_arm_has_come_down() -> None:
    rest, up = level(upright()), raised(level(upright()))
    track = Film(20).shoot(lambda t: up if 1 <= t < 4.5 or t >= 10 else rest, 12.5)
    assert seen(track) == [(Gesture.ONE_ARM, 2.5), (Gesture.ONE_ARM, 11.5)]


def test_an_arm_half_down_does_not_arm_it_again() -> None:
    rest, up, half = level(upright()), raised(level(upright())), raised(level(upright()), 0.5)
    track = Film(20).shoot(lambda t: half if 4 <= t < 5 else up if t >= 1 else rest, 10.0)
    assert seen(track) == [(Gesture.ONE_ARM, 2.5)]


def test_the_ring_fills_and_is_empty_again() -> None:
    watch = GestureWatch()
    states = {round(pose.time_s, 2): watch.update(pose, pose.time_s) for pose in film_of(upright(), 2.0, 3.0)}
    assert [round(states[t].progress, 1) for t in (1.95, 2.0, 2.3, 2.75, 3.0, 3.5)] == [0.0, 0.0, 0.2, 0.5, 0.7, 0.0]
    assert states[2.3].raising is Gesture.ONE_ARM
    assert states[3.5].raising is None


def test_an_arm_that_cannot_be_seen_says_nothing() -> None:
    track = film_of(upright(), 2.0, 6.0)
    track.visibility[:, [PAIRS["wrist"][0], PAIRS["wrist"][1]]] = 0.1
    assert seen(track) == []


def test_a_hidden_arm_that_is_guessed_beside_the_raised_one_makes_it_no_other_gesture() -> None:
    track = film_of(upright(), 2.0, 6.0, ("near", "far"))
    track.visibility[:, PAIRS["wrist"][0]] = 0.1
    assert seen(track) == [(Gesture.ONE_ARM, 3.5)]


def test_landmarks_that_stray_for_a_moment_do_not_break_it_off() -> None:
    track = film_of(on_back(130), 2.0, 6.0)
    track.px[50:53, 13:17] = track.px[0, 13:17]
    assert seen(track) == [(Gesture.ONE_ARM, 3.5)]


def test_who_is_not_found_for_a_second_begins_anew() -> None:
    track = without_person(film_of(upright(), 2.0, 6.0), [(2.5, 3.5)])
    assert seen(track) == [(Gesture.ONE_ARM, 5.0)]


def test_frames_far_apart_prove_nothing() -> None:
    track = film_of(upright(), 2.0, 6.0)
    assert seen(track[i] for i in range(0, len(track), 20)) == []


def test_ten_pictures_a_second_are_enough() -> None:
    track = film_of(upright(), 2.0, 6.0)
    assert seen(track[i] for i in range(0, len(track), 2)) == [(Gesture.ONE_ARM, 3.5)]


@pytest.mark.parametrize("lean_deg", [-45, 40])
def test_an_arm_that_points_elsewhere_is_not_up(lean_deg: float) -> None:
    rest = level(upright())
    assert seen(Film(20).shoot(lambda t: raised(rest, lean_deg=lean_deg), 5.0)) == []


def test_a_bent_elbow_is_a_hand_at_the_head() -> None:
    rest = level(upright())
    shoulder = rest.near["shoulder"]
    bent = replace(rest, near=rest.near | {"elbow": polar(shoulder, ARM, 45), "wrist": polar(polar(shoulder, ARM, 45), ARM, 120)})
    assert seen(Film(20).shoot(lambda t: bent, 5.0)) == []


def test_an_arm_on_the_floor_that_reaches_away_from_the_camera_is_not_up() -> None:
    track = film_of(upright(), 2.0, 6.0)
    for side in (0, 1):  # the feet point to the camera, which looks down by 30 degrees: away is up in the picture
        shoulder, wrist = PAIRS["shoulder"][side], PAIRS["wrist"][side]
        track.world[:, wrist, 2] = track.world[:, shoulder, 2] + 1.7 * np.abs(track.world[:, wrist, 1] - track.world[:, shoulder, 1])
    assert seen(track) == []


def test_where_the_exercise_has_an_arm_up_only_an_upright_person_says_something() -> None:
    assert seen(film_of(on_side(), 2.0, 6.0), GestureWatch("upright")) == []
    assert seen(film_of(sitting(), 2.0, 6.0), GestureWatch("upright")) == [(Gesture.ONE_ARM, 3.5)]
    assert seen(film_of(sitting(), 2.0, 6.0), GestureWatch("standing")) == []
    assert seen(film_of(upright(), 2.0, 6.0), GestureWatch("standing")) == [(Gesture.ONE_ARM, 3.5)]
