"""Marks from a CSV file: as `formcheck review --csv` writes it, or as a person fills it in in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final, cast

from formcheck.engine.status import Verdict
from formcheck.errors import InputError
from formcheck.label.marks import SHORTEST_S, Kind, Mark, in_order
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise
from formcheck.rules.nearest import nearest

COLUMNS: Final = ("kind", "start_s", "end_s", "side", "verdict", "faults", "held_s", "zone_s")
NEEDED: Final = COLUMNS[:3]
_KINDS: Final[dict[str, Kind]] = {"rep": "rep", "repetition": "rep", "hold": "hold", "fault": "fault"}


def read_marks(path: Path, exercise: Exercise) -> tuple[Mark, ...]:
    """The marks of a CSV file.  Raises InputError with its line, what is wrong there, and what would be right."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            table = csv.DictReader(file, delimiter=";" if first.count(";") > first.count(",") else ",")
            missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
            if missing:
                raise InputError(f"{path}: line 1: no column {missing[0]!r}; the first line names the columns: {', '.join(COLUMNS)}")
            return in_order(_mark(_cells(row), exercise, f"{path}: line {table.line_num}") for row in table)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the name and the folder") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: is no CSV text in UTF-8 ({error}); save it as such") from None


def _cells(row: dict[str, str | None]) -> dict[str, str]:
    """The cells that belong to a column, without blanks around them."""
    return {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}


def _mark(row: dict[str, str], exercise: Exercise, where: str) -> Mark:
    kind = _KINDS.get(row["kind"].lower())
    if kind is None:
        raise InputError(f"{where}: kind {row['kind']!r}: must be rep, hold or fault")
    start_s, end_s = (_seconds(row, key, where) for key in ("start_s", "end_s"))
    if start_s is None or end_s is None:
        raise InputError(f"{where}: start_s and end_s must be given, in seconds")
    if end_s - start_s < SHORTEST_S:
        raise InputError(f"{where}: ends at {end_s:g} s, which is not after its start at {start_s:g} s")
    faults = _faults(row.get("faults", ""), exercise, where)
    if kind == "fault" and len(faults) != 1:
        raise InputError(f"{where}: a row of kind fault has one name under faults")
    side = _one_of(row, "side", ("left", "right"), where)
    verdict = _one_of(row, "verdict", ("good", "flawed", "incomplete"), where) if kind == "rep" else None
    return Mark(
        kind,
        start_s,
        end_s,
        cast("SideName | None", side),
        faults,
        cast("Verdict | None", verdict),
        _seconds(row, "held_s", where) if kind != "fault" else None,
        _seconds(row, "zone_s", where) if kind == "hold" else None,
    )


def _seconds(row: dict[str, str], key: str, where: str) -> float | None:
    text = row.get(key, "")
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise InputError(f"{where}: {key} {text!r}: must be seconds, 0 or more")
    return value


def _faults(text: str, exercise: Exercise, where: str) -> tuple[str, ...]:
    known = (*exercise.faults, *exercise.unseen)
    names = text.replace(";", " ").replace(",", " ").split()
    for name in names:
        if name not in known:
            raise InputError(f"{where}: faults {name!r}: {exercise.name} has no such fault{nearest(name, known)}")
    return tuple(names)


def _one_of(row: dict[str, str], key: str, words: Iterable[str], where: str) -> str | None:
    word = row.get(key, "").lower()
    if word and word not in words:
        raise InputError(f"{where}: {key} {word!r}: must be {', '.join(words)}, or nothing")
    return word or None
