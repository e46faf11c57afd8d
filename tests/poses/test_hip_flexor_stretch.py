"""Kneeling hip-flexor stretch: a hold on each side, timed while upright, on recorded tracks."""

from __future__ import annotations

import pytest

from samples import assert_as_expected, expected, faults, labels, review, stems


@pytest.mark.parametrize("stem", stems("hip_flexor_stretch"))
def test_the_events_are_the_expected_ones(stem: str) -> None:
    assert_as_expected(review(stem).to_json(), expected(stem))


@pytest.mark.parametrize("stem", [s for s in stems("hip_flexor_stretch") if "good" in s])
def test_the_clock_reads_what_is_true(stem: str) -> None:
    for own, true in zip(review(stem).holds, labels(stem).holds or (), strict=True):
        assert true.zone_s is not None
        assert true.held_s - 0.3 <= own.held_s <= true.zone_s + 0.3
        assert own.side == true.side
        assert own.reached


def test_the_clock_stands_while_the_trunk_leans() -> None:
    first, second = review("hip_flexor_stretch-trunk_leans-female").holds
    assert first.reached
    assert second.faults == ("trunk_leans",)
    assert second.held_s < first.held_s / 2


def test_leaving_early_is_a_short_hold() -> None:
    assert faults("hip_flexor_stretch-short_hold-woman_older") == [(), ("short_hold",)]


def test_bouncing_is_told_and_the_knee_past_the_toes() -> None:
    assert faults("hip_flexor_stretch-bouncing-woman_older") == [(), ("bouncing",)]
    assert faults("hip_flexor_stretch-knee_past_toes-male") == [(), ("knee_past_toes",)]
