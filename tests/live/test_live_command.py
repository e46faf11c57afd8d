"""`formcheck live` as a user calls it, with a fake camera, window and pose network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from live_fakes import FakeCamera, FakeEstimator, FakeWindow, squat, squats
from typer.testing import CliRunner, Result

from formcheck.cli.live import live
from formcheck.errors import CameraError, OutputError
from formcheck.history import private
from formcheck.live import start
from formcheck.rules import library


class Opened:
    """What the command has opened, and what it opened it with."""

    def __init__(self) -> None:
        self.camera: tuple[Any, ...] = ()
        self.window = FakeWindow()
        self.fails: Exception | None = None


class AnyContext:
    """Something that can stand in a with block and does nothing else."""

    name = "camera 0"

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opened:
    opened = Opened()

    def open_live(*what: Any) -> AnyContext:
        opened.camera = what
        if opened.fails is not None:
            raise opened.fails
        return AnyContext(FakeCamera(squats(2)))

    monkeypatch.setattr(start, "check_display", lambda: None)
    monkeypatch.setattr(start, "open_live", open_live)
    monkeypatch.setattr(start, "MediaPipeEstimator", lambda *what: FakeEstimator())
    monkeypatch.setattr(start, "Window", lambda title: AnyContext(opened.window))
    monkeypatch.setattr(library, "find_exercise", lambda name: squat())
    monkeypatch.setattr(private, "user_data_path", lambda *args, **more: tmp_path / "data")
    return opened


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(live)
    return CliRunner().invoke(app, list(arguments))


def records(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.jsonl"))


def test_a_session_ends_with_a_summary_and_a_record(opened: Opened, tmp_path: Path) -> None:
    result = run("squat")
    assert result.exit_code == 0, result.output
    assert "2 repetitions: 2 good" in result.stdout
    assert "from the side" in result.stderr  # where to put the camera
    (path,) = records(tmp_path)
    assert str(path) in result.stderr.replace("\n", "")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["session", "rep", "rep", "end"]
    assert lines[0]["source"] == "camera 0"


def test_without_a_record_nothing_is_written(opened: Opened, tmp_path: Path) -> None:
    assert run("squat", "--no-record").exit_code == 0
    assert records(tmp_path) == []


def test_a_record_where_the_user_wants_it(opened: Opened, tmp_path: Path) -> None:
    assert run("squat", "--record", str(tmp_path / "mine.jsonl")).exit_code == 0
    assert records(tmp_path) == [tmp_path / "mine.jsonl"]


def test_the_camera_is_asked_for_as_told(opened: Opened) -> None:
    run("squat", "--no-record", "--camera", "2", "--size", "640x480", "--loop")
    assert opened.camera == ("2", (640, 480), True)


def test_pain_is_told_at_the_end_too(opened: Opened) -> None:
    opened.window = FakeWindow({65: "p", 70: "q"})
    result = run("squat", "--no-record")
    assert result.exit_code == 0
    assert "see a doctor or physiotherapist" in result.stderr


def test_every_start_has_its_summary(opened: Opened) -> None:
    opened.window = FakeWindow({60: "r"})
    assert run("squat", "--no-record").stdout.count("repetition") >= 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--size", "wide"], "--size"),
        (["--size", "1280x"], "--size"),
        (["--side", "left"], "--side"),
        (["--record", "a.jsonl", "--no-record"], "--record"),
        (["--seconds", "-1"], "--seconds"),
    ],
)
def test_wrong_use(opened: Opened, arguments: list[str], word: str) -> None:
    result = run("squat", *arguments)
    assert result.exit_code == 2 and word in result.stderr


@pytest.mark.parametrize("error", [CameraError("camera 3: not found; plug one in"), OutputError("no display")])
def test_what_does_not_open_leaves_no_record(opened: Opened, tmp_path: Path, error: Exception) -> None:
    opened.fails = error
    assert run("squat").exception is error
    assert records(tmp_path) == []


def test_a_place_for_the_record_that_cannot_be_written(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("squat", "--record", str(tmp_path / "file" / "a.jsonl"))
    assert isinstance(result.exception, OutputError) and "--no-record" in str(result.exception)
