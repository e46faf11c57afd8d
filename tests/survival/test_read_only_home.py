"""A home folder that cannot be written: what only reads works, and what keeps something says in one line that it cannot be kept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from history_samples import write_session

from formcheck.history.database import FILE_NAME, Database
from formcheck.history.kept import keep_rules
from formcheck.person.profile import Profile
from formcheck.rules.library import find_exercise
from samples import sample_file

# in a mount namespace of its own the folder is read-only for the administrator too
CLOSED = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" "$1" && shift && exec "$@"'
PROGRAM = """
import json, sys

from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.errors import FormCheckError
from formcheck.live import start
from formcheck.routines import alone
from formcheck.routines import start as routine_start

class Window:
    closed = False
    def __init__(self, *what): pass
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def show(self, image): pass

for module in (start, routine_start, alone):
    module.check_display, module.Window = lambda: None, Window
for words in json.loads(sys.argv[1]):
    result = CliRunner().invoke(app, words)
    told, status = result.stderr, result.exit_code
    if isinstance(result.exception, FormCheckError):
        told, status = told + "".join(f"error: {line}\\n" for line in str(result.exception).split("\\n")), 3
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        told, status = told + repr(result.exception), 1
    print(json.dumps([status, result.stdout, told]))
"""


def _closes() -> bool:
    words = ["unshare", "-rm", "sh", "-c", CLOSED, "sh", "/tmp", "true"]
    return shutil.which("unshare") is not None and subprocess.run(words, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not _closes(), reason="unshare is missing, or may not be used here")


class Said(NamedTuple):
    """What one command came to."""

    status: int
    stdout: str
    stderr: str


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of somebody who has done a bridge, and of Anna, who has a profile and has done one too."""
    data, config = tmp_path / "home/.local/share/formcheck", tmp_path / "home/.config/formcheck"
    for day, person in ((2, ""), (3, "anna")):
        keep_rules(write_session(data / "sessions", f"2026-03-0{day}T18:00:00+01:00", person=person), find_exercise("bridge"))
    data.chmod(0o700)
    (config / "profiles").mkdir(parents=True, mode=0o700)
    (config / "profiles" / "anna.yaml").write_text(Profile(name="anna", exercises={}).text(), encoding="utf-8")
    return tmp_path / "home"


def said(home: Path, *commands: tuple[object, ...]) -> list[Said]:
    """What commands come to when this home folder cannot be written."""
    words = json.dumps([[str(word) for word in command] for command in commands])
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {"HOME": str(home)}
    line = ["unshare", "-rm", "sh", "-c", CLOSED, "sh", str(home), sys.executable, "-c", PROGRAM, words]
    result = subprocess.run(line, capture_output=True, text=True, check=False, env=surroundings, cwd=home.parent)
    assert result.returncode == 0, result.stderr
    return [Said(*json.loads(row)) for row in result.stdout.splitlines()]


def test_what_only_reads_works(home: Path) -> None:
    track = sample_file("bridge-good-male", ".track.npz")
    exercises, review, sessions, routines = said(
        home, ("exercises",), ("review", track, "-e", "bridge", "--no-video", "--json"), ("sessions",), ("routine",)
    )
    assert exercises.status == review.status == sessions.status == routines.status == 0, (exercises, review, sessions, routines)
    assert json.loads(review.stdout)["good_reps"] == 3
    assert "2026-03-02-180000-bridge" in sessions.stdout


@pytest.mark.parametrize("indexed", [False, True])
def test_the_history_and_what_is_next_are_told_all_the_same(home: Path, indexed: bool) -> None:
    data = home / ".local/share/formcheck"
    if indexed:
        with Database(data / FILE_NAME, data / "sessions") as database:
            database.update()
    history, page, routine = said(home, ("history",), ("history", "--page", "page.html"), ("routine", "therapist", "--show"))
    assert history.status == page.status == routine.status == 0, (history, page, routine)
    assert "bridge" in history.stdout and (home.parent / "page.html").is_file()


def test_what_keeps_something_says_in_one_line_that_it_cannot(home: Path) -> None:
    track = sample_file("bridge-good-male", ".track.npz")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    commands: dict[tuple[object, ...], str] = {
        ("calibrate", "bridge", track, "--profile", "anna"): "anna.yaml: cannot be written",
        ("sessions", "2026-03-02", "--correct", 6): "session.jsonl: cannot be written",
        ("new", "box", track): "poses: the folder cannot be made: Read-only file system",
        ("review", track, "-e", "bridge", "--report", "--out", home): "cannot be written here; choose another place",
        ("routine", "therapist", "--camera", sample_file("bridge-good-female", ".mp4")): "Read-only file system",
    }
    for command, told in zip(commands, said(home, *commands), strict=True):
        errors = [line for line in told.stderr.splitlines() if line.startswith("error: ")]
        assert (told.status, len(errors)) == (3, 1), (command, told)
        assert commands[command] in errors[0]
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_what_cannot_be_deleted_is_named(home: Path) -> None:
    (told,) = said(home, ("forget", "anna", "--yes"))
    assert told.status == 3
    errors = told.stderr.splitlines()
    assert "2026-03-03-180000-bridge" in errors[0] and "anna.yaml: cannot be deleted: Read-only file system" in errors[1]


def test_landmarks_that_cannot_be_kept_for_the_next_time_are_told_and_used(home: Path) -> None:
    clip = sample_file("bridge-good-female", ".mp4")
    (told,) = said(home, ("review", clip, "-e", "bridge", "--no-video", "--json", "--resume", "--out", home.parent, "--jobs", 1))
    assert told.status == 0 and json.loads(told.stdout)["good_reps"] == 3
    assert "tracks: the folder cannot be made: Read-only file system" in told.stderr and "are not kept" in told.stderr


def test_the_doctor_says_that_sessions_cannot_be_kept(home: Path) -> None:
    (told,) = said(home, ("doctor", "--no-sound"))
    assert told.status == 0
    assert "nothing can be kept in" in " ".join(told.stdout.split())


def test_live_says_before_the_exercise_that_it_cannot_be_recorded(home: Path) -> None:
    clip = sample_file("bridge-good-female", ".mp4")
    words = ("live", "bridge", "--camera", clip, "--voice", "off", "--seconds", 1)
    kept, unkept = said(home, words, (*words, "--no-record"))
    assert kept.status == 3 and "Read-only file system; choose another place, or use --no-record" in kept.stderr
    assert unkept.status == 0, unkept
