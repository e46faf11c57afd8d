"""Sets: one exercise as it is led, set after set with rests between them, until everything that is asked for is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from formcheck.engine.set_counts import SetCounts
from formcheck.engine.status import Status
from formcheck.live.session import Session
from formcheck.routines.boards import between_sets
from formcheck.routines.stage import Stage
from formcheck.routines.today import Today
from formcheck.source.frame import Image

LINGER_S: Final = 2.5  # after the last repetition of a set, until its number has been heard
NOTICE_S: Final = 5.0  # the word for the other side


class Sets:
    """Sets and the rests between them: follows the statuses, and is asked between two pictures whether the exercise is over.

    done: sets that were done before.  set_over: told how many are done in all.  instead: what the person chose in a rest instead of
    another set.
    """

    def __init__(self, one: Today, stage: Stage, picture: Callable[[], Image | None], done: int, set_over: Callable[[int], None]) -> None:
        self._one, self._stage, self._picture = one, stage, picture
        self._done, self._set_over = done, set_over
        self._full_s: float | None = None  # when the set was full
        self._set = self._counted()
        self._turn: tuple[float, str] | None = None  # when a side was done, and the words for it
        self._now = 0.0
        self._over = False
        self.instead: Literal["left out", "stopped"] | None = None

    def see(self, status: Status) -> None:
        """A status of the session."""
        self._now = status.time_s
        if (status.reps or status.holds) == 0:  # a new set, or started over
            self._set = self._counted()
        if self._set.add(status.events) and self._set.turn is not None:
            self._turn = status.time_s, f"Now the {self._set.turn} side"
        full = self._set.full
        if full and self._full_s is None:
            self._full_s = status.time_s
            self._done += 1
            self._set_over(self._done)
        elif not full and self._full_s is not None:  # started over meanwhile
            self._full_s = None
            self._done -= 1
        self._over = self._full_s is not None and status.time_s - self._full_s >= LINGER_S

    def stop(self, session: Session) -> bool:
        """True when nothing is left to do; rests before the next set."""
        if self._over and session.ended is None:
            if self._done >= self._one.dose.sets:
                session.end("done")
            else:
                self._rest(session)
        return session.ended is not None or self._stage.stop()

    @property
    def place(self) -> str:
        """Which set it is, where there are several."""
        sets = self._one.dose.sets
        return f"set {min(sets, self._done + (self._full_s is None))} of {sets}" if sets > 1 else ""

    def notice(self) -> str:
        """What has just become true: a side or a set is done."""
        if self._full_s is not None:
            return "Done" if self._done >= self._one.dose.sets else f"Set {self._done} of {self._one.dose.sets} done"
        return self._turn[1] if self._turn is not None and self._now - self._turn[0] <= NOTICE_S else ""

    def _counted(self) -> SetCounts:
        return SetCounts(self._one.exercise, self._one.dose.reps, self._one.dose.sides == "both")

    def _rest(self, session: Session) -> None:
        rest = between_sets(self._one, self._picture(), self._done)
        left = self._stage.show(rest)
        if left != "over":
            session.end(left)
        elif rest.skipped or rest.ended:
            self.instead = "stopped" if rest.ended else "left out"
            session.end("stopped" if rest.ended else "quit")
        else:
            self._full_s, self._over, self._turn = None, False, None
            self._stage.armed.listen(session.exercise.gesture_when)
            session.next_set()
