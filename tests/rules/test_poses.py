"""The pose files that come along: whole, sayable, and without two meanings for one word."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from formcheck.faults.base import CUE_WORDS
from formcheck.kinds import kind_of
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises, built_in_folder
from formcheck.rules.load import load_exercise

BUILT_IN = [load_exercise(path) for path in sorted(built_in_folder().glob("*.yaml"))]
EVERY = [variant for e in BUILT_IN for variant in (e, *(e.variant(name) for name in e.variants))]
SAYABLE = re.compile(r"^[A-Z][A-Za-z',\- ]*[a-z]$")  # words and commas: nothing a voice stumbles over

each = pytest.mark.parametrize("exercise", EVERY, ids=lambda e: f"{e.name}-{e.view}-{e.title}")


def test_there_are_some() -> None:
    assert {"bridge", "press_up", "cat_camel", "hip_flexor_stretch"} <= {e.name for e in BUILT_IN}


@each
def test_every_cue_can_be_said_aloud(exercise: Exercise) -> None:
    for fault in exercise.faults.values():
        for sentence in (fault.cue, fault.fixed):
            assert SAYABLE.match(sentence), sentence
        assert 1 <= len(fault.cue.split()) <= CUE_WORDS


@each
def test_no_two_faults_are_told_by_the_same_rule(exercise: Exercise) -> None:
    rules = {name: fault.model_dump(exclude={"cue", "fixed", "priority", "unless"}) for name, fault in exercise.faults.items()}
    assert [(a, b) for a, b in combinations(rules, 2) if rules[a] == rules[b]] == []


@each
def test_nothing_is_explained_away_by_each_other(exercise: Exercise) -> None:
    """Two faults that are not told because of each other are never told."""
    assert [(a, b) for a, f in exercise.faults.items() for b in f.unless if a in exercise.faults[b].unless] == []


@each
def test_the_person_is_told_what_to_do(exercise: Exercise) -> None:
    assert exercise.title[0].isupper()
    for text in (exercise.camera, exercise.summary, *exercise.how):
        assert text[0].isupper()
        assert text.endswith(".")
        assert len(text) > 8
    assert exercise.dose.reps * exercise.dose.sets >= 1
    if exercise.kind == "hold":
        assert exercise.dose.hold_s > 0 or exercise.dose.note
    for asked in exercise.gate.start:
        assert re.match(r"^[a-z][A-Za-z',\- ]*$", asked.say), asked.say
    assert all(reason.strip() for reason in exercise.unseen.values())


@pytest.mark.parametrize("exercise", BUILT_IN, ids=lambda e: e.name)
def test_every_measure_is_used(exercise: Exercise) -> None:
    """By the exercise itself or by one of its variants."""
    each_variant = (exercise, *map(exercise.variant, exercise.variants))
    assert set(exercise.measures) - set().union(*map(measures_of, each_variant)) == set()


def measures_of(exercise: Exercise) -> set[str]:
    """The names of measures that something in the file refers to."""

    def named(data: object) -> set[str]:
        rows = list(data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, (list, tuple)) else ())
        return {v for k, v in rows if k == "measure" and isinstance(v, str)}.union(*(named(v) for _, v in rows))

    return named(exercise.model_dump(exclude={"measures", "variants"}))


def test_a_name_or_alias_stands_for_one_exercise() -> None:
    words = [(word.lower().replace("_", " ").replace("-", " "), e.name) for e in BUILT_IN for word in {e.name, e.title, *e.aliases}]
    meant: dict[str, set[str]] = {}
    for word, name in words:
        meant.setdefault(word, set()).add(name)
    assert {word: names for word, names in meant.items() if len(names) > 1} == {}


def test_a_fault_of_one_name_is_of_one_kind() -> None:
    """`shallow` means the same in every exercise: tables and reports put them side by side."""
    meant = {"short_hold": {"short_hold"}, "bouncing": {"bounce"}, "rushed": {"tempo"}}
    for exercise in EVERY:
        kinds = meant | {"shallow": {"range"} if exercise.kind == "reps" else {"range", "line"}}
        assert {n: kind_of(type(f)) for n, f in exercise.faults.items() if kind_of(type(f)) not in kinds.get(n, {kind_of(type(f))})} == {}


def test_the_library_knows_them_all() -> None:
    assert {e.name for e in BUILT_IN} <= {e.name for e in all_exercises()}
