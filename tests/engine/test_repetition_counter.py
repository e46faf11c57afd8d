"""Repetitions made of excursions: one end, two ends in either order, an end that is missing, a pause."""

from __future__ import annotations

import numpy as np
import pytest
from rulebook import CAT_CAMEL, exercise
from skeletons import Keys, glide

from formcheck.engine.reasons import SETTING_UP, TOO_SMALL, TOO_SMALL_BESIDE, UNDER_WAY
from formcheck.engine.repetition_counter import RawRepetition, RepetitionCounter
from formcheck.rules.exercise import Exercise, RepetitionRule


def cycle(of: Exercise) -> RepetitionRule:
    assert of.repetition is not None
    return of.repetition


ONE = RepetitionRule(measure="hip", rest=10, attempt=20, full=30)
TWO = cycle(exercise(CAT_CAMEL))


def movement(*ways: tuple[float, float], rest_s: float = 1.0) -> list[tuple[float, float]]:
    """Keys that go to each (value, rest_s after it) and back to 0; a second each way."""
    keys, now = [(0.0, 0.0), (1.0, 0.0)], 1.0
    for value, rest in ways:
        keys += [(now + 1, value), (now + 2, 0.0), (now + 2 + rest, 0.0)]
        now += 2 + rest
    return [*keys, (now + 4, 0.0)]


def run(
    keys: Keys, rule: RepetitionRule = TWO, until_s: float | None = None, ours: bool = True
) -> tuple[list[tuple[float, RawRepetition]], RepetitionCounter]:
    """Drafts with the time they came out, 20 samples a second."""
    counter, out = RepetitionCounter(rule), []
    times = np.arange(round((until_s or keys[-1][0]) * 20) + 1) / 20
    for t, value in zip(times.tolist(), glide(keys, times).tolist(), strict=True):
        out += [(t, draft) for draft in counter.add(t, value, 0.0, True, ours, {})]
    return out, counter


def ends(drafts: list[tuple[float, RawRepetition]]) -> list[tuple[list[int], str | None]]:
    """Peaks and the missing end of every draft."""
    return [([round(path.peak) for path in draft.paths], draft.missing) for _, draft in drafts]


def test_with_one_end_every_excursion_is_a_repetition() -> None:
    drafts, counter = run(movement((15, 1), (40, 1), (25, 1), (8, 1), (40, 1)), ONE)
    assert ends(drafts) == [([40], None), ([25], None), ([40], None)]  # 15 and 8 are no attempts
    assert not counter.busy


def test_a_twitch_is_no_repetition_but_told() -> None:
    """Back within half a second, and not half of the way to the full range."""
    counter = RepetitionCounter(RepetitionRule(measure="hip", rest=10, attempt=20, full=60))
    for k, value in enumerate([0, 0, 0, 12, 22, 12, 0, 0, 0, 0, 0, 0]):
        assert counter.add(k / 10, value, 60.0 - value, False, True, {}) == []
    assert [refused.why for refused in counter.refused] == [TOO_SMALL]


def test_a_bob_between_two_repetitions_is_none_but_told() -> None:
    """Far smaller and shorter than the person's own: a step, or getting the breath back."""
    keys = [
        (0.0, 0.0),
        (1.0, 0.0),
        (3.0, 70.0),
        (5.0, 0.0),
        (6.0, 0.0),
        (6.5, 24.0),
        (7.0, 0.0),
        (8.0, 0.0),
        (10.0, 70.0),
        (12.0, 0.0),
        (14.0, 0.0),
    ]
    drafts, counter = run(keys, ONE)
    assert ends(drafts) == [([70], None), ([70], None)]
    assert [refused.why for refused in counter.refused] == [TOO_SMALL_BESIDE]
    slow = [(t, 24.0 if v == 24.0 else v) if t < 6.5 else (t + (0 if t == 6.5 else 2.5), v) for t, v in keys]
    assert ends(run(slow, ONE)[0]) == [([70], None), ([24], None), ([70], None)]  # as slow as the others: a shallow one


