"""What was counted before the person's own size was known, and is far smaller and quicker, is withdrawn when all was seen."""

from __future__ import annotations

import pytest

from formcheck.engine.bobs import without_bobs
from formcheck.engine.reasons import TOO_SMALL_BESIDE
from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Repetition
from formcheck.rules.library import find_exercise

TILT = find_exercise("pelvic_tilt")


def report(*rows: tuple[float, float]) -> Report:
    """Of repetitions that go so far beyond the line of rest and take so many seconds; each is told to be rushed."""
    made, now = Report("", "pelvic_tilt", "side"), 0.0
    for number, (way, lasts_s) in enumerate(rows, 1):
        made.reps.append(Repetition(None, now, now + lasts_s, way, 0.5, "flawed", ("rushed",), way))
        made.faults.append(Fault("rushed", now, now + lasts_s, number))
        now += lasts_s + 1
    return made


def test_small_and_quick_ones_before_the_first_of_full_size_go_with_their_faults() -> None:
    found = without_bobs(TILT, report((0.02, 0.8), (0.012, 1.5), (0.11, 5.0), (0.1, 4.5)))
    assert [round(rep.way, 2) for rep in found.reps] == [0.11, 0.1]
    assert [fault.rep for fault in found.faults] == [1, 2]
    assert [refused.why for refused in found.refused] == [TOO_SMALL_BESIDE] * 2


@pytest.mark.parametrize(
    "rows",
    [
        [(0.04, 1.0), (0.11, 5.0), (0.1, 4.5)],  # small, but not far smaller
        [(0.02, 4.0), (0.11, 5.0), (0.1, 4.5)],  # and as slow as the others
        [(0.02, 0.8), (0.02, 0.8), (0.11, 5.0)],  # a single large one may be what is out of the way
        [(0.02, 0.8), (0.11, 5.0)],
    ],
)
def test_all_others_stay(rows: list[tuple[float, float]]) -> None:
    before = report(*rows)
    assert without_bobs(TILT, before) is before
