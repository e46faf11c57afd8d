"""The person's own size: who goes far first and then less far than everybody's attempt line has been shallow, and is told so."""

from __future__ import annotations

import numpy as np
import pytest
from skeletons import Keys, glide

from formcheck.engine.reasons import TOO_SMALL_BESIDE
from formcheck.engine.repetition_counter import RawRepetition, RepetitionCounter
from formcheck.rules.exercise import RepetitionRule

RULE = RepetitionRule(measure="turn", rest=30, attempt=38, full=58)
FULL: Keys = [(0.0, 0.0), (1.0, 0.0), (3.0, 64.0), (5.0, 0.0)]  # four seconds


def run(keys: Keys, tremble: float = 0.0) -> tuple[list[RawRepetition], RepetitionCounter]:
    """Drafts of a movement along these keys, 20 samples a second; tremble: size of noise."""
    counter, drafts = RepetitionCounter(RULE), []
    times = np.arange(round(keys[-1][0] * 20) + 1) / 20
    values = glide(keys, times) + tremble * np.random.default_rng(5).standard_normal(len(times))
    for t, value in zip(times.tolist(), values.tolist(), strict=True):
        short = max(0.0, RULE.full - value)
        drafts += counter.add(t, value, short, short == 0, True, {})
    return drafts, counter


def after(*keys: tuple[float, float]) -> Keys:
    """A full repetition, then these keys, from its end on."""
    return [*FULL, (6.0, 0.0), *((6.0 + t, value) for t, value in keys), (14.0, 0.0)]


def test_half_of_ones_own_way_is_a_shallow_repetition() -> None:
    drafts, counter = run(after((1.5, 30.0), (3.0, 0.0)))
    assert [(round(d.peak), d.full(RULE)) for d in drafts] == [(64, True), (30, False)]
    assert drafts[1].start_s == pytest.approx(6.0, abs=0.4)
    assert drafts[1].end_s == pytest.approx(9.0, abs=0.4)
    assert counter.refused == []


def test_before_a_full_one_nobody_knows_how_large_half_is() -> None:
    drafts, _ = run([(0.0, 0.0), (1.0, 0.0), (2.5, 30.0), (4.0, 0.0), (6.0, 0.0)])
    assert drafts == []


def test_a_tenth_of_it_is_nothing() -> None:
    drafts, counter = run(after((1.5, 7.0), (3.0, 0.0)))
    assert len(drafts) == 1
    assert counter.refused == []


def test_what_is_over_far_sooner_is_told_and_not_counted() -> None:
    drafts, counter = run(after((0.5, 30.0), (1.0, 0.0)))
    assert len(drafts) == 1
    assert [refused.why for refused in counter.refused] == [TOO_SMALL_BESIDE]


def test_past_everybodys_line_it_is_counted_once() -> None:
    drafts, counter = run(after((1.5, 45.0), (3.0, 0.0)))
    assert [round(d.peak) for d in drafts] == [64, 45]
    assert counter.refused == []


def test_the_last_one_counts_when_the_recording_ends_on_the_way_back() -> None:
    drafts, counter = run([*FULL, (6.0, 0.0), (7.5, 30.0), (8.6, 5.0)])
    assert [round(d.peak) for d in drafts + counter.finish()] == [64, 30]


def test_who_stays_out_has_come_to_rest_elsewhere() -> None:
    """The rest is learnt again then, which waits for who is under way."""
    _, counter = run([*FULL, (6.0, 0.0), (7.0, 25.0), (9.0, 25.0)])
    assert counter.own.under_way(9.0)
    assert not counter.own.under_way(18.0)


@pytest.mark.parametrize("tremble", [0.5, 1.5])
def test_it_is_found_while_the_landmarks_tremble(tremble: float) -> None:
    drafts, _ = run(after((1.5, 30.0), (3.0, 0.0)), tremble)
    assert len(drafts) == 2
