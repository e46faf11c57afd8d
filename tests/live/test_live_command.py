"""`formcheck live` as a user calls it, with a fake camera, window and pose network."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
import typer
from live_fakes import FakeCamera, FakeEstimator, FakeWindow, squat, squats
from typer.testing import CliRunner, Result

from formcheck.cli.live import live
from formcheck.errors import CameraError, OutputError
from formcheck.history import folders
from formcheck.live.record import SessionRecord
from formcheck.routines import alone
from formcheck.rules import library
from formcheck.source.live import CameraState
from formcheck.voice import voice as voice_module
from formcheck.voice.player import Feed


class Opened:
    """What the command has opened, and what it opened it with."""

    def __init__(self) -> None:
        self.camera: tuple[Any, ...] = ()
        self.window = FakeWindow()
        self.fails: Exception | None = None
        self.sound = False
        self.spoken_in: list[tuple[str, float]] = []

    def output(self) -> AnyContext:
        if not self.sound:
            raise OutputError("no sound output; connect headphones")
        return AnyContext(Feeding())

    def system_voice(self, language: str, volume: float) -> None:
        self.spoken_in.append((language, volume))


class Feeding:
    """A sound output that swallows everything."""

    feed = Feed()


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

    monkeypatch.setattr(alone, "check_display", lambda: None)
    monkeypatch.setattr(alone, "open_live", open_live)
    monkeypatch.setattr(alone, "MediaPipeEstimator", lambda *what: FakeEstimator())
    monkeypatch.setattr(alone, "Window", lambda *what: AnyContext(opened.window))
    monkeypatch.setattr(voice_module, "Player", lambda: opened.output())
    monkeypatch.setattr(voice_module, "find_voice", lambda language, volume: opened.system_voice(language, volume))
    monkeypatch.setattr(library, "find_exercise", lambda name: squat())
    monkeypatch.setattr(folders, "user_data_path", lambda *args, **more: tmp_path / "data")
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_record_that_cannot_be_written_any_more_does_not_lose_the_summary(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = SessionRecord.add

    def fill_up(self: SessionRecord, event: Any) -> None:
        with Path("/dev/full").open("wb") as full:
            os.dup2(full.fileno(), self._file.fileno())  # the disk is full from now on
        add(self, event)

    monkeypatch.setattr(SessionRecord, "add", fill_up)
    result = run("squat", "--record", str(tmp_path / "mine.jsonl"))
    assert "2 repetitions: 2 good" in result.stdout
    assert "the rest of the session is not recorded" in " ".join(result.stdout.split())
    assert isinstance(result.exception, OutputError) and "No space left on device" in str(result.exception)


def test_a_camera_that_fails_for_good_does_not_lose_the_summary(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(FakeCamera):
        def read(self, timeout_s: float) -> Any:
            got = super().read(timeout_s)
            if isinstance(got, CameraState):
                raise CameraError("camera 0: has failed")
            return got

    monkeypatch.setattr(alone, "open_live", lambda *what: AnyContext(Failing(squats(2))))
    result = run("squat", "--no-record")
    assert "2 repetitions: 2 good" in result.stdout
    assert str(result.exception) == "camera 0: has failed"


def test_a_record_is_for_its_person_only(opened: Opened, tmp_path: Path) -> None:
    earlier = tmp_path / "mine.jsonl"
    earlier.write_text('{"event": "session"}\n')
    earlier.chmod(0o644)
    run("squat", "--record", str(earlier))
    run("squat")
    made = records(tmp_path)
    assert len(made) == 2 and {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in made if path != earlier} == {0o700}


def test_a_record_is_never_added_to_something_else(opened: Opened, tmp_path: Path) -> None:
    video = tmp_path / "mine.mp4"
    video.write_bytes(b"\0\0\0\x20ftypisom")
    result = run("squat", "--record", str(video))
    assert "is there already and is not a session record" in str(result.exception)
    assert video.read_bytes() == b"\0\0\0\x20ftypisom"


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
        (["--voice", "loud"], "--voice"),
        (["--volume", "101"], "--volume"),
        (["--language", "fr"], "--language"),
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


def test_without_sound_output_it_is_said_once_and_the_session_goes_on(opened: Opened) -> None:
    result = run("squat", "--no-record")
    assert result.exit_code == 0 and "2 repetitions: 2 good" in result.stdout
    assert result.stderr.count("no sound output; connect headphones; what is said is only shown") == 1


def test_with_the_voice_off_nothing_is_opened_and_nothing_said_of_it(opened: Opened) -> None:
    result = run("squat", "--no-record", "--voice", "off")
    assert result.exit_code == 0 and "sound" not in result.stderr and opened.spoken_in == []


def test_language_and_volume(opened: Opened) -> None:
    opened.sound = True
    result = run("squat", "--no-record", "--language", "de", "--volume", "30")
    assert result.exit_code == 0 and opened.spoken_in == [("de", 0.3)]
    assert "no voice of the system for German" in result.stderr
