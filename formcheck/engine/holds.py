"""Holding: the routine of exercises that are held."""

from __future__ import annotations

from collections import Counter
from math import isnan

from formcheck.engine.fault_monitor import CueChange, FaultMonitor
from formcheck.engine.hold_clock import FinishedHold, HoldClock
from formcheck.engine.snapshot import Snapshot
from formcheck.engine.status import Event, Fault, Hold, Phase, SideName
from formcheck.engine.verdict import HOLD_SLACK_S, Late
from formcheck.faults.kinds import RangeFault, ShortHoldFault
from formcheck.rules.exercise import Exercise


class HoldRoutine:
    """Times holds."""

    def __init__(self, exercise: Exercise, target_s: float) -> None:
        assert exercise.hold is not None
        self._exercise, self._rule, self._target_s = exercise, exercise.hold, target_s
        self.measure = self._rule.measure
        self.phase = Phase.REST
        self.cues: list[CueChange] = []
        self.gone = False
        self._clock = HoldClock(self._rule)
        self._watcher = FaultMonitor(exercise)
        self._done = 0
        self._sides: Counter[SideName | None] = Counter()  # moments of the hold under way, by working side

    @property
    def busy(self) -> bool:
        return self._clock.on

    @property
    def held_s(self) -> float:
        return self._clock.held_s

    @property
    def active_faults(self) -> tuple[str, ...]:
        return self._watcher.active

    def level(self, value: float) -> float:
        rule = self._rule
        return (value - rule.rest) / (rule.full - rule.rest)

    def reached(self, target_s: float) -> bool:
        return self._clock.on and 0 < target_s <= self._clock.held_s

    def add(self, moment: Snapshot) -> list[Event]:
        value = moment.value(self._rule.measure)
        self.cues = []
        if isnan(value):
            return []
        was_on = self._clock.on
        allowed = moment.may_be(self._rule.requires)
        done = self._clock.add(moment.time_s, value, allowed, self._watcher.stops_clock, self._watcher.may_stop_clock)
        if self._clock.on and not was_on:
            self._watcher.begin()
            self._sides.clear()
        if self._clock.on:
            self._sides[moment.side()] += 1
        events = self._told(done) if was_on and not self._clock.on else []
        self.phase = Phase.REST if not self._clock.on else Phase.HOLD if self._clock.running else Phase.PAUSED
        there = self._clock.held_s > 0 and not self._clock.sunk  # before that it is the way in
        self._watcher.add(moment, self.phase, 1.0 if there else 0.0, self._clock.sunk)
        self.cues = self._watcher.cues + self.cues
        return events if self._clock.on else events + self._watcher.ended(None)

    def interrupt(self, now: float) -> list[Event]:
        """The gate closes: the hold under way ends here."""
        self.phase = Phase.REST
        return self._told(self._clock.finish())

    def finish(self, now: float) -> list[Event]:
        return self._told(self._clock.finish(), ended=True)

    def _told(self, done: FinishedHold | None, ended: bool = False) -> list[Event]:
        if done is not None and done.sunk_s is not None:
            self._watcher.sank(done.sunk_s)
        events = self._watcher.stop(self._done + 1 if done else None)
        if done is None:
            return events
        self._done += 1
        names = set(self._watcher.seen)
        late: list[Late] = []
        if not done.in_zone:
            late = [Late(n, done.start_s, done.end_s) for n, r in self._exercise.faults.items() if isinstance(r, RangeFault)]
        elif (done.sunk_s is not None or not ended) and done.there_s < self._target_s - HOLD_SLACK_S:
            late = [Late(n, done.start_s, done.end_s) for n, r in self._exercise.faults.items() if isinstance(r, ShortHoldFault)]
        names |= {f.name for f in late}
        told = tuple(n for n, rule in self._exercise.faults.items() if n in names and not set(rule.unless) & names)
        for fault in late:
            events.append(Fault(fault.name, fault.start_s, fault.end_s, self._done))
            self.cues.append(("onset", fault.name))
        reached = done.clock_s >= self._target_s - HOLD_SLACK_S
        events.append(Hold(self._sides.most_common(1)[0][0], done.start_s, done.end_s, done.held_s, reached, told))
        return events
