"""Finding an exercise: the user's own folder, those that come along, aliases, paths, variants."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import InputError, RuleError
from formcheck.rules import library
from formcheck.rules.library import all_exercises, built_in_folder, find_exercise
from formcheck.rules.reference import EXAMPLE


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder; it does not exist yet."""
    folder = tmp_path / "config" / "poses"
    monkeypatch.setattr(library, "own_folder", lambda: folder)
    return folder


def put(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = EXAMPLE.replace("name: chair_rise", f"name: {name}")
    for old, new in changes:
        text = text.replace(old, new)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_by_name() -> None:
    assert find_exercise("bridge").name == "bridge"


@pytest.mark.parametrize("words", ["Glute bridge", "glute-bridge", "glute_bridge", " GLUTE BRIDGE ", "Bridge"])
def test_by_what_people_call_it(words: str) -> None:
    assert find_exercise(words).name == "bridge"


def test_an_own_exercise_is_found_beside_those_that_come_along(own: Path) -> None:
    put(own, "chair_rise")
    assert find_exercise("chair_rise").title == "Rise from a chair"
    assert find_exercise("Rise from a chair").name == "chair_rise"
    assert "chair_rise" in [exercise.name for exercise in all_exercises()]


def test_an_own_exercise_goes_before_the_one_of_the_same_name(own: Path) -> None:
    put(own, "bridge", ("Rise from a chair", "My bridge"))
    assert find_exercise("bridge").title == "My bridge"
    assert [exercise.title for exercise in all_exercises() if exercise.name == "bridge"] == ["My bridge"]


def test_an_own_file_with_mistakes_is_told_when_it_is_named_and_does_not_hide_the_others(own: Path) -> None:
    path = put(own, "chair_rise", ("view: side", "view: sidewise"))
    with pytest.raises(RuleError, match=f"^{path}: view: 'sidewise': must be one of"):
        find_exercise("chair_rise")
    assert find_exercise("bridge").name == "bridge"
    assert "chair_rise" not in [exercise.name for exercise in all_exercises()]


def test_by_path(tmp_path: Path) -> None:
    assert find_exercise(str(put(tmp_path / "mine", "chair_rise"))).name == "chair_rise"
    assert find_exercise(str(put(tmp_path / "a:b", "chair_rise"))).name == "chair_rise"


def test_a_path_that_is_not_there_is_not_taken_for_a_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such pose file"):
        find_exercise("bridge.yaml" if not Path("bridge.yaml").exists() else str(tmp_path / "bridge.yaml"))


@pytest.mark.parametrize(("wrong", "right"), [("brigde", "Bridge"), ("glute brdge", "glute bridge"), ("cat_camell", "Cat-camel")])
def test_a_misspelt_name_is_told_the_nearest_one(wrong: str, right: str) -> None:
    with pytest.raises(InputError, match=f"^{wrong}: no such exercise; did you mean '{right}'\\?$"):
        find_exercise(wrong)


@pytest.mark.parametrize("word", ["zzz", "", "..", "x" * 5000])
def test_a_name_that_is_like_no_other_is_told_where_to_look(word: str) -> None:
    with pytest.raises(InputError, match=r"no such exercise; see `formcheck exercises` for those there are$"):
        find_exercise(word)


def test_a_variant_by_name(own: Path) -> None:
    variants = "variants: {easy: {chosen: asked, summary: half way, change: {repetition: {full: 140}}}}\nrepetition:"
    put(own, "chair_rise", ("repetition:", variants))
    easy = find_exercise("chair_rise:easy")
    assert easy.repetition is not None
    assert (easy.name, easy.repetition.full) == ("chair_rise", 140)
    with pytest.raises(InputError, match=r"^chair_rise:hard: chair_rise has no such variant; it has easy$"):
        find_exercise("chair_rise:hard")
    with pytest.raises(InputError, match=r"^bridge:easy: bridge has no such variant"):
        find_exercise("bridge:easy")


def test_all_are_in_alphabetical_order() -> None:
    names = [exercise.name for exercise in all_exercises()]
    assert names == sorted(names)
    assert len(names) == len({path.stem for path in built_in_folder().glob("*.yaml")})
