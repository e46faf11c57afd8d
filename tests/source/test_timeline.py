"""Time stamps as files really have them, and the seconds that are made of them."""

from __future__ import annotations

import pytest

from formcheck.source.timeline import Timeline


def placed(*stamps: float | None) -> list[float]:
    timeline = Timeline(step_s=0.1)
    return [round(timeline.place(stamp), 6) for stamp in stamps]


@pytest.mark.parametrize(
    ("stamps", "times"),
    [
        ((5.0, 5.1, 5.25), [0, 0.1, 0.25]),  # the first frame is at 0, the rest as in the file
        ((0.0, None, 0.2), [0, 0.1, 0.2]),  # one stamp is missing
        ((None, None, None), [0, 0.1, 0.2]),  # all are
        ((0.0, 0.1, 0.1, 0.2), [0, 0.1, 0.101, 0.2]),  # twice the same: those behind keep their time
        ((0.0, 0.2, 0.1, 0.3), [0, 0.2, 0.201, 0.3]),  # one out of order
        ((0.0, 0.1, 9.0), [0, 0.1, 9.0]),  # a gap is a gap
        ((8.0, 8.1, 0.0, 0.1, 0.2), [0, 0.1, 0.2, 0.3, 0.4]),  # two clips joined without care
        ((0.0,) * 7, [0, 0.001, 0.002, 0.003, 0.103, 0.203, 0.303]),  # stamps that say nothing: the rate, after a while
    ],
)
def test_times_start_at_zero_and_rise(stamps: tuple[float | None, ...], times: list[float]) -> None:
    assert placed(*stamps) == times


def placed_together(*stamps: float | None) -> list[float]:
    timeline = Timeline(step_s=0.1)
    found = list(timeline.place_all(enumerate(stamps)))
    assert [number for number, _ in found] == list(range(len(stamps)))
    return [round(time_s, 6) for _, time_s in found]


@pytest.mark.parametrize(
    ("stamps", "times"),
    [
        ((5.0, 5.1, 7.2, 5.3, 5.4), [0, 0.1, 0.2, 0.3, 0.4]),  # one stamp far ahead
        ((5.0, 5.1, 7.2, 7.3, 5.4, 5.5), [0, 0.1, 0.2, 0.3, 0.4, 0.5]),  # two of them
        ((5.0, 5.1, 7.2, None, 5.4), [0, 0.1, 0.2, 0.3, 0.4]),
        ((0.0, 0.1, 9.0), [0, 0.1, 9.0]),  # a gap is a gap,
        ((0.0, 0.1, 9.0, 9.1, 9.2, 9.3), [0, 0.1, 9.0, 9.1, 9.2, 9.3]),  # also with something behind it
        ((0.0, 0.1, 9.0, 9.1, 9.2, 9.3, 0.4), [0, 0.1, 9.0, 9.1, 9.2, 9.3, 9.4]),  # too many to be a slip: joined files
        ((7.0, 5.1, 5.2), [0, 0.1, 0.2]),  # the first one
        ((), []),
    ],
)
def test_a_few_stamps_far_ahead_do_not_move_the_rest(stamps: tuple[float | None, ...], times: list[float]) -> None:
    assert placed_together(*stamps) == times
