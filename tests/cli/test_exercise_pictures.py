"""`formcheck exercises --picture`: the small pictures of start and end posture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from formcheck.draw.gallery import HEIGHT, WIDTH
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises, picture_of
from formcheck.sinks.png import read_png
from samples import track_file, tracks

Run = Callable[..., Result]


@pytest.mark.parametrize("exercise", all_exercises(), ids=lambda exercise: exercise.name)
def test_every_exercise_has_a_picture(exercise: Exercise) -> None:
    assert read_png(picture_of(exercise.name)).shape == (HEIGHT, 2 * WIDTH, 3)


def test_a_picture_is_written(run: Run, tmp_path: Path) -> None:
    assert run("exercises", "glute bridge", "--picture", tmp_path / "bridge.png").exit_code == 0
    assert (read_png(tmp_path / "bridge.png") == read_png(picture_of("bridge"))).all()


def test_all_pictures_in_one(run: Run, tmp_path: Path) -> None:
    assert run("exercises", "--picture", tmp_path / "all.png").exit_code == 0
    height, width, _ = read_png(tmp_path / "all.png").shape
    assert width == 8 * WIDTH
    assert height > len(all_exercises()) // 4 * HEIGHT


def test_one_is_drawn_from_a_track(run: Run, tmp_path: Path) -> None:
    track = track_file(tracks("bridge", "good")[0])
    assert run("exercises", "bridge", "--picture", tmp_path / "b.png", "--from", track).exit_code == 0
    assert read_png(tmp_path / "b.png").shape == (HEIGHT, 2 * WIDTH, 3)
    wrong = run("exercises", "squat", "--picture", tmp_path / "s.png", "--from", track)
    assert wrong.exit_code == 3
    assert "nobody reaches the end of squat in it; take another track" in wrong.stderr


def test_an_exercise_of_ones_own_has_none(run: Run, exercise: Path, tmp_path: Path) -> None:
    result = run("exercises", exercise, "--picture", tmp_path / "own.png")
    assert result.exit_code == 3
    assert "no picture comes with it; draw one from a track of it: --from TRACK" in result.stderr


def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    result = run("exercises", "bridge", "--picture", tmp_path / "none" / "b.png")
    assert result.exit_code == 3
    assert "cannot be written" in result.stderr
