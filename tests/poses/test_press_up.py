"""Press-up on the hands: range, pelvis and neck, on recorded tracks; the hold of three seconds that --hold changes."""

from __future__ import annotations

import pytest

from formcheck.evaluate.evaluate import check
from formcheck.pose.trackfile import TRACK_SUFFIX, read_track
from formcheck.rules.library import find_exercise
from samples import SAMPLES, assert_as_expected, expected, faults, review, stems, verdicts


@pytest.mark.parametrize("stem", stems("press_up"))
def test_the_events_are_the_expected_ones(stem: str) -> None:
    assert_as_expected(review(stem).to_json(), expected(stem))


def test_without_another_wish_three_seconds_are_asked_for() -> None:
    track = read_track(SAMPLES / "tracks" / f"press_up-good-female{TRACK_SUFFIX}")
    report = check(find_exercise("cobra"), track, "clip")
    assert [r.faults for r in report.reps] == [("short_hold",)] * 3
    assert [r.verdict for r in check(find_exercise("cobra"), track, "clip", target_s=1.0).reps] == ["good"] * 3


def test_a_pelvis_that_lifts_is_a_fault_and_no_lack_of_range() -> None:
    assert faults("press_up-pelvis_lifts-woman_older") == [(), ("pelvis_lifts",), ("pelvis_lifts",)]
    assert verdicts("press_up-pelvis_lifts-woman_older") == ["good", "flawed", "flawed"]


def test_a_low_press_up_is_incomplete() -> None:
    assert verdicts("press_up-shallow-male") == ["good", "incomplete", "incomplete"]


def test_a_neck_bent_back_is_told() -> None:
    assert faults("press_up-neck_out_of_line-male") == [(), ("neck_out_of_line",), ("neck_out_of_line",)]


def test_the_same_from_the_forearms_is_another_exercise() -> None:
    assert review("press_up_elbows-good-female", "press_up").reps == []
