"""FaultMonitor: all the faults of an exercise, those seen while they happen and those decided when a repetition or a hold is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import nan
from typing import Literal

from formcheck.engine.late_faults import LateFaults
from formcheck.engine.snapshot import Snapshot
from formcheck.engine.status import Event, Fault, Perhaps, Phase, Problem
from formcheck.faults.base import AnyFault
from formcheck.faults.finished import FinishedHold, FinishedRepetition
from formcheck.faults.unless import told
from formcheck.faults.watch import Span, Watch

WAY_DOWN_S = 1.0  # sinking from the line of a fault to rest takes less

CueChange = tuple[Literal["onset", "fixed"], str]  # what changed, and which fault


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with a repetition or hold.

    events: its faults; names: of these, in the order of the file; late: decided only now; perhaps: those that may have been there.
    """

    events: list[Event]
    names: tuple[str, ...]
    late: list[str]
    perhaps: list[Perhaps] = field(default_factory=list)


class FaultMonitor:
    """Feed every moment with ``add``; ask for what is wrong with a repetition or hold when it is over."""

    def __init__(self, faults: Mapping[str, AnyFault]) -> None:
        self._faults = faults
        self._watches: dict[str, Watch] = {name: watch for name, fault in faults.items() if (watch := fault.watch()) is not None}
        self.late = LateFaults(faults)
        self.cues: list[CueChange] = []
        self._there: set[str] = set()  # of those that are seen while they happen, since the movement began
        self._ended: list[Fault] = []
        lenient = {name: early for name, fault in faults.items() if (early := fault.lenient()) is not None}
        self._doubts = FaultMonitor(lenient) if lenient else None  # the same faults from where on they are perhaps there

    @property
    def told(self) -> tuple[str, ...]:
        """Faults seen since the movement began, without those that another one explains."""
        return told(self._faults, self._there)

    @property
    def active(self) -> tuple[str, ...]:
        """Of these, those that are on."""
        return tuple(name for name in self.told if self._watches[name].on) if self._there else ()

    @property
    def stops_clock(self) -> bool:
        """A fault that stops the clock is on."""
        return any(watch.on and self._faults[name].stops_clock for name, watch in self._watches.items())

    @property
    def may_stop_clock(self) -> bool:
        """A fault that stops the clock is on, or may be about to begin."""
        return any(watch.suspect and self._faults[name].stops_clock for name, watch in self._watches.items())

    def add(self, moment: Snapshot, phase: Phase, out: float, sunk: bool = False) -> None:
        """out: share of the range, 0 at rest, 1 at its end; bouncing is looked for towards the end.

        sunk: back at rest in a hold that is not given up yet; only what stops the clock is looked for.
        """
        self.cues = []
        word = Phase.HOLD if phase is Phase.PAUSED else phase
        changes = []
        swinging = [watch.measure for watch in self._watches.values() if watch.swinging]
        for name, watch in self._watches.items():
            crossing = watch.measure in swinging and not watch.on  # no fault of its own begins while the swing goes on
            wanted = watch.wanted(word, out, sunk) and not crossing
            if not wanted and watch.idle:
                continue
            change = watch.add(moment.time_s, moment.value(watch.measure) if wanted else nan, wanted)
            if watch.on:
                self._there.add(name)
            if change is not None:
                changes.append((name, watch, change))
        for name, watch, change in changes:
            if change == "onset" and name in self.told:
                self.cues.append(("onset", name))
            elif change == "fixed":
                self.cues.append(("fixed", name))
            if change != "onset":
                self._end(name, watch)
        if self._doubts is not None:
            self._doubts.add(moment, phase, out, sunk)

    def ended(self, rep: int | None) -> list[Event]:
        """The faults that are over and were not asked for before; rep: the repetition or hold they belong to."""
        return self._given(rep, self.told)

    def stop(self, rep: int | None) -> list[Event]:
        """End all that is still on, and give what has ended."""
        self._stop()
        if self._doubts is not None:
            self._doubts.stop(rep)
        return self.ended(rep)

    def begin(self) -> None:
        """A new movement: faults still on belong to it too."""
        self._there = {name for name, watch in self._watches.items() if watch.on}
        if self._doubts is not None:
            self._doubts.begin()

    def sank(self, at_s: float) -> None:
        """The person sank to rest then and did not come back: what had just begun was the way down and no fault."""
        for name, watch in self._watches.items():
            watch.span.end_s = min(watch.span.end_s, at_s)
            if watch.on and watch.span.end_s - watch.span.start_s < WAY_DOWN_S:
                watch.stop()
                self._there -= {name} - {fault.name for fault in self._ended}
        if self._doubts is not None:
            self._doubts.sank(at_s)

    def of_repetition(self, done: FinishedRepetition, asked_s: float, rep: int) -> Found:
        """All that is wrong with a repetition that is over; rep: its number.  Ends what is still on."""
        self._stop()
        found = self._over(self.late.of_repetition(done, asked_s, self._there), done.end_s, rep)
        return found if self._doubts is None else self._with(found, self._doubts.of_repetition(done, asked_s, rep))

    def of_hold(self, done: FinishedHold, asked_s: float, rep: int) -> Found:
        """The same of a hold."""
        self._stop()
        found = self._over(self.late.of_hold(done, asked_s, self._there), done.end_s, rep)
        return found if self._doubts is None else self._with(found, self._doubts.of_hold(done, asked_s, rep))

    def _with(self, found: Found, doubts: Found) -> Found:
        """With the faults that may have been there, other than those that were, or that one of those explains."""
        names = told(self._faults, {*found.names, *doubts.names})
        spans = [event for event in doubts.events if isinstance(event, Fault) and event.name in names and event.name not in found.names]
        return replace(found, perhaps=[Perhaps(f.name, f.start_s, f.end_s, f.rep) for f in spans])

    def _over(self, late: Mapping[str, Span], now: float, rep: int) -> Found:
        names = told(self._faults, {*self._there, *late})
        events = self._given(rep, names) + [Problem(now, text) for text in self.late.new_problems()]
        new = [name for name in late if name in names]
        return Found(events + [Fault(name, late[name].start_s, late[name].end_s, rep) for name in new], names, new)

    def _given(self, rep: int | None, names: tuple[str, ...]) -> list[Event]:
        ended, self._ended = self._ended, []
        return [replace(fault, rep=rep) for fault in ended if fault.name in names]

    def _stop(self) -> None:
        for name, watch in self._watches.items():
            if watch.stop() is not None:
                self._end(name, watch)

    def _end(self, name: str, watch: Watch) -> None:
        self._ended.append(Fault(name, watch.span.start_s, watch.span.end_s, None))
