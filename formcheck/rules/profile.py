"""Profile: a person's own range in each exercise, and what it does to the lines of the pose files.

Lines only come nearer to rest, and no nearer than half of the way: who reaches further is still asked for no more than the pose file
asks, and a movement of a few degrees never becomes a full repetition.
"""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any, Final, Literal

from platformdirs import user_config_path
from pydantic import Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from formcheck.errors import InputError
from formcheck.rules.exercise import Cycle, Exercise, Stay
from formcheck.rules.faults import DiffersFault
from formcheck.rules.measures import Strict
from formcheck.rules.mistakes import lines_of

SUFFIX: Final = ".yaml"
OWN_SHARE: Final = 0.85  # of a person's own range, from where on a repetition is full: not every one goes as far as the calibrated ones
LEAST: Final = 0.5  # share of the usual range below which no line is put
APART: Final = 0.15  # share of the range by which the rest line lies off a person's own level at rest, and
ATTEMPT: Final = 0.3  # the attempt line, when the usual ones lie on the wrong side of it

SideWord = Literal["left", "right"]


class Own(Strict):
    """A person's range in one exercise (or one way of it).  All values are in the unit of the measure."""

    measure: str = Field(description="the measure that counted when it was calibrated")
    level: float = Field(description="its value at rest")
    end: float = Field(description="its value at the comfortable end of the range")
    second: float | None = Field(None, description="the same at the other end, of a movement that has two")
    reps: int = Field(ge=1, description="repetitions or holds that this was taken from")
    zero: dict[str, dict[SideWord, float]] = Field({}, description="fault: by near side, the value that counts as right")


class Profile(Strict):
    """What is known of one person; written by `formcheck calibrate`."""

    name: str
    exercises: dict[str, Own] = Field({}, description="by the exercise's name, `NAME:VARIANT` for a way of seeing or doing it")

    def with_own(self, key: str, own: Own) -> Profile:
        """With one exercise added or replaced; calibrated values of the other near side are kept."""
        before = self.exercises.get(key)
        zero = dict(own.zero)
        if before is not None and before.measure == own.measure:
            zero = {fault: {**before.zero.get(fault, {}), **zero.get(fault, {})} for fault in {**before.zero, **zero}}
        return self.model_copy(update={"exercises": {**self.exercises, key: own.model_copy(update={"zero": zero})}})

    def text(self) -> str:
        """As YAML."""
        yaml, out = YAML(), StringIO()
        yaml.default_flow_style = False
        yaml.dump(self.model_dump(exclude_none=True), out)
        return out.getvalue()


def profile_path(name: str) -> Path:
    """Where a person's profile is, or will be.  Raises InputError when the name cannot be that of a file."""
    if not re.fullmatch(r"[\w-]{1,60}", name):
        raise InputError(f"{name!r}: a profile's name consists of letters, digits, _ and -")
    return user_config_path("formcheck", appauthor=False) / "profiles" / f"{name}{SUFFIX}"


def read_profile(name: str) -> Profile:
    """A person's profile.  Raises InputError when there is none, or when it does not hold."""
    path = profile_path(name)
    try:
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        return Profile.model_validate(data)
    except FileNotFoundError:
        known = sorted(p.stem for p in path.parent.glob(f"*{SUFFIX}")) if path.parent.is_dir() else []
        hint = f"there are {', '.join(known)}" if known else f"make one: formcheck calibrate EXERCISE --profile {name}"
        raise InputError(f"{path}: no such profile; {hint}") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except ValidationError as error:
        reason = lines_of(data, error)[0] if isinstance(data, dict) else "is empty or no mapping"
        raise InputError(f"{path}: {reason}; delete it and calibrate again") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: is not valid YAML: {str(error).splitlines()[0]}; delete it and calibrate again") from None


def apply_profile(exercise: Exercise, profile: Profile) -> Exercise:
    """The exercise with lines that follow the person's own range, in every way of it that was calibrated."""
    if not any(key.partition(":")[0] == exercise.name for key in profile.exercises):
        return exercise
    own = profile.exercises.get(exercise.name)
    variants = {}
    for name, variant in exercise.variants.items():
        form = exercise.variant(name)
        theirs = profile.exercises.get(f"{exercise.name}:{name}")
        variants[name] = variant.model_copy(
            update={"change": written_out(variant.change, form if theirs is None else _applied(form, theirs))}
        )
    return (exercise if own is None else _applied(exercise, own)).model_copy(update={"variants": variants})


