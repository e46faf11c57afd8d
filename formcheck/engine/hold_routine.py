"""Holding: the routine of exercises that are held."""

from __future__ import annotations

from collections import Counter
from math import isnan, nan

from formcheck.engine import reasons
from formcheck.engine.fault_monitor import CueChange, FaultMonitor
from formcheck.engine.hold_clock import HoldClock
from formcheck.engine.snapshot import Snapshot
from formcheck.engine.status import Event, Hold, Phase
from formcheck.engine.stillness import Stillness
from formcheck.faults.condition import Condition
from formcheck.faults.finished import HOLD_SLACK_S, FinishedHold
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise

UNTIMED_S = 1.5  # in the posture for so long without the clock: on the way in and out it is less


class HoldRoutine:
    """Times holds."""

    def __init__(self, exercise: Exercise, target_s: float) -> None:
        assert exercise.hold is not None
        self._exercise = exercise
        self._rule, self._target_s = exercise.hold, target_s
        self.measure = self._rule.measure
        self.phase = Phase.REST
        self.cues: list[CueChange] = []
        self.gone = False
        self._clock = HoldClock(self._rule, Stillness(exercise).most)
        self._monitor = FaultMonitor(exercise.faults)
        self._spell = reasons.Spell(UNTIMED_S)
        self._farthest = nan  # the measure at its nearest to the hold
        self._done = 0
        self._sides: Counter[SideName | None] = Counter()  # moments of the hold under way, by working side

    @property
    def busy(self) -> bool:
        """A hold is under way."""
        return self._clock.on

    @property
    def held_s(self) -> float:
        """Seconds on the clock of the hold under way."""
        return self._clock.held_s

    @property
    def active_faults(self) -> tuple[str, ...]:
        """Names of the faults that are on."""
        return self._monitor.active

    def level(self, value: float) -> float:
        """Share of the way to the full posture: 0 at rest, 1 there."""
        rule = self._rule
        return (value - rule.rest) / (rule.full - rule.rest)

    def reached(self, target_s: float) -> bool:
        """The hold under way has lasted for so many seconds."""
        return self._clock.on and 0 < target_s <= self._clock.held_s

    def add(self, moment: Snapshot) -> list[Event]:
        """One more moment; what it made certain."""
        value = moment.value(self._rule.measure)
        self.cues = []
        if isnan(value):
            return []
        sign = 1 if self._rule.enter > self._rule.rest else -1
        self._farthest = value if isnan(self._farthest) else sign * max(sign * self._farthest, sign * value)
        was_on = self._clock.on
        unlike = moment.unlike(self._rule.requires)
        allowed = unlike is None
        done = self._clock.add(moment.time_s, value, allowed, self._monitor.stops_clock, self._monitor.may_stop_clock)
        if self._clock.on and not was_on:
            self._monitor.begin()
            self._sides.clear()
        if self._clock.on:
            self._sides[moment.side()] += 1
        events = self._told(done) if was_on and not self._clock.on else []
        events += self._untimed(moment, value, unlike)
        self.phase = Phase.REST if not self._clock.on else Phase.HOLD if self._clock.running else Phase.PAUSED
        there = self._clock.held_s > 0 and not self._clock.sunk  # before that it is the way in
        self._monitor.add(moment, self.phase, 1.0 if there else 0.0, self._clock.sunk)
        self.cues = self._monitor.cues + self.cues
        return events if self._clock.on else events + self._monitor.ended(None)

    def _untimed(self, moment: Snapshot, value: float, unlike: Condition | None) -> list[Event]:
        """Time far enough in the posture that is not counted, and is not told by a fault either, has its reason."""
        sign = 1 if self._rule.enter > self._rule.rest else -1
        there = sign * (value - self._rule.enter) >= 0 or (self._clock.on and not self._clock.sunk)
        if there and not self._clock.running and not self._monitor.active:
            self._spell.add(moment.time_s, reasons.NOT_THERE if unlike is None else reasons.unlike(moment, unlike))
            return []
        return list(self._spell.end())

    def nothing(self) -> str:
        """Why nothing was timed, in words."""
        begins = self._rule.enter if self._rule.attempt is None else self._rule.attempt
        return reasons.too_little(self._exercise, self.measure, self._farthest, begins, "hold")

    def look_back(self, until_s: float) -> None:
        """A hold is timed alike, whenever it was seen."""

    def interrupt(self, now: float) -> list[Event]:  # noqa: ARG002  (the other routine needs it)
        """The gate closes: the hold under way ends here."""
        self.phase = Phase.REST
        return [*self._spell.end(), *self._told(self._clock.finish())]

    def finish(self, now: float) -> list[Event]:  # noqa: ARG002
        """The source has ended: so has the hold under way."""
        return [*self._spell.end(), *self._told(self._clock.finish(), ended=True)]

    def _told(self, done: FinishedHold | None, ended: bool = False) -> list[Event]:
        if done is None:
            return self._monitor.stop(None)
        if done.sunk_s is not None:
            self._monitor.sank(done.sunk_s)
        self._done += 1
        left = done.sunk_s is not None or not ended
        found = self._monitor.of_hold(done, self._target_s if left else 0.0, self._done)
        self.cues += [("onset", name) for name in found.late]
        reached = done.clock_s >= self._target_s - HOLD_SLACK_S
        hold = Hold(self._sides.most_common(1)[0][0], done.start_s, done.end_s, done.held_s, reached, found.names)
        return [*found.events, *found.perhaps, hold]
