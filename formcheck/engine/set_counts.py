"""SetCounts: how far one set is, side by side; when it is full, and whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import ceil
from typing import Final

from formcheck.engine.status import Event, Hold, Repetition
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise

_MOST: Final = 1.5  # of what was asked for: a side that is not told from the other must not keep anybody at it


class SetCounts:
    """Of one set of an exercise: ``reps`` repetitions, or holds that reach their time; per_side: on each side.

    done: in all.  turn: the other side, when one has just done its part, or more, and it has not; None else.
    """

    def __init__(self, exercise: Exercise, reps: int, per_side: bool) -> None:
        self._hold = exercise.kind == "hold"
        self._reps, self._per_side = reps, per_side
        self._asked = reps * (2 if per_side else 1)
        self._sides: Counter[SideName] = Counter()
        self.done = 0
        self.turn: SideName | None = None

    def add(self, events: Iterable[Event]) -> bool:
        """True when something that counts has ended."""
        self.turn = None
        ended = [e for e in events if (isinstance(e, Hold) and e.reached if self._hold else isinstance(e, Repetition))]
        for event in ended:
            assert isinstance(event, Hold | Repetition)
            self.done += 1
            if event.side is not None:
                self._sides[event.side] += 1
                self.turn = self._after(event.side)
        return bool(ended)

    @property
    def left(self) -> int:
        """How many are left to do, as far as that is known."""
        if self.done >= ceil(_MOST * self._asked):
            return 0
        if not self._per_side:
            return max(0, self._asked - self.done)
        told = min(self._sides["left"], self._reps) + min(self._sides["right"], self._reps)
        return max(0, self._asked - told - (self.done - self._sides.total()))

    @property
    def full(self) -> bool:
        """Everything that was asked for is done."""
        return self.left == 0

    def _after(self, side: SideName) -> SideName | None:
        other: SideName = "right" if side == "left" else "left"
        extra, lacking = self._sides[side] - self._reps, self._reps - self._sides[other]
        by_turns = 1 if self._reps > 1 else 0  # who changes sides each time is ahead by one
        return other if self._per_side and extra >= 0 and lacking > (0 if extra else by_turns) else None
