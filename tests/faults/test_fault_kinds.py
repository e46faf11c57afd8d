"""What every kind of fault must have, whichever there are: a kind that lacks a part fails here and not before a user."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from examples import least
from rulebook import BRIDGE, CAT_CAMEL, STRETCH, exercise

from formcheck.faults import KINDS, USUAL, FaultRule
from formcheck.faults.base import AnyFault
from formcheck.faults.watch import Watch
from formcheck.rules.check import cross_check
from formcheck.rules.exercise import Exercise
from formcheck.rules.explain import told_when
from formcheck.rules.reference import reference
from formcheck.strict import Tuned
from formcheck.tune.numbers import exercise_with, numbers_of

# an exercise that it goes with, and what cannot be guessed; a bridge and nothing where nothing is said
KNOWN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "bounce": (BRIDGE, {"measure": "hip", "swing": 4.5, "swings": 3, "slowest_s": 0.7, "beyond": 0.4}),
    "differs": (BRIDGE, {"measure": "hip_width", "share": 0.1}),
    "line": (BRIDGE, {"measure": "hip", "above": 150, "below": 190, "release": 2, "for_s": 0.5}),
    "missing": (CAT_CAMEL, {}),
    "reach": (BRIDGE, {"measure": "hip", "least": 170}),
}
KIND = pytest.mark.parametrize("kind", KINDS)


def spec(kind: str) -> dict[str, Any]:
    """As it stands in a pose file."""
    return {"kind": kind} | least(KINDS[kind], **KNOWN.get(kind, (BRIDGE, {}))[1])


def with_one(kind: str, of: dict[str, Any] | None = None, **parts: Any) -> Exercise:
    """An exercise whose one fault is of this kind."""
    base = KNOWN.get(kind, (BRIDGE, {}))[0]
    return exercise((of or base) | {"faults": {"wrong": {**spec(kind), **parts}}})


def made(kind: str) -> FaultRule:
    return with_one(kind).faults["wrong"]


def test_the_kind_that_may_be_left_out_is_one() -> None:
    assert USUAL in KINDS


@KIND
def test_it_has_all_that_a_fault_must_have(kind: str) -> None:
    model = KINDS[kind]
    assert not inspect.isabstract(model), "a part is missing"
    assert type(made(kind)) is model
    assert cross_check(with_one(kind)) == []


@KIND
def test_it_is_found_in_one_way(kind: str) -> None:
    """While it happens, or when all is over."""
    model, fault = KINDS[kind], made(kind)
    watch = fault.watch()
    decides = any(getattr(model, part) is not getattr(AnyFault, part) for part in ("judge", "of_repetition", "of_hold"))
    assert (watch is not None) == model.watched
    assert decides != model.watched
    if watch is not None:
        assert isinstance(watch, Watch)
        assert (watch.on, watch.suspect, watch.stop(), watch.measure) == (False, False, None, fault.looks_at)


@KIND
def test_it_reads_a_measure_and_lines_of_the_file(kind: str) -> None:
    fault, measures = made(kind), with_one(kind).measures
    read = {fault.looks_at, fault.followed, fault.compared} - {None}
    assert read <= set(measures)
    assert bool(read) == ("measure" in type(fault).model_fields)
    for key, line in fault.lines:
        assert getattr(fault, key) == line
        low, high = measures[fault.looks_at or ""].reach
        assert low < line < high


@KIND
def test_a_stray_measure_and_a_line_out_of_reach_are_told(kind: str) -> None:
    fault = made(kind)
    if fault.looks_at is not None:
        assert cross_check(with_one(kind, measure="hipp"))[0].startswith("faults.wrong.measure: 'hipp': no such measure")
    for key, _ in fault.lines[-1:]:
        beyond: dict[str, Any] = {key: 1000}
        (problem,) = cross_check(with_one(kind, **beyond))
        assert problem.startswith(f"faults.wrong.{key}: 1000: can never be reached")


@KIND
def test_one_that_does_not_go_with_a_hold_is_told(kind: str) -> None:
    own = {key: "lean" for key in spec(kind) if key == "measure"} | {k: 20 for k, _ in made(kind).lines[:1]}
    own |= {k: 40 for k, _ in made(kind).lines[1:]}
    problems = cross_check(with_one(kind, STRETCH, **own))
    assert any("goes with `repetition`" in problem for problem in problems) == KINDS[kind].of_repetitions_only


@KIND
def test_it_has_words(kind: str) -> None:
    rules = with_one(kind)
    said = told_when(rules.faults["wrong"], rules)
    assert said and not said.endswith(".")
    if rules.faults["wrong"].looks_at is not None:
        assert rules.measures[rules.faults["wrong"].looks_at or ""].measured() in said


@KIND
def test_it_stands_in_the_reference(kind: str) -> None:
    text = inspect.cleandoc(KINDS[kind].__doc__ or "")
    assert text and f"### `kind: {kind}`\n\n{text}" in reference()
    assert all(field.description for key, field in KINDS[kind].model_fields.items() if key != "kind")


@KIND
def test_its_numbers_can_be_tuned(kind: str) -> None:
    rules = with_one(kind, priority=7)
    numbers = {number.address: number for number in numbers_of(rules)}
    for key, field in KINDS[kind].model_fields.items():
        address, never = f"faults.wrong.{key}", any(isinstance(part, Tuned) and part.never for part in field.metadata)
        value = getattr(rules.faults["wrong"], key)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or key not in (*spec(kind), "priority"):
            continue
        assert (address in numbers) != never
        if not never:
            number = numbers[address]
            moved = number.fit(value + number.step)
            assert number.low <= value < number.high
            assert moved != value
            assert getattr(exercise_with(rules, {address: moved}).faults["wrong"], key) == moved


@KIND
def test_what_calibration_changes_is_kept(kind: str) -> None:
    fault = made(kind)
    if fault.band is not None:
        assert fault.with_band(151.0, 180.0).band == (151.0, 180.0)
    else:
        assert fault.with_band(151.0, 180.0) == fault
