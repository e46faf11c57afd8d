"""Routine files as a user writes them: every mistake with file, key, value, reason, and the nearest valid name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.errors import InputError, RuleError
from formcheck.routines import library
from formcheck.routines.library import all_routines, built_in_folder, find_routine
from formcheck.routines.load import load_routine
from formcheck.routines.reference import EXAMPLE, reference
from formcheck.routines.schema import Dose, Routine, Step, dose_of
from formcheck.rules.library import find_exercise
from formcheck.voice.phrases import own_words

Told = Callable[..., list[str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder; it does not exist yet."""
    folder = tmp_path / "config" / "routines"
    monkeypatch.setattr(library, "own_folder", lambda: folder)
    return folder


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The lines told of the example with these replacements, without the file's name in front."""

    def load(*changes: tuple[str, str], of: str = EXAMPLE) -> list[str]:
        for old, new in changes:
            assert old in of
            of = of.replace(old, new, 1)
        path = tmp_path / "after_work.yaml"
        path.write_text(of, encoding="utf-8")
        with pytest.raises(RuleError) as caught:
            load_routine(path)
        assert all(line.startswith(f"{path}: ") for line in caught.value.problems)
        return [line.removeprefix(f"{path}: ") for line in caught.value.problems]

    return load


def test_the_example_of_the_reference_is_read(tmp_path: Path) -> None:
    path = tmp_path / "after_work.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    routine = load_routine(path)
    assert [step.exercise for step in routine.exercises] == ["cat_camel", "knee_rolls", "bridge"]


