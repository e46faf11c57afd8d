"""One way out and back, moved one sample at a time."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from skeletons import Keys, glide

from formcheck.engine.movement_tracker import MovementTracker, Thresholds, trembles
from formcheck.faults.finished import Movement, Sample

STEP_S = 0.1
RATES = [10.0, 15.0, 30.0, 60.0]


def feed(excursion: MovementTracker, values: list[float], start: int = 0) -> list[tuple[str, bool]]:
    """Stage, and whether a path came out, after each of these values, ten a second; the measure rises."""
    seen = []
    for k, value in enumerate(values, start):
        path = excursion.add(Sample(k * STEP_S, excursion.lines.sign * value, full=False))
        seen.append((excursion.stage, path is not None))
    return seen


def run(keys: Keys, rate: float, lines: Thresholds, full: float = inf) -> tuple[list[Movement], MovementTracker]:
    """All paths of a minimum-jerk movement along these keys."""
    excursion, times = MovementTracker(lines), np.arange(round(keys[-1][0] * rate) + 1) / rate
    samples = [
        Sample(float(t), lines.sign * float(v), lines.sign * v >= lines.sign * full) for t, v in zip(times, glide(keys, times), strict=True)
    ]
    return [path for sample in samples if (path := excursion.add(sample)) is not None], excursion


def test_there_are_two_lines_and_each_has_its_own_effect() -> None:
    excursion = MovementTracker(Thresholds(rest=10, attempt=20))
    seen = feed(excursion, [0, 0, 10, 11, 19])
    assert seen == [("rest", False), ("rest", False), ("rest", False), ("out", False), ("out", False)]
    assert not excursion.attempted  # beyond the rest line, but not an attempt
    feed(excursion, [20], start=5)
    assert excursion.attempted
    assert excursion.peak == 20


def test_what_never_passes_the_attempt_line_was_nothing() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    assert feed(excursion, [0, 12, 19.9, 15, 9])[-1] == ("rest", False)
    assert feed(excursion, [0] * 20, start=5) == [("rest", False)] * 20


def test_it_is_over_when_the_measure_has_come_to_rest_again() -> None:
    """Not at the line, but when there was no new low for a quarter of a second."""
    excursion = MovementTracker(Thresholds(10, 20))
    assert feed(excursion, [0, 15, 30, 15, 9]) == [("rest", False), *[("out", False)] * 3, ("back", False)]
    assert feed(excursion, [4, 0], start=5) == [("back", False)] * 2
    assert feed(excursion, [0, 0, 0], start=7) == [("back", False), ("back", False), ("rest", True)]


def test_it_is_over_at_the_latest_eight_tenths_of_a_second_after_the_rest_line() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    feed(excursion, [0, 15, 30, 15])
    assert feed(excursion, [9.0 - k for k in range(9)], start=4) == [("back", False)] * 8 + [("rest", True)]


def test_noise_at_the_rest_line_is_not_counted_again_and_again() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    seen = feed(excursion, [0, 0, 0, *[9, 11] * 10, 25, *[11, 9] * 6, 0, 0, 0, 0])
    assert [done for _, done in seen].count(True) == 1


def test_the_next_one_may_begin_without_a_rest() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    seen = feed(excursion, [0, 15, 30, 25, 20, 15, 12, 9, 8, 9, 11, 30, 15, 9, 4, 0, 0, 0, 0])
    assert [k for k, (_, done) in enumerate(seen) if done] == [10, 18]
    assert seen[10] == ("out", True)  # the same sample ends the one and begins the other


@pytest.mark.parametrize("fallen", [[0], [0, 4], [0, 12]], ids=["one moment", "two", "and on the way out again"])
def test_a_limb_that_falls_and_rises_again_faster_than_limbs_do_is_a_landmark_that_jumped(fallen: list[float]) -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    levels = [0, 0, 15, 30, 30, *fallen, 30, 30, 25, 20, 15, 9, 4, *[0] * 9]
    paths = [excursion.add(Sample(k / 15, x, full=False)) for k, x in enumerate(levels)]
    assert len([path for path in paths if path is not None]) == 1


def test_a_landmark_that_jumps_far_out_for_one_moment_is_not_the_end_of_the_range() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    paths = [
        excursion.add(Sample(k / 15, x, full=False))
        for k, x in enumerate([0, 0, 5, 10, 15, 20, 100, 25, 28, 30, 28, 25, 20, 15, 10, 5, 0, 0, 0, 0, 0, 0, 0, 0])
    ]
    (path,) = [path for path in paths if path is not None]
    assert path.peak == 30
    assert path.way_s(back=False) > 5 / 15


@pytest.mark.parametrize("lines", [Thresholds(10, 20), Thresholds(-10, -20)], ids=["rising", "falling"])
def test_a_falling_measure_is_the_same_upside_down(lines: Thresholds) -> None:
    keys = [(t, lines.sign * v) for t, v in [(0, 0), (1, 0), (2, 40), (3, 40), (4, 0), (6, 0)]]
    (path,), _ = run(keys, 30, lines)
    assert path.peak == lines.sign * 40
    assert (path.start_s, path.end_s) == pytest.approx((1, 4), abs=0.1)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("way_s", [0.5, 1.0, 2.0])
def test_beginning_and_end_of_a_smooth_movement_are_found_within_a_tenth_of_a_second(rate: float, way_s: float) -> None:
    """Both lie well before and after the lines are passed."""
    keys = [(0.0, 130.0), (3.0, 130.0), (3 + way_s, 175.0), (4 + way_s, 175.0), (4 + 2 * way_s, 130.0), (7 + 2 * way_s, 130.0)]
    (path,), _ = run(keys, rate, Thresholds(145, 149))
    assert path.start_s == pytest.approx(3.0, abs=max(0.1, 1.1 / rate))  # never better than a frame
    assert path.end_s == pytest.approx(4 + 2 * way_s, abs=0.1)
    assert path.seen_whole


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("way_s", [0.4, 0.8, 2.0])
def test_the_time_of_a_way_is_that_from_a_tenth_to_nine_tenths(rate: float, way_s: float) -> None:
    """A minimum-jerk movement needs 0.505 of its time for it; what is still to come of the way back is not waited for."""
    keys = [(0.0, 130.0), (2.0, 130.0), (2 + way_s, 175.0), (3 + way_s, 175.0), (5 + way_s, 130.0), (7 + way_s, 130.0)]
    (path,), _ = run(keys, rate, Thresholds(145, 149))
    assert path.way_s(back=False) == pytest.approx(0.505 * way_s, rel=0.07, abs=0.03)
    assert path.way_s(back=True) == pytest.approx(0.505 * 2.0, rel=0.07)


def test_small_movements_at_rest_do_not_shift_the_beginning() -> None:
    keys = [(0, 130), (0.5, 130), (0.8, 134), (1.1, 130), (3, 130), (4, 175), (5, 130), (7, 130)]
    (path,), _ = run(keys, 30, Thresholds(145, 149))
    assert path.start_s == pytest.approx(3, abs=0.12)


def test_what_was_under_way_at_the_first_moment_was_not_seen_whole() -> None:
    (path,), _ = run([(0, 170), (1, 170), (2, 130), (4, 130)], 30, Thresholds(145, 149))
    assert not path.seen_whole
    assert path.start_s == 0


def test_the_peak_is_the_farthest_and_full_when_any_moment_was() -> None:
    (path,), _ = run([(0, 130), (1, 130), (2, 170), (2.5, 160), (3, 165), (4, 130), (6, 130)], 30, Thresholds(145, 149), full=163)
    assert path.peak == pytest.approx(170)
    assert path.full
    (shallow,), _ = run([(0, 130), (1, 130), (2, 160), (3, 130), (5, 130)], 30, Thresholds(145, 149), full=163)
    assert not shallow.full


def test_most_of_the_movement_must_be_like_the_exercise() -> None:
    lines, samples = (
        Thresholds(10, 20),
        [Sample(k / 10, x, False, ours) for k, (x, ours) in enumerate([(15, False), (25, True), (30, True), (25, False)])],
    )
    path = Movement(0, 1, 30, 0, samples, 1)
    assert not path.ours(lines.attempt)  # two thirds beyond the line
    samples.insert(2, Sample(0.25, 30, False, True))
    assert path.ours(lines.attempt)  # three quarters; what is before the line does not count


@pytest.mark.parametrize("rate", RATES)
def test_landmarks_that_jump_to_rest_for_one_frame_do_not_end_it(rate: float) -> None:
    """The knee of a quick repetition was put to the other leg in one frame."""
    keys: Keys = [(0, 0), (1, 0), (2, 80), (3, 80), (4, 0), (6, 0)]
    excursion, times, paths = MovementTracker(Thresholds(10, 20)), np.arange(round(6 * rate) + 1) / rate, []
    for k, (t, v) in enumerate(zip(times, glide(keys, times), strict=True)):
        x = -60.0 if k == round(2.4 * rate) else float(v)
        paths += [path for path in [excursion.add(Sample(float(t), x, full=False))] if path is not None]
    assert [(round(path.start_s), round(path.end_s), path.peak) for path in paths] == [(1, 4, 80)]
    assert min(sample.x for sample in paths[0].samples) >= 0  # what was no movement is no part of it


def test_an_abandoned_movement_is_over_only_at_rest() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    feed(excursion, [0, 15, 30])
    excursion.abandon()
    assert feed(excursion, [40, 15, 30, 11], start=3) == [("spent", False)] * 4
    excursion.abandon()
    assert feed(excursion, [30, 12, 10], start=7) == [("spent", False), ("spent", False), ("rest", False)]
    assert feed(excursion, [15, 30, 9, 0, 0, 0, 0], start=10)[-1] == ("rest", True)


@pytest.mark.parametrize(("last", "counts"), [(30, False), (20, False), (14, True), (9, True)])
def test_at_the_end_of_the_source_what_is_mostly_back_counts(last: float, counts: bool) -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    feed(excursion, [0, 0, 15, 30, last])
    assert (excursion.finish() is not None) is counts


def test_nothing_is_left_at_the_end_of_a_rest() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    feed(excursion, [0, 0, 12, 15])
    assert excursion.finish() is None


def test_a_landmark_that_jumps_for_a_moment_is_not_how_far_it_goes() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    feed(excursion, [0, 0, 12, 40, 40, 120, 40, 40])
    assert excursion.share(40) == 1.0


def test_it_knows_how_long_it_is_out_and_where() -> None:
    excursion = MovementTracker(Thresholds(10, 20))
    feed(excursion, [0, 0, 12, 40, 40])
    assert excursion.since_s(0.5) == pytest.approx(0.3)
    assert excursion.share(20) == 0.5  # half of the way to the peak
    assert [excursion.falling(x) for x in (31, 29)] == [False, True]  # a quarter below it


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
    paths, _ = run(twice(25, 2.0), rate, Thresholds(10, 20))
    assert [path.peak for path in paths] == pytest.approx([100, 100], abs=1)
    assert [(path.start_s, path.end_s) for path in paths] == [pytest.approx(span, abs=0.25) for span in [(1, 4), (4, 7)]]
    assert all(path.from_rest for path in paths)


@pytest.mark.parametrize("rate", RATES)
def test_who_turns_round_half_way_has_done_one(rate: float) -> None:
    paths, _ = run(twice(50, 2.0), rate, Thresholds(10, 20))
    assert [(path.start_s, path.end_s) for path in paths] == [pytest.approx((1, 7), abs=0.25)]


@pytest.mark.parametrize("rate", RATES)
def test_a_deep_and_quick_bounce_is_no_repetition(rate: float) -> None:
    paths, _ = run(twice(25, 0.6), rate, Thresholds(10, 20))
    assert len(paths) == 1


def test_three_in_a_row_are_three() -> None:
    keys: Keys = [(0, 0), (1, 0), (2, 100), (3, 20), (4, 90), (5, 30), (6, 100), (7, 0), (9, 0)]
    assert [path.peak for path in run(keys, 30, Thresholds(10, 20))[0]] == pytest.approx([100, 90, 100], abs=1)


def test_what_trembles_at_rest_makes_no_attempt() -> None:
    """In a bad picture a measure of small size trembles by as much as its attempt line is away; a true movement is larger."""
    keys: Keys = [(0.0, 0.0), (10.0, 0.0), (11.5, 12.0), (13.0, 0.0), (23.0, 0.0)]
    excursion, times = MovementTracker(Thresholds(2.0, 2.2)), np.arange(23 * 15) / 15
    values = glide(keys, times) + np.random.default_rng(3).normal(0, 1, len(times))
    samples = [Sample(float(t), float(x), full=False) for t, x in zip(times, values, strict=True)]
    known_s = 4.0
    assert sum(s.x > 2.2 for s in samples if known_s < s.time_s < 10) >= 2  # each would be an attempt
    paths = [path for sample in samples if (path := excursion.add(sample)) is not None]
    assert [round(path.start_s) for path in paths if path.start_s > known_s] == [10]


def test_a_slow_sway_is_no_tremble() -> None:
    times = np.arange(45) / 15
    rested = [Sample(float(t), 5 * float(np.sin(t)), full=False) for t in times]
    assert trembles(rested, -inf) == pytest.approx(0.0, abs=0.11)
    assert trembles(rested[:10], -inf) is None
    noisy = [Sample(s.time_s, s.x + 2 * (-1) ** k, full=False) for k, s in enumerate(rested)]
    assert (trembles(noisy, -inf) or 0.0) > 3


def flickering(low_s: float, jumps: bool = True) -> list[Movement]:
    """Out for a second, at rest for so long, out once more, at 15 pictures a second; by jumps, or as smoothly as a fast body."""
    tracker, times = MovementTracker(Thresholds(10, 20)), np.arange(90) / 15
    away = (times >= 1) & (times < 2) | (times >= 2 + low_s) & (times < 3 + low_s)
    values = np.where(away, 80.0, 0.0)
    if not jumps:
        values = np.convolve(np.pad(values, 3, mode="edge"), np.ones(7) / 7, mode="valid")
    paths = [path for t, x in zip(times, values, strict=True) if (path := tracker.add(Sample(float(t), float(x), full=False)))]
    return [*paths, *filter(None, [tracker.finish()])]


@pytest.mark.parametrize("low_s", [0.2, 0.4, 0.8])
def test_landmarks_that_jump_to_rest_and_out_again_are_one_movement_whose_time_is_not_known(low_s: float) -> None:
    (path,) = flickering(low_s)
    assert path.jumped
    assert path.end_s - path.start_s > 2


def test_a_limb_that_is_dropped_and_rests_has_moved_once() -> None:
    first, second = flickering(1.2)
    assert not first.jumped and not second.jumped


def test_fast_movements_with_a_short_rest_between_are_two() -> None:
    first, second = flickering(0.8, jumps=False)
    assert not first.jumped and not second.jumped
