"""What `formcheck review` says of recordings of several sets, and of all clips together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.box import ROUNDED
from rich.table import Table

from formcheck.cut.recording import Recording, totals
from formcheck.engine.report import Report
from formcheck.sinks.table import clock

if TYPE_CHECKING:
    from formcheck.cut.recording import ExerciseSet
    from formcheck.review.job import Reviewed


def recognised_as(one: Reviewed) -> str:
    """What a clip was taken for, in words."""
    if isinstance(one.report, Recording):
        many = len(one.report.sets)
        sets = "one set" if many == 1 else f"{many} sets"
        return f"cut into {sets}; if it is one exercise, name it with -e"
    assert one.exercise is not None
    return f"taken for {one.exercise.name} ({one.exercise.title}); if it is another exercise, name it with -e"


def heading(one: ExerciseSet, count: int) -> str:
    """The line above a set."""
    title = one.exercise.title if one.sure else f"looks like {' or '.join(one.looks_like)}; judged as {one.exercise.title}"
    return f"Set {one.number} of {count}, {clock(one.start_s)} - {clock(one.end_s)}: {title}"


def has_totals(done: Sequence[Report | Recording]) -> bool:
    """Is there more than one result to add up?"""
    return len(done) > 1 or any(isinstance(one, Recording) for one in done)


def totals_table(done: Sequence[Report | Recording]) -> Table:
    """All sets of all clips by exercise.  What is not sure stands with all its names."""
    sets = [
        (name, report)
        for one in done
        for name, report in (
            [(" or ".join(s.looks_like), s.report) for s in one.sets] if isinstance(one, Recording) else [(one.exercise, one)]
        )
    ]
    table = Table(box=ROUNDED, title="Totals", title_justify="left", title_style="")
    for head in ("exercise", "sets", "repetitions", "good", "holds", "held s"):
        table.add_column(head, justify="left" if head == "exercise" else "right")
    for total in totals(sets):
        held = f"{total.held_s:.1f}" if total.holds else "-"
        counts = (total.sets, total.reps, total.good_reps, total.holds)
        table.add_row(total.exercise, *map(str, counts), held)
    return table
