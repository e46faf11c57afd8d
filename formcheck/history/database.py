"""Database: an index of all kept sessions and routines (SQLite), so that months of them can be asked for at once.

Their own files are the truth; what the database lacks, it reads from them, and a database that is lost or damaged is made
anew; where it cannot be written, in a home folder that is read-only, it is made in memory.  ``user_version`` is the version of
its schema; each entry of MIGRATIONS leads from one version to the next.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from formcheck.errors import FormCheckError, InputError, OutputError
from formcheck.files.beside import clear_left_behind
from formcheck.files.growing import open_growing
from formcheck.files.places import DATABASE, own_folder
from formcheck.history.folders import data_folder, runs_folder, sessions_folder
from formcheck.history.kept import Kept, Line, load, places, record_of
from formcheck.history.runs import Run, load_run, run_places
from formcheck.rules.load import exercise_of_json

T = TypeVar("T")

FILE_NAME: Final = "history.sqlite"

MIGRATIONS: Final[tuple[str, ...]] = (
    # 1: sessions and what was done in them
    """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL, person TEXT NOT NULL, exercise TEXT NOT NULL,
        started TEXT NOT NULL, seconds REAL NOT NULL, ended TEXT NOT NULL, pain INTEGER NOT NULL);
    CREATE TABLE reps (
        session INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, side TEXT, start_s REAL, end_s REAL, peak REAL,
        hold_s REAL, verdict TEXT);
    CREATE TABLE holds (
        session INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, side TEXT, start_s REAL, end_s REAL, held_s REAL,
        reached INTEGER);
    CREATE TABLE faults (session INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, name TEXT NOT NULL, start_s REAL, end_s REAL);
    CREATE INDEX reps_of ON reps(session);
    CREATE INDEX holds_of ON holds(session);
    CREATE INDEX faults_of ON faults(session);
    CREATE INDEX sessions_of ON sessions(person, exercise, started);
    """,
    # 2: what the person says it was
    "ALTER TABLE sessions ADD COLUMN corrected INTEGER;",
    # 3: what the exercise is called, the unit of its measure and its full range; all sessions are read again for it
    """
    ALTER TABLE sessions ADD COLUMN title TEXT NOT NULL DEFAULT '';
    ALTER TABLE sessions ADD COLUMN unit TEXT NOT NULL DEFAULT 'deg';
    ALTER TABLE sessions ADD COLUMN full_at REAL;
    UPDATE sessions SET bytes = -1;
    """,
    # 4: routines as they were gone through, with the pain before and after
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL, person TEXT NOT NULL, routine TEXT NOT NULL,
        title TEXT NOT NULL, started TEXT NOT NULL, ended TEXT, steps INTEGER NOT NULL, done INTEGER NOT NULL, stopped INTEGER NOT NULL,
        pain_before INTEGER, pain_after INTEGER);
    CREATE INDEX runs_of ON runs(person, routine, started);
    """,
)


# what reading of a damaged one ends in: texts that cannot be decoded and numbers that are none, besides SQLite's own errors
_TROUBLE: Final = (sqlite3.Error, ValueError, TypeError, ArithmeticError)


