"""What pydantic cannot see of a pose file: names that point nowhere, and lines that no measure can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formcheck.faults import KINDS
from formcheck.faults.condition import Condition
from formcheck.pose.points import POINT_WORDS, Point
from formcheck.rules.exercise import Exercise
from formcheck.rules.nearest import nearest


def cross_check(exercise: Exercise) -> list[str]:
    """Mistakes that need the whole file, one line each: ``key: value: reason``."""
    problems: list[str] = []
    for address, name in _measure_names(exercise):
        if name not in exercise.measures:
            problems.append(f"{address}: {name!r}: no such measure{nearest(name, exercise.measures)}")
    for address, name, line in _lines(exercise):
        if name in exercise.measures:
            low, high = exercise.measures[name].reach
            if address in ("repetition.rest", "repetition.attempt") and exercise.repetition is not None and exercise.repetition.from_start:
                low, high = low - high, high - low
            if not low < line < high:
                problems.append(f"{address}: {line:g}: can never be reached; {name} lies between {low:g} and {high:g}")
    for name, fault in exercise.faults.items():
        for other in fault.unless:
            if other not in exercise.faults:
                problems.append(f"faults.{name}.unless: {other!r}: no such fault{nearest(other, exercise.faults)}")
    return problems + _shape(exercise)


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
        if fault.looks_at is not None:
            yield f"faults.{name}.measure", fault.looks_at


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
    places: list[tuple[str, Condition]] = [(f"gate.start.{k}", a) for k, a in enumerate(exercise.gate.start)]
    for address, place in [*places, *_conditions(exercise)]:
        for key, line in place.lines:
            yield f"{address}.{key}", place.measure, line
    for name, fault in exercise.faults.items():
        if fault.looks_at is not None:
            for key, line in fault.lines:
                yield f"faults.{name}.{key}", fault.looks_at, line
    cycle, stay = exercise.repetition, exercise.hold
    if cycle is not None:
        yield "repetition.rest", cycle.measure, cycle.rest
        yield "repetition.attempt", cycle.measure, cycle.attempt
        if not cycle.both_ways:
            yield "repetition.full", cycle.measure, cycle.full
        if cycle.second is not None:
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
    return [*_points(exercise), *_start(exercise), *_faults(exercise)]


def _points(exercise: Exercise) -> Iterator[str]:
    strays = {k: word for k, word in enumerate(exercise.gate.needs) if word not in POINT_WORDS}
    for k, word in strays.items():
        yield f"gate.needs.{k}: {word!r}: no such point{nearest(word, POINT_WORDS)}"
    known = [word for word in exercise.gate.needs if word in POINT_WORDS]
    working = any(Point.parse(word).working for word in known) or any(m.tells_sides for m in exercise.measures.values())
    if working and exercise.sides is None:
        yield "sides: is missing; there are `active` or `passive` points, so the working side must be told"
    telling = exercise.measures.get(exercise.sides.measure) if exercise.sides is not None else None
    if telling is not None and not telling.tells_sides:
        yield "sides.measure: has neither `active` nor `passive` points, so it cannot tell the sides apart"


def _start(exercise: Exercise) -> Iterator[str]:
    """What is asked for before the start posture is known cannot be relative to it."""
    gate, cycle = exercise.gate, exercise.repetition
    asked = [(f"gate.start.{k}", condition.measure) for k, condition in enumerate(gate.start)]
    asked += [(f"repetition.top.{k}", condition.measure) for k, condition in enumerate(cycle.top if cycle is not None else ())]
    for address, name in asked:
        measure = exercise.measures.get(name)
        if measure is not None and measure.relative_to == "start":
            yield f"{address}.measure: {name!r}: is relative to the start posture, which is not known yet there"
    for name, measure in exercise.measures.items():
        if measure.start_within is not None and measure.relative_to is None:
            yield f"measures.{name}.start_within: goes with `relative_to: start`"
        if measure.start_within is not None and measure.start_within[0] > measure.start_within[1]:
            yield f"measures.{name}.start_within: {list(measure.start_within)}: the lower value comes first"
    if gate.turned_above is not None and gate.turned_below is not None and gate.turned_above >= gate.turned_below:
        yield f"gate.turned_above: {gate.turned_above:g}: nobody is turned by more than this and less than {gate.turned_below:g}"


def _faults(exercise: Exercise) -> Iterator[str]:
    setting = exercise.setting
    for name, fault in exercise.faults.items():
        at = f"faults.{name}"
        if name in fault.unless:
            yield f"{at}.unless: {name!r}: is the fault itself, so that it is never told"
        if name in exercise.unseen:
            yield f"unseen.{name}: is checked under `faults`; it cannot be both"
        for problem in fault.problems(setting):
            yield f"{at}.{problem}"
        if fault.stops_clock and not (setting.held and fault.watched):
            seen = " or ".join(f"`{kind}`" for kind, model in KINDS.items() if model.watched)
            yield f"{at}.stops_clock: only a {seen} fault of a hold can stop the clock"
