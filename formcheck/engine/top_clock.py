"""The clock at the end of the range of a repetition: for how long somebody stays there, and since when."""

from __future__ import annotations

from formcheck.faults.finished import LONGEST_STEP_S


class TopClock:
    """held_s: seconds at the end of the range: past its line, or for who never gets there within its margin.

    since_s, until_s: the first moment there, None before it, and the last.
    last_s: the moment before, to be set at each; None before the first.
    """

    def __init__(self) -> None:
        self.held_s = 0.0
        self.since_s: float | None = None
        self.until_s = 0.0
        self.last_s: float | None = None
        self._was_there = self._wholly = False

    def begin(self) -> None:
        """A movement begins: nothing of it was at the end of the range yet."""
        self.held_s, self.since_s, self._was_there, self._wholly = 0.0, None, False, False

    def add(self, now: float, full: bool, wholly: bool) -> None:
        """A moment of a movement.  full: within the margin of the end of the range; wholly: past its line."""
        step = min(now - self.last_s, LONGEST_STEP_S) if self.last_s is not None else 0.0
        if wholly and not self._wholly:
            self.held_s, self.since_s, self._wholly = 0.0, None, True
        there = wholly if self._wholly else full
        if there:
            self.until_s = now
            if self.since_s is None:
                self.since_s = now
            elif self._was_there:
                self.held_s += step
        self._was_there = there
