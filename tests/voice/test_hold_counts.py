"""The seconds of a hold: the person on the floor hears how many are asked for, how many are left, and when it is over."""

from __future__ import annotations

import numpy as np
import pytest
from voice_fakes import bridge, stretch

from formcheck.engine.status import Cue, Phase, Status
from formcheck.rules.exercise import Exercise
from formcheck.voice.counts import HoldCounts


def counted(target_s: float, held_s: float, exercise: Exercise | None = None) -> list[tuple[float, str]]:
    """What is said of a hold of so many seconds, ten statuses a second."""
    counts = HoldCounts(exercise or stretch())
    told = [
        (round(float(held), 1), utterance.text)
        for held in np.arange(0, held_s + 0.05, 0.1)
        for utterance in counts.see(Status(10 + float(held), Phase.HOLD, held_s=float(held), target_s=target_s))
    ]
    return [(round(time_s), text) for time_s, text in told]


def test_ten_five_and_come_back() -> None:
    assert counted(20, 24) == [(0, "Hold for 20 seconds"), (10, "10"), (15, "5"), (20, "And come back")]


def test_a_short_hold_is_counted_down() -> None:
    assert counted(5, 6) == [(0, "Hold"), (2, "3"), (3, "2"), (4, "1"), (5, "And come back")]


def test_a_long_hold() -> None:
    texts = [text for _, text in counted(90, 91)]
    assert texts == ["Hold for 90 seconds", "60 seconds to go", "30 seconds to go", "20 seconds to go", "10", "5", "And come back"]


def test_an_unusual_number_of_seconds_is_not_named() -> None:
    assert counted(33, 1) == [(0, "Hold")]


def test_without_a_target_the_seconds_held_are_counted() -> None:
    assert counted(0, 25) == [(10, "10"), (20, "20")]


def test_in_a_repetition_that_is_held_no_number_is_taken_for_its_count() -> None:
    assert counted(3, 4, bridge()) == [(0, "Hold"), (3, "And come back")]
    assert counted(0, 25, bridge()) == []


def test_a_clock_that_goes_back_says_no_number_twice() -> None:
    counts = HoldCounts(stretch())
    held = [*np.arange(0.1, 11, 0.1), *np.arange(9, 12, 0.1)]
    told = [u.text for i, h in enumerate(held) for u in counts.see(Status(i * 0.1, Phase.HOLD, held_s=float(h), target_s=20))]
    assert told == ["Hold for 20 seconds", "10"]


@pytest.mark.parametrize(("cue", "told"), [(None, 1), (Cue("fault", "Lift your hips", "sag"), 0)])
def test_a_clock_that_stands_for_no_fault_that_is_told(cue: Cue | None, told: int) -> None:
    counts = HoldCounts(stretch())
    for i in range(50):
        counts.see(Status(i * 0.1, Phase.HOLD, held_s=0.1 + i * 0.1, target_s=20))
    stands = [u.text for i in range(60) for u in counts.see(Status(5 + i * 0.1, Phase.PAUSED, held_s=5.0, target_s=20, cue=cue))]
    assert stands == ["The clock has stopped, get back into position"] * told


def test_the_next_hold_is_counted_anew() -> None:
    counts = HoldCounts(stretch())
    for _ in range(2):
        told = [u.text for i in range(1, 120) for u in counts.see(Status(i * 0.1, Phase.HOLD, held_s=i * 0.1, target_s=10))]
        assert told == ["Hold for 10 seconds", "5", "3", "2", "1", "And come back"]
        counts.see(Status(20, Phase.REST))
