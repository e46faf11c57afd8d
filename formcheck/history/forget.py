"""Forget: everything that is kept of one person, and its end.

Of the landmarks of clips that are kept, so that they need not be made again, nobody knows whom they show: all of them go.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from formcheck.errors import FormCheckError, OutputError
from formcheck.history.database import Database
from formcheck.history.folders import runs_folder
from formcheck.history.kept import load, places
from formcheck.history.runs import runs_of
from formcheck.person.profile import profile_path
from formcheck.tracking.cache import cache_folder


@dataclass(frozen=True)
class Belongings:
    """sessions: folders (or files of earlier versions).  runs: files of routines that were gone through.  profile: None without one.

    landmarks: tracks of clips that are kept.  bytes: on the disk in all.
    """

    sessions: tuple[Path, ...]
    profile: Path | None
    bytes: int
    runs: tuple[Path, ...] = ()
    landmarks: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All of it."""
        return (*self.sessions, *self.runs, *self.landmarks, *([self.profile] if self.profile else []))


def belongings_of(person: str, folder: Path | None = None) -> Belongings:
    """What is kept of a person; ``person`` is the name of a profile, empty for sessions that were done without one.

    folder: of the sessions, None for that of the user; kept tracks lie beside it then.
    """
    sessions = []
    for place in places(folder):
        try:
            if load(place).person == person:
                sessions.append(place)
        except FormCheckError:
            continue  # nobody knows whose it is
    path = profile_path(person) if person else None
    profile = path if path is not None and path.exists() else None
    runs = tuple(run.path for run in runs_of(person, folder=None if folder is None else folder.parent / runs_folder().name))
    tracks = cache_folder() if folder is None else folder.parent / cache_folder().name
    landmarks = tuple(sorted(path for path in tracks.iterdir() if path.is_file())) if tracks.is_dir() else ()
    found = Belongings(tuple(sessions), profile, 0, runs, landmarks)
    return replace(found, bytes=sum(map(_size, found.paths)))


def forget(person: str, belongings: Belongings, database: Database) -> None:
    """Delete all of it, the rows of the database too.  Raises OutputError for what cannot be deleted, after the rest is gone."""
    left: list[str] = []
    for path in belongings.paths:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            left.append(f"{path}: cannot be deleted: {error.strerror}; delete it by hand")
    try:
        database.read(lambda connection: _forget(connection, person))
    except OutputError as error:
        left.append(str(error))
    if left:
        raise OutputError("\n".join(left))


def _forget(connection: Connection, person: str) -> None:
    with connection:
        connection.execute("DELETE FROM sessions WHERE person = ?", (person,))
        connection.execute("DELETE FROM runs WHERE person = ?", (person,))
    connection.execute("VACUUM")


def _size(path: Path) -> int:
    return sum(part.stat().st_size for part in path.rglob("*") if part.is_file()) if path.is_dir() else path.stat().st_size
