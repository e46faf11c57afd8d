"""`formcheck calibrate` and `--profile`, as a user calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from skeletons import film, hops, on_back
from typer.testing import Result

from formcheck.cli import calibrate as command
from formcheck.engine.status import Phase, Repetition, Status
from formcheck.live import start
from formcheck.live.start import Wishes
from formcheck.person import profile as module
from formcheck.person.calibration import Enough
from formcheck.person.profile import read_profile
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import write_track

Run = Callable[..., Result]
STIFF = (150.0, 151.0, 149.0)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of profiles, which is not there yet."""
    monkeypatch.setattr(module, "user_config_path", lambda *args, **more: tmp_path / "config")
    return tmp_path / "config" / "profiles"


def bridges(*tops: float) -> Track:
    return film(15).along(on_back, hops(130, list(tops)))


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Hips that are lifted to 150 degrees only."""
    write_track(tmp_path / "stiff.track.npz", bridges(*STIFF))
    return tmp_path / "stiff.track.npz"


def verdicts(result: Result) -> list[str]:
    return [rep["verdict"] for rep in json.loads(result.stdout)["reps"]]


def test_what_was_found_is_said_and_kept(run: Run, clip: Path, folder: Path) -> None:
    result = run("calibrate", "bridge", clip, "--profile", "anna")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "Bridge: 3 repetitions seen",
        "own range: the angle at the near hip, from 130° at rest to 150°",
        "from now on: a repetition is full from 147° on, instead of 163°",
        "hips_uneven: told by comparing with these repetitions while the camera stands here, the right side nearer to it",
    ]
    assert result.stderr.splitlines()[-2:] == [
        f"profile: {folder / 'anna.yaml'}",
        "next: formcheck live bridge --profile anna",
    ]
    assert read_profile("anna").exercises["bridge"].reps == 3


def test_with_the_profile_the_same_movement_is_good_and_the_summary_says_why(run: Run, clip: Path) -> None:
    run("calibrate", "bridge", clip, "--profile", "anna")
    assert verdicts(run("review", clip, "-e", "bridge", "--json")) == ["incomplete"] * 3
    assert verdicts(run("review", clip, "-e", "bridge", "--json", "--profile", "anna")) == ["good"] * 3
    said = run("review", clip, "-e", "bridge", "--profile", "anna").stdout
    assert "judged by the own range of anna" in said and "3 repetitions: 3 good" in said
    assert "own range" not in run("review", clip, "-e", "bridge").stdout


def test_the_json_has_no_other_keys(run: Run, clip: Path) -> None:
    run("calibrate", "bridge", clip)
    plain, personal = (json.loads(run("review", clip, "-e", "bridge", "--json", *more).stdout) for more in ((), ("--profile", "me")))
    assert set(plain) == set(personal) and set(plain["reps"][0]) == set(personal["reps"][0])


def test_evaluate_takes_it_too(run: Run, clip: Path) -> None:
    rows = "".join(f"  - {{start_s: {2 + 4 * n}, end_s: {5.2 + 4 * n}, verdict: good}}\n" for n in range(3))
    (clip.parent / "stiff.labels.yaml").write_text(f"exercise: bridge\nperson: anna\nreps:\n{rows}holds: []\nfaults: []\n")
    run("calibrate", "bridge", clip, "--profile", "anna")
    before, after = (
        json.loads(run("evaluate", "bridge", clip, "--json", *more).stdout)["total"]["all"]["verdicts_right"]
        for more in ((), ("--profile", "anna"))
    )
    assert (before, after) == (0, 1)


def test_another_exercise_is_added_and_the_same_one_replaced(run: Run, clip: Path, tmp_path: Path) -> None:
    run("calibrate", "bridge", clip, "--profile", "anna")
    write_track(tmp_path / "better.track.npz", bridges(156, 156, 156))
    before = read_profile("anna")
    assert run("calibrate", "bridge", tmp_path / "better.track.npz", "--profile", "anna").exit_code == 0
    assert read_profile("anna").exercises["bridge"].end > before.exercises["bridge"].end + 5
    assert list(read_profile("anna").exercises) == ["bridge"]


def test_an_exercise_that_was_not_calibrated_is_told(run: Run, clip: Path) -> None:
    run("calibrate", "bridge", clip, "--profile", "anna")
    result = run("review", clip, "-e", "squat", "--json", "--profile", "anna")
    assert result.exit_code == 0
    assert "profile anna: squat is not calibrated, the usual lines hold; next: formcheck calibrate squat --profile anna" in result.stderr


@pytest.mark.parametrize("words", [("review", "CLIP", "-e", "bridge"), ("evaluate", "bridge", "CLIP"), ("live", "bridge")])
def test_an_unknown_profile_is_told_in_one_line(run: Run, clip: Path, words: tuple[str, ...]) -> None:
    result = run(*(clip if word == "CLIP" else word for word in words), "--profile", "bert")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith("bert.yaml: no such profile; make one: formcheck calibrate EXERCISE --profile bert\n")


def test_a_broken_profile_is_told_in_one_line_and_not_overwritten(run: Run, clip: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "anna.yaml").write_text("name: anna\nexercises: 7\n")
    for words in (("calibrate", "bridge", clip), ("review", clip, "-e", "bridge")):
        result = run(*words, "--profile", "anna")
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(f"error: {folder / 'anna.yaml'}: exercises: ") and result.stderr.count("\n") == 1
    assert (folder / "anna.yaml").read_text() == "name: anna\nexercises: 7\n"


@pytest.mark.parametrize(
    ("tops", "reason"),
    [
        ((170.0,), "1 repetition seen; begin in the start posture, then do two or three slowly, as far as is comfortable"),
        ((132.0, 132.0), "no repetition seen; begin in the start posture, then do two or three slowly, as far as is comfortable"),
    ],
)
def test_too_little_was_done(run: Run, tmp_path: Path, folder: Path, tops: tuple[float, ...], reason: str) -> None:
    write_track(tmp_path / "a.track.npz", bridges(*tops))
    result = run("calibrate", "bridge", tmp_path / "a.track.npz")
    assert (result.exit_code, result.stderr) == (3, f"error: {tmp_path / 'a.track.npz'}: {reason}\n")
    assert not folder.exists()


def test_a_small_range_is_limited_and_that_is_said(run: Run, tmp_path: Path) -> None:
    write_track(tmp_path / "a.track.npz", bridges(144, 145, 145))
    said = run("calibrate", "bridge", tmp_path / "a.track.npz").stdout
    assert "a repetition is full from 146° on" in said
    assert "limit: the line stays at 50% of the usual range, so that no small movement counts as a whole one" in said


def test_a_place_that_cannot_be_written(run: Run, clip: Path, folder: Path) -> None:
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.write_text("a file")
    result = run("calibrate", "bridge", clip)
    assert result.exit_code == 3 and result.stderr.count("\n") == 1
    assert f"{folder}: the folder cannot be made" in result.stderr


@pytest.mark.parametrize(("words", "said"), [(["--size", "wide"], "--size"), (["--profile", "a/b"], "letters, digits, _ and -")])
def test_wrong_use(run: Run, clip: Path, words: list[str], said: str) -> None:
    result = run("calibrate", "bridge", clip, *words)
    assert result.exit_code in (2, 3) and said in result.stderr


class FakeSession:
    """What is left of a session when it is over."""

    def __init__(self, track: Track, ended: str) -> None:
        self.poses, self.ended = list(track), ended


@pytest.fixture
def before_the_camera(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Wishes]]:
    """``before_the_camera(track, ended)``: the next session sees this, and is ended so; returns what was wished."""

    def prepare(track: Track, ended: str = "interrupted") -> list[Wishes]:
        wished: list[Wishes] = []

        def run_live(wishes: Wishes, *rest: Any) -> FakeSession:
            wished.append(wishes)
            return FakeSession(track, ended)

        monkeypatch.setattr(start, "run_live", run_live)
        return wished

    return prepare


def test_live_it_takes_what_the_camera_saw(run: Run, before_the_camera: Callable[..., list[Wishes]], folder: Path) -> None:
    wished = before_the_camera(bridges(*STIFF))
    result = run("calibrate", "bridge", "--camera", "2", "--profile", "anna")
    assert result.exit_code == 0 and "to 150°" in result.stdout
    (wishes,) = wished
    assert (wishes.camera, wishes.keep_poses) == ("2", True)
    assert isinstance(wishes.listeners[0], Enough)
    assert wishes.exercise.dose.reps == 3
    assert list(folder.iterdir()) == [folder / "anna.yaml"]


def test_pain_keeps_nothing(run: Run, before_the_camera: Callable[..., list[Wishes]], folder: Path) -> None:
    before_the_camera(bridges(*STIFF), "pain")
    result = run("calibrate", "bridge")
    assert result.exit_code == 0 and "see a doctor or physiotherapist" in result.stderr
    assert not folder.exists()


def test_too_little_before_the_camera(run: Run, before_the_camera: Callable[..., list[Wishes]]) -> None:
    before_the_camera(bridges(150))
    result = run("calibrate", "bridge")
    assert result.exit_code == 3 and result.stderr.startswith("error: camera 0: 1 repetition seen; ")


def test_the_camera_is_named_in_errors() -> None:
    assert command.camera_name("2") == "camera 2"
    assert command.camera_name("clip.mp4") == "clip.mp4"


def test_before_the_camera_it_asks_again_with_the_reason(run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    seen = [bridges(150, 175, 149), bridges(*STIFF)]
    rep = Repetition("left", 0, 1, 0, 0, "good", ())

    def run_live(wishes: Wishes, *rest: Any) -> FakeSession:
        for n in range(3):
            wishes.listeners[0](Status(float(n), Phase.REST, events=(rep,)))
        return FakeSession(seen.pop(0), "interrupted")

    monkeypatch.setattr(start, "run_live", run_live)
    result = run("calibrate", "bridge", "--profile", "anna")
    assert result.exit_code == 0 and seen == []
    assert "not taken: camera 0: the repetitions differ a lot" in result.stderr and "Once more:" in result.stderr
    assert read_profile("anna").exercises["bridge"].end == pytest.approx(150, abs=1)
