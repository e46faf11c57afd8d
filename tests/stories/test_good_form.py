"""Who does it well is told nothing, and the clock reads what is true; on recorded tracks."""

from __future__ import annotations

import pytest
from stories.telling import tell

from samples import faults, labels, review, tracks, verdicts

GOOD = [*tracks(what="good"), *tracks(what="table_good")]


@pytest.mark.parametrize("stem", GOOD)
def test_good_form_raises_no_false_alarm(stem: str) -> None:
    assert set(faults(stem)) == {()}
    assert set(verdicts(stem)) <= {"good"}
    begun_and_over = [(row.start_s, row.end_s) for row in (*(labels(stem).reps or ()), *(labels(stem).holds or ()))]
    said_s = [float(line.split()[0]) for line in tell(stem) if "“" in line]
    assert [at for at in said_s if any(start <= at <= end for start, end in begun_and_over)] == []


@pytest.mark.parametrize("stem", [stem for stem in GOOD if labels(stem).holds])
def test_the_clock_of_a_hold_reads_what_is_true(stem: str) -> None:
    for own, true in zip(review(stem).holds, labels(stem).holds or (), strict=True):
        assert true.zone_s is not None
        assert true.held_s - 0.3 <= own.held_s <= true.zone_s + 0.3
        assert own.side == true.side
        assert own.reached
