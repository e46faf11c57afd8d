"""Kept: one session as it lies on the disk, read back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from formcheck.errors import InputError, OutputError
from formcheck.files.growing import open_growing, open_lines, to_disk
from formcheck.files.places import RECORD as RECORD_KIND
from formcheck.files.places import RULES as RULES_KIND
from formcheck.files.reading import check_regular
from formcheck.files.words import read_json
from formcheck.history.folders import sessions_folder
from formcheck.history.landmarklog import FILE_NAME as LANDMARKS
from formcheck.history.landmarklog import read_landmarks
from formcheck.pose.pose import Track
from formcheck.rules.exercise import Exercise
from formcheck.rules.load import exercise_of_json

RECORD: Final = "session.jsonl"
RULES: Final = "rules.json"
VIDEO: Final = "video.mp4"
PAGE: Final = "report.html"
LATEST_FORMAT: Final = 2
_MOST_RECORD: Final = 64_000_000  # bytes; an hour has some hundred thousand
_MOST_RULES: Final = 1_000_000
_NUMBERS: Final = ("format", "time_s", "start_s", "end_s", "hold_s", "held_s", "peak", "poses", "count", "reached")
_TEXTS: Final = ("name", "side", "verdict", "exercise", "person", "started", "reason", "text")
_NEEDED: Final = {"fault": "name"}  # event: what it is nothing without
_MOST: Final = 1e12  # of a number; false for one that is none
CUT_OFF: Final = "cut off"  # instead of the reason of the end, where there is none

Line = dict[str, Any]


@dataclass
class Kept:
    """place: the session's folder, or the file of one that an earlier version kept without landmarks.

    head: its first line.  lines: all others that could be read, in the order of time.
    """

    place: Path
    head: Line
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the person calls it by."""
        return self.place.stem if self.place.suffix == ".jsonl" else self.place.name

    @property
    def person(self) -> str:
        """The profile's name, empty without one."""
        return str(self.head.get("person", ""))

    @property
    def started(self) -> datetime:
        """With its time zone."""
        return datetime.fromisoformat(str(self.head["started"]))

    @property
    def ended(self) -> str:
        """Why it ended."""
        end = next((line for line in self.lines if line["event"] == "end"), None)
        return CUT_OFF if end is None else str(end.get("reason", ""))

    @property
    def pain(self) -> bool:
        """True when the person stopped because of it, and did not take that back."""
        told = [line["event"] for line in self.lines if line["event"] in ("pain", "no_pain")]
        return told[-1:] == ["pain"]

    @property
    def seconds(self) -> float:
        """Of exercise, as far as it is known."""
        times = [float(line.get("time_s") or line.get("end_s") or 0) for line in self.lines]
        return max(times, default=0.0)

    def of(self, event: str) -> list[Line]:
        """All lines of one kind."""
        return [line for line in self.lines if line["event"] == event]

    @property
    def counted(self) -> int:
        """Repetitions, or holds where there are no repetitions."""
        return len(self.of("rep")) or len(self.of("hold"))

    @property
    def corrected(self) -> int | None:
        """What the person says it was, the newest word; None when nothing was said."""
        said = [line for line in self.of("correction") if line.get("count") is not None]
        return int(said[-1]["count"]) if said else None

    @property
    def rules_text(self) -> str:
        """The rules as JSON.  Raises OSError or ValueError when they were not kept, InputError when they cannot be rules."""
        check_regular(self.place / RULES, "the rules of a session", _MOST_RULES)
        return (self.place / RULES).read_text(encoding="utf-8")

    @cached_property
    def exercise(self) -> Exercise:
        """The rules as they were, with the person's own lines.  Raises InputError when they were not kept, or do not hold any more."""
        try:
            return exercise_of_json(self.rules_text)
        except (OSError, ValueError) as error:
            raise InputError(f"{self.place / RULES}: the session's rules cannot be read; it is listed, but not reviewed again") from error

    @cached_property
    def track(self) -> Track | None:
        """Everything that was seen; None when no landmarks were kept."""
        return None if self.place.suffix == ".jsonl" else read_landmarks(self.place / LANDMARKS)

    @property
    def video(self) -> Path | None:
        """The pictures; None when they were not kept."""
        path = self.place / VIDEO
        return path if path.is_file() else None

    def correct(self, count: int, when: datetime) -> None:
        """Write down what the person says; the program's own count stays.  Raises OutputError."""
        path = self.place if self.place.suffix == ".jsonl" else self.place / RECORD
        line = {"event": "correction", "count": count, "counted": self.counted, "at": when.isoformat(timespec="seconds")}
        try:
            with open_lines(path, RECORD_KIND) as file:
                file.write(json.dumps(line) + "\n")
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}; check its permissions") from error
        self.lines.append(line)


def keep_rules(folder: Path, exercise: Exercise) -> None:
    """Write the rules of a session that begins.  Raises OutputError."""
    path = folder / RULES
    try:
        with os.fdopen(open_growing(path, RULES_KIND, fresh=True), "w", encoding="utf-8") as file:
            file.write(exercise.model_dump_json(exclude_unset=True))
            file.flush()
            to_disk(file.fileno())
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}; make room, or use --no-record") from error


def record_of(place: Path) -> Path:
    """The file with the events of a session."""
    return place if place.suffix == ".jsonl" else place / RECORD


def places(folder: Path | None = None) -> Iterator[Path]:
    """Every kept session, oldest first."""
    folder = folder or sessions_folder()
    if folder.is_dir():
        for path in sorted(folder.iterdir(), key=lambda path: path.stem):
            if path.suffix == ".jsonl" or (path / RECORD).is_file():
                yield path


def find(name: str, folder: Path | None = None) -> Path:
    """A session by its name, the beginning of it, its folder, or ``last``.  Raises InputError when none or several are meant."""
    direct = Path(name)
    if (direct / RECORD).is_file():
        return direct
    known = list(places(folder))
    if name == "last" and known:
        return known[-1]
    meant = [path for path in known if path.stem == name] or [path for path in known if path.stem.startswith(name)]
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise InputError(f"{name}: no such session; `formcheck sessions` lists them")
    raise InputError(f"{name}: {len(meant)} sessions begin like this, for example {meant[-1].stem}; give more of the name")


def load(place: Path) -> Kept:
    """Read a session; a last line that was cut off is left out.  Raises InputError when it is none."""
    path = record_of(place)
    check_regular(path, "a session record", _MOST_RECORD)
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    lines = [line for row in text.split("\n") if (line := _line(row)) is not None]
    if not lines or lines[0]["event"] != "session" or not _dated(lines[0]):
        raise InputError(f"{path}: not the record of a session, or one that was cut off before it began; delete it")
    if int(lines[0].get("format") or 1) > LATEST_FORMAT:
        raise InputError(f"{path}: written by a later Form Check; update Form Check")
    return Kept(place, lines[0], lines[1:])


def _line(row: str) -> Line | None:
    try:
        line = read_json(row)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict) or not isinstance(line.get("event"), str) or line.get(_NEEDED.get(line["event"], "event")) is None:
        return None
    right = all(_is_number(line[name]) for name in _NUMBERS if line.get(name) is not None)
    return line if right and all(isinstance(line[name], str) for name in _TEXTS if line.get(name) is not None) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) < _MOST


def _dated(line: Line) -> bool:
    try:
        return datetime.fromisoformat(str(line.get("started"))).tzinfo is not None
    except ValueError:
        return False
