"""Naming an exercise: only when it is sure, and what a refused movement looks like."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from skeletons import film, hops, on_back

from formcheck.engine import reasons
from formcheck.engine.checker import Checker
from formcheck.engine.recognise import Guess, best, name_refused, recognise
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.restless import Restlessness
from formcheck.engine.status import Refused
from formcheck.likeness.learned import learned
from formcheck.pose.pose import Track
from formcheck.rules.library import all_exercises, find_exercise
from samples import read_sample, tracks

SQUAT, HINGE, PLANK = (find_exercise(name) for name in ("squat", "hip_hinge", "plank"))
BRIDGES = film(15).along(on_back, hops(130, [172, 172, 172]))


@pytest.mark.parametrize(
    ("guesses", "named"),
    [
        ([], None),
        ([Guess(SQUAT, 0.7)], "squat"),
        ([Guess(SQUAT, 0.1)], None),  # too little of the track
        ([Guess(SQUAT, 0.1, 0.9)], "squat"),  # but it looks like it
        ([Guess(SQUAT, 0.6, 0.0)], None),  # it does not look like it at all
        ([Guess(SQUAT, 0.0, 0.99)], None),  # however much it looks like it, something is to be done
        ([Guess(SQUAT, 0.7), Guess(HINGE, 0.5)], None),  # another one explains nearly as much
        ([Guess(SQUAT, 0.7), Guess(HINGE, 0.3)], "squat"),
        ([Guess(SQUAT, 0.7, 0.8), Guess(HINGE, 0.7, 0.1)], "squat"),  # alike by the rules: the one that it looks like
    ],
)
def test_an_exercise_is_named_only_when_it_is_sure(guesses: list[Guess], named: str | None) -> None:
    found = best(guesses)
    assert (None if found is None else found.name) == named


def looks(asked: str, track: Track, report: Report | None = None) -> list[tuple[str, str | None]]:
    exercise = find_exercise(asked)
    report = replay(Checker(exercise), track) if report is None else report
    return [(refused.why, refused.looks_like) for refused in name_refused(all_exercises(), track, exercise, report, learned())]


def test_where_nothing_was_counted_the_other_exercise_is_named() -> None:
    squats = read_sample(tracks("squat", "good")[0])
    told = looks("press_up", squats, Report("clip", "press_up", "side"))
    assert told == [("nothing in it was press-up on the hands", "squat")]


def test_where_nothing_was_counted_and_nothing_is_sure_nothing_is_told() -> None:
    still = film(15).along(on_back, [(0.0, 130.0), (9.0, 130.0)])
    assert looks("squat", still, Report("clip", "squat", "side")) == []


def test_a_time_in_which_nobody_was_seen_looks_like_nothing() -> None:
    squats = read_sample(tracks("squat", "good")[0])
    refused = [Refused(1.0, 2.0, reasons.UNSEEN), Refused(3.0, 6.0, reasons.ANOTHER)]
    told = looks("press_up", squats, Report("clip", "press_up", "side", refused=refused))
    assert [name for _, name in told] == [None, "squat"]
    told = looks("press_up", squats, Report("clip", "press_up", "side", refused=refused[:1]))
    assert told == [(reasons.UNSEEN, None), ("nothing in it was press-up on the hands", "squat")]


def test_a_refused_part_is_looked_at_by_itself() -> None:
    report = replay(Checker(find_exercise("bridge")), BRIDGES)
    assert len(report.reps) == 3
    some = report.reps[1]
    report.refused = [Refused(some.start_s, some.end_s, "why not")]
    assert looks("bridge", BRIDGES, report) == [("why not", None)]  # it is what was asked for
    report.exercise = "bridge_hold"
    assert looks("plank", BRIDGES, report) == [("why not", "bridge")]


def test_what_is_refused_where_nobody_is_seen_looks_like_nothing() -> None:
    report = replay(Checker(find_exercise("bridge")), BRIDGES)
    report.refused = [Refused(900.0, 910.0, "why not")]
    assert looks("plank", BRIDGES, report) == [("why not", None)]


def test_who_moves_all_the_time_holds_nothing() -> None:
    moving = film(15).along(on_back, [(0.5 * k, 100.0 + 75 * (k % 2)) for k in range(24)])
    still = film(15).along(on_back, [(0.0, 170.0), (12.0, 170.0)])
    assert Restlessness(moving).within(1.0, 11.0) > 0.2 > 0.05 > Restlessness(still).within(1.0, 11.0)


def test_of_a_track_without_anybody_nothing_is_named() -> None:
    nobody = replace(BRIDGES, px=np.full_like(BRIDGES.px, np.nan), world=np.full_like(BRIDGES.world, np.nan), outline=None)
    assert best(recognise([SQUAT, PLANK], nobody, learned())) is None
