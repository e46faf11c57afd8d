"""Loading pose files: every mistake of a file at once, each with file, key, value, reason and the nearest valid name."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from formcheck.errors import InputError, RuleError
from formcheck.rules.check import cross_check
from formcheck.rules.exercise import Exercise, changed
from formcheck.rules.mistakes import lines_of, loose_names

SUFFIX = ".yaml"
_LARGEST = 1_000_000  # bytes; a pose file has a few thousand
_COLON = "mapping values are not allowed here"


def load_exercise(path: Path) -> Exercise:
    """Read one pose file.

    Raises InputError when the file cannot be read, RuleError with one line per mistake when it does not hold.
    """
    data = _read(path)
    name = data.get("name")
    problems = [f"name: {name!r}: must be the file's name, {path.stem!r}"] if isinstance(name, str) and name != path.stem else []
    try:
        exercise = Exercise.model_validate(data)
    except ValidationError as error:
        problems += lines_of(data, error) + loose_names(data)
        raise RuleError([f"{path}: {p}" for p in problems]) from None
    problems += cross_check(exercise)
    for variant, rule in exercise.variants.items():
        problems += _variant_problems(exercise, variant, data, rule.change)
    if problems:
        raise RuleError([f"{path}: {p}" for p in problems])
    return exercise


def _variant_problems(exercise: Exercise, name: str, data: Any, change: dict[str, Any]) -> list[str]:
    """The mistakes of a variant that the exercise itself does not have."""
    try:
        return [f"variants.{name}: {p}" for p in cross_check(exercise.variant(name)) if p not in cross_check(exercise)]
    except ValidationError as error:
        whole = changed({k: v for k, v in data.items() if k != "variants"}, change)
        return [f"variants.{name}: {p}" for p in lines_of(whole, error)]


def _read(path: Path) -> dict[Any, Any]:
    """The data of a pose file, a mapping."""
    text = _text(path)
    try:
        data = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f" line {mark.line + 1}" if mark is not None else ""
        hint = " (text with a colon needs quotes)" if error.problem == _COLON else ""
        raise RuleError([f"{path}:{where} is not valid YAML: {error.problem}{hint}"]) from None
    except YAMLError as error:
        raise RuleError([f"{path}: is not valid YAML: {str(error).splitlines()[0]}"]) from None
    except ValueError as error:  # a date or a number that cannot be
        raise RuleError([f"{path}: is not valid YAML: {str(error).partition(';')[0]}"]) from None
    except RecursionError:
        raise RuleError([f"{path}: is nested too deeply for a pose file"]) from None
    if not isinstance(data, dict):
        raise RuleError([f"{path}: is empty or no mapping; see `formcheck exercises --reference` for what a pose file holds"])
    return data


def _text(path: Path) -> str:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(f"{path}: is a folder, not a pose file; name a file in it (*{SUFFIX})")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{path}: is a device, not a pose file")
        if status.st_size > _LARGEST:
            raise InputError(f"{path}: too large for a pose file")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: no such pose file; see `formcheck exercises` for those that have a name") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not text; a pose file is YAML in UTF-8") from None
