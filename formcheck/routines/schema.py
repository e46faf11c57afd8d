"""Routine: the whole of one routine file, checked."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field, model_validator

from formcheck.rules.exercise import Exercise, Name
from formcheck.strict import Strict

Sides = Literal["both", "left", "right"]
MOST_STEPS: Final = 30


class Progression(Strict):
    """How the dose grows: by a step after so many good sessions in a row. Told from the history, so that it is the person's own.

    A session is good when everything that was asked for was done, four of five repetitions were good, and no pain ended it. After a
    session that was ended by pain the dose is one step smaller again.
    """

    grows: Literal["reps", "hold_s", "sets"] = Field("reps", description="what grows")
    by: float = Field(gt=0, le=60, description="the step: repetitions, seconds or sets")
    after: int = Field(3, ge=1, le=50, description="good sessions in a row before each step")
    up_to: float = Field(gt=0, le=600, description="and no further than this")

    @model_validator(mode="after")
    def _whole(self) -> Progression:
        if self.grows != "hold_s" and (self.by != int(self.by) or self.up_to != int(self.up_to)):
            raise ValueError(f"`by` and `up_to` must be whole numbers where `{self.grows}` grows")
        return self


class Step(Strict):
    """One exercise of a routine. What is left out is as the exercise's own dose says."""

    exercise: str = Field(description="its name, or NAME:VARIANT; see `formcheck exercises`")
    sets: int | None = Field(None, ge=1, le=20, description="how many sets")
    reps: int | None = Field(None, ge=1, le=100, description="repetitions of a set, or holds; for each side where there are sides")
    hold_s: float | None = Field(None, ge=0, le=600, description="seconds of each hold")
    sides: Sides | None = Field(None, description="one side after the other, or only one")
    rest_s: float = Field(30, ge=0, le=600, description="seconds of rest between two sets")
    then_rest_s: float = Field(20, ge=0, le=600, description="seconds of rest before the next exercise")
    focus: str = Field("", description="what to mind, while no session says what went wrong last")
    progression: Progression | None = None


class Routine(Strict):
    """One routine file."""

    name: Name = Field(description="the file's name without `.yaml`")
    title: str
    summary: str
    guides: tuple[str, ...] = Field((), description="sources, as in pose files")
    advice: tuple[str, ...] = Field((), description="what to know before it, a sentence each")
    after_rising_min: float = Field(0, ge=0, le=60, description="minutes after getting up before it begins; it waits for them")
    ask_pain: bool = Field(True, description="ask for pain from 0 to 10, before and after")
    exercises: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS, description="in this order")


class Dose(Strict):
    """How much of a step is asked for today. sides: None for an exercise without sides."""

    sets: int
    reps: int
    hold_s: float
    sides: Sides | None


def dose_of(step: Step, exercise: Exercise, level: int = 0) -> Dose:
    """What is asked for.  level: steps of the progression that are reached."""
    usual = exercise.dose
    sided = usual.per_side or step.sides is not None
    dose = Dose(
        sets=usual.sets if step.sets is None else step.sets,
        reps=usual.reps if step.reps is None else step.reps,
        hold_s=usual.hold_s if step.hold_s is None else step.hold_s,
        sides=(step.sides or "both") if sided else None,
    )
    more = step.progression
    if more is None or level <= 0:
        return dose
    base: float = getattr(dose, more.grows)
    value = max(base, min(base + level * more.by, more.up_to))
    return dose.model_copy(update={more.grows: value if more.grows == "hold_s" else int(value)})