def written_out(change: dict[str, Any], form: Exercise) -> dict[str, Any]:
    """A variant's changes with all lines of its form, so that those of the exercise itself do not shine through."""
    parts = {part: whole.model_dump() for part in ("repetition", "hold") if (whole := getattr(form, part)) is not None}
    faults = {name: rule.model_dump() for name, rule in form.faults.items() if isinstance(rule, DiffersFault)}
    return {**change, **parts, **({"faults": {**(change.get("faults") or {}), **faults}} if faults else {})}


def applies(exercise: Exercise, own: Own) -> bool:
    """True when it was calibrated by the measure that counts today, and moves the same way."""
    whole = exercise.repetition or exercise.hold
    assert whole is not None
    way = whole.attempt - whole.rest if isinstance(whole, Cycle) else whole.full - whole.rest
    return own.measure == whole.measure and (own.end - own.level) * way > 0


def share_of(exercise: Exercise, own: Own) -> float:
    """How far the lines go: 1 for the usual ones, at least LEAST."""
    whole = exercise.repetition or exercise.hold
    assert whole is not None
    if _between_ends(whole) and own.second is not None:
        return _share(abs(own.end - own.second), whole.full)
    return _share(own.end - own.level, whole.full - own.level)


def _share(own: float, usual: float) -> float:
    return min(1.0, max(LEAST, OWN_SHARE * own / usual)) if usual else 1.0


def _between_ends(whole: Cycle | Stay) -> bool:
    return isinstance(whole, Cycle) and whole.second is not None and whole.end_sides is None


def _applied(exercise: Exercise, own: Own) -> Exercise:
    if not applies(exercise, own):
        return exercise
    share = share_of(exercise, own)
    update: dict[str, Any] = {}
    if exercise.repetition is not None:
        update["repetition"] = _cycle(exercise.repetition, own, share)
    elif exercise.hold is not None:
        update["hold"] = _stay(exercise.hold, own.level, share)
    faults = {
        name: rule.model_copy(update={"zero": own.zero[name]}) if isinstance(rule, DiffersFault) and name in own.zero else rule
        for name, rule in exercise.faults.items()
    }
    return exercise.model_copy(update={**update, "faults": faults})


def _cycle(rule: Cycle, own: Own, share: float) -> Cycle:
    if rule.second is not None:
        middle = (rule.rest + rule.second.rest) / 2
        second = rule.second.model_copy(
            update={"rest": _nearer(rule.second.rest, middle, share), "attempt": _nearer(rule.second.attempt, middle, share)}
        )
        full = rule.full * share if rule.end_sides is None else _nearer(rule.full, middle, share)
        lines = {"rest": _nearer(rule.rest, middle, share), "attempt": _nearer(rule.attempt, middle, share), "full": full}
        return rule.model_copy(update={**lines, "second": second})
    full = _nearer(rule.full, own.level, share)
    if rule.from_start:  # the lines near rest are the person's own already
        return rule.model_copy(update={"rest": rule.rest * share, "attempt": rule.attempt * share, "full": full})
    way = full - own.level
    rest, attempt = (_nearer(line, own.level, share) for line in (rule.rest, rule.attempt))
    if (rest - own.level) / way < APART:  # at rest this person would not count as resting
        rest = own.level + APART * way
        attempt = own.level + max((attempt - own.level) / way, ATTEMPT) * way
    return rule.model_copy(update={"rest": rest, "attempt": attempt, "full": full})


def _stay(rule: Stay, level: float, share: float) -> Stay:
    lines = {name: _nearer(getattr(rule, name), level, share) for name in ("rest", "enter", "full")}
    attempt = {} if rule.attempt is None else {"attempt": _nearer(rule.attempt, level, share)}
    return rule.model_copy(update={**lines, **attempt})


def _nearer(line: float, level: float, share: float) -> float:
    """The line at a share of its way from the level at rest."""
    return round(level + share * (line - level), 4)