def test_the_reference_in_the_documentation_is_that_of_the_schema() -> None:
    assert (ROOT / "docs" / "ROUTINE_FILES.md").read_text(encoding="utf-8") == reference()
    for model in (Routine, Step):
        assert all(f"| `{key}` |" in reference() for key in model.model_fields)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("summary:", "sumary:", "sumary: unknown key; did you mean 'summary'?"),
        (
            "{exercise: cat_camel}",
            "{exercise: cat_camle}",
            "exercises.0.exercise: 'cat_camle': no such exercise; did you mean 'cat_camel'?",
        ),
        ("{exercise: cat_camel}", "{exercise: cat_camel, rep: 3}", "exercises.0.rep: unknown key; did you mean 'reps'?"),
        ("sets: 2", "sets: 0", "exercises.2.sets: 0: must be at least 1"),
        ("reps: 8", "reps: many", "exercises.2.reps: 'many': must be a whole number"),
        ("reps: 8", "reps: true", "exercises.2.reps: true: must be a number"),
        ("grows: reps", "grows: rep", "exercises.2.progression.grows: 'rep': must be one of reps, hold_s, sets; did you mean 'reps'?"),
        ("up_to: 14", "up_to: 8", "exercises.2.progression.up_to: 8: must be more than the 8 that it begins with"),
        ("up_to: 14", "up_to: 140", "exercises.2.progression.up_to: 140: must be at most 100 where `reps` grows"),
        ("by: 2", "by: 1.5", "exercises.2.progression: `by` and `up_to` must be whole numbers where `reps` grows"),
        (
            "grows: reps",
            "grows: hold_s",
            "exercises.2.progression.grows: 'hold_s': no hold is asked for; give `hold_s`, or let `reps` grow",
        ),
        ("reps: 8", "sides: left", "exercises.2.sides: 'left': bridge is not done with one side after the other; leave it out"),
        ("reps: 3,", "sides: left,", "exercises.1.sides: 'left': knee_rolls goes to both sides in turn; leave it out"),
        ("name: after_work", "name: afterwork", "name: 'afterwork': must be the file's name, 'after_work'"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_do(told: Told, old: str, new: str, line: str) -> None:
    assert line in told((old, new))


def test_what_is_no_yaml_is_told_with_its_line(told: Told) -> None:
    (line,) = told(("rest_s: 45", "rest_s: 45: x"))
    assert line.startswith("line 12 is not valid YAML") and line.endswith("(text with a colon needs quotes)")


def test_all_mistakes_of_a_file_are_told_at_once(told: Told) -> None:
    lines = told(("cat_camel", "cat_camle"), ("sets: 2", "sets: 99"), ("title:", "titel:"))
    assert [line.partition(":")[0] for line in lines] == ["title", "exercises.2.sets", "titel", "exercises.0.exercise"]


def test_a_hold_without_seconds_is_told(told: Told) -> None:
    assert told(("cat_camel", "standing_toe_touch")) == [
        "exercises.0.hold_s: must be more than 0: standing_toe_touch is held, and its own dose names no seconds"
    ]


def test_a_bomb_and_what_is_no_routine_are_refused(told: Told) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    assert "is too large" in told(of=bomb)[0]
    assert told(of="[]") == ["is empty or no mapping; see `formcheck routine --reference` for what a routine file holds"]
    assert "must have at least 1 of them" in told(of="name: after_work\ntitle: a\nsummary: b\nexercises: []\n")[0]


def test_an_unknown_name_has_the_nearest_one_beside_it() -> None:
    with pytest.raises(InputError, match=r"^terapist: no such routine; did you mean 'therapist'\?$"):
        find_routine("terapist")
    with pytest.raises(InputError, match="no such routine file; see `formcheck routine`"):
        find_routine("nowhere/mine.yaml")


def test_an_own_routine_is_found_and_goes_before_the_one_of_the_same_name(own: Path) -> None:
    own.mkdir(parents=True)
    (own / "after_work.yaml").write_text(EXAMPLE, encoding="utf-8")
    (own / "morning.yaml").write_text(EXAMPLE.replace("after_work", "morning").replace("After work", "My morning"), encoding="utf-8")
    (own / "broken.yaml").write_text("name: broken", encoding="utf-8")
    assert find_routine("After work").name == "after_work"
    assert find_routine("morning").title == "My morning"
    assert [one.name for one in all_routines()] == ["after_work", "mobility_first", "morning", "therapist"]
    with pytest.raises(RuleError, match="title: is missing"):
        find_routine("broken")


def test_the_routines_that_come_along_are_those_of_the_guides() -> None:
    therapist, morning, mobility = (find_routine(name) for name in ("therapist", "morning", "mobility_first"))
    assert [step.exercise for step in therapist.exercises] == [
        "cat_camel", "piriformis_stretch", "hip_flexor_stretch", "press_up_elbows", "cat_camel"
    ]  # fmt: skip
    assert (morning.after_rising_min, len(morning.exercises)) == (10, 3)
    strong = [find_exercise(step.exercise).name in ("pelvic_tilt", "bridge", "plank") for step in mobility.exercises]
    assert strong == sorted(strong)  # mobility first
    assert all(path.stem == load_routine(path).name for path in built_in_folder().glob("*.yaml"))


def test_what_is_said_of_the_ready_ones_has_words_of_its_own() -> None:
    """A focus of a routine that comes along is a cue of its exercise, which has a sound file and a translation."""
    for routine in all_routines():
        for step in routine.exercises:
            assert not step.focus or step.focus in own_words(find_exercise(step.exercise))


def test_the_dose_is_that_of_the_step_then_of_the_exercise_and_grows_to_its_limit() -> None:
    step = Step.model_validate({"exercise": "bridge", "reps": 8, "progression": {"grows": "reps", "by": 2, "after": 3, "up_to": 11}})
    bridge = find_exercise("bridge")
    assert dose_of(step, bridge) == Dose(sets=2, reps=8, hold_s=0, sides=None)
    assert [dose_of(step, bridge, level).reps for level in range(4)] == [8, 10, 11, 11]
    stretch = Step.model_validate({"exercise": "hip_flexor_stretch", "progression": {"grows": "hold_s", "by": 5, "up_to": 30}})
    assert dose_of(stretch, find_exercise("hip_flexor_stretch"), 1) == Dose(sets=1, reps=1, hold_s=30, sides="both")
    assert dose_of(stretch, find_exercise("hip_flexor_stretch")).sides == "both"
