"""Faults that are seen while they happen."""

from __future__ import annotations

from math import cos, nan, pi, sin
from typing import Any

import numpy as np
import pytest

from formcheck.faults.bounce import BounceFault, BounceWatch
from formcheck.faults.line import LineFault, LineWatch


def line(**parts: Any) -> LineWatch:
    return LineWatch(LineFault.model_validate({"kind": "line", "measure": "hip", "cue": "Lower", "for_s": 0.3} | (parts or {"above": 100})))


def feed(watch: LineWatch, *values: float, start: int = 0, in_phase: bool = True) -> list[str | None]:
    return [watch.add(k / 10, value, in_phase) for k, value in enumerate(values, start)]


def test_a_line_must_be_crossed_for_some_time() -> None:
    watch = line()
    assert feed(watch, 90, 101, 101, 101, 101) == [None, None, None, None, "onset"]  # three tenths after the first
    assert watch.on
    assert watch.span.start_s == pytest.approx(0.1)


def test_at_the_line_itself_nothing_is_wrong() -> None:
    assert feed(line(), *[100.0] * 10) == [None] * 10


def test_a_short_crossing_is_nothing() -> None:
    watch = line()
    assert feed(watch, 101, 101, 101, 90, 90, 90, 90, 101, 101, 101, 90) == [None] * 11
    assert not watch.on


def test_a_flicker_does_not_start_it_over() -> None:
    assert feed(line(), 101, 101, 99, 101) == [None, None, None, "onset"]


def test_what_flickers_all_the_time_is_nothing() -> None:
    watch = line(above=100, for_s=1)
    assert feed(watch, *[101, 101, 99] * 10) == [None] * 30
    assert feed(watch, *[101.0] * 12, start=31)[-2:] == ["onset", None]  # a second after it has become steady


def test_a_body_that_swings_over_the_line_comes_back_each_time() -> None:
    """Beyond for half a second, back for a fifth: neither a flicker nor a posture."""
    watch = line(above=100, for_s=1)
    seen = [watch.add(k / 15, 101 if k % 11 < 8 else 99, True) for k in range(90)]
    assert seen == [None] * 90


def test_it_is_put_right_when_it_was_not_seen_for_a_while() -> None:
    watch = line()
    feed(watch, *[101] * 5)
    assert feed(watch, 99, 99, 99, 99, start=5) == [None, None, "fixed", None]
    assert watch.span.end_s == pytest.approx(0.4)
    assert not watch.on


def test_it_ends_only_below_the_release() -> None:
    watch = line(above=100, release=5)
    assert feed(watch, *[101] * 4)[-1] == "onset"
    assert feed(watch, *[96] * 10, start=4) == [None] * 10
    assert feed(watch, 94, 94, 94, start=14) == [None, None, "fixed"]
    assert feed(watch, *[96] * 10, start=17) == [None] * 10  # and begins only above the line


def test_in_another_phase_it_is_over_but_not_put_right() -> None:
    watch = line()
    feed(watch, *[101] * 5)
    assert feed(watch, 101, start=5, in_phase=False) == ["over"]
    assert feed(watch, *[101] * 5, start=6, in_phase=False) == [None] * 5


def test_what_is_not_known_changes_nothing() -> None:
    watch = line()
    assert feed(watch, 101, 101, nan, nan, 101) == [None, None, None, None, "onset"]
    assert feed(watch, *[nan] * 20, start=5) == [None] * 20
    assert watch.on


@pytest.mark.parametrize(
    ("lines", "wrong", "right"), [({"below": 10}, 9, 11), ({"above": 10, "below": 20}, 15, 25), ({"above": 10, "below": 20}, 15, 5)]
)
def test_below_a_line_or_between_two(lines: dict[str, float], wrong: float, right: float) -> None:
    watch = line(**lines)
    assert feed(watch, *[right] * 5, *[wrong] * 4)[-1] == "onset"
    assert feed(watch, *[right] * 3, start=9)[-1] == "fixed"


def test_a_third_of_a_second_is_too_short_unless_the_pose_file_asks_for_another_time() -> None:
    """The way there and back of a right repetition crosses many a line for a third of a second."""
    usual = LineWatch(LineFault.model_validate({"kind": "line", "measure": "hip", "cue": "Lower", "above": 100}))
    assert feed(usual, *[101.0] * 4, 90, 90, 90) == [None] * 7
    assert feed(usual, *[101.0] * 5, start=7)[-1] == "onset"


@pytest.mark.parametrize("rate", [10, 15, 30, 60])
def test_the_time_to_the_onset_does_not_depend_on_the_frame_rate(rate: int) -> None:
    watch = line(above=100, for_s=0.5)
    onset = next(k / rate for k in range(rate) if watch.add(k / rate, 101, True) == "onset")
    assert onset == pytest.approx(0.5, abs=1 / rate)


def test_a_fault_that_may_begin_is_suspected() -> None:
    watch = line()
    feed(watch, 90)
    assert not watch.suspect
    feed(watch, 101, start=1)
    assert (watch.suspect, watch.on) == (True, False)


def bounce(values: Any, seconds: float = 6, rate: int = 30, **parts: Any) -> list[tuple[float, str]]:
    """What happens on the way of ``values(time)``."""
    watch = BounceWatch(BounceFault.model_validate({"kind": "bounce", "measure": "hip", "swing": 4, "cue": "Still"} | parts))
    said = ((k / rate, watch.add(k / rate, values(k / rate), True)) for k in range(round(seconds * rate)))
    return [(t, change) for t, change in said if change is not None]


