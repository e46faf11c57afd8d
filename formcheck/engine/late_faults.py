"""LateFaults: the faults that are decided when a repetition or a hold is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from formcheck.faults.base import AnyFault, Judge
from formcheck.faults.finished import FinishedHold, FinishedRepetition
from formcheck.faults.unless import told
from formcheck.faults.watch import Span


class LateFaults:
    """One set long, as some remember the repetitions before.

    followed, sampled: measures whose values at the end of the range are asked for when a repetition is over; the sampled ones
    change slowly, and cost much.
    """

    def __init__(self, faults: Mapping[str, AnyFault]) -> None:
        self._faults = faults
        self._judges: dict[str, Judge] = {name: fault.judge() for name, fault in faults.items()}
        self._order = sorted(faults, key=lambda name: faults[name].decided_last)  # of equals in the order of the file
        self._problems: set[str] = set()
        self.followed = {fault.followed for fault in faults.values() if fault.followed is not None}
        self.sampled = {fault.compared for fault in faults.values() if fault.compared is not None} - self.followed

    def of_repetition(self, done: FinishedRepetition, asked_s: float, there: AbstractSet[str]) -> dict[str, Span]:
        """What is found by name, explained by another or not; there: faults that were seen while it was done."""
        return self._found(lambda judge: judge.of_repetition(done, asked_s), there)

    def of_hold(self, done: FinishedHold, asked_s: float, there: AbstractSet[str]) -> dict[str, Span]:
        """The same of a hold."""
        return self._found(lambda judge: judge.of_hold(done, asked_s), there)

    def new_problems(self) -> list[str]:
        """Why something could not be decided as asked for, in words; told when it begins to be so."""
        before, self._problems = self._problems, {judge.problem for judge in self._judges.values() if judge.problem is not None}
        return sorted(self._problems - before)

    def _found(self, decide: Callable[[Judge], Span | None], there: AbstractSet[str]) -> dict[str, Span]:
        found: dict[str, Span] = {}
        for name in self._order:
            seen = {*there, *found}
            if self._faults[name].decided_last and (name in seen or name not in told(self._faults, {*seen, name})):
                continue
            span = decide(self._judges[name])
            if span is not None:
                found[name] = span
        return found
