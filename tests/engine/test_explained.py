"""What another exercise explains clearly better is withdrawn; a sister exercise, and one's own way of doing it, withdraw nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.checker import Checker
from formcheck.engine.explained import Others, without_others
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.arrays import trunk_px as trunk_length_px
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Track, part_of
from formcheck.rules.library import all_exercises, find_exercise
from samples import read_sample


def both(stem: str, asked: str) -> tuple[Report, Report]:
    """The report by the rules of an exercise alone, and the one after the others were tried."""
    track, exercise = read_sample(stem), find_exercise(asked)
    alone = replay(Checker(exercise, 0.0), track)
    return alone, without_others(Others(all_exercises, track), exercise, alone)


def test_a_plank_seen_in_the_rests_of_a_bird_dog_is_withdrawn_with_the_name_of_what_it_was() -> None:
    alone, compared = both("bird_dog-good-female", "plank")
    assert alone.holds and not compared.holds and not compared.faults
    assert [r.looks_like for r in compared.refused].count("bird_dog") == len(alone.holds)


@pytest.mark.parametrize(
    "stem", ["bridge-good-male", "squat-trunk_pitches-woman_older", "plank-hips_sag-male", "press_up-good-female", "knee_rolls-good-female"]
)
def test_the_exercise_that_was_asked_for_keeps_all_of_its_own(stem: str) -> None:
    alone, compared = both(stem, stem.split("-")[0])
    assert (alone.reps, alone.holds, alone.faults) == (compared.reps, compared.holds, compared.faults)
    assert alone.reps or alone.holds


def test_a_sister_exercise_withdraws_nothing() -> None:
    alone, compared = both("bridge-good-male", "bridge_hold")
    assert alone.holds and compared.holds == alone.holds


def test_press_ups_in_the_posture_of_a_plank_are_no_plank() -> None:
    track, plank = read_sample("plank-good-female"), find_exercise("plank")
    assert without_others(Others(all_exercises, track), plank, replay(Checker(plank, 0.0), track)).holds

    trunk_px = float(np.nanmedian(trunk_length_px(PoseArrays.of(track))))
    up_and_down = 0.5 * trunk_px * np.sin(np.pi * track.time_s)  # a press-up every two seconds
    moving = replace(track, px=track.px + np.stack([0 * up_and_down, up_and_down], 1)[:, None])
    report = without_others(Others(all_exercises, moving), plank, replay(Checker(plank, 0.0), moving))
    assert not report.holds
    assert "you moved about: a hold is kept still" in [refused.why for refused in report.refused]


def test_somebody_else_for_half_a_second_does_not_make_a_plank_restless() -> None:
    track, plank = read_sample("plank-good-female"), find_exercise("plank")
    held = replay(Checker(plank, 0.0), track).holds[0]
    trunk_px = float(np.nanmedian(trunk_length_px(PoseArrays.of(track))))
    middle_s = held.start_s + 2.0
    short = part_of(track, middle_s - 1.5, middle_s + 1.5)
    assert isinstance(short, Track)
    other = np.abs(short.time_s - middle_s) <= 0.25
    seen = replace(short, px=short.px + np.where(other, 2.0 * trunk_px, 0.0)[:, None, None] * np.array([1.0, 0.0]))
    report = without_others(Others(all_exercises, seen), plank, replay(Checker(plank, 0.0), seen))
    assert [hold.held_s for hold in report.holds] == pytest.approx([3.0], abs=0.2)


def test_a_plank_that_bounces_over_the_line_of_the_sag_is_not_told_to_sag() -> None:
    """The hips are down by an eighth of the trunk, and up for a moment, eight times in five seconds."""
    track, plank = read_sample("plank-good-female"), find_exercise("plank")
    trunk_px = float(np.nanmedian(trunk_length_px(PoseArrays.of(track))))
    middle_s = float(track.time_s[-1]) / 2
    on = np.abs(track.time_s - middle_s) < 2.5
    down = on * 0.125 * trunk_px * (1 - ((1 + np.cos(2 * np.pi * (track.time_s - middle_s + 2.5) / 0.625)) / 2) ** 3)
    px = track.px.copy()
    px[:, PAIRS["hip"], 1] += down[:, None]
    report = replay(Checker(plank, 0.0), replace(track, px=px))
    assert {fault.name for fault in report.faults} == {"bouncing"}
