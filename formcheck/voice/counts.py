"""Counts: numbers of repetitions, seconds of a hold, and what comes when a side, a set or the dose is done."""

from __future__ import annotations

from math import ceil
from typing import Final

from formcheck.engine.set_counts import SetCounts
from formcheck.engine.status import Phase, Status
from formcheck.rules.exercise import Exercise
from formcheck.voice.phrases import MORE, MOST, TO_GO_S, Phrase, hold_for, more_to_go, number, set_number, to_go
from formcheck.voice.utterance import Kind, Utterance

LAST: Final = (10, 5)  # seconds to go for which the number alone says enough
LAST_ONES: Final = (3, 2, 1)  # and of a hold of at most SHORT_S
SHORT_S: Final = 10
WITHOUT_TARGET_S: Final = 10  # seconds held are said at each of these when no hold is asked for
RUNS_S: Final = 0.3  # the clock of a hold has begun for sure
STANDS_S: Final = 2.0  # a clock that stands for so long, for no fault that is told, is said to stand
SOON: Final = 3  # repetitions of a set, below which the last one is not announced


class DoseCounts:
    """Repetitions and holds against the dose.  ``set_over``: a set ended with the last status; ``over``: so did the last one.

    ends: what comes after a set is said here; a routine says it itself.
    """

    def __init__(self, exercise: Exercise, ends: bool = True) -> None:
        self._ends = ends
        self._exercise, self._dose = exercise, exercise.dose
        self._asked = self._dose.reps * (2 if self._dose.per_side else 1)
        self.set_over = False
        self.reset()

    def reset(self) -> None:
        """Counts begin at zero."""
        self._set = SetCounts(self._exercise, self._dose.reps, self._dose.per_side)
        self._sets = self._done = 0
        self.over = False

    def see(self, status: Status) -> list[Utterance]:
        """The number of what has just ended, and what comes next."""
        self.set_over = False
        reps = self._exercise.kind == "reps"
        done = status.reps if reps else status.holds
        if done < self._done:
            self.reset()
        self._set.add(status.events)
        if done == self._done:
            return []
        self._done = done
        counted = [Utterance(Kind.COUNT, self._count(done), status.time_s)] if reps else []  # of holds it is said how many are left
        after = self._after()
        return counted + ([Utterance(Kind.ASIDE, after, status.time_s)] if after else [])

    def _count(self, done: int) -> tuple[str, ...]:
        words = (number(done),) if done <= MOST else ()
        last = self._asked >= SOON and self._set.left == 1 and not self.over
        return (*words, Phrase.LAST) if last else words

    def _after(self) -> tuple[str, ...]:
        """What comes next; nothing in the middle of a set."""
        if self.over:
            return ()
        if self._set.full:
            self._sets += 1
            self.set_over, self.over = True, self._sets >= self._dose.sets
            self._set = SetCounts(self._exercise, self._dose.reps, self._dose.per_side)
            if not self._ends:
                return ()
            if self.over:
                return (Phrase.DONE,)
            return (Phrase.REST, set_number(self._sets + 1))
        if self._set.turn is not None:
            return (Phrase.LEFT_SIDE if self._set.turn == "left" else Phrase.RIGHT_SIDE,)
        more = self._set.left
        return (more_to_go(more),) if self._exercise.kind == "hold" and more in MORE else ()


class HoldCounts:
    """The seconds of a hold: how many are asked for, how many are left, and when it is time to come back."""

    def __init__(self, exercise: Exercise) -> None:
        self._is_hold = exercise.kind == "hold"
        self._begin()

    def _begin(self) -> None:
        self._marks: set[int] = set()
        self._running = False
        self._back = False
        self._stands_since_s: float | None = None
        self._told_to_stand = False

    def see(self, status: Status) -> list[Utterance]:
        """What is to be said of the clock at this moment."""
        if status.held_s <= 0:
            self._begin()
            return []
        target = status.target_s
        if self._stands(status):
            return [Utterance(Kind.WORD, (Phrase.CLOCK_STANDS,), status.time_s)]
        if target <= 0:
            if not self._is_hold:
                return []
            held = int(status.held_s / WITHOUT_TARGET_S) * WITHOUT_TARGET_S
            return self._mark(status, held, (number(held),)) if 0 < held <= MOST else []
        if status.held_s >= target:
            if self._back:
                return []
            self._back = True
            return [Utterance(Kind.COUNT, (Phrase.COME_BACK,), status.time_s)]
        if not self._running and status.held_s >= RUNS_S:
            self._running = True
            return [Utterance(Kind.WORD, self._asked(target), status.time_s)]
        return self._left(status, ceil(target - status.held_s)) if self._is_hold else []  # seconds would be taken for repetitions

    def _asked(self, target_s: float) -> tuple[str, ...]:
        return (hold_for(round(target_s)) if self._is_hold else Phrase.HOLD,)

    def _left(self, status: Status, left: int) -> list[Utterance]:
        bare = left in LAST or (left in LAST_ONES and status.target_s <= SHORT_S)
        if not (bare or left in TO_GO_S) or left > status.target_s - 1:  # the whole of it was just asked for
            return []
        return self._mark(status, left, (number(left) if bare else to_go(left),))

    def _mark(self, status: Status, mark: int, parts: tuple[str, ...]) -> list[Utterance]:
        """Each mark is said once in a hold, though the clock may be taken back a little."""
        if mark in self._marks:
            return []
        self._marks.add(mark)
        return [Utterance(Kind.COUNT, parts, status.time_s)]

    def _stands(self, status: Status) -> bool:
        """True at the moment when it is to be said that the clock stands."""
        if status.phase is not Phase.PAUSED or status.cue is not None:
            self._stands_since_s = None
            self._told_to_stand = self._told_to_stand and status.phase is Phase.PAUSED
            return False
        if self._stands_since_s is None:
            self._stands_since_s = status.time_s
        due = not self._told_to_stand and status.time_s - self._stands_since_s >= STANDS_S
        self._told_to_stand = self._told_to_stand or due
        return due
