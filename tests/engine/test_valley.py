"""Repetitions that follow each other without a rest between: each is one when the body came back for the most part."""

from __future__ import annotations

import pytest
from skeletons import Keys
from test_movement_tracker import RATES, run

from formcheck.engine.movement_tracker import Thresholds

LINES = Thresholds(10, 20)


def twice(back_to: float, turn_s: float) -> Keys:
    """Out to 100, back to a level, out again, and to rest; so long from the one end of the range to the other."""
    return [
        (0, 0),
        (1, 0),
        (2, 100),
        (3, 100),
        (3 + turn_s / 2, back_to),
        (3 + turn_s, 100),
        (4 + turn_s, 100),
        (5 + turn_s, 0),
        (7 + turn_s, 0),
    ]


@pytest.mark.parametrize("rate", RATES)
def test_who_comes_back_for_the_most_part_and_goes_again_has_done_two(rate: float) -> None:
    paths, _ = run(twice(25, 2.0), rate, LINES)
    assert [path.peak for path in paths] == pytest.approx([100, 100], abs=1)
    assert [(path.start_s, path.end_s) for path in paths] == [pytest.approx(span, abs=0.25) for span in [(1, 4), (4, 7)]]
    assert all(path.from_rest for path in paths)


@pytest.mark.parametrize("rate", RATES)
def test_who_turns_round_half_way_has_done_one(rate: float) -> None:
    paths, _ = run(twice(50, 2.0), rate, LINES)
    assert [(path.start_s, path.end_s) for path in paths] == [pytest.approx((1, 7), abs=0.25)]


@pytest.mark.parametrize("rate", RATES)
def test_a_deep_and_quick_bounce_is_no_repetition(rate: float) -> None:
    paths, _ = run(twice(25, 0.6), rate, LINES)
    assert len(paths) == 1


def test_three_in_a_row_are_three() -> None:
    keys: Keys = [(0, 0), (1, 0), (2, 100), (3, 20), (4, 90), (5, 30), (6, 100), (7, 0), (9, 0)]
    assert [path.peak for path in run(keys, 30, LINES)[0]] == pytest.approx([100, 90, 100], abs=1)
