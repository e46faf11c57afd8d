"""Bridge: counting, range, line, level hips and tempo, on recorded tracks."""

from __future__ import annotations

import pytest

from formcheck.rules.library import find_exercise
from samples import assert_as_expected, expected, faults, review, stems, verdicts


@pytest.mark.parametrize("stem", stems("bridge"))
def test_the_events_are_the_expected_ones(stem: str) -> None:
    assert_as_expected(review(stem).to_json(), expected(stem))


@pytest.mark.parametrize("stem", [s for s in stems("bridge") if "good" in s])
def test_good_bridges_raise_no_false_alarm(stem: str) -> None:
    assert faults(stem) == [(), (), ()]


@pytest.mark.parametrize("stem", [s for s in stems("bridge") if "hips_uneven" in s])
def test_the_lower_hip_is_found_after_a_level_repetition_whichever_side_it_is(stem: str) -> None:
    assert faults(stem) == [(), ("hips_uneven",), ("hips_uneven",)]


def test_hips_that_stay_short_of_the_line_make_the_repetition_incomplete() -> None:
    assert verdicts("bridge-shallow-male") == ["good", "incomplete", "incomplete"]


def test_hips_above_the_line_are_overarched() -> None:
    assert faults("bridge-overarched-female") == [(), ("overarched",), ("overarched",)]


def test_bouncing_at_the_top_is_one_repetition_with_a_fault() -> None:
    assert faults("bridge-bouncing-male") == [(), ("bouncing",), ("bouncing",)]


def test_dropping_the_hips_is_told_and_is_not_called_rushed() -> None:
    assert faults("bridge-lowered_fast-woman_older") == [(), ("lowered_fast",), ("lowered_fast",)]


def test_where_the_camera_must_stand_for_level_hips_is_said() -> None:
    assert "table" in find_exercise("bridge").camera
