"""`formcheck exercises --picture`: how an exercise is done, as a picture and as a film; stick figures from a track."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import pytest
from typer.testing import Result

from formcheck.draw.how.pictures import SIZE
from formcheck.draw.stickfigures import HEIGHT, WIDTH
from formcheck.sinks.png import read_png
from samples import track_file, tracks

Run = Callable[..., Result]


def test_start_end_and_the_cameras_place_are_written(run: Run, tmp_path: Path) -> None:
    assert run("exercises", "glute bridge", "--picture", tmp_path / "bridge.png").exit_code == 0
    assert read_png(tmp_path / "bridge.png").shape == (SIZE[1], 3 * SIZE[0], 3)
    assert run("exercises", "knee_rolls", "--picture", tmp_path / "rolls.png").exit_code == 0
    assert read_png(tmp_path / "rolls.png").shape == (SIZE[1], 4 * SIZE[0], 3)  # to the left and to the right


@pytest.mark.parametrize(("suffix", "begins"), [("gif", b"GIF89a"), ("webp", b"RIFF")])
def test_a_film_is_written_and_replaces_only_a_film(run: Run, tmp_path: Path, suffix: str, begins: bytes) -> None:
    place = tmp_path / f"squat.{suffix}"
    for _ in range(2):
        assert run("exercises", "squat", "--picture", place).exit_code == 0
    assert place.read_bytes().startswith(begins)
    place.write_text("name: mine\n", encoding="utf-8")
    refused = run("exercises", "squat", "--picture", place)
    assert refused.exit_code == 3
    assert "is not a film (GIF, WebP), so that it is not replaced" in refused.stderr


def test_a_film_has_all_its_pictures(run: Run, tmp_path: Path) -> None:
    run("exercises", "squat", "--picture", tmp_path / "squat.gif")
    with av.open(str(tmp_path / "squat.gif")) as film:
        shapes = [frame.to_ndarray(format="bgr24").shape for frame in film.decode(video=0)]
    assert set(shapes) == {(SIZE[1], SIZE[0], 3)}
    assert len(shapes) > 24


def test_a_film_needs_a_name(run: Run, tmp_path: Path) -> None:
    result = run("exercises", "--picture", tmp_path / "all.gif")
    assert result.exit_code == 2
    assert "a film is drawn of one exercise" in " ".join(result.stderr.replace("│", " ").split())


def test_stick_figures_are_drawn_from_a_track(run: Run, tmp_path: Path) -> None:
    track = track_file(tracks("bridge", "good")[0])
    assert run("exercises", "bridge", "--picture", tmp_path / "b.png", "--from", track).exit_code == 0
    assert read_png(tmp_path / "b.png").shape == (HEIGHT, 2 * WIDTH, 3)
    wrong = run("exercises", "squat", "--picture", tmp_path / "s.png", "--from", track)
    assert wrong.exit_code == 3
    assert "nobody reaches the end of squat in it; take another track" in wrong.stderr


@pytest.mark.parametrize("suffix", ["png", "webp"])
def test_an_exercise_of_ones_own_has_none(run: Run, exercise: Path, tmp_path: Path, suffix: str) -> None:
    result = run("exercises", exercise, "--picture", tmp_path / f"own.{suffix}")
    assert result.exit_code == 3
    assert "no pictures come with it; draw one from a track of it: --from TRACK" in result.stderr


def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    result = run("exercises", "bridge", "--picture", tmp_path / "none" / "b.png")
    assert result.exit_code == 3
    assert "cannot be written" in result.stderr


def test_what_one_needs_is_told(run: Run) -> None:
    assert "A ball and a wall." in run("exercises", "ball_back_extension").stdout
    assert "What you need" not in run("exercises", "squat").stdout
