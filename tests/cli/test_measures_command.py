"""`formcheck measures`: the table, the picture and the CSV file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from skeletons import film, hops, upright
from typer.testing import Result

from formcheck.pose.trackfile import write_track
from formcheck.sinks.png import read_png

Run = Callable[..., Result]

POSE_FILE = """\
name: bow
title: Bow
posture: standing
view: side
camera: from the side
summary: bow
how: [bow]
dose: {reps: 3}
measures:
  lean: {kind: direction, points: [near.hip, near.shoulder]}
  drop: {kind: height, points: [near.hip, near.shoulder], relative_to: start}
gate:
  needs: [near.shoulder, near.hip]
  start:
    - {measure: lean, below: 15, say: stand upright}
repetition: {measure: lean, rest: 15, attempt: 25, full: 45}
faults:
  deep: {measure: lean, above: 75, cue: Not so deep}
"""


@pytest.fixture
def bow(tmp_path: Path) -> tuple[Path, Path]:
    """A pose file, and a track of somebody who bows twice, by 60 degrees."""
    rules, clip = tmp_path / "bow.yaml", tmp_path / "a.track.npz"
    rules.write_text(POSE_FILE, encoding="utf-8")
    write_track(clip, film(12).along(upright, hops(0, [60, 60])))
    return rules, clip


def test_what_each_measure_was_and_what_its_sign_means(run: Run, bow: tuple[Path, Path]) -> None:
    rules, clip = bow
    result = run("measures", clip, "-e", rules)
    assert result.exit_code == 0, result.stderr
    first, head, lean, drop = (line.split() for line in result.stdout.splitlines())
    assert " ".join(first).startswith("a.track.npz: Bow, side view, 2 repetitions; near side: right (ahead is to the right")
    assert " ".join(head) == "measure unit least greatest at rest at the end greater means"
    assert lean[:2] == ["lean", "degrees"]
    assert [int(word) for word in lean[2:6]] == pytest.approx([0, 60, 0, 60], abs=1)
    assert " ".join(lean[6:]) == "the near shoulder farther ahead of the near hip; negative: behind; 0: up"
    assert float(drop[6]) == pytest.approx(-0.5, abs=0.02)
    assert " ".join(drop[7:]) == "the near shoulder higher against the near hip than at the start"
    assert (clip.parent / "a.measures.png").is_file()


def test_a_row_of_numbers_for_each_frame(run: Run, bow: tuple[Path, Path], tmp_path: Path) -> None:
    rules, clip = bow
    result = run("measures", clip, "-e", rules, "--csv", tmp_path / "a.csv", "--no-picture")
    assert result.exit_code == 0, result.stderr
    assert not (tmp_path / "a.measures.png").exists()
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert max(float(row["lean"]) for row in rows if row["lean"]) == pytest.approx(60, abs=0.5)
    assert rows[0]["lean"] == rows[0]["working_side"] == ""
    assert float(rows[0]["drop.plain"]) == pytest.approx(1, abs=0.02)


def test_the_picture_may_go_elsewhere(run: Run, bow: tuple[Path, Path], tmp_path: Path) -> None:
    rules, clip = bow
    assert run("measures", clip, "-e", rules, "--out", tmp_path / "b.png").exit_code == 0
    assert read_png(tmp_path / "b.png").shape[1] == 1500


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--out", "a.jpg"], 2, "the picture is a .png file"),
        (["--out", "a.png", "--no-picture"], 2, "there is none to write"),
        (["--out", "none/a.png"], 3, "error: none/a.png: cannot be written"),
        (["--csv", "none/a.csv", "--no-picture"], 3, "error: none/a.csv: cannot be written"),
    ],
)
def test_wrong_use_is_told_in_one_line(run: Run, bow: tuple[Path, Path], words: list[str], status: int, said: str) -> None:
    rules, clip = bow
    result = run("measures", clip, "-e", rules, *words)
    assert result.exit_code == status
    assert said in " ".join(result.stderr.replace("│", " ").split())


def test_the_clip_itself_is_not_overwritten(run: Run, bow: tuple[Path, Path]) -> None:
    rules, clip = bow
    assert run("measures", clip, "-e", rules, "--csv", clip).exit_code == 2


def test_a_clip_that_is_not_there(run: Run, bow: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("measures", tmp_path / "none.mp4", "-e", bow[0])
    assert result.exit_code == 3
    assert "no such file" in result.stderr
