"""The numbers that tuning may move: which, in which bounds, and an exercise with others."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest
import tune_clips
from ruamel.yaml import YAML
from rulebook import BRIDGE, exercise

from formcheck.errors import InputError, RuleError
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises, built_in_folder
from formcheck.tune.numbers import Number, chosen, exercise_with, numbers_of, text_with

FULL = "repetition.full"


@pytest.fixture
def bridge(tmp_path: Path) -> Exercise:
    return tune_clips.exercise(tmp_path)


def number(of: Exercise, address: str) -> Number:
    return next(n for n in numbers_of(of) if n.address == address)


def test_every_threshold_that_stands_in_the_file_in_its_order(bridge: Exercise) -> None:
    assert [n.address for n in numbers_of(bridge)] == tune_clips.ADDRESSES
    assert [n.value for n in numbers_of(bridge)] == [-0.6, 95, 150, 145, 149, 163, -0.4, 196, 3]


def test_units_steps_and_bounds(bridge: Exercise) -> None:
    assert number(bridge, FULL) == Number(FULL, 163, "deg", 0.5, 359.5, step=2, grain=0.5)
    assert number(bridge, "gate.start.0.below") == Number("gate.start.0.below", -0.6, "trunk", -19.995, 19.995, 0.02, 0.005)
    assert number(bridge, "faults.overarched.release") == Number("faults.overarched.release", 3, "deg", 0, inf, 0.5, 0.1)
    tempo = number(exercise(BRIDGE), "faults.rushed.under_s")
    assert (tempo.unit, tempo.low, tempo.high, tempo.step) == ("s", 0.01, 10, 0.05)
    share = number(exercise(BRIDGE), "faults.hips_uneven.share")
    assert (share.unit, share.low, share.high) == ("share", 0.002, 0.998)


def test_a_long_time_moves_in_longer_steps() -> None:
    long = exercise(BRIDGE, repetition={"longest_s": 40.0})
    assert number(long, "repetition.longest_s").step == 2


def test_values_are_rounded_to_the_grain_and_kept_in_bounds(bridge: Exercise) -> None:
    full = number(bridge, FULL)
    assert (full.fit(160.2), full.fit(-5), full.fit(1000)) == (160, 0.5, 359.5)
    odd = number(exercise_with(bridge, {FULL: 163.111}), FULL)
    assert odd.fit(163.111) == 163.111


def test_what_is_no_threshold_is_left_alone() -> None:
    addresses = [n.address for n in numbers_of(exercise(BRIDGE, dose={"reps": 3, "hold_s": 4}))]
    assert not any(a.startswith(("dose", "measures")) or a.endswith("priority") for a in addresses)


def test_the_numbers_of_a_variant_that_the_view_chooses_stand_under_it() -> None:
    bouncing = {"kind": "bounce", "measure": "hip", "swing": 6, "cue": "Still"}
    change = {"repetition": {"full": 170}, "faults": {"rushed": None, "lowered_fast": None, "bouncing": bouncing}}
    of = exercise(BRIDGE, variants={"low": {"chosen": "view", "summary": "x", "change": change}})
    own = {n.address: n.value for n in numbers_of(of) if n.address.startswith("variants.")}
    assert own == {"variants.low.change.repetition.full": 170, "variants.low.change.faults.bouncing.swing": 6}
    assert exercise_with(of, {"variants.low.change.repetition.full": 168}).variant("low").repetition.full == 168  # type: ignore[union-attr]
    asked = exercise(BRIDGE, variants={"low": {"chosen": "asked", "summary": "x", "change": change}})
    assert not any(n.address.startswith("variants.") for n in numbers_of(asked))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], tune_clips.ADDRESSES),
        ([FULL], [FULL]),
        (["gate", "faults.overarched"], [a for a in tune_clips.ADDRESSES if a.startswith(("gate", "faults.overarched"))]),
    ],
)
def test_only_some(bridge: Exercise, words: list[str], found: list[str]) -> None:
    assert [n.address for n in chosen(numbers_of(bridge), words)] == found


def test_only_a_number_that_is_not_there(bridge: Exercise) -> None:
    with pytest.raises(InputError, match=r"^repetition\.ful: no such number to tune; did you mean 'repetition\.full'\?$"):
        chosen(numbers_of(bridge), [FULL, "repetition.ful"])
    with pytest.raises(InputError, match=r"^faults\.over: no such number"):  # a part of a word is no address
        chosen(numbers_of(bridge), ["faults.over"])


def test_an_exercise_with_other_numbers(bridge: Exercise) -> None:
    other = exercise_with(bridge, {FULL: 160.0, "gate.start.1.above": 90})
    assert other.repetition is not None
    assert (other.repetition.full, other.gate.start[1].above) == (160, 90)
    assert exercise_with(other, {FULL: 163.0, "gate.start.1.above": 95}) == bridge
    assert exercise_with(bridge, {}) == bridge


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({FULL: 147}, "lies between `rest`"),  # the order of the lines
        ({"gate.start.1.above": 155}, "nothing is above 155 and below 150"),
        ({"faults.overarched.release": -1}, "must be at least 0"),
        ({"faults.overarched.above": 365}, "can never be reached"),
        ({"repetition.rest": 170, "repetition.attempt": 168, FULL: 160}, "the other way round"),
    ],
)
def test_numbers_that_do_not_go_together(bridge: Exercise, values: dict[str, float], why: str) -> None:
    with pytest.raises(RuleError, match=why):
        exercise_with(bridge, values)


@pytest.mark.parametrize("of", all_exercises(), ids=lambda e: e.name)
def test_every_number_of_the_catalogue_can_be_moved_in_its_file(of: Exercise) -> None:
    text = (built_in_folder() / f"{of.name}.yaml").read_text(encoding="utf-8")
    assert numbers_of(of)
    for n in numbers_of(of):
        assert n.low <= n.value <= n.high
        assert n.value == n.fit(n.value)
    values = {n.address: n.fit(n.value + n.grain) for n in numbers_of(of)}
    assert Exercise.model_validate(YAML(typ="safe", pure=True).load(text_with(text, values))) == exercise_with(of, values)
