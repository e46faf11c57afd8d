"""PainScale: pain from 0 to 10, answered from the mat: the numbers are counted, an arm is raised at one's own.  Pure: time comes in.

The count stands still while an arm is up, so that nobody has to be quick: held up it takes the number, taken down it lets the count go
on.  Who does not answer is not asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.engine.gesture import GestureState

INTRO_S: Final = 6.0  # for the question itself; an arm that is up already says nothing
EACH_S: Final = 2.0  # a number
LAST_S: Final = 2.0  # what was answered is shown for so long
MOST: Final = 10


@dataclass(frozen=True, slots=True)
class PainAsked:
    """number: the one that is shown now, None while the question is put.  progress: how far an arm that is up has taken it, 0..1.

    answer: the level, once it is known.  over: it can go on, answered or not.  news: number, answer or end are new with this moment.
    """

    number: int | None
    progress: float = 0.0
    answer: int | None = None
    over: bool = False
    news: bool = False


class PainScale:
    """Feed every moment in order; begins with the first."""

    def __init__(self) -> None:
        self._count_s = -INTRO_S  # on the clock of the count, which stands while an arm is up
        self._last_s: float | None = None
        self._answer: int | None = None
        self._settled_s = 0.0
        self._told: int | None = None
        self._over = False

    def update(self, time_s: float, arms: GestureState) -> PainAsked:
        """One more moment, its time in seconds."""
        step_s = 0.0 if self._last_s is None else max(0.0, time_s - self._last_s)
        self._last_s = time_s
        if self._answer is not None:
            self._settled_s += step_s
            return self._state(1.0, self._settled_s >= LAST_S)
        asking = self._count_s >= 0
        if asking and arms.done is not None:
            return self.answer(self._number)
        if not (asking and arms.raising is not None):
            self._count_s += step_s
        return self._state(arms.progress if asking else 0.0, self._count_s >= EACH_S * (MOST + 1))

    def answer(self, level: int) -> PainAsked:
        """The level, by whatever way it was told."""
        self._answer, self._count_s = level, EACH_S * level
        return PainAsked(level, 1.0, level, news=True)

    def skip(self) -> None:
        """No answer is wanted."""
        self._count_s = EACH_S * (MOST + 1)

    @property
    def _number(self) -> int:
        return min(MOST, int(self._count_s / EACH_S))

    def _state(self, progress: float, over: bool) -> PainAsked:
        number = self._number if self._count_s >= 0 else None
        news = number != self._told or (over and not self._over)
        self._told, self._over = number, over
        return PainAsked(number, progress, self._answer, over, news)