def test_a_movement_that_was_seen_for_most_of_the_way_counts() -> None:
    """A recording is often cut so that it begins in the first repetition."""
    assert ends(run([(0.0, 20.0), (1.0, 50.0), (2.0, 0.0), (4.0, 0.0)], ONE)[0]) == [([50], None)]
    drafts, counter = run([(0.0, 40.0), (1.0, 50.0), (2.0, 0.0), (4.0, 0.0)], ONE)
    assert not drafts and [refused.why for refused in counter.refused] == [UNDER_WAY]


def test_arch_and_sag_make_one_repetition() -> None:
    drafts, counter = run(movement((40, 0.3), (-30, 1), (40, 0.3), (-30, 1)))
    assert ends(drafts) == [([40, -30], None), ([40, -30], None)]
    assert [(round(d.start_s, 1), round(d.end_s, 1)) for _, d in drafts] == [(1.0, 5.3), (6.3, 10.6)]
    assert not counter.busy


def test_whoever_sags_first_counts_just_as_well() -> None:
    drafts, _ = run(movement((-30, 0.3), (40, 1), (-30, 0.3), (40, 1)))
    assert ends(drafts) == [([-30, 40], None), ([-30, 40], None)]


def test_from_one_end_straight_to_the_other_without_a_rest() -> None:
    drafts, _ = run([(0, 0), (1, 0), (2, 40), (3.5, -30), (5, 40), (6.5, -30), (8, 0), (10, 0)])
    assert ends(drafts) == [([40, -30], None), ([40, -30], None)]


def test_between_the_ends_the_repetition_goes_on() -> None:
    _, counter = run(movement((40, 5)), until_s=4.0)
    assert counter.busy
    assert counter.moving is None


def test_an_end_that_does_not_come_within_the_pause_is_missing() -> None:
    drafts, counter = run(movement((40, 6)))
    assert ends(drafts) == [([40], "second")]
    assert drafts[0][0] == pytest.approx(drafts[0][1].end_s + TWO.pause_s, abs=0.1)
    assert not counter.busy


def test_an_end_that_began_in_time_is_waited_for() -> None:
    drafts, _ = run([(0, 0), (1, 0), (2, 40), (3, 0), (5, 0), (6, -30), (8, -30), (9, 0), (12, 0)])
    assert ends(drafts) == [([40, -30], None)]


def test_the_same_end_twice_leaves_the_other_one_out() -> None:
    """Told when the second arch has gone on for a second, so that what is wrong in it is not told of the first."""
    drafts, _ = run(movement((40, 0.5), (42, 0.5), (44, 0.5)))
    assert ends(drafts) == [([40], "second"), ([42], "second"), ([44], "second")]
    assert 4.5 < drafts[0][0] < 5.2  # the second arch goes from 3.5 to 5.5


def test_who_leads_with_the_arch_and_then_only_sags_left_the_arch_out() -> None:
    drafts, _ = run(movement((40, 0.3), (-30, 1), (-30, 4)))
    assert ends(drafts) == [([40, -30], None), ([-30], "first")]


def test_the_range_of_two_ends_is_from_one_to_the_other() -> None:
    drafts, _ = run(movement((40, 0.3), (-30, 1), (25, 0.3), (-20, 1)))
    assert [draft.full(TWO) for _, draft in drafts] == [True, False]  # 70 and 45 of 50


def test_with_end_sides_each_end_is_a_repetition_of_its_side() -> None:
    rule = TWO.model_copy(update={"end_sides": ("left", "right")})
    drafts, counter = run(movement((40, 0.3), (-30, 1), (-30, 1)), rule)
    assert [(draft.side, round(draft.peak)) for _, draft in drafts] == [("left", 40), ("right", -30), ("right", -30)]
    assert not counter.busy


def test_another_movement_of_the_same_size_is_not_counted() -> None:
    assert run(movement((40, 1)), ONE, ours=False)[0] == []


@pytest.mark.parametrize(("until_s", "found"), [(2.0, []), (2.8, [([40], None)])])
def test_at_the_end_of_the_source_a_repetition_that_is_mostly_done_counts(
    until_s: float, found: list[tuple[list[int], str | None]]
) -> None:
    drafts, counter = run(movement((40, 1)), ONE, until_s)
    assert drafts == []
    assert ends([(0, draft) for draft in counter.finish()]) == found


