"""The database: an index that grows with the program and can always be made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from history_samples import write_session

from formcheck.errors import FormCheckError, InputError, OutputError
from formcheck.history import database as database_module
from formcheck.history.database import MIGRATIONS, Database, migrate
from formcheck.history.kept import Kept, load, places
from formcheck.history.weeks import history_of


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


def test_one_whose_rows_are_damaged_is_made_anew(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "h.sqlite"
    with Database(path, folder) as database:
        database.update()
        database.connection.execute("UPDATE sessions SET started = CAST(x'ff00' AS TEXT) WHERE person = ''")
        database.connection.commit()
    with Database(path, folder) as database:
        assert [week.reps for week in history_of(database, date(2026, 3, 5), "").weeks] == [4]


@pytest.mark.parametrize("harm", ["DROP TABLE reps", "DROP INDEX reps_of", "ALTER TABLE holds RENAME COLUMN held_s TO kept_s"])
def test_one_whose_tables_are_others_is_made_anew(tmp_path: Path, folder: Path, harm: str) -> None:
    path = tmp_path / "h.sqlite"
    with Database(path, folder) as database:
        database.connection.execute(harm)
    with Database(path, folder) as database:
        database.update()
        assert rows(database, "SELECT COUNT(*) FROM reps") == [(4,)]
        assert rows(database, "SELECT SUM(held_s) FROM holds") == [(33.5,)]


def test_two_programs_that_make_it_at_once(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one makes all of it after the first has seen that there is nothing yet."""
    path, real = tmp_path / "h.sqlite", database_module._version
    second: list[bool] = []

    def version(connection: sqlite3.Connection) -> int:
        found = real(connection)
        if not second:
            second.append(True)
            with Database(path, folder) as database:
                database.update()
        return found

    monkeypatch.setattr(database_module, "_version", version)
    with Database(path, folder) as database:
        assert rows(database, "SELECT COUNT(*) FROM sessions") == [(2,)]


def test_two_programs_that_read_a_new_session_at_once(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one has taken everything in after the first has seen that nothing is in it yet: each session stays once."""
    second: list[bool] = []

    def listed(where: Path) -> list[Path]:
        if not second:
            second.append(True)
            with Database(tmp_path / "h.sqlite", folder) as other:
                other.update()
        return list(places(where))

    with Database(tmp_path / "h.sqlite", folder) as database:
        monkeypatch.setattr(database_module, "places", listed)
        database.update()
        assert rows(database, "SELECT COUNT(*), COUNT(DISTINCT name) FROM sessions") == [(2, 2)]
        assert rows(database, "SELECT COUNT(*) FROM reps") == [(4,)]


def test_a_session_that_another_program_forgets_meanwhile(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def forgotten(place: Path) -> Kept:
        if "bridge" in place.name:
            (place / "session.jsonl").unlink(missing_ok=True)
            place.joinpath("session.jsonl").stat()
        return load(place)

    monkeypatch.setattr(database_module, "load", forgotten)
    with Database(tmp_path / "h.sqlite", folder) as database:
        database.update()
        assert rows(database, "SELECT name FROM sessions") == [("2026-03-03-180000-plank",)]


def test_a_database_that_another_program_keeps_to_itself_is_told(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "h.sqlite"
    with Database(path, folder) as database, closing(sqlite3.connect(path)) as other:
        database.connection.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutputError, match=r"h\.sqlite: cannot be written: database is locked"):
            database.update()
        other.rollback()
        database.update()
        assert rows(database, "SELECT COUNT(*) FROM sessions") == [(2,)]
