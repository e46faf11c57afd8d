"""Worth: how much of a recording a repetition or a hold explains, as the exercise that was looked for."""

from __future__ import annotations

from typing import Final

from formcheck.engine.report import Report
from formcheck.engine.restless import Restlessness
from formcheck.engine.status import Hold, Repetition, Verdict
from formcheck.rules.exercise import Exercise

_WORTH: Final[dict[Verdict, float]] = {"good": 1.0, "flawed": 0.8, "incomplete": 0.3}
_FAULTY_HOLD: Final = 0.8
_UNTIMED: Final = 0.2  # of a hold: a second that its clock stood
_LINGER_S: Final = 3.0  # who stays at the end of the range for longer than the dose asks and this
_LINGERED: Final = 0.4  # is doing a hold rather than a repetition
RESTLESS: Final = 0.2  # trunk lengths a second: who moves so much holds nothing,
_MOVED: Final = 0.3  # whatever the clock says


def worth(counted: Repetition | Hold, exercise: Exercise, restless: Restlessness | None) -> float:
    """The seconds that one of them explains, less when it is not well done: another exercise may explain them better.

    restless: of the track; None where moving about is not held against it.
    """
    if isinstance(counted, Repetition):
        lingered = counted.held_s > exercise.dose.hold_s + _LINGER_S
        return _WORTH[counted.verdict] * (_LINGERED if lingered else 1.0) * (counted.end_s - counted.start_s)
    asked = 1.0 if exercise.hold is not None else 0.5 if exercise.dose.hold_s else 0.0
    lasted_s = counted.end_s - counted.start_s
    timed_s = min(counted.held_s, lasted_s)
    moved = restless is not None and restless.within(counted.start_s, counted.end_s) > RESTLESS
    form = (_FAULTY_HOLD if counted.faults else 1.0) * (_MOVED if moved else 1.0)
    return asked * (timed_s + _UNTIMED * (lasted_s - timed_s)) * form


def worths(report: Report, exercise: Exercise, restless: Restlessness) -> list[float]:
    """The worth of each repetition, then of each hold of a report."""
    reps = [worth(rep, exercise, restless) for rep in report.reps]
    return reps + [worth(hold, exercise, restless) for hold in report.holds]


def counted_in(report: Report) -> list[Repetition | Hold]:
    """What a report counts, in order of time."""
    return sorted([*report.reps, *report.holds], key=lambda one: one.start_s)
