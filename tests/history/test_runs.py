"""Routines as they are kept: pain in the history, a record that was cut off, and nothing left of who is forgotten."""

from __future__ import annotations

import json
import os
import stat
from datetime import date, datetime
from pathlib import Path

import pytest
from history_samples import write_session
from typer.testing import CliRunner, Result

from formcheck.cli.main import app
from formcheck.errors import InputError, OutputError
from formcheck.history.database import Database
from formcheck.history.page import write_history
from formcheck.history.routine_weeks import routine_weeks
from formcheck.history.runs import Run, begin_run, load_run, runs_of
from formcheck.history.weeks import history_of

STEPS = [{"exercise": "bridge", "title": "Bridge", "sets": 2, "reps": 5, "hold_s": 0.0, "sides": None, "level": 0}] * 2


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("formcheck.history.folders.user_data_path", lambda *args, **more: tmp_path / "data")
    monkeypatch.setattr("formcheck.person.profile.user_config_path", lambda *args, **more: tmp_path / "config")
    monkeypatch.setattr("formcheck.tracking.cache.user_cache_path", lambda *args, **more: tmp_path / "cache")
    return tmp_path / "data"


def begin(started: str, person: str = "", routine: str = "therapist") -> Run:
    return begin_run(routine, routine.title(), person, datetime.fromisoformat(started), STEPS)


def done(started: str, before: int | None, after: int | None, person: str = "", why: str = "done") -> Run:
    run = begin(started, person)
    run.add("pain", when="before", level=before)
    for step in (0, 1):
        run.add("step", step=step, session=f"{started[:10]}-{step}")
        run.add("left", step=step, why=why if step else "done")
    run.add("pain", when="after", level=after)
    run.add("end", reason="done")
    return run


def formcheck(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "160"})


def test_what_is_written_is_read_again_and_is_for_its_person_only(data: Path) -> None:
    run = done("2026-03-02T08:00:00+01:00", 4, 2)
    again = load_run(run.path)
    assert (again.routine, again.ended, again.pain("before"), again.pain("after")) == ("therapist", "done", 4, 2)
    assert again.left() == {0: "done", 1: "done"} and again.sessions(1) == ["2026-03-02-1"]
    if os.name == "posix":
        assert stat.S_IMODE(run.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(run.path.parent.stat().st_mode) == 0o700


def test_two_runs_in_one_second_do_not_share_a_file() -> None:
    first, second = begin("2026-03-02T08:00:00+01:00"), begin("2026-03-02T08:00:00+01:00")
    assert first.path != second.path and [run.name for run in runs_of("")] == [first.name, second.name]


def test_a_line_that_a_power_cut_has_cut_off_is_left_out_and_what_comes_after_it_is_whole() -> None:
    run = begin("2026-03-02T08:00:00+01:00")
    run.add("set", step=0, sets=1)
    with run.path.open("ab") as file:
        file.write(b'{"event": "set", "st')
    again = load_run(run.path)
    assert again.sets_done(0) == 1
    again.add("set", step=0, sets=2)
    assert load_run(run.path).sets_done(0) == 2


@pytest.mark.parametrize(
    "line",
    [
        '{"event": "set", "step": -1, "sets": 1}',
        '{"event": "set", "step": "one", "sets": 1}',
        '{"event": "left"}',
        '{"event": "set", "step": true, "sets": 1}',
        "[" * 100_000,
        '"text"',
    ],
)
def test_a_foreign_line_is_left_out(line: str) -> None:
    run = begin("2026-03-02T08:00:00+01:00")
    with run.path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert load_run(run.path).lines == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not the record of a routine"),
        ('{"event": "session"}\n', "not the record of a routine"),
        ('{"event": "routine", "routine": "a", "steps": [], "started": "2026-03-02T08:00:00"}\n', "not the record of a routine"),
        ('{"event": "routine", "routine": "a", "steps": [], "started": "2026-03-02T08:00:00Z", "format": 9}\n', "later Form Check"),
    ],
)
def test_what_is_no_run_is_told_and_stops_no_other(text: str, told: str, data: Path) -> None:
    good = done("2026-03-02T08:00:00+01:00", 4, 2)
    bad = good.path.with_name("2026-03-03-000000-bad.jsonl")
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        load_run(bad)
    assert [run.name for run in runs_of("")] == [good.name]
    result = formcheck("history")
    assert result.exit_code == 0 and told in result.stderr and "therapist" in result.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    run = begin("2026-03-02T08:00:00+01:00")
    monkeypatch.setattr("formcheck.history.runs.open_growing", lambda path, kind: os.open("/dev/full", os.O_WRONLY))
    with pytest.raises(OutputError, match="the routine cannot be recorded: No space left on device; make room"):
        run.add("up")


def test_weeks_of_a_routine_have_the_mean_pain_before_and_after(data: Path) -> None:
    done("2026-03-02T08:00:00+01:00", 4, 2)
    done("2026-03-04T08:00:00+01:00", 5, None, why="pain")
    begin("2026-03-05T08:00:00+01:00")
    done("2026-03-09T08:00:00+01:00", 0, 0)
    done("2026-03-09T09:00:00+01:00", 9, 9, person="anna")
    with Database() as database:
        database.update()
        first, second = routine_weeks(database.connection, "")
        assert (first.begins, first.begun, first.finished, first.stopped) == (date(2026, 3, 2), 3, 2, 1)
        assert (first.pain_before, first.pain_after) == (4.5, 2.0)
        assert (second.begun, second.pain_before, second.pain_after) == (1, 0.0, 0.0)
        history = history_of(database, date(2026, 3, 11), "")
        assert history.to_json()["routines"][0]["pain_before"] == 4.5
        assert history_of(database, date(2026, 3, 11), "", "bridge").routines == []
        page = data / "page.html"
        write_history(page, history, "")
    text = page.read_text(encoding="utf-8")
    assert "<h2>Routines</h2>" in text and "4.5 of 10" in text


def test_history_and_sessions_show_routines(data: Path) -> None:
    write_session(data / "sessions", "2026-03-02T08:10:00+01:00")
    done("2026-03-02T08:00:00+01:00", 4, 2)
    begin("2026-03-03T08:00:00+01:00")
    shown = formcheck("history").stdout
    assert "pain before" in shown and "4.0" in shown
    listed = formcheck("sessions").stdout
    assert "2 of 2" in listed and "broken off" in listed
    assert json.loads(formcheck("history", "--json").stdout)["routines"][0]["finished"] == 1


def test_routines_are_forgotten_with_the_rest(data: Path) -> None:
    done("2026-03-02T08:00:00+01:00", 4, 2, person="anna")
    mine = done("2026-03-03T08:00:00+01:00", 4, 2)
    formcheck("history")
    assert formcheck("forget", "anna", "--yes").stdout == "deleted: 0 sessions and 1 routine of anna (0.0 MB)\n"
    left = [path for path in data.rglob("*") if path.is_file()]
    assert mine.path in left and not any(b"anna" in path.read_bytes() for path in left)


def test_a_database_from_before_there_were_routines_takes_them_in(data: Path) -> None:
    done("2026-03-02T08:00:00+01:00", 4, 2)
    with Database() as database:
        database.connection.executescript("DROP TABLE runs; PRAGMA user_version = 3;")
    with Database() as database:
        database.update()
        assert database.connection.execute("SELECT routine, pain_before, pain_after, done FROM runs").fetchall() == [("therapist", 4, 2, 2)]
