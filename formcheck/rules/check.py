"""What pydantic cannot see of a pose file: names that point nowhere, and lines that no measure can reach."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from math import inf

from formcheck.rules import measures as rule
from formcheck.rules.exercise import Exercise
from formcheck.rules.faults import BounceFault, Condition, DiffersFault, LineFault, MissingFault, RangeFault, ReachFault, TempoFault
from formcheck.rules.points import Point

_LONG = 20.0  # trunk lengths; nothing on a body is that far apart
_REACH: dict[type, tuple[float, float]] = {
    rule.Slope: (-90, 90),
    rule.Bend: (-180, 180),
    rule.Direction: (-180, 180),
    rule.Between: (-180, 180),
    rule.Height: (-_LONG, _LONG),
    rule.Ahead: (-_LONG, _LONG),
    rule.Sideways: (-_LONG, _LONG),
    rule.Distance: (0, _LONG),
    rule.BackBulge: (-1, 1),
    rule.Hollow: (-1, 1),
    rule.Rotation: (-180, 180),
    rule.Thickness: (0, _LONG),
    rule.Ratio: (0, inf),
    rule.BackTurn: (-180, 180),
    rule.Turned: (0, 90),
}


def cross_check(exercise: Exercise) -> list[str]:
    """Mistakes that need the whole file, one line each: ``key: value: reason``."""
    problems: list[str] = []
    for address, name in _measure_names(exercise):
        if name not in exercise.measures:
            problems.append(f"{address}: {name!r}: no such measure{_nearest(name, exercise.measures)}")
    for address, name, line in _lines(exercise):
        if name in exercise.measures:
            low, high = reach(exercise.measures[name])
            if not low < line < high:
                problems.append(f"{address}: {line:g}: can never be reached; {name} lies between {low:g} and {high:g}")
    for name, fault in exercise.faults.items():
        for other in fault.unless:
            if other not in exercise.faults:
                problems.append(f"faults.{name}.unless: {other!r}: no such fault{_nearest(other, exercise.faults)}")
    return problems + _shape(exercise)


def reach(measure: rule.Measure) -> tuple[float, float]:
    """Lowest and highest value that a measure can take."""
    if isinstance(measure, rule.Angle):
        low, high = (0.0, 360.0) if measure.signed else (0.0, 180.0)
    else:
        low, high = _REACH[type(measure)]
    if measure.relative_to == "start":
        low, high = low - high, high - low
    return (0.0, max(-low, high)) if measure.either_way else (low, high)


def _measure_names(exercise: Exercise) -> Iterable[tuple[str, str]]:
    for k, asked in enumerate(exercise.gate.start):
        yield f"gate.start.{k}.measure", asked.measure
    if exercise.sides is not None:
        yield "sides.measure", exercise.sides.measure
    cycle, stay = exercise.repetition, exercise.hold
    if cycle is not None:
        yield "repetition.measure", cycle.measure
    if stay is not None:
        yield "hold.measure", stay.measure
    for address, condition in _conditions(exercise):
        yield f"{address}.measure", condition.measure
    for name, fault in exercise.faults.items():
        if isinstance(fault, LineFault | BounceFault | DiffersFault | ReachFault):
            yield f"faults.{name}.measure", fault.measure


def _conditions(exercise: Exercise) -> Iterable[tuple[str, Condition]]:
    for part, whole in (("repetition", exercise.repetition), ("hold", exercise.hold)):
        for k, condition in enumerate(whole.requires if whole is not None else ()):
            yield f"{part}.requires.{k}", condition
    if exercise.repetition is not None:
        for k, condition in enumerate(exercise.repetition.top):
            yield f"repetition.top.{k}", condition
        if exercise.repetition.full_or is not None:
            yield "repetition.full_or", exercise.repetition.full_or


def _lines(exercise: Exercise) -> Iterable[tuple[str, str, float]]:
    """(address, measure, line) of every line that a measure must be able to cross."""
    places: list[tuple[str, Condition | LineFault]] = [(f"gate.start.{k}", a) for k, a in enumerate(exercise.gate.start)]
    places += list(_conditions(exercise))
    places += [(f"faults.{n}", f) for n, f in exercise.faults.items() if isinstance(f, LineFault)]
    for address, place in places:
        for key in ("above", "below"):
            line = getattr(place, key)
            if line is not None:
                yield f"{address}.{key}", place.measure, line
    for name, fault in exercise.faults.items():
        if isinstance(fault, ReachFault):
            for key in ("least", "most"):
                line = getattr(fault, key)
                if line is not None:
                    yield f"faults.{name}.{key}", fault.measure, line
    cycle, stay = exercise.repetition, exercise.hold
    if cycle is not None:
        yield "repetition.rest", cycle.measure, cycle.rest
        yield "repetition.attempt", cycle.measure, cycle.attempt
        if cycle.second is None:
            yield "repetition.full", cycle.measure, cycle.full
        else:
            yield "repetition.second.rest", cycle.measure, cycle.second.rest
            yield "repetition.second.attempt", cycle.measure, cycle.second.attempt
    if stay is not None:
        yield "hold.rest", stay.measure, stay.rest
        yield "hold.enter", stay.measure, stay.enter
        if stay.attempt is not None:
            yield "hold.attempt", stay.measure, stay.attempt
        yield "hold.full", stay.measure, stay.full


def _shape(exercise: Exercise) -> list[str]:
    """Parts that do not go together."""
    problems = []
    for k, word in enumerate(exercise.gate.needs):
        try:
            Point.parse(word)
        except ValueError as error:
            problems.append(f"gate.needs.{k}: {error}")
    working = any(Point.parse(w).side in ("active", "passive") for m in exercise.measures.values() for w in m.words)
    if working and exercise.sides is None:
        problems.append("sides: is missing; a measure has `active` or `passive` points, so the working side must be told")
    for name, fault in exercise.faults.items():
        if isinstance(fault, RangeFault) and exercise.hold is not None and exercise.hold.attempt is None:
            problems.append(f"faults.{name}.kind: 'range': in a hold it needs `hold.attempt`")
        if isinstance(fault, TempoFault | MissingFault | DiffersFault | ReachFault) and exercise.repetition is None:
            problems.append(f"faults.{name}.kind: {fault.kind!r}: goes with `repetition`, this exercise is a hold")
        if isinstance(fault, MissingFault) and exercise.repetition is not None and exercise.repetition.second is None:
            problems.append(f"faults.{name}.kind: 'missing': needs `repetition.second`")
    return problems


def _nearest(word: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(names), n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else ""
