"""Watcher: all the faults of an exercise that are seen while they happen."""

from __future__ import annotations

from math import nan
from typing import Literal

from formcheck.engine.moment import Moment
from formcheck.engine.status import Event, Fault, Phase
from formcheck.engine.watch import BounceWatch, LineWatch
from formcheck.rules.exercise import Exercise
from formcheck.rules.faults import BounceFault, LineFault

CueChange = tuple[Literal["onset", "release"], str, bool]  # what changed, which fault, whether it lasts


class Watcher:
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

    @property
    def active(self) -> tuple[str, ...]:
        return tuple(name for name, watch in self._watches.items() if watch.on)

    @property
    def stops_clock(self) -> bool:
        return any(self._rules[name].stops_clock for name in self.active)

    @property
    def may_stop_clock(self) -> bool:
        """A fault that stops the clock is on, or may be about to begin."""
        watches = self._watches.items()
        return any(self._rules[n].stops_clock for n, w in watches if isinstance(w, LineWatch) and w.suspect)

    def add(self, moment: Moment, phase: Phase, at_end: bool, rep: int) -> list[Event]:
        """at_end: at the end of the range, where bouncing is looked for."""
        events: list[Event] = []
        self.cues = []
        for name, watch in self._watches.items():
            rule = self._rules[name]
            if isinstance(watch, LineWatch):
                assert isinstance(rule, LineFault)
                in_phase = phase.value in rule.phase or (phase is Phase.PAUSED and "hold" in rule.phase)
                change = watch.add(moment.time_s, moment.value(rule.measure) if in_phase else nan, in_phase)
            else:
                assert isinstance(rule, BounceFault)
                change = watch.add(moment.time_s, moment.value(rule.measure) if at_end else nan, at_end)
            if change == "onset":
                self.cues.append(("onset", name, True))
            elif change == "release":
                self.cues.append(("release", name, True))
                events.append(Fault(name, watch.span.start_s, watch.span.end_s, rep))
            if watch.on and not set(rule.unless) & self.seen:
                self.seen.add(name)
        return events

    def stop(self, rep: int | None) -> list[Event]:
        """End all that is still on."""
        events: list[Event] = []
        for name, watch in self._watches.items():
            if watch.stop() == "release":
                events.append(Fault(name, watch.span.start_s, watch.span.end_s, rep))
        return events

    def begin(self) -> None:
        """A new movement: faults still on belong to it too."""
        self.seen = set(self.active)
