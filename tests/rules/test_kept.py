"""What was read of pose files is kept, and taken only for the same files, unharmed."""

from pathlib import Path

import pytest

from formcheck.rules import kept, library
from formcheck.rules.catalogue import catalogue
from formcheck.rules.library import all_exercises, built_in_files
from formcheck.rules.reference import EXAMPLE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for what is kept, and an own folder of pose files."""
    monkeypatch.setattr(kept, "kept_folder", lambda: tmp_path / "kept")
    monkeypatch.setattr(library, "own_folder", lambda: tmp_path / "own")
    (tmp_path / "own").mkdir()
    library._built_in.cache_clear()
    return tmp_path


def test_a_list_from_kept_rows_is_the_list(folder: Path) -> None:
    first = catalogue()
    assert (folder / "kept" / "catalogue.json").stat().st_mode & 0o077 == 0
    assert catalogue() == first
    assert {entry.name for entry in first} == {exercise.name for exercise in all_exercises()}


def test_an_own_exercise_is_in_the_list_at_once_and_goes_at_once(folder: Path) -> None:
    before = catalogue()
    own = folder / "own" / "chair_rise.yaml"
    own.write_text(EXAMPLE, encoding="utf-8")
    assert {entry.name for entry in catalogue()} - {entry.name for entry in before} == {"chair_rise"}
    own.write_text(EXAMPLE.replace("title: ", "title: Old "), encoding="utf-8")
    assert next(entry.title for entry in catalogue() if entry.name == "chair_rise").startswith("Old ")
    own.unlink()
    assert catalogue() == before


def test_exercises_from_kept_data_are_those_of_the_files(folder: Path) -> None:
    read = all_exercises()
    library._built_in.cache_clear()
    assert (folder / "kept" / "built-in.json").is_file()
    assert all_exercises() == read


def test_one_changed_bit_and_the_files_are_read_again(folder: Path) -> None:
    first = catalogue()
    place = folder / "kept" / "catalogue.json"
    data = bytearray(place.read_bytes())
    data[-40] ^= 1
    place.write_bytes(data)
    assert kept.read("catalogue", kept.key_of(built_in_files())) is None
    assert catalogue() == first


@pytest.mark.parametrize("value", [{1: "a"}, [float("nan")], {"a": (1, 2)}, {"a": {1, 2}}])
def test_what_json_cannot_say_is_not_kept(folder: Path, value: object) -> None:
    kept.write("thing", "key", value)
    assert kept.read("thing", "key") is None
