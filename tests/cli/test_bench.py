"""`formcheck bench`: a figure for every step, and the whole against the bare loop."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]

STEPS = ["decode", "pose", "check", "overlay", "encode"]


pytestmark = pytest.mark.usefixtures("riser")


def test_every_step_and_the_whole_are_measured(run: Run, clip: Path, exercise: Path) -> None:
    result = run("bench", clip, "-e", exercise, "--rounds", "1", "--json")
    assert result.exit_code == 0
    seen = json.loads(result.stdout)
    assert (seen["clip"], seen["exercise"], seen["frames"]) == (str(clip), "chair_rise", 180)
    assert list(seen["steps"]) == STEPS
    assert all(0 < step["median_ms"] <= step["p95_ms"] for step in seen["steps"].values())
    assert seen["share"] == pytest.approx(seen["review_fps"] / seen["landmarks_fps"], rel=0.01)
    assert seen["jobs"] == 1
    assert list(seen["many"]) == ["landmarks", "no_video", "video", "fast"]
    assert all(rate["fps"] > 0 and rate["share"] > 0 for rate in seen["many"].values())
    assert list(clip.parent.glob("*.mp4")) == [clip]


def test_the_table_has_a_line_for_each_step(run: Run, clip: Path, exercise: Path) -> None:
    lines = run("bench", clip, "-e", exercise, "--rounds", "1").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.split()[:1] and line.split()[0] in STEPS] == STEPS
    assert [line for line in lines if "1 side by side" in line and line.split()[-1].replace(".", "").isdigit()][3].split()[1] == "--fast,"
    assert lines[-1].startswith("180 frames; the review of one clip with its video runs at ")


def test_a_bad_clip_is_told(run: Run, exercise: Path, tmp_path: Path) -> None:
    result = run("bench", tmp_path / "missing.mp4", "-e", exercise)
    assert result.exit_code == 3
    assert "no such file" in result.stderr
