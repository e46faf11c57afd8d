"""What another exercise explains clearly better is withdrawn; a sister exercise, and one's own way of doing it, withdraw nothing."""

from __future__ import annotations

import pytest

from formcheck.engine.checker import Checker
from formcheck.engine.explained import Others, without_others
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
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
