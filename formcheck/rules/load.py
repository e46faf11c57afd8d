"""Loading pose files: every mistake of a file at once, each with file, key, value, reason and the nearest valid name."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from formcheck.errors import InputError, RuleError
from formcheck.rules.check import cross_check
from formcheck.rules.exercise import Exercise, changed
from formcheck.rules.points import POINT_WORDS

SUFFIX = ".yaml"
_LARGEST = 1_000_000  # bytes; a pose file has a few thousand


def load_exercise(path: Path) -> Exercise:
    """Read one pose file.

    Raises InputError when the file cannot be read, RuleError with one line per mistake when it does not hold.
    """
    data = _read(path)
    try:
        exercise = Exercise.model_validate(data)
    except ValidationError as error:
        raise RuleError([f"{path}: {_line(data, e)}" for e in error.errors(include_url=False)]) from None
    problems = cross_check(exercise)
    for name, variant in exercise.variants.items():
        problems += _variant_problems(exercise, name, data, variant.change)
    if exercise.name != path.stem:
        problems.insert(0, f"name: {exercise.name!r}: must be the file's name, {path.stem!r}")
    if problems:
        raise RuleError([f"{path}: {p}" for p in problems])
    return exercise


def _variant_problems(exercise: Exercise, name: str, data: Any, change: dict[str, Any]) -> list[str]:
    """The mistakes of a variant that the exercise itself does not have."""
    try:
        return [f"variants.{name}: {p}" for p in cross_check(exercise.variant(name)) if p not in cross_check(exercise)]
    except ValidationError as error:
        whole = changed({k: v for k, v in data.items() if k != "variants"}, change)
        return [f"variants.{name}: {_line(whole, e)}" for e in error.errors(include_url=False)]


def _read(path: Path) -> Any:
    if path.is_dir():
        raise InputError(f"{path}: is a folder, not a pose file")
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: too large for a pose file")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: no such pose file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not text; a pose file is YAML in UTF-8") from None
    try:
        data = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f" line {mark.line + 1}" if mark is not None else ""
        raise RuleError([f"{path}:{where} is not valid YAML: {error.problem}"]) from None
    except YAMLError as error:
        raise RuleError([f"{path}: is not valid YAML: {str(error).splitlines()[0]}"]) from None
    if not isinstance(data, dict):
        raise RuleError([f"{path}: is empty or no mapping; see `formcheck exercises --reference` for what a pose file holds"])
    return data


def _line(data: Any, error: Any) -> str:
    """One line for one pydantic error."""
    keys = _address(data, error["loc"])
    at = ".".join(str(k) for k in keys) or "(whole file)"
    kind = error["type"]
    if kind == "extra_forbidden":
        return f"{at}: unknown key{_nearest(str(keys[-1]), _keys_beside(data, keys, error['loc']))}"
    if kind == "missing":
        return f"{at}: is missing"
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        tags = [t.strip(" '") for t in str(error.get("ctx", {}).get("expected_tags", "")).split(",") if t.strip(" '")]
        given = error["input"].get("kind") if isinstance(error["input"], dict) else error["input"]
        if kind == "union_tag_not_found":
            return f"{at}.kind: is missing; one of {', '.join(tags) or _kinds(at)}"
        return f"{at}.kind: {given!r}: no such kind{_nearest(str(given), tags)}"
    reason = error["msg"].removeprefix("Value error, ")
    if "no such point" in reason:
        word = reason.split("'")[1]
        return f"{at}: {word!r}: no such point{_nearest(word, POINT_WORDS)}"
    if kind == "value_error":
        return f"{at}: {reason}"
    if kind == "literal_error":
        choices = [c.strip("' ") for c in str(error["ctx"]["expected"]).replace(" or ", ", ").split(",")]
        return f"{at}: {error['input']!r}: must be one of {', '.join(choices)}{_nearest(str(error['input']), choices)}"
    return f"{at}: {_short(error['input'])}: {reason[0].lower()}{reason[1:]}"


def _kinds(at: str) -> str:
    return "see `formcheck exercises --reference`" if at else ""


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _address(data: Any, loc: Sequence[str | int]) -> list[str | int]:
    """The keys of the file that a pydantic location stands for: tags of unions are no keys."""
    keys: list[str | int] = []
    here = data
    for k, part in enumerate(loc):
        if isinstance(here, dict):
            if part in here or k == len(loc) - 1:
                keys.append(part)
                here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            keys.append(part)
            here = here[part]
        elif k == len(loc) - 1 and not isinstance(here, (dict, list)) and isinstance(part, str) and here is None:
            keys.append(part)
    return keys


def _keys_beside(data: Any, keys: Sequence[str | int], loc: Sequence[str | int]) -> list[str]:
    """The valid keys at the place of an unknown one, not yet used there."""
    here = data
    for key in keys[:-1]:
        here = here[key]
    used = set(here) if isinstance(here, dict) else set()
    kind = here.get("kind", "line") if isinstance(here, dict) else None
    valid: set[str] = set()
    for model in _models(Exercise):
        if (list(loc[:-1]) == [] and model is Exercise) or (list(loc[:-1]) != [] and _fits(model, loc, kind)):
            valid |= set(model.model_fields)
    return sorted(valid - used)


def _fits(model: type[BaseModel], loc: Sequence[str | int], kind: str | None) -> bool:
    """Could this part of the schema stand at that location?  Told by the tag of a union, or by the name of the field."""
    tag = model.model_fields.get("kind")
    if tag is not None:
        return kind in getattr(tag.annotation, "__args__", ()) and loc[0] in ("measures", "faults")
    fields = [p for p in loc[:-1] if isinstance(p, str)]
    return bool(fields) and _field_models().get(fields[-1]) is model


@functools.cache
def _field_models() -> dict[str, type[BaseModel]]:
    """field name -> the part of the schema it holds, for fields that hold just one."""
    found: dict[str, type[BaseModel]] = {}
    for model in _models(Exercise):
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
    for part in getattr(annotation, "__args__", ()):
        yield from _inside(part)
    for part in getattr(annotation, "__metadata__", ()):
        yield from _inside(part)


def _nearest(word: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(names), n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else ""
