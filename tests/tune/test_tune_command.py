"""`formcheck tune` on recorded tracks of drawn clips, as a person would use it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest
from tune_clips import POSE_FILE, clip, clips, pose_file, save
from typer.testing import CliRunner, Result

import formcheck.cli.tune as command
from formcheck.cli.main import app

Run = Callable[..., Result]

SPOILED = POSE_FILE.replace("full:    163", "full:    178")
TWO = {"ann": 0, "bob": 2}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, ["tune", *map(str, words)], prog_name="formcheck")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Clips of two people, beside a pose file that is spoiled."""
    pose_file(tmp_path, SPOILED)
    return save(clips(TWO), tmp_path / "clips")


def test_tables_and_diff_and_nothing_is_written(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("bridge.yaml", folder, "--only", "repetition.full")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert any(words[1:2] == ["ann"] and "67" in words and "100" in words for words in lines)  # verdicts 67 % -> 100 %
    assert any("repetition.full" in words and "178" in words for words in lines)
    assert "-  full:    178 # degrees" in result.stdout.splitlines()
    assert (tmp_path / "bridge.yaml").read_text() == SPOILED
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bridge.yaml", "clips"]


def test_written_with_a_copy_of_what_was_there(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("bridge.yaml", folder, "--only", "repetition.full", "--write", "--json")
    assert (result.exit_code, result.stderr) == (0, "written: bridge.yaml; what was there is kept as bridge.yaml.bak\n")
    outcome = json.loads(result.stdout)
    (number,) = outcome["numbers"]
    assert 156 < number["after"] < 168
    assert (tmp_path / "bridge.yaml").read_text() == SPOILED.replace("178", f"{number['after']:g}")
    assert (tmp_path / "bridge.yaml.bak").read_text() == SPOILED
    assert outcome["written"] == "bridge.yaml"


def test_the_figures(run: Run, folder: Path) -> None:
    outcome = json.loads(run("bridge.yaml", folder, "--only", "repetition.full", "--json").stdout)
    assert (outcome["exercise"], outcome["file"], outcome["seed"], outcome["written"]) == ("bridge", "bridge.yaml", 0, None)
    assert (outcome["stopped"], outcome["worse"], outcome["one_person_only"]) == (False, False, {})
    held_out = outcome["held_out"]
    assert set(held_out["people"]) == {"ann", "bob"}
    assert [held_out["all"][when]["verdicts_right"] for when in ("before", "after")] == [pytest.approx(2 / 3, abs=1e-3), 1.0]
    (number,) = outcome["numbers"]
    assert (number["address"], number["unit"], number["before"], set(number["without"])) == ("repetition.full", "deg", 178, {"ann", "bob"})
    assert outcome["diff"].splitlines()[-4:][0].startswith(("+", "-", " "))
    assert outcome["candidates"] > 5


def test_the_same_seed_prints_the_same(run: Run, folder: Path) -> None:
    one, two = (run("bridge.yaml", folder, "--only", "repetition", "--seed", 5, "--candidates", 30) for _ in range(2))
    assert (one.stdout, one.exit_code) == (two.stdout, 0)


def test_nothing_moves_where_all_is_right(run: Run, tmp_path: Path) -> None:
    path, folder = pose_file(tmp_path, POSE_FILE.replace("163", "162")), save(clips(TWO), tmp_path / "clips")
    result = run(path, folder, "--write", "--only", "repetition.full")
    assert result.exit_code == 0
    assert "bridge: no number moved" in result.stdout
    assert result.stderr == "no number moved; nothing is written\n"
    assert not (tmp_path / "bridge.yaml.bak").exists()


def test_refused_when_people_who_were_left_out_are_judged_worse(run: Run, tmp_path: Path) -> None:
    path = pose_file(tmp_path)
    folder = save([clip("ann", [158, 158], [None, None]), clip("bob", [160, 175], ["shallow", None])], tmp_path / "clips")
    words = (path, folder, "--only", "repetition.full")
    result = run(*words, "--write")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == (
        f"error: {path}: not written: people who were left out are judged worse than before; give more clips or people"
    )
    assert path.read_text() == POSE_FILE
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bridge.yaml", "clips"]
    assert json.loads(run(*words, "--json").stdout)["worse"] is True


def test_what_is_to_be_known_of_the_outcome(run: Run, tmp_path: Path) -> None:
    """A fault that one person alone shows, and a condition that moved without clips of other exercises."""
    pose_file(tmp_path, POSE_FILE.replace("below: 150", "below: 122"))
    folder = save([clip("ann", [170, 154], [None, "shallow"]), clip("bob", [172], [None])], tmp_path / "clips")
    result = run("bridge.yaml", folder, "--only", "gate", "--candidates", 60)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "only ann shows shallow: what is found of that cannot be judged on others; give clips of another person with it",
        "gate.start.1.below: keep other exercises out; --phantoms, with clips of others, tells whether they still do",
    ]


class Pressed:
    """Ctrl-C that is pressed after so many looks."""

    status = 130

    def __init__(self, looks: int) -> None:
        self.left = looks

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_ctrl_c_keeps_the_best_so_far(run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "Stop", lambda: Pressed(32))
    result = run("bridge.yaml", folder, "--only", "repetition.full", "--write")
    assert result.exit_code == 130
    assert "stopped; these are the best numbers so far" in result.stderr.splitlines()
    assert (tmp_path / "bridge.yaml").read_text() != SPOILED
    assert (tmp_path / "bridge.yaml.bak").read_text() == SPOILED


def test_ctrl_c_while_the_clips_are_read(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "Stop", lambda: Pressed(0))
    result = run("bridge.yaml", folder)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "stopped; the tracks made so far are kept\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["brigde", "clips"], "brigde: no such exercise; did you mean 'Bridge'?"),
        (["bridge.yaml", "nowhere"], "nowhere: no such clip or folder"),
        (["bridge.yaml", "clips", "--only", "repetition.ful"], "repetition.ful: no such number to tune; did you mean 'repetition.full'?"),
        (["bridge.yaml", "clips", "--only", "dose.reps"], "dose.reps: no such number to tune"),
        (["press_up", "clips"], "press_up: none of these clips is labelled as this exercise; give some that are"),
        (
            ["bridge.yaml", "clips/ann.track.npz"],
            "bridge: the clips are only of 'ann'; numbers are fitted to some people and judged on another, so give more",
        ),
    ],
)
def test_bad_input_is_told_in_one_line(run: Run, folder: Path, words: list[Any], said: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", f"error: {said}\n")
