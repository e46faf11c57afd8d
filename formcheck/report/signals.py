"""Signals: every measure of every frame as a table, as the rules saw it."""

from __future__ import annotations

import csv
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Final

from formcheck.evaluate.trace import Trace
from formcheck.files.places import SIGNALS
from formcheck.sinks.textfile import TextFile

COLUMNS: Final = ("time_s", "phase", "near_side", "active_side", "level")


def write_signals(path: Path, seen: Trace) -> None:
    """One row a frame: COLUMNS, then the measures in the units of the pose file, then the faults of the moment, by blanks.

    Empty where nothing is known, as while the gate is closed.  Raises OutputError.
    """
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow([*COLUMNS, *seen.values, "faults"])
    for k, status in enumerate(seen.statuses):
        sides = (status.near_side or "", status.active_side or "")
        values = [_number(float(values[k])) for values in seen.values.values()]
        table.writerow([f"{status.time_s:.4f}", status.phase.value, *sides, _number(status.level), *values, " ".join(status.faults)])
    with TextFile(path, SIGNALS) as file:
        file.write(text.getvalue())


def _number(value: float) -> str:
    return f"{value:.4f}" if isfinite(value) else ""
