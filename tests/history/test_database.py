"""The database: an index that grows with the program and can always be made anew."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from history_samples import write_session

from formcheck.errors import FormCheckError, InputError
from formcheck.history.database import MIGRATIONS, Database, migrate
from formcheck.history.kept import load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sessions"
    write_session(folder, "2026-03-02T18:00:00+01:00")
    write_session(folder, "2026-03-03T18:00:00+01:00", "plank", (), (12.0, 21.5), "anna")
    return folder


def rows(database: Database, sql: str) -> list[tuple[object, ...]]:
    return list(database.connection.execute(sql))


def test_it_takes_in_what_is_kept(tmp_path: Path, folder: Path) -> None:
    with Database(tmp_path / "h.sqlite", folder) as database:
        database.update()
        assert rows(database, "SELECT name, person, ended, seconds FROM sessions ORDER BY id") == [
            ("2026-03-02-180000-bridge", "", "quit", 60.0),
            ("2026-03-03-180000-plank", "anna", "quit", 60.0),
        ]
        assert rows(database, "SELECT verdict FROM reps") == [("good",), ("good",), ("flawed",), ("incomplete",)]
        assert rows(database, "SELECT held_s, reached FROM holds") == [(12.0, 0), (21.5, 1)]
        assert rows(database, "SELECT name FROM faults") == [("rushed",)]


def test_what_is_new_has_changed_or_is_gone_is_noticed(tmp_path: Path, folder: Path) -> None:
    with Database(tmp_path / "h.sqlite", folder) as database:
        database.update()
        place = write_session(folder, "2026-03-04T18:00:00+01:00", ended=None)
        database.update()
        assert rows(database, "SELECT ended FROM sessions WHERE name LIKE '2026-03-04%'") == [("cut off",)]
        load(place).correct(7, datetime(2026, 3, 5, tzinfo=UTC))
        (folder / "2026-03-02-180000-bridge" / "session.jsonl").unlink()
        database.update()
        assert rows(database, "SELECT name, corrected FROM sessions ORDER BY name") == [
            ("2026-03-03-180000-plank", None),
            ("2026-03-04-180000-bridge", 7),
        ]
        assert rows(database, "SELECT COUNT(*) FROM reps") == [(4,)]


def test_a_session_that_cannot_be_read_stops_no_other(tmp_path: Path, folder: Path) -> None:
    (folder / "2026-03-01-broken").mkdir()
    (folder / "2026-03-01-broken" / "session.jsonl").write_bytes(b"\xff\x00{")
    told: list[FormCheckError] = []
    with Database(tmp_path / "h.sqlite", folder) as database:
        database.update(told.append)
        assert rows(database, "SELECT COUNT(*) FROM sessions") == [(2,)]
    assert len(told) == 1 and "not the record of a session" in str(told[0])


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_a_database_of_any_earlier_version_becomes_one_of_today(tmp_path: Path, folder: Path, version: int) -> None:
    path = tmp_path / "h.sqlite"
    old = sqlite3.connect(path)
    old.executescript("".join(MIGRATIONS[:version]) + f"PRAGMA user_version = {version};")
    if version:
        old.execute(
            "INSERT INTO sessions (name, bytes, person, exercise, started, seconds, ended, pain)"
            " VALUES ('2026-03-02-180000-bridge', 1, '', 'bridge', '2026-03-02T18:00:00+01:00', 1.0, 'quit', 0)"
        )
        old.commit()
    old.close()
    with Database(path, folder) as database:
        assert rows(database, "PRAGMA user_version") == [(len(MIGRATIONS),)]
        database.update()
        assert rows(database, "SELECT COUNT(*), SUM(seconds) FROM sessions") == [(2, 120.0)]
        fresh = sqlite3.connect(":memory:")
        migrate(fresh, Path("fresh"))
        tables = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        assert rows(database, tables) == list(fresh.execute(tables))
        fresh.close()


def test_a_step_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "h.sqlite"
    with Database(path, tmp_path):
        pass
    monkeypatch.setattr("formcheck.history.database.MIGRATIONS", (*MIGRATIONS, "ALTER TABLE sessions ADD COLUMN x; THIS IS NOT SQL;"))
    with pytest.raises(FormCheckError), Database(path, tmp_path):
        pass
    monkeypatch.undo()
    with Database(path, tmp_path) as database:
        assert rows(database, "SELECT COUNT(*) FROM pragma_table_info('sessions') WHERE name = 'x'") == [(0,)]


def test_one_of_a_later_version_is_told(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite"
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(InputError, match=r"later Form Check \(schema 99\)"), Database(path, tmp_path):
        pass


def test_a_damaged_one_is_made_anew(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "h.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with Database(path, folder) as database:
        database.update()
        assert rows(database, "SELECT COUNT(*) FROM sessions") == [(2,)]
