"""What a person sees on the picture: words, counts, the skeleton."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from formcheck.draw import overlay as module
from formcheck.draw.lettering import make_lettering
from formcheck.draw.overlay import Overlay
from formcheck.draw.palette import GREEN, ORANGE, SKY, VERMILLION, Colour
from formcheck.engine.pace import SLOW
from formcheck.engine.status import Cue, Perhaps, Phase, Problem, Refused, Repetition, Status
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Pose, nobody
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

SIZE = (640, 360)
REST = Status(5.0, Phase.REST, near_side="left", value=131.0, level=0.1)


class Scribe:
    """Lettering that also notes what is written where."""

    def __init__(self) -> None:
        self._letters = make_lettering()
        self.words: list[str] = []
        self.boxes: list[tuple[int, int, int, int]] = []

    def width(self, text: str, size: int, weight: int) -> int:
        return self._letters.width(text, size, weight)

    def write(self, image: Image, text: str, x: int, baseline: int, size: int, colour: Colour, weight: int) -> None:
        self.words.append(text)
        self.boxes.append((x, baseline - size, x + self.width(text, size, weight), baseline))
        self._letters.write(image, text, x, baseline, size, colour, weight)


@pytest.fixture
def scribe(monkeypatch: pytest.MonkeyPatch) -> Scribe:
    scribe = Scribe()
    monkeypatch.setattr(module, "make_lettering", lambda: scribe)
    return scribe


def exercise(**changes: object) -> Exercise:
    parts: dict[str, object] = {
        "name": "bridge",
        "title": "Bridge",
        "posture": "on the back",
        "view": "side",
        "camera": "from the side",
        "summary": "lift the hips",
        "how": ["lift"],
        "dose": {"reps": 10},
        "measures": {"hip": {"kind": "angle", "points": ["near.shoulder", "near.hip", "near.knee"], "signed": True}},
        "gate": {"needs": ["near.hip"], "start": [{"measure": "hip", "below": 150, "say": "lower your hips"}]},
        "repetition": {"measure": "hip", "rest": 145, "attempt": 150, "full": 165},
    }
    return Exercise.model_validate({key: value for key, value in (parts | changes).items() if value is not None})


def plank() -> Exercise:
    return exercise(
        name="plank",
        title="Plank",
        dose={"reps": 3, "hold_s": 20},
        repetition=None,
        hold={"measure": "hip", "rest": 150, "enter": 160, "full": 170},
    )


def lying(size: tuple[int, int] = SIZE) -> Pose:
    """On the back, head to the left, left side to the camera; the right side lies 12 pixels higher."""
    places = {
        "ear": (0.22, 0.62),
        "eye": (0.21, 0.60),
        "mouth": (0.22, 0.60),
        "shoulder": (0.30, 0.64),
        "elbow": (0.38, 0.70),
        "wrist": (0.46, 0.70),
        "index": (0.48, 0.70),
        "hip": (0.50, 0.60),
        "knee": (0.62, 0.45),
        "ankle": (0.68, 0.70),
        "heel": (0.67, 0.72),
        "toe": (0.74, 0.72),
    }
    px = np.zeros((33, 2))
    px[0] = (0.21, 0.58)
    for joint, (left, right) in PAIRS.items():
        px[left] = places[joint]
        px[right] = np.array(places[joint]) - (0, 12 / 360)
    return Pose(5.0, px * size, np.ones(33), np.zeros((33, 3)), size)


def grey(size: tuple[int, int] = SIZE) -> Image:
    return np.full((size[1], size[0], 3), 90, np.uint8)


def drawn(status: Status, rules: Exercise | None = None, pose: Pose | None = None, mirrored: bool = False) -> Image:
    image = grey()
    Overlay(rules or exercise()).draw(image, pose or lying(), status, mirrored)
    return image


def share_of(image: Image, colour: Colour) -> float:
    return float((np.abs(image.astype(int) - colour).max(axis=2) <= 12).mean())


def test_the_count_its_goal_and_its_split_are_told(scribe: Scribe) -> None:
    drawn(replace(REST, good=5, flawed=3, incomplete=1))
    assert scribe.words[:6] == ["10 %", "Bridge", "9", "of 10", "5", "3"]
    assert scribe.words[6:] == ["1"]


def test_both_sides_together_make_the_goal(scribe: Scribe) -> None:
    drawn(REST, exercise(dose={"reps": 5, "per_side": True}))
    assert "of 10" in scribe.words


def test_the_working_side_is_told_where_sides_alternate(scribe: Scribe) -> None:
    measures = {"hip": {"kind": "angle", "points": ["active.shoulder", "active.hip", "active.knee"]}}
    drawn(replace(REST, active_side="right"), exercise(measures=measures, sides={"measure": "hip"}))
    assert "right side" in scribe.words


def test_before_the_gate_opens_it_says_what_it_waits_for_and_nothing_of_the_movement(scribe: Scribe) -> None:
    drawn(Status(1.0, Phase.WAITING, waiting_for="step back", value=131.0, level=0.5, cue=Cue("fault", "Lift higher")))
    assert "Step back" in scribe.words
    assert "50 %" not in scribe.words and "Lift higher" not in scribe.words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (replace(REST, cue=Cue("fault", "lift your hips")), "Lift your hips"),
        (Status(5.0, Phase.LOST, waiting_for="step back"), "Nobody in the picture"),
        (replace(REST, phase=Phase.PAUSED), "Clock stopped"),
        (replace(REST, phase=Phase.PAUSED, cue=Cue("fault", "Hips up")), "Hips up"),
    ],
)
def test_one_line_of_words_at_a_time(scribe: Scribe, status: Status, words: str) -> None:
    drawn(status)
    assert scribe.words[-1] == words


def shown(scribe: Scribe, *statuses: Status) -> list[str]:
    """The last words of each picture."""
    overlay = Overlay(exercise())
    last = []
    for status in statuses:
        scribe.words.clear()
        overlay.draw(grey(), lying(), status)
        last.append(scribe.words[-1])
    return last


def test_begin_is_said_to_who_keeps_still_at_rest(scribe: Scribe) -> None:
    still = [replace(REST, time_s=5 + k / 10) for k in range(8)]
    assert shown(scribe, *still)[-1] == "Ready: begin"


@pytest.mark.parametrize("levels", [[0.1 * k for k in range(8)], [0.7] * 8, [nan] * 8], ids=["on the way", "far from rest", "not known"])
def test_begin_is_not_said_within_a_movement(scribe: Scribe, levels: list[float]) -> None:
    assert "Ready: begin" not in shown(scribe, *(replace(REST, time_s=5 + k / 10, level=level) for k, level in enumerate(levels)))


def test_what_was_refused_is_told_for_three_seconds_and_without_alarm(scribe: Scribe) -> None:
    refused = Refused(3.0, 5.0, "it was under way before you were seen at rest")
    told = replace(REST, good=1, events=(refused,))
    words = "Not counted: it was under way"
    said = shown(scribe, told, *(replace(REST, good=1, time_s=t) for t in (6.0, 7.9, 8.1)))
    assert [words in " ".join(scribe_words) or "rest" in scribe_words for scribe_words in said[:3]] == [True] * 3
    assert said[3] == shown(scribe, replace(REST, good=1))[0]
    assert share_of(drawn(told), VERMILLION) == share_of(drawn(replace(REST, good=1)), VERMILLION)


def test_a_cue_goes_before_what_was_refused(scribe: Scribe) -> None:
    refused = replace(REST, events=(Refused(3.0, 5.0, "it was too small"),), cue=Cue("fault", "lift your hips"))
    assert shown(scribe, refused) == ["Lift your hips"]


def test_what_perhaps_was_a_fault_is_not_told_meanwhile(scribe: Scribe) -> None:
    perhaps = replace(REST, good=1, events=(Perhaps("shallow", 3.0, 5.0, 1),))
    assert shown(scribe, perhaps) == shown(scribe, replace(REST, good=1))


def test_too_few_pictures_are_told(scribe: Scribe) -> None:
    drawn(replace(REST, good=1, events=(Problem(5.0, f"{SLOW}; close other programs"),)))
    assert "pictures a second" in " ".join(scribe.words)


def test_during_the_exercise_no_words_hide_the_person(scribe: Scribe) -> None:
    before = grey()
    image = drawn(replace(REST, good=1))
    assert np.array_equal(image[300:], before[300:])


def test_a_long_line_is_broken_and_stays_inside_the_picture(scribe: Scribe) -> None:
    drawn(Status(1.0, Phase.WAITING, waiting_for="step back from the camera: the left ankle is out of the picture"))
    assert scribe.words[-2:] == ["Step back from the camera: the", "left ankle is out of the picture"]
    assert all(x >= 0 and y >= 0 and right <= 640 and bottom <= 360 for x, y, right, bottom in scribe.boxes)


@pytest.mark.parametrize("size", [(160, 120), (320, 180), (360, 640), (640, 360), (1280, 720), (1080, 1920)])
def test_all_words_lie_inside_pictures_of_any_size(scribe: Scribe, size: tuple[int, int]) -> None:
    image = grey(size)
    status = replace(
        REST, good=10, flawed=3, incomplete=2, held_s=12.0, target_s=20.0, cue=Cue("fault", "Keep your hips level and look at the floor")
    )
    Overlay(exercise(title="A rather long name of an exercise on the side")).draw(
        image, lying(size), status, footer="q quit     space pause     r start over"
    )
    assert all(x >= 0 and y >= 0 and right <= size[0] and bottom <= size[1] for x, y, right, bottom in scribe.boxes)
    assert "15" in scribe.words


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (3840, 2160)])
def test_no_size_is_too_small_or_too_large(size: tuple[int, int]) -> None:
    image = grey(size)
    Overlay(plank()).draw(image, lying(size), replace(REST, held_s=3.0, target_s=5.0, cue=Cue("praise", "Well done")))
    assert image.shape == (size[1], size[0], 3)


def test_a_hold_shows_its_seconds_and_its_target(scribe: Scribe) -> None:
    drawn(replace(REST, phase=Phase.HOLD, held_s=7.6, target_s=20.0, holds=2), plank())
    assert {"7", "of 20 s", "2", "of 3"} <= set(scribe.words)


def test_the_ring_fills_with_the_share_of_the_hold() -> None:
    def ring(held: float) -> float:
        return share_of(drawn(replace(REST, phase=Phase.HOLD, held_s=held, target_s=20.0), plank())[:110, 520:], SKY)

    assert ring(10.0) == pytest.approx(2 * ring(5.0), rel=0.15)
    assert ring(0.0) == 0


def test_a_stopped_clock_changes_the_ring() -> None:
    running = drawn(replace(REST, phase=Phase.HOLD, held_s=10.0, target_s=20.0), plank())[:110, 520:]
    stopped = drawn(replace(REST, phase=Phase.PAUSED, held_s=10.0, target_s=20.0), plank())[:110, 520:]
    assert share_of(running, ORANGE) == 0 and share_of(stopped, ORANGE) > 0.05


def test_the_frame_tells_the_verdict_of_the_repetition_that_just_ended() -> None:
    overlay = Overlay(exercise())
    rep = Repetition(None, 1.0, 4.9, 160.0, 0.5, "flawed", ("shallow",))

    def card(status: Status) -> float:
        image = grey()
        overlay.draw(image, lying(), status)
        return share_of(image[:112, :140], ORANGE)

    plain = card(replace(REST, flawed=1))
    assert card(replace(REST, flawed=1, events=(rep,))) > 2 * plain
    assert card(replace(REST, time_s=6.0, flawed=1)) > 2 * plain
    assert card(replace(REST, time_s=9.0, flawed=1)) == plain


def test_the_bar_shows_how_far_past_the_full_mark() -> None:
    def bar(level: float) -> Image:
        return drawn(replace(REST, good=1, level=level))[8:250, 612:636]

    assert share_of(bar(0.9), SKY) == pytest.approx(2 * share_of(bar(0.45), SKY), rel=0.1)
    assert not np.array_equal(bar(1.0), bar(1.2))
    assert np.array_equal(bar(3.0), bar(1.25))


def test_the_bar_of_a_movement_both_ways_has_its_rest_in_the_middle() -> None:
    cycle = {"measure": "hip", "rest": 10, "attempt": 20, "full": 60, "second": {"rest": -5, "attempt": -30}}

    def bar(level: float) -> Image:
        return drawn(replace(REST, good=1, level=level), exercise(repetition=cycle))[8:248, 612:636]

    up, down = bar(0.9), bar(-3.6)  # both 90 % of the way: the other end is at level -4
    assert share_of(up[:118], SKY) == pytest.approx(share_of(down[122:], SKY), rel=0.1)
    assert share_of(up[122:], SKY) == share_of(down[:118], SKY) == 0


def test_the_limbs_that_count_are_marked_and_change_with_a_fault() -> None:
    good, wrong = drawn(replace(REST, good=1, level=0.0)), drawn(replace(REST, good=1, level=0.0, faults=("shallow",)))
    body = np.s_[150:260, 150:480]
    assert share_of(good[body], SKY) > 0.02 and share_of(wrong[body], SKY) == 0
    assert share_of(wrong[body], ORANGE) > 0.02


def test_a_fault_is_told_on_a_red_ground_with_a_sign() -> None:
    image = drawn(replace(REST, cue=Cue("fault", "Lift")))[308:]
    assert share_of(image, VERMILLION) < 0.9
    assert (image[:, 15:45] > 240).all(axis=2).mean() > 0.15  # the white triangle


def test_the_near_side_is_drawn_stronger_than_the_far_side() -> None:
    pose = lying()
    for joint in ("knee", "ankle", "heel", "toe"):
        pose.px[PAIRS[joint][1], 0] += 120
    shank = np.s_[190:240, 530:580]  # of the right leg, alone there
    near = drawn(replace(REST, good=1, near_side="right"), pose=pose)[shank]
    far = drawn(replace(REST, good=1, near_side="left"), pose=pose)[shank]
    assert (near != 90).any(axis=2).sum() > 1.5 * (far != 90).any(axis=2).sum() > 0


def test_in_a_mirror_the_person_is_flipped_and_the_words_are_not() -> None:
    plain, mirror = drawn(replace(REST, good=1)), drawn(replace(REST, good=1), mirrored=True)
    assert np.array_equal(plain[:110, :140], mirror[:110, :140])  # the card with the count
    body = np.s_[200:270, 120:500]
    legs = (plain != 90).any(axis=2)[body], (mirror != 90).any(axis=2)[:, ::-1][body]
    assert (legs[0] == legs[1]).mean() > 0.97


def test_nothing_is_drawn_of_nobody(scribe: Scribe) -> None:
    image = drawn(Status(5.0, Phase.LOST), pose=nobody(5.0, SIZE))
    assert np.array_equal(image[120:300], grey()[120:300])


def test_landmarks_far_outside_do_no_harm() -> None:
    pose = lying()
    pose.px[PAIRS["ankle"][0]] = (1e9, -1e9)
    pose.px[PAIRS["wrist"][0]] = np.nan
    assert (drawn(replace(REST, good=1), pose=pose)[150:260] != 90).any()


@pytest.mark.parametrize(
    ("level", "words"), [(0.554, "55 %"), (0.999, "99 %"), (1.0, "100 %"), (1.19, "119 %"), (0.0, "0 %"), (-1.19, "0 %")]
)
def test_the_body_tells_how_much_of_the_range_is_reached(scribe: Scribe, level: float, words: str) -> None:
    drawn(replace(REST, level=level))
    assert words in scribe.words


def test_a_full_range_has_a_tick() -> None:
    beside = np.s_[150:260, 150:480]
    short, full = drawn(replace(REST, good=1, level=0.99))[beside], drawn(replace(REST, good=1, level=1.0))[beside]
    assert share_of(full, GREEN) > 0.0002 and share_of(short, GREEN) == 0


def test_a_movement_both_ways_tells_the_share_of_the_way_it_goes(scribe: Scribe) -> None:
    cycle = {"measure": "hip", "rest": 10, "attempt": 20, "full": 60, "second": {"rest": -5, "attempt": -30}}
    drawn(replace(REST, level=-2.0), exercise(repetition=cycle))  # the other end is at level -4
    assert "50 %" in scribe.words


def test_no_number_when_the_measure_is_not_known(scribe: Scribe) -> None:
    drawn(replace(REST, level=float("nan")))
    assert not any("%" in words for words in scribe.words)


def test_a_pose_of_a_larger_picture_fits_the_one_drawn_on() -> None:
    same, larger = drawn(replace(REST, good=1)), drawn(replace(REST, good=1), pose=lying((1920, 1080)))
    assert (same == larger).mean() > 0.99


def test_the_overlay_works_without_mediapipe() -> None:
    code = "import sys, formcheck.draw.overlay; sys.exit('mediapipe' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