class Database:
    """A context manager.  Raises InputError when it is of a later version, OutputError when it cannot be opened or written."""

    def __init__(self, path: Path | None = None, folder: Path | None = None, runs: Path | None = None) -> None:
        self.path = path or data_folder() / FILE_NAME
        self._folder = folder or sessions_folder()
        self._runs = runs or (self._folder.parent / runs_folder().name)

    def __enter__(self) -> Self:
        self._in_memory = not _may_write(self.path)
        if not self._in_memory:
            own_folder(self.path.parent, "check its permissions")
        try:
            self._open()
        except _TROUBLE as error:
            self._anew(error)
        return self

    def _open(self) -> None:
        if self._in_memory:
            self.connection = sqlite3.connect(":memory:")
        else:
            with suppress(OSError):  # SQLite says what is the matter; its journal gets the permissions of the file
                os.close(open_growing(self.path, DATABASE))
            self.connection = sqlite3.connect(self.path, timeout=10)
        try:
            self.connection.execute("PRAGMA foreign_keys = ON")
            self.connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is not left in free pages
            migrate(self.connection, self.path)
            _check_sound(self.connection)
        except BaseException:
            self.connection.close()
            raise

    def _anew(self, error: Exception) -> None:
        """Begin with an empty one in place of one that is damaged: everything in it is in the sessions' files too.

        Raises OutputError when it is not damaged, but cannot be used.
        """
        if self._in_memory or not _is_damage(error):
            raise self._told("cannot be opened", error) from error
        try:
            for name in (self.path, *(self.path.with_name(self.path.name + end) for end in ("-journal", "-wal", "-shm"))):
                name.unlink(missing_ok=True)
            self._open()
        except (sqlite3.Error, OSError) as again:
            raise self._told("cannot be made anew", again) from again

    def _told(self, what: str, error: Exception) -> OutputError:
        return OutputError(f"{self.path}: {what}: {error}; check its permissions and the space on the disk")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.connection.close()

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do what reads or changes the database; where that shows that it is damaged, do it again with a new one.

        Raises OutputError when it cannot be written.
        """
        try:
            return work(self.connection)
        except _TROUBLE as error:
            self.connection.close()
            self._anew(error)
            self.update()
            return work(self.connection)

    def update(self, tell: Callable[[FormCheckError], None] | None = None) -> None:
        """Read all sessions that are new or have changed, and drop those that are gone.  tell: told of those that cannot be read.

        Raises OutputError when the database cannot be written.
        """
        try:
            self._update(tell)
        except _TROUBLE as error:
            if not _is_damage(error):
                raise OutputError(f"{self.path}: cannot be written: {error}; make room, or delete the file: it is made anew") from error
            self.connection.close()
            self._anew(error)
            self._update(tell)

    def _update(self, tell: Callable[[FormCheckError], None] | None) -> None:
        there = {place.stem if place.suffix == ".jsonl" else place.name: place for place in places(self._folder)}
        for place in there.values():  # a run that was killed while it wrote a page there has left a piece of it
            clear_left_behind(place)
        runs = {path.stem: path for path in run_places(self._runs)}
        with self.connection:
            self._follow("sessions", there, record_of, lambda place, size: self._take(load(place), size), tell)
            self._follow("runs", runs, lambda path: path, lambda path, size: self._take_run(load_run(path), size), tell)

    def _follow(
        self,
        table: str,
        there: Mapping[str, Path],
        file_of: Callable[[Path], Path],
        take: Callable[[Path, int], None],
        tell: Callable[[FormCheckError], None] | None,
    ) -> None:
        """Bring one table up to what lies there, by name."""
        known = dict(self.connection.execute(f"SELECT name, bytes FROM {table}"))
        for name in known.keys() - there.keys():
            self.connection.execute(f"DELETE FROM {table} WHERE name = ?", (name,))
        for name, place in there.items():
            try:
                size = file_of(place).stat().st_size
                if known.get(name) != size:
                    take(place, size)
            except FileNotFoundError:  # forgotten by another program since it was listed
                self.connection.execute(f"DELETE FROM {table} WHERE name = ?", (name,))
            except FormCheckError as error:
                if tell is not None:
                    tell(error)

    def _take_run(self, run: Run, size: int) -> None:
        self.connection.execute("DELETE FROM runs WHERE name = ?", (run.name,))
        left = list(run.left().values())
        row = (run.name, size, run.person, run.routine, str(run.head.get("title", run.routine)), run.started.isoformat(), run.ended)
        self.connection.execute(
            "INSERT INTO runs (name, bytes, person, routine, title, started, ended, steps, done, stopped, pain_before, pain_after)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, len(run.steps), left.count("done"), left.count("pain"), run.pain("before"), run.pain("after")),
        )

    def _take(self, kept: Kept, size: int) -> None:
        self.connection.execute("DELETE FROM sessions WHERE name = ?", (kept.name,))
        title, unit, full = _about(kept)
        row = (kept.name, size, kept.person, str(kept.head.get("exercise", "")), kept.started.isoformat(), kept.seconds, kept.ended)
        cursor = self.connection.execute(
            "INSERT INTO sessions (name, bytes, person, exercise, started, seconds, ended, pain, corrected, title, unit, full_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, int(kept.pain), kept.corrected, title, unit, full),
        )
        number = cursor.lastrowid
        self._rows("reps", number, kept.of("rep"), ("side", "start_s", "end_s", "peak", "hold_s", "verdict"))
        self._rows("holds", number, kept.of("hold"), ("side", "start_s", "end_s", "held_s", "reached"))
        self._rows("faults", number, kept.of("fault"), ("name", "start_s", "end_s"))

    def _rows(self, table: str, session: int | None, lines: list[Line], columns: tuple[str, ...]) -> None:
        marks = ", ".join("?" * (len(columns) + 1))
        rows = [(session, *(line.get(column) for column in columns)) for line in lines]
        self.connection.executemany(f"INSERT INTO {table} (session, {', '.join(columns)}) VALUES ({marks})", rows)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema to the newest version, each step whole or not at all.  Raises InputError when it is of a later version.

    Another program may do the same at the same time: the version is read when nobody else can write.
    """
    while (version := _version(connection)) < len(MIGRATIONS):
        with closing(connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                if _version(connection) == version:
                    for statement in MIGRATIONS[version].split(";"):
                        cursor.execute(statement)
                    cursor.execute(f"PRAGMA user_version = {version + 1}")
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
    if version > len(MIGRATIONS):
        raise InputError(f"{path}: written by a later Form Check (schema {version}); update Form Check")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _check_sound(connection: sqlite3.Connection) -> None:
    """Raises DatabaseError for one that is damaged, or whose tables are not those of this version."""
    (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(said)
    if _tables(connection) != _right_tables():
        raise sqlite3.DatabaseError("its tables are not those of this version")


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return list(connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"))


@cache
def _right_tables() -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as fresh:
        migrate(fresh, Path())
        return _tables(fresh)


def _may_write(path: Path) -> bool:
    """Neither the file nor the folder that holds it, or would have to be made, is closed to us."""
    there = next(place for place in path.parents if place.exists())
    return os.access(there, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _is_damage(error: Exception) -> bool:
    """What is wrong lies in the file, not in the disk, the permissions or another program."""
    if not isinstance(error, sqlite3.OperationalError):
        return True
    code = getattr(error, "sqlite_errorcode", None)  # None: text that cannot be decoded
    return code is None or code & 0xFF == sqlite3.SQLITE_ERROR  # a table or a column that should be there is not


def _about(kept: Kept) -> tuple[str, str, float | None]:
    """What the exercise is called, the unit of the measure that counts, and the line of its full range where there is one line."""
    try:
        return _about_rules(kept.rules_text)
    except (OSError, ValueError, InputError):  # not kept, or of another version
        return str(kept.head.get("exercise", "")).replace("_", " "), "deg", None


@lru_cache(maxsize=256)
def _about_rules(text: str) -> tuple[str, str, float | None]:
    exercise = exercise_of_json(text)
    part = exercise.repetition or exercise.hold
    assert part is not None
    full = None if exercise.repetition is not None and exercise.repetition.both_ways else part.full
    return exercise.title, exercise.measures[part.measure].unit, full
