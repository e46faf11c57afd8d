"""Bobs: small and quick movements that were counted before the person's own size was known.

While an exercise goes on, what is far smaller and quicker than the repetitions before it is not counted.  What came before them can
be told only when the whole recording was seen.
"""

from __future__ import annotations

from statistics import median

from formcheck.engine import reasons
from formcheck.engine.repetition_counter import SHORT, SMALL, own_way
from formcheck.engine.report import Report
from formcheck.engine.status import Refused
from formcheck.engine.withdraw import without
from formcheck.rules.exercise import Exercise

LEAST = 2  # repetitions of the person's own size: one alone may be what is out of the way


def without_bobs(exercise: Exercise, report: Report) -> Report:
    """The report without them; they stand among the refused."""
    if exercise.repetition is None or exercise.repetition.both_ways or len(report.reps) <= LEAST:
        return report
    own = own_way(rep.way for rep in report.reps)
    large = [rep for rep in report.reps if rep.way >= SMALL * own]
    lasts_s = median(rep.end_s - rep.start_s for rep in large)
    small = [rep for rep in report.reps if rep.way < SMALL * own and rep.end_s - rep.start_s < SHORT * lasts_s]
    if not small or len(large) < LEAST:
        return report
    return without(
        report, exercise, [(rep,) for rep in small], [Refused(rep.start_s, rep.end_s, reasons.TOO_SMALL_BESIDE) for rep in small]
    )
