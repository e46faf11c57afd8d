"""The numbers of a pose file that tuning may move, each with its address, unit, bounds and a natural step.

Tunable is every threshold that stands in the file under `gate`, `sides`, `repetition`, `hold` and `faults`, and in the variants that
the view chooses.  What is left out of the file has no address; dose, priorities and how a measure is taken are no thresholds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Final, Literal

import annotated_types
from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from formcheck.errors import InputError, RuleError
from formcheck.measures import Measure
from formcheck.rules.check import cross_check
from formcheck.rules.exercise import Exercise
from formcheck.rules.mistakes import lines_of
from formcheck.rules.nearest import nearest
from formcheck.strict import Tuned

NumberUnit = Literal["deg", "trunk", "share", "s", "count"]

_PARTS: Final = ("gate", "sides", "repetition", "hold", "faults")
# unit -> step, and the grain to which values are rounded
_STEPS: Final[dict[NumberUnit, tuple[float, float]]] = {
    "deg": (2.0, 0.5),
    "trunk": (0.02, 0.005),
    "share": (0.01, 0.002),
    "s": (0.05, 0.01),
    "count": (1.0, 1.0),
}
_SIZE_STEPS: Final = _STEPS | {"deg": (0.5, 0.1), "trunk": (0.01, 0.002)}
_LONG_TIME: Final = 0.05  # the step of a time that is long, as a share of it,
_LARGE_RATIO: Final = 0.02  # and of a ratio that is large


@dataclass(frozen=True, slots=True)
class Number:
    """One number.

    low, high: bounds, themselves allowed; step: a change that makes a difference to a person; grain: what it is rounded to.
    """

    address: str
    value: float
    unit: NumberUnit
    low: float
    high: float
    step: float
    grain: float

    def fit(self, value: float) -> float:
        """The nearest allowed value on the grid of the grain; the value of the file is allowed as it stands."""
        if value == self.value:
            return value
        rounded = round(round(value / self.grain) * self.grain, 6)
        return min(max(rounded, self.low), self.high)


def numbers_of(exercise: Exercise) -> tuple[Number, ...]:
    """The tunable numbers of an exercise, in the order of its file."""
    found = list(_numbers(exercise, exercise.model_dump(exclude_unset=True), ""))
    for name, variant in exercise.variants.items():
        if variant.chosen == "view":
            found += _numbers(exercise.variant(name), variant.change, f"variants.{name}.change.")
    return tuple(found)


def chosen(numbers: tuple[Number, ...], only: list[str]) -> tuple[Number, ...]:
    """Those at these addresses, or under them (`faults.overarched`, `gate`); all when none is given.  Raises InputError for a stray one."""
    for word in only:
        if not any(_under(n.address, word) for n in numbers):
            known = [n.address for n in numbers]
            raise InputError(f"{word}: no such number to tune{nearest(word, known)}")
    return tuple(n for n in numbers if not only or any(_under(n.address, word) for word in only))


def exercise_with(exercise: Exercise, values: Mapping[str, float]) -> Exercise:
    """The exercise with other values at these addresses.

    Raises RuleError when they do not go together: bounds, the order of lines, a line out of reach, a movement the other way round.
    """
    data = exercise.model_dump(exclude_unset=True)
    for address, value in values.items():
        _put(data, address, value)
    try:
        changed = Exercise.model_validate(data)
        variants = changed.each_variant()
    except ValidationError as error:
        raise RuleError(lines_of(data, error)) from None
    problems = [problem for variant in variants for problem in cross_check(variant)]
    if _ways(variants) != _ways(exercise.each_variant()):
        problems.append("rest: the movement would count the other way round")
    if problems:
        raise RuleError(problems)
    return changed


def text_with(text: str, values: Mapping[str, float]) -> str:
    """The text of a pose file with other values at these addresses; nothing else of it changes, comments and layout stay.

    Raises InputError when an address is not in the text as a number of its own.
    """
    spans: list[tuple[int, int, str]] = []
    root = YAML(typ="safe", pure=True).compose(text)
    for address, value in values.items():
        node = _node(root, address)
        if not isinstance(node, ScalarNode) or node.anchor is not None:
            raise InputError(f"{address}: does not stand in the pose file as a number of its own; write it out there")
        spans.append((node.start_mark.index, node.end_mark.index, f"{value:.10g}"))
    for start, end, shown in sorted(spans, reverse=True):
        text = text[:start] + shown + text[end:]
    return text


def _under(address: str, word: str) -> bool:
    return address == word or address.startswith(f"{word}.")


def _numbers(exercise: Exercise, data: Mapping[str, Any], prefix: str) -> Iterator[Number]:
    """data: those parts of the exercise that are written down at this place, under their own keys."""
    for part in _PARTS:
        if isinstance(data.get(part), dict):
            yield from _walk(exercise, getattr(exercise, part), data[part], f"{prefix}{part}", "")


def _walk(exercise: Exercise, model: Any, data: Any, address: str, measure: str) -> Iterator[Number]:
    """The numbers of one part of a file and of what is in it; measure: the one that its lines are about."""
    measure = getattr(model, "measure", measure)
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        at = f"{address}.{key}"
        if isinstance(model, BaseModel) and _tuned(model, str(key)).never:
            continue
        if isinstance(value, (dict, list, tuple)):
            inner = model[key] if isinstance(model, (dict, tuple)) else getattr(model, str(key))
            yield from _walk(exercise, inner, value, at, measure)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield _number(model, str(key), float(value), at, exercise.measures.get(measure))


def _number(model: BaseModel, key: str, value: float, address: str, measure: Measure | None) -> Number:
    tuned = _tuned(model, key)
    unit: NumberUnit = "s" if key.endswith("_s") else tuned.unit or ("deg" if measure is None else measure.unit)
    step, grain = (_SIZE_STEPS if tuned.size else _STEPS)[unit]
    if unit == "s":
        step = max(step, round(_LONG_TIME * value, 2))
    elif unit == "share" and not tuned.size:
        step = max(step, round(_LARGE_RATIO * abs(value), 3))
    low, high = _bounds(model, key, grain)
    if measure is not None and unit == measure.unit and not tuned.size:
        least, most = measure.reach
        if key == "full" and getattr(model, "both_ways", False):  # from the one end to the other
            least, most = 0.0, most - least
        if key in ("rest", "attempt") and getattr(model, "from_start", False):
            least, most = least - most, most - least
        low, high = max(low, least + grain), min(high, most - grain)
    return Number(address, value, unit, min(low, value), max(high, value), step, grain)


def _tuned(model: BaseModel, key: str) -> Tuned:
    """How the part of the file that has this key says that its number is taken."""
    info = type(model).model_fields[key]
    return next((part for part in info.metadata if isinstance(part, Tuned)), Tuned())


def _bounds(model: BaseModel, key: str, grain: float) -> tuple[float, float]:
    """Bounds of the schema; one that is itself not allowed is kept clear of by a grain."""
    low, high = -inf, inf
    for bound in type(model).model_fields[key].metadata:
        match bound:
            case annotated_types.Ge(ge=ge):
                low = float(ge)  # type: ignore[arg-type]
            case annotated_types.Gt(gt=gt):
                low = float(gt) + grain  # type: ignore[arg-type]
            case annotated_types.Le(le=le):
                high = float(le)  # type: ignore[arg-type]
            case annotated_types.Lt(lt=lt):
                high = float(lt) - grain  # type: ignore[arg-type]
    return low, high


def _ways(variants: tuple[Exercise, ...]) -> list[bool]:
    """Of every form: does its movement raise the measure?"""
    ways = []
    for variant in variants:
        cycle, stay = variant.repetition, variant.hold
        if cycle is not None:
            ways.append(cycle.attempt > cycle.rest)
        if stay is not None:
            ways.append(stay.enter > stay.rest)
    return ways


def _put(data: Any, address: str, value: float) -> None:
    *path, last = address.split(".")
    for key in path:
        data = data[int(key)] if isinstance(data, (list, tuple)) else data[key]
    data[last] = value


def _node(node: Any, address: str) -> Any:
    """The YAML node at an address, None when there is none."""
    for key in address.split("."):
        if isinstance(node, MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, SequenceNode) and key.isdecimal() and int(key) < len(node.value):
            node = node.value[int(key)]
        else:
            return None
    return node
