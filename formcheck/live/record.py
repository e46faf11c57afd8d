"""SessionRecord: what happened in a live session, one JSON object a line, on the disk as soon as it happened.

The first line of a session describes it; then come its events with the keys of `review --json`; the last one is its end.
Times are seconds since the first picture, pauses not counted.  A session whose end is missing was cut off; all lines before
are good.  Pictures and landmarks are not recorded.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from platformdirs import user_data_path

from formcheck import __version__
from formcheck.engine.report import Report
from formcheck.engine.status import Event, Problem
from formcheck.errors import OutputError
from formcheck.files.places import RECORD, check_place, is_device, make_folder, own_folder
from formcheck.files.words import json_text

FORMAT_VERSION: Final = 1
_ELSEWHERE: Final = "choose another place, or use --no-record"
_LISTS: Final = {"rep": "reps", "hold": "holds", "fault": "faults", "perhaps": "perhaps", "refused": "refused"}  # event: list of the report


def records_folder() -> Path:
    """The folder of session records in the user's data folder; it need not exist."""
    return user_data_path("formcheck", appauthor=False) / "sessions"


def default_record(exercise: str, started: datetime) -> Path:
    """The file of a session that began at this moment."""
    return records_folder() / f"{started:%Y-%m-%d-%H%M%S}-{exercise}.jsonl"


class SessionRecord:
    """Appends to a file; a context manager.  Raises OutputError when it cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        if self.path.parent == records_folder():
            own_folder(self.path.parent, _ELSEWHERE)
        else:
            make_folder(self.path.parent, True, _ELSEWHERE)
        place = check_place(self.path, RECORD)
        self._failed = False
        try:
            handle = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
            self._file = os.fdopen(handle, "a", encoding="utf-8", newline="\n")
            if not is_device(place) and os.name == "posix":
                os.fchmod(handle, 0o600)  # one from earlier may be readable by others
        except OSError as error:
            raise self._told(error) from error
        return self

    def begin(self, exercise: str, source: str, hold_s: float, started: datetime) -> None:
        """The first line.  source: what the pictures come from, in words; started: with its time zone."""
        when = started.isoformat(timespec="seconds")
        self.write(
            "session", format=FORMAT_VERSION, formcheck=__version__, exercise=exercise, source=source, hold_s=float(hold_s), started=when
        )

    def add(self, event: Event) -> None:
        """A repetition, hold, fault, what perhaps was one, a refused movement, or a problem."""
        if isinstance(event, Problem):
            self.write("problem", time_s=round(event.time_s, 2), text=event.text)
            return
        one = Report("", "", "")
        one.take((event,))
        lists = one.to_json()
        for kind, key in _LISTS.items():
            for found in lists[key]:
                self.write(kind, **found)

    def write(self, event: str, **what: Any) -> None:
        """A line of any kind, ``event`` first."""
        line = json_text({"event": event, **what})
        try:
            self._file.write(line + "\n")
            self._file.flush()
        except OSError as error:
            self._failed = True
            raise self._told(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._file.close()
        except OSError as fault:
            if kind is None and not self._failed:  # it has been told already
                raise self._told(fault) from fault

    def _told(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path}: the session cannot be recorded: {error.strerror}; {_ELSEWHERE}")
