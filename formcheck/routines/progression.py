"""Progression: how far the dose of each step has grown, told from the runs that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from formcheck.history.database import Database
from formcheck.history.latest import Latest, together
from formcheck.history.runs import Run
from formcheck.routines.schema import Progression, Routine, Step, dose_of
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import find_exercise

GOOD_SHARE: Final = 0.8  # of the repetitions, for a session to be good


def levels_of(routine: Routine, runs: Sequence[Run], database: Database) -> list[int]:
    """For each step how many steps of its progression are reached.

    runs: of this routine and person, oldest first.  A step is known by its place and its exercise, so that a routine that was changed
    begins anew only where it was changed.
    """
    levels = []
    for k, step in enumerate(routine.exercises):
        if step.progression is None:
            levels.append(0)
            continue
        done = [
            (run.left()[k], together(database, run.sessions(k)))
            for run in runs
            if k in run.left() and k < len(run.steps) and run.steps[k].get("exercise") == step.exercise
        ]
        levels.append(_level(step.progression, done, most_levels(step, find_exercise(step.exercise))))
    return levels


def is_good(why: str, done: Latest | None) -> bool:
    """A step that ended like this was a good session of it."""
    if why != "done" or done is None or done.pain or not done.count:
        return False
    return done.right >= GOOD_SHARE * done.count if done.reps else done.reached > 0


def most_levels(step: Step, exercise: Exercise) -> int:
    """Steps from where the progression begins to where it ends."""
    more = step.progression
    if more is None:
        return 0
    return max(0, ceil((more.up_to - float(getattr(dose_of(step, exercise), more.grows))) / more.by))


def _level(more: Progression, sessions: Sequence[tuple[str, Latest | None]], most: int) -> int:
    level = streak = 0
    for why, done in sessions:
        if why == "pain":
            level, streak = max(0, level - 1), 0
        elif is_good(why, done):
            streak += 1
            if streak == more.after:
                level, streak = min(level + 1, most), 0
        elif why != "skipped":
            streak = 0
    return level
