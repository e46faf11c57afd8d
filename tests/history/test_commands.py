"""`formcheck sessions`, `history`, `forget` and `review SESSION` as a person calls them."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from history_samples import write_session
from typer.testing import CliRunner, Result

from formcheck.cli.main import app
from formcheck.history.kept import keep_rules
from formcheck.history.landmarklog import LandmarkLog
from formcheck.person.profile import Profile, profile_path
from formcheck.rules.library import find_exercise
from formcheck.tracking.cache import cache_folder
from samples import read_sample


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sessions folder of somebody who has done a bridge on two days, and of Anna, who has a profile."""
    monkeypatch.setattr("formcheck.history.folders.user_data_path", lambda *args, **more: tmp_path / "data")
    monkeypatch.setattr("formcheck.person.profile.user_config_path", lambda *args, **more: tmp_path / "config")
    monkeypatch.setattr("formcheck.tracking.cache.user_cache_path", lambda *args, **more: tmp_path / "cache")
    folder = tmp_path / "data" / "sessions"
    write_session(folder, "2026-03-02T18:00:00+01:00")
    write_session(folder, "2026-03-03T18:00:00+01:00", "plank", (), (12.0, 21.5), person="anna")
    place = write_session(folder, "2026-03-04T18:00:00+01:00", verdicts=("good", "flawed", "flawed"))
    keep_rules(place, find_exercise("bridge"))
    with LandmarkLog(place / "landmarks.fclm") as log:
        for pose in read_sample("bridge-hips_uneven-female"):
            log.add(pose)
    path = profile_path("anna")
    path.parent.mkdir(parents=True)
    path.write_text(Profile(name="anna", exercises={}).text(), encoding="utf-8")
    return folder


def run(*words: object, answer: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=answer)


def test_sessions_are_listed_the_newest_last(folder: Path) -> None:
    lines = [line for line in run("sessions").stdout.splitlines() if "2026" in line]
    assert [line.split()[1] for line in lines] == ["2026-03-02-180000-bridge", "2026-03-03-180000-plank", "2026-03-04-180000-bridge"]
    assert len([line for line in run("sessions", "--profile", "anna").stdout.splitlines() if "2026" in line]) == 1
    assert len([line for line in run("sessions", "--most", 1).stdout.splitlines() if "2026" in line]) == 1


def test_a_correction_keeps_both_numbers(folder: Path) -> None:
    assert run("sessions", "2026-03-02", "--correct", 6).stdout == "2026-03-02-180000-bridge: counted 4, corrected to 6\n"
    assert "4 → 6" in run("sessions", "2026-03-02").stdout
    seen = json.loads(run("sessions", "2026-03-02", "--json").stdout)
    assert (seen["counted"], seen["corrected"]) == (4, 6)
    weeks = json.loads(run("history", "--json").stdout)["weeks"]
    assert weeks[0]["reps"] == 6 + 3


def test_a_session_is_reviewed_to_the_same_again(folder: Path, tmp_path: Path) -> None:
    result = run("review", "last", "--json", "--report", "--signals", "--trc", "--track", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    seen = json.loads(result.stdout)
    assert (seen["clip"], [rep["verdict"] for rep in seen["reps"]]) == ("2026-03-04-180000-bridge", ["good", "flawed", "flawed"])
    assert {path.name.partition(".")[2] for path in (tmp_path / "out").iterdir()} == {"report.html", "signals.csv", "trc", "track.npz"}


def test_a_place_that_cannot_be_made_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("review", "last", "--report", "--out", tmp_path / "file" / "out")
    assert result.exit_code == 3 and "cannot be made" in result.stderr


def test_a_session_without_landmarks_stops_no_other(folder: Path) -> None:
    result = run("review", "2026-03-02", "2026-03-04", "--json")
    assert result.exit_code == 3
    assert "error: " in result.stderr and len(result.stdout.splitlines()) == 1


def test_a_word_that_is_no_session_is_a_clip_that_is_missing(folder: Path) -> None:
    result = run("review", "2025", "-e", "bridge")
    assert result.exit_code == 3 and "2025" in result.stderr


def test_history_adds_up_and_writes_files(folder: Path, tmp_path: Path) -> None:
    result = run("history", "--page", tmp_path / "h.html", "--csv", tmp_path / "h.csv")
    assert result.exit_code == 0, result.output
    assert "bridge" in result.stdout and "plank" not in result.stdout and "rushed (2x)" not in result.stdout
    assert "Bridge" in (tmp_path / "h.html").read_text(encoding="utf-8")
    with (tmp_path / "h.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["exercise"], row["begins"], row["sessions"], row["reps"]) == ("bridge", "2026-03-02", "2", "7")
    assert "34" in run("history", "--profile", "anna").stdout  # seconds held
    assert "nothing is kept yet" in run("history", "squat").stderr


def test_years_of_weeks_are_cut_short_in_the_terminal_only(folder: Path, tmp_path: Path) -> None:
    for k in range(20):
        write_session(folder, (datetime(2025, 1, 6, 8, tzinfo=UTC) + timedelta(weeks=k)).isoformat(), "squat")
    shown = run("history", "squat", "--csv", tmp_path / "h.csv").stdout
    assert shown.count("squat") == 12 and "2025-05-19" in shown and "2025-01-06" not in shown
    assert "8 earlier rows are left out" in shown
    assert run("history", "squat", "--weeks", 1000).stdout.count("squat") == 20
    assert (tmp_path / "h.csv").read_text(encoding="utf-8").count("\nsquat,") == 20


def test_history_of_an_unknown_exercise_is_told(folder: Path) -> None:
    result = run("history", "brigde")
    assert result.exit_code == 3 and "did you mean" in result.stderr


def test_to_forget_is_asked_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("forget", "anna").exit_code == 2  # nobody is there to ask
    monkeypatch.setattr("formcheck.cli.forget.somebody_is_there", lambda: True)
    assert run("forget", "anna", answer="n\n").exit_code == 1
    assert len(list(folder.iterdir())) == 3 and profile_path("anna").exists()
    assert run("forget", "anna", answer="y\n").exit_code == 0
    assert len(list(folder.iterdir())) == 2 and not profile_path("anna").exists()


def test_what_is_forgotten_is_nowhere(folder: Path) -> None:
    run("history", "--profile", "anna")
    result = run("forget", "anna", "--yes")
    assert (result.exit_code, result.stdout) == (0, "deleted: 1 session and the profile of anna (0.0 MB)\n")
    left = [path for path in folder.parents[1].rglob("*") if path.is_file()]
    assert not any(b"anna" in path.read_bytes() for path in left)
    assert run("forget", "anna", "--yes").stdout == "nothing is kept of anna\n"
    assert run("forget", "--yes").stdout.startswith("deleted: 2 sessions of nobody in particular")
    assert list(folder.iterdir()) == []


def test_landmarks_that_are_kept_of_clips_go_with_anybody(folder: Path) -> None:
    """Nobody knows whom they show; what a killed run left among them goes too."""
    tracks = cache_folder()
    tracks.mkdir(parents=True)
    for name in ("0123.track.npz", ".4567.track.npz.99.abc.formcheck-part"):
        (tracks / name).write_bytes(b"landmarks")
    assert run("forget", "nobody", "--yes").stdout == "deleted: 0 sessions of nobody, and the kept landmarks of 1 clip (0.0 MB)\n"
    assert list(tracks.iterdir()) == [] and len(list(folder.iterdir())) == 3
