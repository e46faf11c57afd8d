"""How often the exercise of a clip is recognised when nobody says which it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formcheck.engine.recognise import best, recognise
from formcheck.evaluate.evaluate import Case
from formcheck.likeness.learned import learned
from formcheck.rules.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Named:
    """A clip and what it was taken for; None: for no exercise, which is right when its labels name none."""

    case: Case
    taken_for: str | None

    @property
    def right(self) -> bool:
        """True when that is what the labels say."""
        return self.taken_for == self.case.labels.exercise


def name_all(exercises: Sequence[Exercise], cases: Sequence[Case], tick: Callable[[int, int | None], None]) -> list[Named]:
    """Name each clip by the rules of these exercises.  tick: told how many are done, of how many."""
    found = []
    for case in cases:
        exercise = best(recognise(exercises, case.track, learned()))
        found.append(Named(case, None if exercise is None else exercise.name))
        tick(len(found), len(cases))
    return found
