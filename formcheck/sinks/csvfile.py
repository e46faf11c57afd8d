"""CsvTable: reports as rows for a spreadsheet, one for each repetition, hold, fault, perhaps and refused movement."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from formcheck.cut.recording import Recording
from formcheck.engine.report import Report
from formcheck.files.places import CSV
from formcheck.sinks.textfile import TextFile

COLUMNS: Final = (
    *("clip", "exercise", "kind", "number", "side", "start_s", "end_s", "peak", "held_s", "verdict", "faults"),
    *("why", "looks_like"),  # of what was refused
    "set",
)


def rows(report: Report | Recording) -> Iterator[dict[str, Any]]:
    """Rows with the keys of COLUMNS; times in seconds.

    kind: ``repetition``, ``hold``, ``fault``, ``perhaps`` or ``refused``.  number: counts repetitions or holds from 1; of a fault and
    of what perhaps was one: the repetition or hold it belongs to, empty outside.  verdict of a hold: ``reached`` or ``short``.
    faults: names, separated by blanks.  why, looks_like: of what was refused.  set: its number in a recording of several, which has an
    ``exercise`` only where that is sure; otherwise ``looks_like`` has the names.
    """
    if isinstance(report, Recording):
        for one in report.sets:
            unsure = {} if one.sure else {"exercise": None, "looks_like": " ".join(one.looks_like)}
            yield from ({**row, "set": one.number, **unsure} for row in rows(one.report))
        return
    shared = {"clip": report.clip, "exercise": report.exercise}
    told = report.to_json()  # the same rounding as in JSON
    for number, rep in enumerate(told["reps"], 1):
        yield shared | rep | {"kind": "repetition", "number": number, "held_s": rep["hold_s"], "faults": " ".join(rep["faults"])}
    for number, hold in enumerate(told["holds"], 1):
        verdict = "reached" if hold["reached"] else "short"
        yield shared | hold | {"kind": "hold", "number": number, "verdict": verdict, "faults": " ".join(hold["faults"])}
    for kind, found in (("fault", told["faults"]), ("perhaps", told["perhaps"])):
        for fault in found:
            yield shared | fault | {"kind": kind, "number": fault["rep"], "faults": fault["name"]}
    for refused in told["refused"]:
        yield shared | refused | {"kind": "refused"}


class CsvTable:
    """A CSV file with a header and the rows of every report.  Raises OutputError when it cannot be written."""

    def __init__(self, path: Path) -> None:
        self._file = TextFile(path, CSV)
        self._text = StringIO(newline="")
        self._table = csv.DictWriter(self._text, COLUMNS, extrasaction="ignore")

    def __enter__(self) -> Self:
        self._file.__enter__()
        self._table.writeheader()  # goes out with the first rows, or at the end when there are none
        return self

    def write(self, report: Report | Recording) -> None:
        """Add the rows of a report."""
        self._table.writerows(rows(report))
        self._flush()

    def _flush(self) -> None:
        self._file.write(self._text.getvalue())
        self._text.seek(0)
        self._text.truncate()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            self._file.__exit__(kind, error, trace)
