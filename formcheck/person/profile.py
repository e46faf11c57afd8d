"""Profile: what is known of one person, a file of its own: the comfortable range in each exercise that was calibrated."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Final

from platformdirs import user_config_path
from pydantic import Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from formcheck.errors import InputError
from formcheck.faults.base import Zero
from formcheck.pose.landmarks import SideName
from formcheck.rules.mistakes import lines_of
from formcheck.strict import Strict

SUFFIX: Final = ".yaml"


class Own(Strict):
    """A person's range in one exercise (or one way of it).  All values are in the unit of the measure."""

    measure: str = Field(description="the measure that counted when it was calibrated")
    level: float = Field(description="its value at rest")
    end: float = Field(description="its value at the comfortable end of the range")
    second: float | None = Field(None, description="the same at the other end, of a movement that has two")
    reps: int = Field(ge=1, description="repetitions or holds that this was taken from")
    levels: dict[str, float] = Field({}, description="values at rest of other measures, by which faults are told that follow the range")
    zero: dict[str, dict[SideName, Zero]] = Field({}, description="fault: by near side, what counts as right")


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


def profile_or_new(name: str) -> Profile:
    """A person's profile, an empty one when there is none yet.  Raises InputError when it does not hold."""
    return read_profile(name) if profile_path(name).exists() else Profile(name=name, exercises={})


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
