"""The option `--profile`: the exercise as it is for one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.shared import note

if TYPE_CHECKING:
    from formcheck.person.profile import Profile
    from formcheck.rules.exercise import Exercise

ProfileOption = Annotated[
    str | None, typer.Option("--profile", metavar="NAME", help="Use the range of this person, from `formcheck calibrate`.")
]


@dataclass(frozen=True)
class Person:
    """Whose range is used; without a profile everybody's.  Make it with ``person``."""

    profile: Profile | None = None

    def rules(self, exercise: Exercise, asked: str | None = None) -> Exercise:
        """The exercise with this person's lines.  asked: the name it was asked for by, which may name a variant."""
        if self.profile is None:
            return exercise
        from formcheck.person.personal import apply_profile, key_of
        from formcheck.rules.library import variant_asked

        variant, name = "" if asked is None else variant_asked(asked), self.profile.name
        what = key_of(exercise, variant)
        if not {what, *(key_of(exercise, way) for way in exercise.variants)} & set(self.profile.exercises):
            note(f"profile {name}: {what} is not calibrated, the usual lines hold; next: formcheck calibrate {what} --profile {name}")
        return apply_profile(exercise, self.profile, variant)

    def remark(self, exercise: Exercise) -> str:
        """What a summary says of it; ``exercise``: as it is for everybody or for this person."""
        if self.profile is None or not any(key.partition(":")[0] == exercise.name for key in self.profile.exercises):
            return ""
        return f"judged by the own range of {self.profile.name}"


def person(name: str | None) -> Person:
    """Read the profile of this name, if any.  Raises InputError when there is none, or when it does not hold."""
    if name is None:
        return Person()
    from formcheck.person.profile import read_profile

    return Person(read_profile(name))