def test_at_the_end_of_the_source_a_second_end_that_is_mostly_done_counts_too() -> None:
    _, counter = run(movement((40, 0.3), (-30, 1)), until_s=5.1)
    assert ends([(0, draft) for draft in counter.finish()]) == [([40, -30], None)]


def test_at_the_end_of_the_source_a_missing_end_is_missing() -> None:
    _, counter = run(movement((40, 1)), until_s=4.0)
    assert ends([(0, draft) for draft in counter.finish()]) == [([40], "second")]


def test_at_the_end_of_the_source_both_ends_are_put_in_the_order_they_were_done() -> None:
    """The sag is hardly over when the clip ends half-way down from a quick arch."""
    counter = RepetitionCounter(TWO)
    for k, value in enumerate([0, 0, -10, -30, -10, -2, 20, 40, 10]):
        assert counter.add(k / 10, value, 0.0, True, True, {}) == []
    (draft,) = counter.finish()
    assert [path.peak for path in draft.paths] == [-30, 40]


def test_after_a_reset_a_movement_under_way_begins_where_it_is() -> None:
    _, counter = run(movement((40, 1)), ONE, until_s=2.0)
    counter.reset()
    assert not counter.busy
    counter.add(2.1, 40, 0.0, True, True, {})
    assert counter.busy


def test_what_was_abandoned_is_not_counted() -> None:
    counter = RepetitionCounter(ONE)
    for k, value in enumerate([0, 0, 15, 40]):
        counter.add(k / 10, value, 0.0, True, True, {})
    counter.abandon()
    assert [counter.add(0.4 + k / 10, value, 0.0, True, True, {}) for k, value in enumerate([40, 15, 0, 0, 0, 0, 0])] == [[]] * 7
    assert not counter.busy


def counted(values: list[float], ready_s: float) -> tuple[list[int], list[str]]:
    """Peaks of the repetitions, and why others are none, of movements of two seconds each; ready_s: when somebody was known to be ready."""
    counter, found = RepetitionCounter(ONE), []
    counter.ready_s = ready_s
    keys = movement(*((value, 1) for value in values))
    times = np.arange(round(keys[-1][0] * 20) + 1) / 20
    for t, value in zip(times.tolist(), glide(keys, times).tolist(), strict=True):
        found += counter.add(t, value, max(0.0, 30 - value), value >= 30, True, {})
    found += counter.finish()
    return [round(draft.peak) for draft in found], [refused.why for refused in counter.refused]


def test_a_small_movement_before_somebody_is_ready_is_getting_into_place_when_large_ones_follow() -> None:
    assert counted([22, 40, 40], ready_s=3.5) == ([40, 40], [SETTING_UP])
    assert counted([22, 40, 40], ready_s=0.0) == ([22, 40, 40], [])
    assert counted([40, 40], ready_s=3.5) == ([40, 40], [])


def test_a_first_one_that_goes_nearly_as_far_as_the_next_is_counted_too() -> None:
    assert counted([29, 34, 34], ready_s=3.5) == ([29, 34, 34], [])


def test_who_goes_no_farther_has_the_first_one_counted_too() -> None:
    assert counted([22, 24], ready_s=3.5) == ([22, 24], [])
    assert counted([22], ready_s=3.5) == ([22], [])


def test_both_ends_in_quick_turn_are_one_repetition() -> None:
    """Landmarks of a drawn person, 15 a second: the second end is known to be over before the first one is."""
    quick = [5, 18, 33, 43, 43, 45, 43, 43, 29, 2, -15, -28, -32, -32, -34, -31, -27, -18, -5, 3, 0, 2, 2, 0, 0, 2, 0, 0]
    counter, drafts = RepetitionCounter(TWO), []
    for k, value in enumerate([0.0] * 30 + 2 * (quick + [0.0] * 4) + [0.0] * 30):
        drafts += [(k / 15, draft) for draft in counter.add(k / 15, value, 0.0, True, True, {})]
    assert ends(drafts) == [([45, -34], None)] * 2
    assert not counter.busy
