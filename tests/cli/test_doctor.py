"""`formcheck doctor`: what is told of a machine, and whether review can work on it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from formcheck.doctor import examine as health
from formcheck.doctor.examine import Finding
from formcheck.errors import CameraError, OutputError
from formcheck.voice import system_voice, trial

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _no_hardware(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither camera nor display nor sound, wherever the tests run."""

    def no_camera() -> str:
        raise CameraError("camera 0: no such camera; plug one in")

    def no_display() -> str:
        raise OutputError("no display; work in a desktop session")

    def no_sound() -> str:
        raise OutputError("no sound output; connect headphones")

    monkeypatch.setattr(trial, "say_trial", no_sound)
    monkeypatch.setattr(system_voice, "find_voice", lambda language: None)
    monkeypatch.setattr(health, "_camera", lambda: health._tried("camera", "limits", no_camera))
    monkeypatch.setattr(health, "_display", lambda: health._tried("display", "limits", no_display))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pose network is taken to work."""
    monkeypatch.setattr(health, "_estimator", lambda: Finding("pose network", "ok", "20 ms a frame"))


def _states(result: Result) -> dict[str, str]:
    words = {"✓": "ok", "!": "limits", "✗": "problem"}
    found = {}
    for line in result.stdout.splitlines():
        for sign, word in words.items():
            name, separator, _ = line.partition(f"  {sign} ")
            if separator and name.strip():
                found[name.strip()] = word
    return found


def test_this_machine_can_review(run: Run) -> None:
    """The whole of it, with the real pose network, which must find the drawn person."""
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    states = _states(result)
    assert states.pop("camera") == states.pop("display") == states.pop("sound") == states.pop("system voice") == "limits"
    assert states.pop("disk") in ("ok", "limits")
    assert states.pop("pose network") in ("ok", "limits")
    assert set(states) == {"Python", "MediaPipe", "packages", "system libraries", "pose model", "video encoder", "recogniser"}
    assert set(states.values()) == {"ok"}
    assert "→ plug one in" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Everything that review needs works.")


def test_another_mediapipe_is_a_problem(run: Run, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_version", lambda package: None if package in health.OPENCVS[1:] else "0.10.35")
    result = run("doctor")
    assert result.exit_code == 3
    assert _states(result)["MediaPipe"] == "problem"
    assert "→ install mediapipe==0.10.31" in result.stdout


def test_a_rival_of_opencv_is_told(run: Run, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_version", lambda package: None if package == health.OPENCVS[3] else "0.10.31")
    result = run("doctor")
    assert result.exit_code == 0
    assert _states(result)["packages"] == "limits"
    told = " ".join(result.stdout.split())
    assert "uninstall opencv-python and opencv-contrib-python and opencv-python-headless, then install only opencv-python again" in told


@pytest.mark.parametrize("without_windows", health.WITHOUT_WINDOWS)
def test_an_opencv_without_windows_reviews(run: Run, quick: None, monkeypatch: pytest.MonkeyPatch, without_windows: str) -> None:
    others = set(health.OPENCVS) - {without_windows}
    monkeypatch.setattr(health, "_version", lambda package: None if package in others else "0.10.31")
    result = run("doctor")
    assert result.exit_code == 0
    assert _states(result)["packages"] == "limits"
    told = " ".join(result.stdout.split())
    assert f"→ review works; live and label need windows: uninstall {without_windows}, then install opencv-python" in told


def test_no_opencv_at_all_is_a_problem(run: Run, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_version", lambda package: None if package in health.OPENCVS else "0.10.31")
    result = run("doctor")
    assert result.exit_code == 3 and "missing: opencv-python" in " ".join(result.stdout.split())


def test_a_library_that_does_not_load_is_a_problem(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    result = run("doctor")
    assert result.exit_code == 3
    assert _states(result)["system libraries"] == "problem"


def test_a_broken_model_is_a_problem(run: Run, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "model.task"
    broken.write_text("no model")
    monkeypatch.setattr("formcheck.estimate.model.default_model", lambda: broken)
    result = run("doctor")
    assert result.exit_code == 3
    assert _states(result)["pose model"] == "problem"


def test_little_room_on_the_disk_is_told() -> None:
    assert health._room(Path("/data"), 1_000_000).state == "limits"
    assert health._room(Path("/data"), 10_000_000_000).state == "ok"


def test_the_sound_output_is_named_and_a_word_is_heard(run: Run, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "say_trial", lambda: "Headphones (ALSA); you should have heard: Get ready")
    monkeypatch.setattr(system_voice, "find_voice", lambda language: system_voice.Command(("espeak-ng",)))
    result = run("doctor")
    assert _states(result)["sound"] == _states(result)["system voice"] == "ok"
    assert "Headphones (ALSA); you should have heard: Get ready" in result.stdout and "espeak-ng" in result.stdout


def test_without_sound_output_the_doctor_says_so(run: Run, quick: None) -> None:
    result = run("doctor")
    assert result.exit_code == 0 and _states(result)["sound"] == "limits"
    assert "→ connect headphones" in result.stdout and "→ install espeak-ng" in result.stdout


def test_the_doctor_keeps_quiet_when_told_to(run: Run, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "say_trial", lambda: pytest.fail("something was played"))
    assert "not tried (--no-sound)" in run("doctor", "--no-sound").stdout
