"""Watcher: all the faults of an exercise that are seen while they happen."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import Literal

from formcheck.engine.snapshot import Snapshot
from formcheck.engine.status import Event, Fault, Phase
from formcheck.faults.kinds import BounceFault, LineFault
from formcheck.faults.watch import BounceWatch, LineWatch
from formcheck.rules.exercise import Exercise

WAY_DOWN_S = 1.0  # sinking from the line of a fault to rest takes less

CueChange = tuple[Literal["onset", "fixed"], str]  # what changed, and which fault


class FaultMonitor:
    """The faults that are seen while they happen."""

    def __init__(self, exercise: Exercise) -> None:
        self._rules = exercise.faults
        self._watches: dict[str, LineWatch | BounceWatch] = {}
        for name, rule in exercise.faults.items():
            if isinstance(rule, LineFault):
                self._watches[name] = LineWatch(rule)
            elif isinstance(rule, BounceFault):
                self._watches[name] = BounceWatch(rule)
        self.seen: set[str] = set()  # since the movement began
        self.cues: list[CueChange] = []
        self._ended: list[Fault] = []

    @property
    def active(self) -> tuple[str, ...]:
        """Faults that are on, without those that another one explains."""
        return tuple(name for name, watch in self._watches.items() if watch.on and self._told(name))

    @property
    def stops_clock(self) -> bool:
        return any(watch.on and self._rules[name].stops_clock for name, watch in self._watches.items())

    @property
    def may_stop_clock(self) -> bool:
        """A fault that stops the clock is on, or may be about to begin."""
        watches = self._watches.items()
        return any(self._rules[n].stops_clock for n, w in watches if isinstance(w, LineWatch) and w.suspect)

    def add(self, moment: Snapshot, phase: Phase, out: float, sunk: bool = False) -> None:
        """out: share of the range, 0 at rest, 1 at its end; bouncing is looked for towards the end.

        sunk: back at rest in a hold that is not given up yet; only what stops the clock is looked for.
        """
        self.cues = []
        for name, watch in self._watches.items():
            rule = self._rules[name]
            if isinstance(watch, LineWatch):
                assert isinstance(rule, LineFault)
                in_phase = phase.value in rule.phase or (phase is Phase.PAUSED and "hold" in rule.phase)
                in_phase = in_phase and (rule.stops_clock or not sunk)
                change = watch.add(moment.time_s, moment.value(rule.measure) if in_phase else nan, in_phase)
            else:
                assert isinstance(rule, BounceFault)
                watched = out > rule.beyond
                change = watch.add(moment.time_s, moment.value(rule.measure) if watched else nan, watched)
            if watch.on and self._told(name):
                self.seen.add(name)
            if change == "onset" and name in self.seen:
                self.cues.append(("onset", name))
            elif change == "fixed":
                self.cues.append(("fixed", name))
            if change in ("fixed", "over"):
                self._end(name, watch)

    def ended(self, rep: int | None) -> list[Event]:
        """The faults that are over and were not asked for before; rep: the repetition or hold they belong to."""
        ended, self._ended = self._ended, []
        return [replace(fault, rep=rep) for fault in ended]

    def stop(self, rep: int | None) -> list[Event]:
        """End all that is still on, and give what has ended."""
        for name, watch in self._watches.items():
            if watch.stop() is not None:
                self._end(name, watch)
        return self.ended(rep)

    def begin(self) -> None:
        """A new movement: faults still on belong to it too."""
        self.seen = {name for name, watch in self._watches.items() if watch.on}

    def sank(self, at_s: float) -> None:
        """The person sank to rest then and did not come back: what had just begun was the way down and no fault."""
        for name, watch in self._watches.items():
            watch.span.end_s = min(watch.span.end_s, at_s)
            if watch.on and watch.span.end_s - watch.span.start_s < WAY_DOWN_S:
                watch.stop()
                self.seen -= {name} - {fault.name for fault in self._ended}

    def _told(self, name: str) -> bool:
        return not set(self._rules[name].unless) & self.seen

    def _end(self, name: str, watch: LineWatch | BounceWatch) -> None:
        if name in self.seen:
            self._ended.append(Fault(name, watch.span.start_s, watch.span.end_s, None))
