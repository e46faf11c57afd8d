"""Loading routine files: every mistake of a file at once, each with file, key, value, reason and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from formcheck.errors import InputError, RuleError
from formcheck.routines.schema import Dose, Progression, Routine, Step, dose_of
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises, find_exercise
from formcheck.rules.load import read_mapping
from formcheck.rules.mistakes import lines_of, not_numbers
from formcheck.rules.nearest import nearest

WHAT = "a routine file"
_MISSING = "no such routine file; see `formcheck routine` for those that have a name"
_HOLDS = "see `formcheck routine --reference` for what a routine file holds"


def load_routine(path: Path) -> Routine:
    """Read one routine file.

    Raises InputError when the file cannot be read, RuleError with one line per mistake when it does not hold.
    """
    data = read_mapping(path, WHAT, _MISSING, _HOLDS)
    name = data.get("name")
    problems = [f"name: {name!r}: must be the file's name, {path.stem!r}"] if isinstance(name, str) and name != path.stem else []
    try:
        routine = Routine.model_validate(data)
    except ValidationError as error:
        steps = data.get("exercises")
        rows = steps if isinstance(steps, list) else []
        names = {k: row["exercise"] for k, row in enumerate(rows) if isinstance(row, dict) and isinstance(row.get("exercise"), str)}
        problems += [*lines_of(data, error, Routine), *(told for k, one in names.items() if (told := _found(k, one)[1]))]
    else:
        problems += [*not_numbers(data, routine), *(line for k, step in enumerate(routine.exercises) for line in _step(k, step))]
    if problems:
        raise RuleError([f"{path}: {p}" for p in problems])
    return routine


def _found(number: int, name: str) -> tuple[Exercise | None, str]:
    """The exercise of a step, or why there is none."""
    try:
        return find_exercise(name), ""
    except InputError as error:
        near = "" if ":" in name else nearest(name, (exercise.name for exercise in all_exercises()), 0.6)
        why = f"no such exercise{near}" if near else str(error).removeprefix(f"{name}: ")
        return None, f"exercises.{number}.exercise: {name!r}: {why}"
    except RuleError:
        return None, f"exercises.{number}.exercise: {name!r}: its pose file has mistakes; `formcheck exercises {name}` tells them"


def _step(number: int, step: Step) -> Iterator[str]:
    """What only the exercise shows to be wrong with a step."""
    at = f"exercises.{number}"
    exercise, told = _found(number, step.exercise)
    if exercise is None:
        yield told
        return
    if step.sides is not None and not exercise.dose.per_side and exercise.sides is None:
        yield f"{at}.sides: {step.sides!r}: {exercise.name} is not done with one side after the other; leave it out"
    elif step.sides in ("left", "right") and exercise.sides is None:
        yield f"{at}.sides: {step.sides!r}: {exercise.name} goes to both sides in turn; leave it out"
    if exercise.kind == "hold" and dose_of(step, exercise).hold_s <= 0:
        yield f"{at}.hold_s: must be more than 0: {exercise.name} is held, and its own dose names no seconds"
    if step.progression is not None:
        yield from _progression(f"{at}.progression", step.progression, dose_of(step, exercise))


def _progression(at: str, more: Progression, dose: Dose) -> Iterator[str]:
    most = {"reps": 100, "sets": 20, "hold_s": 600}[more.grows]
    base = float(getattr(dose, more.grows))
    if more.grows == "hold_s" and base <= 0:
        yield f"{at}.grows: 'hold_s': no hold is asked for; give `hold_s`, or let `reps` grow"
    elif more.up_to <= base:
        yield f"{at}.up_to: {more.up_to:g}: must be more than the {base:g} that it begins with"
    if more.up_to > most:
        yield f"{at}.up_to: {more.up_to:g}: must be at most {most} where `{more.grows}` grows"
