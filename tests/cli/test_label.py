"""`formcheck label` without a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from rulebook import BRIDGE, exercise
from skeletons import film, hops, on_back
from typer.testing import CliRunner, Result

from formcheck.cli.main import app
from formcheck.errors import OutputError
from formcheck.evaluate.labels import read_labels
from formcheck.pose.trackfile import write_track
from formcheck.rules import library
from formcheck.window import display


@pytest.fixture
def clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two bridges, the second one shallow, as a recorded track."""
    find, rules = library.find_exercise, exercise(BRIDGE)
    monkeypatch.setattr(library, "find_exercise", lambda name: rules if name == "bridge" else find(name))
    path = tmp_path / "a.track.npz"
    write_track(path, film(10, near="left").along(on_back, hops(130, [175, 158])))
    return path


def label(*words: object) -> Result:
    return CliRunner().invoke(app, ["label", *map(str, words)], prog_name="formcheck")


def test_a_draft_of_what_the_checker_saw(clip: Path) -> None:
    result = label(clip, "-e", "bridge", "--no-window", "--person", "ann")
    path = clip.parent / "a.labels.yaml"
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"labels: {path}: 2 repetitions, 0 holds, 1 spans of faults\n"
    labels = read_labels(path)
    assert (labels.exercise, labels.person, labels.view, labels.near_side) == ("bridge", "ann", "side", "left")
    assert [(r.verdict, r.faults) for r in labels.reps or ()] == [("good", ()), ("incomplete", ("shallow",))]
    assert "fps: 10\n" in path.read_text()


def test_from_a_table_and_then_without_naming_the_exercise(clip: Path, tmp_path: Path) -> None:
    table = tmp_path / "m.csv"
    table.write_text("kind,start_s,end_s,faults\nrep,2,5.2,\nrep,6,9.2,shallow\nrep,9.5,10,rushed\n")
    assert label(clip, "-e", "bridge", "--from-csv", table).exit_code == 0
    labels = read_labels(tmp_path / "a.labels.yaml")
    assert [r.verdict for r in labels.reps or ()] == ["good", "incomplete", "flawed"]
    again = label(clip, "--no-window")
    assert again.stderr.endswith("3 repetitions, 0 holds, 0 spans of faults\n")
    anew = label(clip, "--no-window", "--anew")
    assert anew.stderr.endswith("2 repetitions, 0 holds, 1 spans of faults\n")


def test_wrong_use_is_told_in_one_line(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert label(clip, "--no-window").exit_code == 2
    assert label(clip, "-e", "brigde", "--no-window").exit_code == 3
    (clip.parent / "a.labels.yaml").write_text("exercise: squat\nreps: []\n")
    result = label(clip, "-e", "bridge", "--no-window")
    assert result.exit_code == 3
    assert "labels of squat, not of bridge" in result.stderr
    assert (clip.parent / "a.labels.yaml").read_text() == "exercise: squat\nreps: []\n"

    def no_display() -> None:
        raise OutputError("no display: somewhere else")

    monkeypatch.setattr(display, "check_display", no_display)
    result = label(clip, "-e", "bridge")
    assert (result.exit_code, result.stderr) == (3, "error: no display: somewhere else\n")


def test_a_table_with_a_mistake_changes_nothing(clip: Path, tmp_path: Path) -> None:
    table = tmp_path / "m.csv"
    table.write_text("kind,start_s,end_s\nrep,2,1\n")
    result = label(clip, "-e", "bridge", "--from-csv", table)
    assert result.exit_code == 3
    assert "line 2: ends at 1 s" in result.stderr
    assert not (tmp_path / "a.labels.yaml").exists()
