"""The weeks of a history as cells, for the terminal and for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Final

from formcheck.files.places import WEEKS
from formcheck.history.weeks import History, Week
from formcheck.sinks.textfile import TextFile

COLUMNS: Final = ("exercise", "week_of", "sessions", "repetitions", "good", "held_s", "range", "commonest_fault", "pain")


def cells_of(week: Week) -> tuple[str, ...]:
    """One row with the columns COLUMNS; empty where there is nothing to say.  range: the median of the measure that counts."""
    return (
        week.exercise,
        week.begins.isoformat(),
        str(week.sessions),
        str(week.reps),
        "" if week.good is None else f"{100 * week.good:.0f} %",
        f"{week.hold_s:.0f}" if week.hold_s else "",
        "" if week.peak is None else f"{week.peak:.0f}" if week.unit == "deg" else f"{week.peak:.2f}",
        f"{week.fault} ({week.fault_times}x)" if week.fault else "",
        str(week.pain or ""),
    )


def write_weeks(path: Path, history: History) -> None:
    """A CSV file with a row for each exercise and week; shares as numbers from 0 to 1.  Raises OutputError."""
    text = StringIO(newline="")
    table = csv.DictWriter(text, list(Week.__dataclass_fields__))
    table.writeheader()
    table.writerows(week.to_json() for week in history.weeks)
    with TextFile(path, WEEKS) as file:
        file.write(text.getvalue())
