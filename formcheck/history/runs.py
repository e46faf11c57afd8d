"""Runs: routines as they were gone through, one file each, on the disk as it happens, so that a run goes on where it was.

One JSON object a line.  The first one describes the run: ``routine``, ``title``, ``started``, ``person`` and ``steps``, what was asked
for.  Then come ``pain`` (``when``: before or after, ``level`` 0..10 or null for no answer), ``step`` (begun; ``session`` names where it
is kept), ``set`` (``sets`` of the step are done), ``left`` (``why``: done, skipped or pain), ``back`` (to a step
that was left), and ``end``.
A run without ``end`` was cut off, or stopped by its person; it can go on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from formcheck import __version__
from formcheck.errors import FormCheckError, InputError, OutputError
from formcheck.files.growing import folder_to_disk, open_growing, to_disk
from formcheck.files.places import RUN, own_folder
from formcheck.files.reading import check_regular
from formcheck.files.words import json_text, read_json
from formcheck.history.folders import runs_folder

FORMAT: Final = 1
SUFFIX: Final = ".jsonl"
MOST_PAIN: Final = 10
_MOST_BYTES: Final = 4_000_000
_WHAT_TO_DO: Final = "make room, or check its permissions"

When = Literal["before", "after"]
Line = dict[str, Any]


@dataclass
class Run:
    """A run as it lies on the disk.  head: its first line.  lines: all others that could be read, in the order of time."""

    path: Path
    head: Line
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called among the runs."""
        return self.path.stem

    @property
    def routine(self) -> str:
        """The routine's name."""
        return str(self.head["routine"])

    @property
    def person(self) -> str:
        """The profile's name, empty without one."""
        return str(self.head.get("person", ""))

    @property
    def started(self) -> datetime:
        """With its time zone."""
        return datetime.fromisoformat(str(self.head["started"]))

    @property
    def steps(self) -> list[Line]:
        """What was asked for, a step each."""
        return [step for step in self.head.get("steps", []) if isinstance(step, dict)]

    @property
    def ended(self) -> str | None:
        """Why it ended; None while it can go on."""
        end = [line for line in self.lines if line["event"] == "end"]
        return str(end[-1].get("reason", "")) if end else None

    def pain(self, when: When) -> int | None:
        """What was answered; None when nothing was."""
        levels = [line.get("level") for line in self.lines if line["event"] == "pain" and line.get("when") == when]
        return levels[-1] if levels and _is_level(levels[-1]) else None

    def asked(self, when: When) -> bool:
        """The question was put, answered or not."""
        return any(line["event"] == "pain" and line.get("when") == when for line in self.lines)

    def left(self) -> dict[int, str]:
        """Steps that are over, and why."""
        over: dict[int, str] = {}
        for line in self.lines:
            if line["event"] == "left":
                over[line["step"]] = str(line.get("why", ""))
            elif line["event"] == "back":
                over.pop(line["step"], None)
        return over

    def sets_done(self, step: int) -> int:
        """Sets of a step that are done."""
        return max((int(line.get("sets", 0)) for line in self.lines if line["event"] == "set" and line["step"] == step), default=0)

    def sessions(self, step: int) -> list[str]:
        """Names of the sessions in which a step was done; several when it was broken off and gone on with."""
        return [str(line["session"]) for line in self.lines if line["event"] == "step" and line["step"] == step and line.get("session")]

    def add(self, event: str, **what: Any) -> None:
        """Write a line, which is on the disk when this returns.  Raises OutputError."""
        line = {"event": event, **what}
        _append(self.path, line)
        self.lines.append(line)


def begin_run(routine: str, title: str, person: str, started: datetime, steps: list[Line], folder: Path | None = None) -> Run:
    """A new run, its file with its first line on the disk.  Raises OutputError."""
    folder = folder or runs_folder()
    own_folder(folder, _WHAT_TO_DO)
    stem = f"{started:%Y-%m-%d-%H%M%S}-{routine}"
    path, k = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, k = folder / f"{stem}-{k}{SUFFIX}", k + 1
    head = {"event": "routine", "format": FORMAT, "formcheck": __version__, "routine": routine, "title": title}
    head |= {"started": started.isoformat(timespec="seconds"), "person": person, "steps": steps}
    _append(path, head)
    folder_to_disk(folder)
    return Run(path, head)


def run_places(folder: Path | None = None) -> Iterator[Path]:
    """Every kept run, oldest first."""
    folder = folder or runs_folder()
    if folder.is_dir():
        yield from sorted((path for path in folder.iterdir() if path.suffix == SUFFIX), key=lambda path: path.stem)


def load_run(path: Path) -> Run:
    """Read a run; lines that were cut off are left out.  Raises InputError when it is none."""
    check_regular(path, "the record of a routine", _MOST_BYTES)
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    lines = [line for row in text.split("\n") if (line := _line(row)) is not None]
    if not lines or not _is_head(lines[0]):
        raise InputError(f"{path}: not the record of a routine, or one that was cut off before it began; delete it")
    if lines[0].get("format", 1) > FORMAT:
        raise InputError(f"{path}: written by a later Form Check; update Form Check")
    return Run(path, lines[0], lines[1:])


def runs_of(person: str, routine: str | None = None, folder: Path | None = None) -> list[Run]:
    """All runs of one person that can be read, oldest first; routine: only of that one."""
    found = []
    for path in run_places(folder):
        try:
            run = load_run(path)
        except FormCheckError:
            continue
        if run.person == person and routine in (None, run.routine):
            found.append(run)
    return found


def _append(path: Path, line: Line) -> None:
    try:
        with os.fdopen(open_growing(path, RUN), "ab") as file:
            begun = path.stat().st_size > 0 and not _ends_whole(path)
            file.write((b"\n" if begun else b"") + json_text(line).encode() + b"\n")  # after a line that a power cut has cut off
            file.flush()
            to_disk(file.fileno())
    except OSError as error:
        raise OutputError(f"{path}: the routine cannot be recorded: {error.strerror}; {_WHAT_TO_DO}") from error


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _line(row: str) -> Line | None:
    try:
        line = read_json(row)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict) or not isinstance(line.get("event"), str):
        return None
    numbers = (line.get("step", 0), line.get("sets", 0))
    return line if all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n < 1000 for n in numbers) and _stepped(line) else None


def _stepped(line: Line) -> bool:
    """What speaks of a step names it."""
    return "step" in line or line["event"] not in ("step", "set", "left", "back")


def _is_head(line: Line) -> bool:
    if line["event"] != "routine" or not isinstance(line.get("routine"), str) or not isinstance(line.get("steps"), list):
        return False
    try:
        dated = datetime.fromisoformat(str(line.get("started"))).tzinfo is not None
    except ValueError:
        return False
    return dated and isinstance(line.get("format", 1), int)


def _is_level(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_PAIN
