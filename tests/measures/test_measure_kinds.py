"""What every kind of measure must have, whichever there are: a kind that lacks a part fails here and not before a user."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from examples import least
from pydantic import TypeAdapter
from rulebook import BRIDGE, exercise
from skeletons import Camera, Figure, SideName, on_all_fours, on_back, upright

from formcheck.kinds import kinds_in
from formcheck.measures import KINDS, Measure
from formcheck.measures.base import AnyMeasure
from formcheck.measures.units import SUFFIX
from formcheck.pose.arrays import PoseArrays, trunk_px
from formcheck.pose.pose import Array, Track
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.check import cross_check
from formcheck.rules.exercise import Exercise
from formcheck.rules.explain import counted, told_when
from formcheck.rules.reference import reference
from formcheck.tune.numbers import exercise_with, numbers_of

KNOWN: dict[str, dict[str, Any]] = {  # points for which the figures give a value, where the usual ones do not
    "crown": {"points": ["near.hip", "near.shoulder"]},
    "rotation": {"points": ["left.shoulder", "right.shoulder"]},
    "thickness": {"points": ["near.hip", "near.shoulder", "near.hip"]},
}
FIGURES: list[Figure] = [*map(on_back, (100.0, 130.0, 175.0, 205.0)), *map(on_all_fours, (-40.0, 0.1, 50.0)), upright(), upright(30.0)]
WAYS: list[dict[str, Any]] = [{}, {"either_way": True}, {"relative_to": "start"}, {"relative_to": "start", "either_way": True}]
KIND = pytest.mark.parametrize("kind", KINDS)


def spec(kind: str) -> dict[str, Any]:
    """As it stands in a pose file."""
    return least(KINDS[kind], **KNOWN.get(kind, {}))


def made(kind: str, **parts: Any) -> Measure:
    measure: Measure = TypeAdapter[Any](Measure).validate_python({**spec(kind), **parts})
    return measure


def values(measure: Measure, near: SideName) -> Array:
    """(n,) values of the figures, in the unit of pose files, before `relative_to` and `either_way`."""
    moments = PoseArrays.of(Track.from_poses([Camera(near=near).shoot(figure, float(k)) for k, figure in enumerate(FIGURES)]))
    found = measure.values(moments, Viewpoint(int(near == "right"), int(near == "right")))
    return found / trunk_px(moments) if measure.unit == "trunk" else found


def counting_by(kind: str) -> Exercise:
    """A bridge that counts by such a measure and has a fault of it, with lines that it can reach."""
    low, high = made(kind).reach
    room = min(high - low, 3.0)
    rest, attempt, full = (round(low + share * room, 3) for share in (0.3, 0.4, 0.5))
    measures = {"probe": spec(kind)}
    faults = {"far": {"measure": "probe", "above": full, "cue": "Less far"}}
    cycle = {"measure": "probe", "rest": rest, "attempt": attempt, "full": full}
    return exercise(BRIDGE, measures=measures, repetition=cycle, faults=faults)


@KIND
def test_it_has_all_that_a_measure_must_have(kind: str) -> None:
    assert not inspect.isabstract(KINDS[kind]), "a part is missing"
    assert type(made(kind)) is KINDS[kind]
    assert made(kind).unit in SUFFIX


@KIND
@pytest.mark.parametrize("near", ["left", "right"])
def test_its_values_lie_within_its_reach(kind: str, near: SideName) -> None:
    for parts in WAYS:
        measure = made(kind, **parts)
        found = values(measure, near)
        assert found.shape == (len(FIGURES),)
        assert np.isfinite(found).any()
        if measure.relative_to is not None:
            found = found - found[np.isfinite(found)][0]
        found = np.abs(found) if measure.either_way else found
        low, high = measure.reach
        known = found[np.isfinite(found)]
        assert ((low <= known) & (known <= high)).all()


@KIND
def test_it_is_not_known_of_nobody(kind: str) -> None:
    track = Track.from_poses([Camera().shoot(upright())])
    gone = Track(track.time_s, track.px * np.nan, track.visibility, track.world * np.nan, track.size, None)
    assert np.isnan(made(kind).values(PoseArrays.of(gone), Viewpoint(1, 1))).all()


@KIND
def test_it_has_words(kind: str) -> None:
    said = made(kind).measured()
    assert said
    rules = counting_by(kind)
    assert said in counted(rules) and said in told_when(rules.faults["far"], rules)
    assert all(made(kind, **parts).grown() for parts in WAYS)
    assert made(kind, relative_to="start").measured() == f"{said} (from the start posture)"


@KIND
def test_it_stands_in_the_reference(kind: str) -> None:
    text = inspect.cleandoc(KINDS[kind].__doc__ or "")
    assert text and f"### `kind: {kind}`\n\n{text}" in reference()
    assert all(field.description for key, field in KINDS[kind].model_fields.items() if key != "kind")


@KIND
def test_its_lines_can_be_tuned_within_its_reach(kind: str) -> None:
    rules = counting_by(kind)
    assert cross_check(rules) == []
    numbers = {number.address: number for number in numbers_of(rules)}
    low, high = made(kind).reach
    for address in ("repetition.rest", "repetition.attempt", "repetition.full", "faults.far.above"):
        number = numbers[address]
        assert number.unit == made(kind).unit
        assert low <= number.low < number.high <= high
    line = numbers["faults.far.above"]
    changed = exercise_with(rules, {line.address: line.fit(line.value + line.step)})
    assert changed.faults["far"].lines == (("above", line.fit(line.value + line.step)),)


NEW = '''
from typing import Literal

import numpy as np

from formcheck.measures.base import AnyMeasure


class {name}(AnyMeasure):
    """Always one."""

    kind: Literal["{kind}"]
    unit = property(lambda self: "share")
    span = property(lambda self: (0.0, 2.0))

    def looks_at(self, points):
        return "nothing"

    def grows(self, points):
        return "more of it", "one is one"

    def compute(self, moments, view):
        return np.ones(len(moments.px))
'''


def test_a_kind_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "more_measures"
    package.mkdir()
    for module, kind in (("__init__", ""), ("two", "two"), ("one", "one")):
        (package / f"{module}.py").write_text(NEW.format(name=kind.title(), kind=kind) if kind else "")
    monkeypatch.syspath_prepend(tmp_path)
    found = kinds_in("more_measures", [str(package)], AnyMeasure)  # type: ignore[type-abstract]
    assert list(found) == ["one", "two"]
    assert found["one"](kind="one").reach == (0.0, 2.0)  # type: ignore[call-arg]
    (package / "three.py").write_text(NEW.format(name="Three", kind="one"))
    with pytest.raises(TypeError, match="two kinds are called 'one'"):
        kinds_in("more_measures", [str(package)], AnyMeasure)  # type: ignore[type-abstract]
