"""What docs/FILES.md says of the files is true of them."""

from __future__ import annotations

import csv
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from history_samples import write_session

from formcheck.history.database import Database
from formcheck.history.finish import session_json
from formcheck.history.kept import load
from formcheck.history.routine_weeks import RoutineWeek
from formcheck.history.table import write_weeks
from formcheck.history.weeks import History, Week, history_of
from formcheck.live.record import _OF_THE_CHECKER
from formcheck.pose.trackarrays import FORMAT_VERSION
from formcheck.pose.trackfile import read_track
from samples import track_file

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "FILES.md").read_text(encoding="utf-8")
TRACK = track_file("bridge-hips_uneven-female")


def test_its_lines_of_python_read_a_track(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bridge.track.npz").write_bytes(TRACK.read_bytes())
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", DOC, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    track = read_track(TRACK)
    assert np.array_equal(names["px"], track.px, equal_nan=True)
    assert np.array_equal(names["time_s"], track.time_s)


def test_every_array_of_a_track_is_described() -> None:
    with np.load(TRACK, allow_pickle=False) as arrays:
        assert int(arrays["format_version"]) == FORMAT_VERSION
        missing = [name for name in arrays.files if f"`{name}`" not in DOC]
    assert missing == []


def named(text: str) -> set[str]:
    """What stands in code quotes."""
    return {word for quoted in re.findall(r"`([^`\n]+)`", text) for word in re.split(r"[,:\s]+", quoted)}


def part(head: str) -> str:
    """A chapter of the page."""
    return DOC.split(f"\n## {head}")[1].split("\n## ")[0]


def written(pattern: str, *folders: str) -> set[str]:
    """The events that the sources of these packages write."""
    files = [path for folder in folders for path in (ROOT / "formcheck" / folder).glob("*.py")]
    return {found for path in files for found in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_every_event_of_a_session_is_described() -> None:
    events = written(r'\bmark\("(\w+)"', "live", "routines") | {"away", "back", "pause", "resume", "end", "correction", *_OF_THE_CHECKER}
    assert {"start_over", "pain"} < events
    assert events - named(part("Sessions")) == set()


def test_every_event_of_a_routine_is_described() -> None:
    events = written(r'\brun\.add\("(\w+)"', "routines")
    assert {"left", "set", "end"} < events
    assert events - named(part("Routines")) == set()


def test_every_key_of_sessions_and_weeks_is_described(tmp_path: Path) -> None:
    session = session_json(load(write_session(tmp_path, "2026-03-02T18:00:00+01:00")))
    assert set(session) - named(part("Lists of sessions")) == set()
    weeks = part("Weeks")
    assert {*Week.__dataclass_fields__, *RoutineWeek.__dataclass_fields__} - named(weeks) == set()
    assert set(History([], (), date(2026, 3, 2)).to_json()) - named(weeks) == set()


def test_weeks_agree_with_the_records_and_with_the_database(tmp_path: Path) -> None:
    places = [
        write_session(tmp_path, "2026-03-02T18:00:00+01:00"),
        write_session(tmp_path, "2026-03-04T18:00:00+01:00", ended="pain"),
        write_session(tmp_path, "2026-03-09T18:00:00+01:00", verdicts=("good", "flawed")),
        write_session(tmp_path, "2026-03-09T19:00:00+01:00", "plank", (), (12.5, 25.0)),
    ]
    with Database(tmp_path / "history.sqlite", tmp_path, tmp_path / "runs") as database:
        database.update()
        history = history_of(database, date(2026, 3, 10), "")
    write_weeks(tmp_path / "weeks.csv", history)
    with (tmp_path / "weeks.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = history.to_json()["weeks"]
    assert rows == [{key: "" if value is None else str(value) for key, value in week.items()} for week in told]
    kept = [load(place) for place in places]
    with closing(sqlite3.connect(tmp_path / "history.sqlite")) as connection:
        for table, event in (("reps", "rep"), ("holds", "hold"), ("faults", "fault")):
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert count == sum(len(one.of(event)) for one in kept), table
    assert [(week["exercise"], week["begins"], week["sessions"], week["reps"], week["hold_s"], week["pain"]) for week in told] == [
        ("bridge", "2026-03-02", 2, 8, 0.0, 1),
        ("bridge", "2026-03-09", 1, 2, 0.0, 0),
        ("plank", "2026-03-09", 1, 0, 37.5, 0),
    ]
