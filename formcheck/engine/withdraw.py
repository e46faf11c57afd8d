"""Withdraw: take back what was counted in a recording, when the whole of it shows that it was something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Hold, Perhaps, Refused, Repetition
from formcheck.rules.exercise import Exercise


def without(report: Report, asked: Exercise, withdrawn: Sequence[Sequence[Repetition | Hold]], refused: Sequence[Refused]) -> Report:
    """The report without some of what it counts and what was told of that; what is left is numbered anew.

    withdrawn: repetitions and holds of the report, together those between which nothing is told either.  refused: why.
    """
    spans = [(some[0].start_s, max(one.end_s for one in some)) for some in withdrawn]
    gone = {id(one) for some in withdrawn for one in some}
    rows: Sequence[Repetition | Hold] = report.reps if asked.kind == "reps" else report.holds
    left = [number for number, row in enumerate(rows, 1) if id(row) not in gone]
    numbers: dict[int | None, int | None] = {None: None, **{old: new for new, old in enumerate(left, 1)}}

    def stays(found: Fault | Perhaps) -> bool:
        return found.rep in numbers and (found.rep is not None or not any(found.start_s < e and found.end_s > s for s, e in spans))

    return replace(
        report,
        reps=[rep for rep in report.reps if id(rep) not in gone],
        holds=[hold for hold in report.holds if id(hold) not in gone],
        faults=[replace(fault, rep=numbers[fault.rep]) for fault in report.faults if stays(fault)],
        perhaps=[replace(one, rep=numbers[one.rep]) for one in report.perhaps if stays(one)],
        refused=sorted([*report.refused, *refused], key=lambda one: one.start_s),
    )
