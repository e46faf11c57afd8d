"""Loading pose files: every mistake of a file at once, each with file, key, value, reason and the nearest valid name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from formcheck.errors import RuleError
from formcheck.files.reading import read_text
from formcheck.files.yamltext import LARGEST, YamlError, load_yaml
from formcheck.rules.check import cross_check
from formcheck.rules.exercise import Exercise, changed
from formcheck.rules.mistakes import lines_of, loose_names, not_numbers

_MISSING = "no such pose file; see `formcheck exercises` for those that have a name"


def load_exercise(path: Path) -> Exercise:
    """Read one pose file.

    Raises InputError when the file cannot be read, RuleError with one line per mistake when it does not hold.
    """
    return exercise_of(path, read_data(path))


def exercise_of(path: Path, data: dict[Any, Any]) -> Exercise:
    """The exercise of a pose file whose data is known.  Raises RuleError."""
    name = data.get("name")
    problems = [f"name: {name!r}: must be the file's name, {path.stem!r}"] if isinstance(name, str) and name != path.stem else []
    try:
        exercise = Exercise.model_validate(data)
    except ValidationError as error:
        problems += lines_of(data, error) + loose_names(data)
        raise RuleError([f"{path}: {p}" for p in problems]) from None
    problems += not_numbers(data, exercise) + cross_check(exercise)
    for variant, rule in exercise.variants.items():
        problems += _variant_problems(exercise, variant, data, rule.change)
    if problems:
        raise RuleError([f"{path}: {p}" for p in problems])
    return exercise


def _variant_problems(exercise: Exercise, name: str, data: Any, change: dict[str, Any]) -> list[str]:
    """The mistakes of a variant that the exercise itself does not have."""
    whole = changed({k: v for k, v in data.items() if k != "variants"}, change)
    try:
        variant, usual = exercise.variant(name), not_numbers(data, exercise) + cross_check(exercise)
        return [f"variants.{name}: {p}" for p in not_numbers(whole, variant) + cross_check(variant) if p not in usual]
    except ValidationError as error:
        return [f"variants.{name}: {p}" for p in lines_of(whole, error)]


def read_data(path: Path) -> dict[Any, Any]:
    """The data of a pose file, a mapping.  Raises InputError and RuleError."""
    text = read_text(path, "a pose file", LARGEST, _MISSING)
    try:
        data = load_yaml(text)
    except YamlError as mistake:
        raise RuleError([f"{path}: {mistake}"]) from None
    if not isinstance(data, dict):
        raise RuleError([f"{path}: is empty or no mapping; see `formcheck exercises --reference` for what a pose file holds"])
    return data
