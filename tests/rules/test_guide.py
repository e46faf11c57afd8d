"""What the reference says beside the keys is true: examples of faults, signs, and what must be given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pydantic import TypeAdapter
from skeletons import Camera, Figure, SideName, face_down, film, glide, on_back, upright

from formcheck import faults, measures
from formcheck.draft.draft import exercise_of
from formcheck.evaluate.evaluate import check
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.landmarks import SIDES
from formcheck.rules.examples import EXAMPLES, SWAY, Example, Movement, pose_file
from formcheck.rules.exercise import Exercise
from formcheck.rules.guide import FIRST, WORDS
from formcheck.rules.reference import reference
from formcheck.rules.signs import FACING, LEFT_OUT, POSTURES, SHOWN, facing, figure, head_and_front, reads


def moving(example: Example, movement: Movement) -> Callable[[float], Figure]:
    """The body of an example."""

    def at(time_s: float) -> Figure:
        value, width = (float(glide(keys, np.array([time_s]))[0]) for keys in (movement.keys, movement.widths))
        return upright(value) if example.base == SWAY else on_back(value, width, movement.knee_deg)

    return at


def told(example: Example, movement: Movement, near: SideName, fps: float) -> list[str]:
    """Every fault that is told of it."""
    track = film(fps, near=near).shoot(moving(example, movement), movement.keys[-1][0])
    report = check(exercise_of(pose_file(example)), track, "a.mp4")
    assert report.reps
    assert report.problems == []
    return [fault.name for fault in report.faults]


@pytest.mark.parametrize("fps", [12, 30])
@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_that_passes_has_no_fault_and_the_one_that_fails_just_this_one(kind: str, near: SideName, fps: float) -> None:
    example = EXAMPLES[kind]
    assert told(example, example.passes, near, fps) == []
    assert told(example, example.fails, near, fps) == [example.name]


def test_every_kind_of_fault_has_an_example_of_it() -> None:
    assert list(faults.KINDS) == sorted(EXAMPLES)
    kinds = {kind: exercise_of(pose_file(example)).faults[example.name] for kind, example in EXAMPLES.items()}
    assert {kind: type(rule) for kind, rule in kinds.items()} == faults.KINDS


def test_the_reference_shows_every_example_under_its_kind() -> None:
    text = reference()
    for kind, example in EXAMPLES.items():
        _, section = text.split(f"### `kind: {kind}`")
        section = section.split("\n##")[0]
        for shown in (f"{example.name}: {example.rule}", f"- passes: {example.passes.words}", f"- fails: {example.fails.words}"):
            assert shown in section


def test_the_first_keys_and_the_words_are_all_that_must_be_given() -> None:
    asked = {key for key, info in Exercise.model_fields.items() if info.is_required()}
    assert asked <= {*FIRST, *WORDS}
    assert {*FIRST, *WORDS} - asked == {"repetition", "faults"}
    assert reference().index("## Six keys") < reference().index("## Points")


@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("name", SHOWN)
def test_signs_are_the_same_from_either_side(name: str, posture: str) -> None:
    rule = TypeAdapter(measures.Measure).validate_python(SHOWN[name])
    if (rule.kind, posture) not in LEFT_OUT:  # type: ignore[attr-defined]
        assert reads(rule, figure(posture, 0), 0) == pytest.approx(reads(rule, figure(posture, 1), 1))


@pytest.mark.parametrize("near", SIDES)
@pytest.mark.parametrize(("posture", "body"), [("standing", upright(20)), ("on the back", on_back(160)), ("face down", face_down(20))])
def test_signs_are_those_of_the_bodies_that_tests_are_made_with(posture: str, body: Figure, near: SideName) -> None:
    moments, side = PoseArrays.of(Camera(near=near).shoot(body)), SIDES.index(near)
    for name in ("trunk", "lean", "lying", "shoulder_height"):
        rule = TypeAdapter(measures.Measure).validate_python(SHOWN[name])
        if posture == "on the back" and name in ("trunk", "shoulder_height"):
            continue  # a bridge raises the hips instead of the shoulders
        assert np.sign(reads(rule, moments, side)) == np.sign(reads(rule, figure(posture, side), side))


def test_where_the_head_and_the_front_are_in_the_picture() -> None:
    right = {posture: head_and_front(posture, 1) for posture in POSTURES}
    assert right == {
        "standing": "head up, front to the right",
        "on the back": "head to the left, front up",
        "face down": "head to the right, front down",
    }
    assert head_and_front("on the back", 0) == "head to the right, front up"


def test_known_values_of_known_bodies() -> None:
    rule = {name: TypeAdapter(measures.Measure).validate_python(spec) for name, spec in SHOWN.items()}
    assert [round(reads(rule["lean"], figure(posture, 1), 1)) for posture in POSTURES] == [20, -70, 70]
    assert [round(reads(rule["hip"], figure(posture, 1), 1)) for posture in POSTURES] == [160, 160, 200]
    assert [round(reads(rule["head"], figure(posture, 1), 1)) for posture in POSTURES] == [30, 30, 30]


def test_known_values_of_who_faces_the_camera() -> None:
    rule = {name: TypeAdapter(measures.Measure).validate_python(spec) for name, spec in FACING.items()}
    assert [round(reads(rule["turn"], facing(turn), 0)) for turn in (0, 30, -30)] == [0, 30, -30]
    assert reads(rule["hand"], facing(0), 0) == pytest.approx(0.8)
    assert reads(rule["other_hand"], facing(0), 0) == pytest.approx(-0.8)


@pytest.mark.parametrize("kind", measures.KINDS)
def test_every_kind_of_measure_says_what_a_greater_value_means(kind: str) -> None:
    _, section = reference().split(f"### `kind: {kind}`")
    assert "A greater value: " in section.split("\n##")[0]
