"""`formcheck routine` as a person calls it, without a camera."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from formcheck.routines.reference import EXAMPLE

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.history.folders.user_data_path", lambda *args, **more: tmp_path / "data")
    monkeypatch.setattr("formcheck.routines.library.user_config_path", lambda *args, **more: tmp_path / "config")


def test_without_a_name_all_are_listed_and_where_own_ones_go(run: Run, tmp_path: Path) -> None:
    result = run("routine")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in ("therapist", "mobility_first", "morning"))
    assert str(tmp_path / "config" / "routines") in result.stderr


def test_what_it_asks_for_today_is_told_without_beginning_it(run: Run, tmp_path: Path) -> None:
    told = run("routine", "morning", "--show").stdout
    assert "Not in the first 10 minutes after getting up" in told and "2 holds of 15 s, on each side" in told
    assert "The first time" in told and "guide to safe stretching" in told
    assert not (tmp_path / "data" / "routines").exists()


def test_an_own_file_is_taken_by_its_path_and_its_mistakes_are_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "after_work.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert "2 sets of 8 repetitions (up to 14 reps)" in run("routine", path, "--show").stdout
    path.write_text(EXAMPLE.replace("cat_camel", "cat_camle").replace("sets: 2", "sets: 0"), encoding="utf-8")
    result = run("routine", path, "--show")
    assert result.exit_code == 3
    assert [line.partition(".yaml: ")[2] for line in result.stderr.splitlines()] == [
        "exercises.2.sets: 0: must be at least 1",
        "exercises.0.exercise: 'cat_camle': no such exercise; did you mean 'cat_camel'?",
    ]


def test_an_unknown_routine_and_wrong_use(run: Run) -> None:
    result = run("routine", "terapist")
    assert (result.exit_code, result.stderr) == (3, "error: terapist: no such routine; did you mean 'therapist'?\n")
    assert run("routine", "therapist", "--every-frame").exit_code == 2
    assert run("routine", "therapist", "--size", "wide").exit_code == 2


def test_the_format_is_printed(run: Run) -> None:
    assert run("routine", "--reference").stdout.startswith("# Routine files")
    assert "exercises" in json.loads(run("routine", "--schema").stdout)["properties"]
