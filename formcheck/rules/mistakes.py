"""Mistakes in the data of a pose file, or of another file of ours, in words: key, value, reason, and the nearest valid name."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from formcheck import faults, measures
from formcheck.kinds import kind_of
from formcheck.pose.points import POINT_WORDS
from formcheck.rules.exercise import Exercise
from formcheck.rules.nearest import nearest

_MAPPING = "must be a mapping (`key: value`)"
_NUMBER, _WHOLE, _BOOL = "must be a number", "must be a whole number", "must be true or false"
# type of a pydantic error -> reason; filled in with the bounds
_REASONS: Final = {
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "tuple_type": "must be a list, e.g. [one, two]",
    "string_type": "must be text",
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": "must be a finite number",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_type": _BOOL,
    "bool_parsing": _BOOL,
    "string_pattern_mismatch": "a name has small letters, digits and `_`, and begins with a letter",
    "greater_than_equal": "must be at least {ge:g}",
    "greater_than": "must be more than {gt:g}",
    "less_than_equal": "must be at most {le:g}",
    "less_than": "must be less than {lt:g}",
    "too_short": "must have at least {min_length} of them",
    "too_long": "must have {max_length} of them, not {actual_length}",
    "recursion_loop": "refers to itself",
    "invalid_key": "a key must be text",
}


def lines_of(data: Any, error: ValidationError, schema: type[BaseModel] = Exercise) -> list[str]:
    """One line for each mistake, ``key: value: reason``, in the order of the schema."""
    errors = error.errors(include_url=False)
    hidden = {e["loc"][:k] for e in errors for k in range(len(e["loc"]))}  # a list seems empty when its entries have mistakes
    return list(dict.fromkeys(_line(data, e, schema) for e in errors if e["type"] != "too_short" or e["loc"] not in hidden))


def not_numbers(data: Any, model: BaseModel) -> list[str]:
    """One line for each `true` or `false` that was taken for a number: pydantic takes them for 1 and 0."""
    return [f"{at}: {_shown(given)}: {_NUMBER}" for at, given in _taken_for_numbers(data, model.model_dump(), ())]


def _taken_for_numbers(given: Any, taken: Any, at: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if isinstance(given, bool) and isinstance(taken, int | float) and not isinstance(taken, bool):
        yield ".".join(at), given
    elif isinstance(given, dict) and isinstance(taken, dict):
        for key in given.keys() & taken.keys():
            yield from _taken_for_numbers(given[key], taken[key], (*at, str(key)))
    elif isinstance(given, list) and isinstance(taken, list | tuple):
        for k, (one, other) in enumerate(zip(given, taken, strict=False)):
            yield from _taken_for_numbers(one, other, (*at, str(k)))


def loose_names(data: dict[str, Any]) -> list[str]:
    """Names of measures and faults that point nowhere, in a file that has other mistakes as well."""
    known, told = data.get("measures"), data.get("faults")
    lines = []
    for part in ("gate", "sides", "repetition", "hold", "faults"):
        for address, key, value in _entries(data.get(part), part):
            if key == "measure" and isinstance(value, str) and isinstance(known, dict) and value not in known:
                lines.append(f"{address}: {value!r}: no such measure{nearest(value, map(str, known))}")
            if key == "unless" and isinstance(value, list) and isinstance(told, dict):
                strays = [name for name in value if isinstance(name, str) and name not in told]
                lines += [f"{address}: {name!r}: no such fault{nearest(name, map(str, told))}" for name in strays]
    return lines


def _entries(data: Any, address: str, depth: int = 0) -> Iterator[tuple[str, Any, Any]]:
    """(address, key, value) of all mappings within."""
    if depth > 8:  # data that refers to itself
        return
    rows = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in rows:
        yield f"{address}.{key}", key, value
        yield from _entries(value, f"{address}.{key}", depth + 1)


def _line(data: Any, error: Any, schema: type[BaseModel]) -> str:
    """One line for one pydantic error."""
    loc: Sequence[str | int] = error["loc"]
    keys = _address(data, loc)
    at = ".".join(str(k) for k in keys) or "(whole file)"
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    reason = error["msg"].removeprefix("Value error, ")
    if kind == "extra_forbidden":
        return f"{at}: unknown key{nearest(str(keys[-1]), _keys_beside(data, keys, loc, schema))}"
    if kind == "missing":
        return f"{at}: {_shown(given)}: has too few entries" if isinstance(loc[-1], int) else f"{at}: is missing"
    if kind == "union_tag_not_found":
        return (
            f"{at}.kind: is missing; one of {', '.join(measures.KINDS)}"
            if isinstance(given, dict)
            else f"{at}: {_shown(given)}: {_MAPPING}"
        )
    if kind == "union_tag_invalid":
        return f"{at}.kind: {context['tag']!r}: no such kind{nearest(context['tag'], _choices(context['expected_tags']))}"
    if "no such point" in reason:
        word = reason.split("'")[1]
        return f"{at}: {word!r}: no such point{nearest(word, POINT_WORDS)}"
    if kind == "value_error":
        return f"{at}: {reason}"
    if kind == "literal_error":
        choices = _choices(context["expected"].replace(" or ", ", "))
        return f"{at}: {_shown(given)}: must be one of {', '.join(choices)}{nearest(str(given), choices)}"
    return f"{at}: {_shown(given)}: {_REASONS[kind].format(**context) if kind in _REASONS else reason}"


def _choices(text: str) -> list[str]:
    return [choice.strip(" '") for choice in text.split(",")]


def _shown(value: Any) -> str:
    """A value as it may stand in the file."""
    if value is None:
        return "nothing"
    text = str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, (str, list, dict)) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _address(data: Any, loc: Sequence[str | int]) -> list[str | int]:
    """The keys of the file that a pydantic location stands for: tags of unions are no keys."""
    keys: list[str | int] = []
    here = data
    for k, part in enumerate(loc):
        if part == "[key]":
            continue
        if isinstance(here, dict):
            key = part if part in here else next((name for name in here if str(name) == str(part)), None)
            if key is not None or k == len(loc) - 1:
                keys.append(part)
                here = here.get(key)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            keys.append(part)
            here = here[part]
    return keys


def _keys_beside(data: Any, keys: Sequence[str | int], loc: Sequence[str | int], schema: type[BaseModel]) -> list[str]:
    """The valid keys at the place of an unknown one, not yet used there."""
    here = data
    for key in keys[:-1]:
        here = here[key]
    used = set(here) if isinstance(here, dict) else set()
    kind = here.get("kind", faults.USUAL) if isinstance(here, dict) else None
    valid: set[str] = set()
    for model in _models(schema):
        if (list(loc[:-1]) == [] and model is schema) or (list(loc[:-1]) != [] and _fits(model, loc, kind, schema)):
            valid |= set(model.model_fields)
    return sorted(valid - used)


def _fits(model: type[BaseModel], loc: Sequence[str | int], kind: str | None, schema: type[BaseModel]) -> bool:
    """Could this part of the schema stand at that location?  Told by the tag of a union, or by the name of the field."""
    tag = kind_of(model)
    if tag is not None:
        return kind == tag and loc[0] in ("measures", "faults")
    fields = [p for p in loc[:-1] if isinstance(p, str)]
    return bool(fields) and _field_models(schema).get(fields[-1]) is model


@functools.cache
def _field_models(schema: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """By field name the part of the schema it holds, for fields that hold just one."""
    found: dict[str, type[BaseModel]] = {}
    for model in _models(schema):
        for name, info in model.model_fields.items():
            inner = [m for m in _inside(info.annotation) if "kind" not in m.model_fields]
            if len(inner) == 1:
                found[name] = inner[0]
    return found


@functools.cache
def _models(root: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """The root and every model reached from its fields."""
    found = [root]
    for model in found:
        for info in model.model_fields.values():
            found += [m for m in _inside(info.annotation) if m not in found]
    return tuple(found)


def _inside(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _inside(part)
