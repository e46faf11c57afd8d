"""JsonLines: one report a line, as the object that other programs rely on."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.cut.recording import Recording
from formcheck.engine.report import Report
from formcheck.files.places import JSON_LINES
from formcheck.files.words import json_text
from formcheck.sinks.textfile import TextFile


def json_line(report: Report | Recording, only_ascii: bool = False) -> str:
    """The report's JSON object on one line, without its line end.  only_ascii: with all other letters escaped, as JSON allows."""
    return json_text(report.to_json(), only_ascii)


class JsonLines:
    """A file of reports, one JSON object a line.  Raises OutputError when it cannot be written."""

    def __init__(self, path: Path) -> None:
        self._file = TextFile(path, JSON_LINES)

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def write(self, report: Report | Recording) -> None:
        """Add a report."""
        self._file.write(json_line(report) + "\n")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.__exit__(kind, error, trace)