@pytest.mark.parametrize("rate", [10, 15, 30, 60])
def test_swings_to_and_fro_are_bouncing_at_any_frame_rate(rate: int) -> None:
    (found,) = bounce(lambda t: 170 + 6 * sin(2 * pi * t), rate=rate)
    assert found[1] == "onset"
    assert 1.5 < found[0] < 2.6


@pytest.mark.parametrize(
    ("amplitude", "period_s", "found"),
    [(6, 1.0, True), (2.5, 1.0, True), (1.5, 1.0, False), (6, 3.0, False), (6, 1.5, True), (6, 0.1, False)],
)
def test_it_is_bouncing_by_size_and_by_rate(amplitude: float, period_s: float, found: bool) -> None:
    """Small ones are trembling, slow ones are breathing, very quick ones are a landmark that jumps."""
    assert bool(bounce(lambda t: 170 + amplitude * sin(2 * pi * t / period_s), rate=40)) is found


def test_swings_of_all_sizes_and_lengths_are_no_bouncing() -> None:
    """A limb half hidden: the model puts it here and there, but no body swings like that."""
    times, tips = [0.0, 0.2, 0.9, 1.1, 1.8, 2.0, 2.7, 2.9, 3.6], [170.0, 180.0, 172.0, 196.0, 170.0, 176.0, 171.0, 190.0, 170.0]
    assert bounce(lambda t: float(np.interp(t, times, tips))) == []


def test_landmarks_that_tremble_unevenly_are_no_bounce() -> None:
    """The swings are alike in size and length within what is allowed, but do not go on evenly."""
    times = np.cumsum([0.0, 0.42, 0.3, 0.41, 0.54, 0.3, 0.26, 0.32, 0.27, 0.34, 0.39])
    tips = 170 + np.array([0.0, 9.1, 2.2, 10.3, 4.0, 8.8, 4.0, 11.5, 2.2, 11.5, 5.6])
    assert bounce(lambda t: float(np.interp(t, times, tips)), rate=15, seconds=4.5) == []


def test_an_even_bounce_in_a_trembling_picture_is_one() -> None:
    off = np.random.default_rng(3).normal(0, 0.7, 200)
    assert bounce(lambda t: 170 + 6 * sin(2 * pi * t) + float(off[round(t * 15)]), rate=15)


def test_a_landmark_that_flickers_between_two_places_does_not_bounce() -> None:
    """Left is taken for right in every third picture, while what is seen in the others swings a little."""
    found = bounce(lambda t: 110.0 if round(t * 30) % 3 == 0 else 170 + 2.5 * sin(2 * pi * t), rate=30)
    assert found == []


def test_a_large_bounce_at_a_low_frame_rate_is_no_flicker() -> None:
    assert [change for _, change in bounce(lambda t: 170 + 14 * sin(3 * pi * t), rate=12)] == ["onset"]


def test_a_smooth_rise_and_a_rest_are_none() -> None:
    assert bounce(lambda t: 150 + 25 * min(t, 1)) == []


def test_it_takes_as_many_swings_as_the_rule_says() -> None:
    def twice_and_still(t: float) -> float:
        return 170 - 6 * cos(2 * pi * t) if t < 2 else 164

    assert bounce(twice_and_still) == []
    assert [change for _, change in bounce(twice_and_still, swings=3, seconds=2.5)] == ["onset"]


def test_it_is_put_right_a_second_after_the_last_swing() -> None:
    (onset, _), (fixed, said) = bounce(lambda t: 170 + 6 * sin(2 * pi * t) if t < 3 else 170)
    assert said == "fixed"
    assert onset < 3
    assert fixed == pytest.approx(3.9, abs=0.3)  # the last tip is at 2.75, and seen a moment later


def test_a_pause_between_swings_starts_them_over() -> None:
    def with_a_pause(t: float) -> float:
        return 170 + 6 * sin(2 * pi * t) if t < 1 or t > 3 else 170

    ((onset, _),) = bounce(with_a_pause)
    assert onset > 4


def test_off_the_end_of_the_range_it_is_over() -> None:
    watch = BounceWatch(BounceFault.model_validate({"kind": "bounce", "measure": "hip", "swing": 4, "cue": "Still"}))
    for k in range(75):
        watch.add(k / 30, 170 + 6 * sin(2 * pi * k / 30), True)
    assert watch.on
    assert watch.add(2.5, 150, False) == "over"
    assert watch.add(2.6, 150, False) is None


def test_gaps_in_what_is_known_do_not_count_as_swings() -> None:
    found = bounce(lambda t: nan if 1 < t < 1.4 else 170 + 6 * sin(2 * pi * t))
    assert [change for _, change in found] == ["onset"]
    assert bounce(lambda t: nan if int(t * 10) % 2 else 170.0) == []


def test_of_few_pictures_a_second_the_length_of_a_swing_is_known_within_half_a_step() -> None:
    """Turning points fall between two moments: swings of two to five steps may be alike."""
    watch = BounceWatch(BounceFault.model_validate({"kind": "bounce", "measure": "hip", "swing": 4, "cue": "Still"}))
    corners = [(0, 0), (4, 10), (6, 2), (9, 10), (14, 2), (16, 8)]
    at, values = zip(*corners, strict=True)
    moments = np.interp(np.arange(17), at, values)
    assert "onset" in [watch.add(k / 12, float(value), True) for k, value in enumerate(moments)]
