"""Editor: the state of labelling, without a window.  Every change can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from formcheck.engine.status import Verdict
from formcheck.label.marks import SHORTEST_S, Kind, Mark, in_order
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise

_SIDES: Final[tuple[SideName | None, ...]] = (None, "left", "right")
_VERDICTS: Final[tuple[Verdict | None, ...]] = (None, "good", "flawed", "incomplete")


@dataclass(frozen=True, slots=True)
class _State:
    marks: tuple[Mark, ...]
    selected: Mark | None


class Editor:
    """marks: in order.  selected: the one that changes.  open_s: where the span that is being marked began, and its kind.

    changes: how often the marks have changed, so that whoever saves them knows when.  Times are seconds.
    """

    def __init__(self, exercise: Exercise, marks: Iterable[Mark] = (), until_s: float = float("inf")) -> None:
        self.exercise = exercise
        self.changes = 0
        self.open: tuple[Kind, float] | None = None
        self._until_s = until_s
        self._state = _State(in_order(marks), None)
        self._before: list[_State] = []
        self._after: list[_State] = []

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All of them, in order of time."""
        return self._state.marks

    @property
    def selected(self) -> Mark | None:
        """The mark that is chosen."""
        return self._state.selected

    @property
    def fault_names(self) -> tuple[str, ...]:
        """The faults that can be marked, by their numbers from 1: those of the pose file, then those it says it cannot see."""
        return (*self.exercise.faults, *self.exercise.unseen)

    def of_kind(self, kind: Kind) -> tuple[Mark, ...]:
        """The repetitions, the holds, or the faults."""
        return tuple(mark for mark in self.marks if mark.kind == kind)

    # ---- choosing

    def select(self, mark: Mark | None) -> None:
        """Choose a mark, None for no one."""
        self._state = _State(self.marks, mark)

    def select_next(self, at_s: float, step: Literal[-1, 1]) -> Mark | None:
        """The mark after or before the chosen one by time; without one, the next after or before a moment.  None at the end."""
        by_time = sorted(self.marks, key=lambda m: (m.start_s, m.end_s))
        if not by_time:
            return None
        if self.selected is not None:
            k = by_time.index(self.selected) + step
        else:
            later = [i for i, mark in enumerate(by_time) if mark.start_s >= at_s]
            k = (later[0] if later else len(by_time)) if step > 0 else (later[0] if later else len(by_time)) - 1
        if not 0 <= k < len(by_time):
            return None
        self.select(by_time[k])
        return by_time[k]

    def select_at(self, time_s: float, kind: Kind) -> Mark | None:
        """The mark of this kind around a moment, the shortest one when there are several; no one when there is none."""
        around = [m for m in self.of_kind(kind) if m.start_s <= time_s <= m.end_s]
        self.select(min(around, key=lambda m: m.end_s - m.start_s, default=None))
        return self.selected

    # ---- changing

    def toggle_open(self, kind: Kind, at_s: float) -> None:
        """Begin a span here, or end the one that was begun; a span begun with another kind is forgotten."""
        if self.open is None or self.open[0] != kind:
            self.open = (kind, at_s)
            return
        start_s, end_s = sorted((self.open[1], at_s))
        if end_s - start_s < SHORTEST_S:
            return
        self.open = None
        names = self.fault_names[:1] if kind == "fault" else ()
        new = Mark(kind, start_s, end_s, faults=names)
        self._change([*self.marks, new], new)

    def cancel(self) -> bool:
        """Forget the span that was begun, or else let go of the chosen mark; False when there was neither."""
        if self.open is not None:
            self.open = None
        elif self.selected is not None:
            self.select(None)
        else:
            return False
        return True

    def move_edge(self, edge: Literal["start", "end"], to_s: float) -> None:
        """Put one end of the chosen mark somewhere else; nothing happens when it would be turned round."""
        mark = self.selected
        if mark is None:
            return
        to_s = min(max(to_s, 0.0), self._until_s)
        start_s, end_s = (to_s, mark.end_s) if edge == "start" else (mark.start_s, to_s)
        if end_s - start_s >= SHORTEST_S:
            self._replace(mark, mark.moved(start_s, end_s))

    def next_side(self) -> None:
        """No side, left, right; of a fault none is known."""
        mark = self.selected
        if mark is not None and mark.kind != "fault":
            self._replace(mark, replace(mark, side=_SIDES[(_SIDES.index(mark.side) + 1) % len(_SIDES)]))

    def next_verdict(self) -> None:
        """Of a repetition: the one that follows from its faults, then good, flawed, incomplete by hand."""
        mark = self.selected
        if mark is not None and mark.kind == "rep":
            self._replace(mark, replace(mark, verdict=_VERDICTS[(_VERDICTS.index(mark.verdict) + 1) % len(_VERDICTS)]))

    def toggle_fault(self, number: int) -> None:
        """Give the chosen repetition or hold a fault, by its number from 1, or take it away; or say which fault the chosen one is."""
        mark = self.selected
        if mark is None or not 1 <= number <= len(self.fault_names):
            return
        name = self.fault_names[number - 1]
        if mark.kind == "fault":
            self._replace(mark, replace(mark, faults=(name,)))
            return
        chosen = set(mark.faults) ^ {name}
        faults = tuple(n for n in self.fault_names if n in chosen) + tuple(n for n in mark.faults if n not in self.fault_names)
        self._replace(mark, replace(mark, faults=faults, verdict=None))

    def delete(self) -> None:
        """Take the chosen mark away."""
        if self.selected is not None:
            self._change([m for m in self.marks if m is not self.selected], None)

    def undo(self) -> None:
        """Take the last change back."""
        self._swap(self._before, self._after)

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._swap(self._after, self._before)

    def _replace(self, old: Mark, new: Mark) -> None:
        if new != old:
            self._change([new if mark is old else mark for mark in self.marks], new)

    def _change(self, marks: Iterable[Mark], selected: Mark | None) -> None:
        self._before.append(self._state)
        self._after.clear()
        self._state = _State(in_order(marks), selected)
        self.changes += 1

    def _swap(self, source: list[_State], target: list[_State]) -> None:
        if source:
            target.append(self._state)
            self._state = source.pop()
            self.open = None
            self.changes += 1
