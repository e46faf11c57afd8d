"""Today: a routine as it is to be gone through by one person now: doses, one focus for each exercise, and the sentence it opens with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from formcheck.history.database import Database
from formcheck.history.latest import Latest, latest
from formcheck.history.runs import Line, Run, runs_of
from formcheck.routines.progression import levels_of
from formcheck.routines.schema import Dose, Routine, Step, dose_of
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import find_exercise
from formcheck.voice.phrases import Phrase

_COMMON: Final = (
    "shallow",
    "bouncing",
    "rushed",
    "short_hold",
    "lowered_fast",
    "dropped_fast",
)  # of many exercises: what is its own comes first


@dataclass(frozen=True)
class Today:
    """One step.  exercise: with the person's own range.  last: what came of it the last time, None when it is new.

    focus: one thing to mind, in words that can be said.
    """

    step: Step
    exercise: Exercise
    dose: Dose
    level: int
    last: Latest | None
    focus: str

    @property
    def line(self) -> Line:
        """What the run keeps of it."""
        dose = self.dose
        asked: Line = {"exercise": self.step.exercise, "title": self.exercise.title, "sets": dose.sets, "reps": dose.reps}
        return asked | {"hold_s": dose.hold_s, "sides": dose.sides, "level": self.level}


@dataclass(frozen=True)
class Sentence:
    """shown: as it is written.  said: its parts, as they are said."""

    shown: str
    said: tuple[str, ...]


def today(
    routine: Routine,
    person: str,
    database: Database,
    rules: Callable[[Exercise, str], Exercise] = lambda exercise, _: exercise,
    going_on: Run | None = None,
) -> list[Today]:
    """All steps of a routine for one person.

    rules: gives an exercise the person's own range; told its name in the routine too.  going_on: a run that was broken off, whose doses
    stay, and whose sessions are not the last time yet.
    """
    levels = levels_of(routine, runs_of(person, routine.name), database)
    own = [] if going_on is None else [name for k in range(len(going_on.steps)) for name in going_on.sessions(k)]
    steps = []
    for k, step in enumerate(routine.exercises):
        exercise = rules(find_exercise(step.exercise), step.exercise)
        last = latest(database, person, exercise.name, own)
        level, dose = levels[k], dose_of(step, exercise, levels[k])
        if going_on is not None:
            level, dose = _as_begun(going_on.steps[k], level, dose)
        steps.append(Today(step, exercise, dose, level, last, focus(exercise, last, step.focus)))
    return steps


def _as_begun(line: Line, level: int, dose: Dose) -> tuple[int, Dose]:
    """What a run that was broken off asked for; as it is today, where that cannot be read."""
    try:
        asked = Dose.model_validate({key: line[key] for key in Dose.model_fields})
        return int(line["level"]), asked
    except (KeyError, TypeError, ValueError, OverflowError):
        return level, dose


def focus(exercise: Exercise, last: Latest | None, usual: str = "") -> str:
    """The one thing to mind: what went wrong most often the last time; else what the routine says, or the most urgent of its own faults."""
    wrong = worst(exercise, last)
    if wrong is not None:
        return exercise.faults[wrong[0]].cue
    if usual:
        return usual
    own = sorted(exercise.faults.items(), key=lambda row: (row[0] in _COMMON, -row[1].priority))
    return own[0][1].cue if own else ""


def worst(exercise: Exercise, last: Latest | None) -> tuple[str, int] | None:
    """The commonest fault of the last time that the exercise still has, with how often."""
    return next(((name, times) for name, times in (last.faults if last else ()) if name in exercise.faults), None)


def opening(steps: list[Today]) -> Sentence:
    """One sentence from the last record."""
    told = [(wrong[1], k) for k, one in enumerate(steps) if (wrong := worst(one.exercise, one.last)) is not None]
    if told:
        most, k = max(told, key=lambda row: (row[0], -row[1]))
        one, name = steps[k], (worst(steps[k].exercise, steps[k].last) or ("", 0))[0]
        fault = name.replace("_", " ")
        often = f" ({times(most)})" if most > 1 else ""
        shown = f"Last time in {lower(one.exercise.title)}: {fault}{often}; today: {lower(one.focus)}."
        return Sentence(shown, (Phrase.TO_IMPROVE, one.exercise.title, Phrase.TODAY, one.focus))
    if any(one.last is not None for one in steps):
        return Sentence("Last time no fault was seen; today: the same again.", (Phrase.LAST_GOOD,))
    return Sentence("The first time: take it slowly, and get to know each exercise.", (Phrase.FIRST_TIME,))


def times(count: int) -> str:
    """How often, in words."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def lower(text: str) -> str:
    """With a small letter at the beginning, to go on within a sentence."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def dose_words(dose: Dose, exercise: Exercise) -> str:
    """``2 sets of 10 repetitions``, ``3 holds of 5 s, on each side``."""
    held = exercise.kind == "hold"
    what = ("hold" if held else "repetition") + ("" if dose.reps == 1 else "s")
    text = f"{dose.reps} {what}"
    if dose.hold_s:
        text += f" of {dose.hold_s:g} s" if held else f", each held {dose.hold_s:g} s"
    if dose.sets > 1:
        text = f"{dose.sets} sets of {text}"
    side = {"both": ", on each side", "left": ", on the left", "right": ", on the right", None: ""}[dose.sides]
    return text + side
