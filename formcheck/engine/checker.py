"""Checker: poses in, statuses and events out.  The same object serves live, review, tuning and tests.

It has no camera, no clock, no files and prints nothing: time comes with the pose.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import nan

from formcheck.engine import gate as gates
from formcheck.engine.counting import RepRoutine
from formcheck.engine.cues import Prompter
from formcheck.engine.gate import Anchor, Gate, holds
from formcheck.engine.holding import HoldRoutine
from formcheck.engine.measures import View
from formcheck.engine.moment import Moment
from formcheck.engine.routine import Routine
from formcheck.engine.sense import LOST_AFTER_S, Sense
from formcheck.engine.signals import Signals
from formcheck.engine.status import Event, Hold, Phase, Problem, Repetition, Status
from formcheck.pose.landmarks import LEFT, RIGHT, SIDES
from formcheck.pose.pose import Pose, Track
from formcheck.rules.exercise import Exercise

ASTRAY_S = 1.5  # at rest, but out of the start posture for this long: the gate closes again
SWITCH_S = 0.4  # the other side works when it has been so for this long
OUTSIDE_S = 1.0  # a needed point out of the picture for this long is a problem


class Checker:
    """Feed poses in order of time with ``update``; call ``finish`` at the end.

    hold_s: the hold asked for, instead of the dose of the pose file; 0 asks for none.
    """

    def __init__(self, exercise: Exercise, hold_s: float | None = None) -> None:
        self.exercise = exercise
        self.target_s = exercise.dose.hold_s if hold_s is None else hold_s
        self._prompter = Prompter(exercise)
        self._routine: Routine = self._new_routine()
        self.reset()

    def reset(self) -> None:
        """Start over: counts at zero, gate closed."""
        self._sense = Sense()
        self._gate = Gate(self.exercise)
        self._anchor: Anchor | None = None
        self._active = LEFT
        self._forced: int | None = None
        self._other_since: float | None = None
        self._astray_since: float | None = None
        self._outside_since: float | None = None
        self._waiting: str | None = None
        self._opened = False
        self._prompter = Prompter(self.exercise)
        self._routine = self._new_routine()
        self._counts = {"good": 0, "flawed": 0, "incomplete": 0}
        self._holds = 0
        self._last_s = 0.0

    def next_side(self) -> None:
        """The person says that the other side works from now on; the start posture is looked for again."""
        self._forced = 1 - self._active
        self._active = self._forced
        self._close_gate()

    def update(self, pose: Pose) -> Status:
        """One pose.  Raises ValueError when its time does not rise."""
        return self.step(Signals(self.exercise, pose), 0)

    def replay(self, track: Track) -> Iterator[Status]:
        """The statuses of a whole track; measures are computed for all of it at once."""
        signals = Signals(self.exercise, track)
        return (self.step(signals, i) for i in range(len(signals)))

    def step(self, signals: Signals, i: int) -> Status:
        """One moment of signals."""
        now = float(signals.time_s[i])
        if now < self._last_s:
            raise ValueError(f"time must rise: {now:.3f} s after {self._last_s:.3f} s")
        self._last_s = now
        seen = self._sense.look(signals, i)
        events: list[Event] = []
        if seen in ("lost", "new") and self._anchor is not None:
            events += self._close_gate()
            events.append(Problem(now, "the person was out of sight for a while; started over"))
        if seen in ("frozen", "lost"):
            lost = self._sense.gap_s(now) > LOST_AFTER_S
            return self._status(now, Phase.LOST if lost else None, events, nan)
        if self._anchor is None:
            return self._at_gate(signals, i, now, events)
        return self._inside(signals, i, now, self._anchor, events)

    def finish(self) -> tuple[Event, ...]:
        """The source has ended: what is complete, or nearly, still counts."""
        events = self._take(self._routine.finish(self._last_s))
        if not self._opened and self._waiting:
            events.append(Problem(self._last_s, f"the exercise was never begun: {self._waiting}"))
        return tuple(events)

    # ------------------------------------------------------------------------------------------------ closed gate
    def _at_gate(self, signals: Signals, i: int, now: float, events: list[Event]) -> Status:
        anchor, waiting = self._gate.look(signals, i, lambda near: self._choose(signals, i, near))
        self._waiting = waiting
        if anchor is None:
            return self._status(now, Phase.WAITING, events, nan)
        self._anchor, self._opened = anchor, True
        self._active = self._choose(signals, i, anchor.near)
        self._astray_since = self._other_since = self._outside_since = None
        return self._inside(signals, i, now, anchor, events)

    def _close_gate(self) -> list[Event]:
        self._anchor = None
        self._gate.reset()
        return self._take(self._routine.interrupt(self._last_s))

    def _choose(self, signals: Signals, i: int, near: int) -> int:
        """The side that works."""
        sides = self.exercise.sides
        if sides is None:
            return near
        if self._forced is not None:
            return self._forced
        left, right = (signals.raw(sides.measure, View(near, side), i) for side in (LEFT, RIGHT))
        return LEFT if (left > right) == (sides.active == "greatest") else RIGHT

    # -------------------------------------------------------------------------------------------------- open gate
    def _inside(self, signals: Signals, i: int, now: float, anchor: Anchor, events: list[Event]) -> Status:
        self._watch_side(signals, i, now, anchor)
        view = View(anchor.near, self._active)
        moment = Moment(now, signals, i, view, anchor, self.exercise)
        events += self._take(self._routine.add(moment))
        for change, name, lasting in self._routine.cues:
            if change == "onset":
                self._prompter.fault(now, name, lasting)
            else:
                self._prompter.released(now, name)
        value = moment.value(self._routine.measure)
        down_again = anchor.at_top and not self._routine.busy  # now the start posture can be seen
        if down_again or self._routine.gone or self._left_posture(signals, i, now, view, anchor):
            events += self._close_gate()
            return self._status(now, Phase.WAITING, events, value)
        return self._status(now, self._routine.phase, events, value)

    def _watch_side(self, signals: Signals, i: int, now: float, anchor: Anchor) -> None:
        """Change the working side when the other one has worked for a while and nothing is under way."""
        chosen = self._choose(signals, i, anchor.near)
        if chosen == self._active or self._routine.busy:
            self._other_since = None
            return
        if self._other_since is None:
            self._other_since = now
        if now - self._other_since >= SWITCH_S:
            self._active, self._other_since = chosen, None
            self._close_gate()

    def _left_posture(self, signals: Signals, i: int, now: float, view: View, anchor: Anchor) -> bool:
        """True when the gate must close again: at rest, but not in the start posture; or out of the picture."""
        if self._anchor is None:
            return True
        outside = gates.out_of_picture(self.exercise, signals, i, view)
        self._outside_since = None if outside is None else self._outside_since if self._outside_since is not None else now
        if outside is not None and self._outside_since is not None and now - self._outside_since > OUTSIDE_S:
            self._waiting = outside
            return True
        if self._routine.busy:
            self._astray_since = None
            return False
        values = self._gate.absolute(signals, i, view, anchor.trunk_px)
        asked = next((a for a in self.exercise.gate.start if not holds(a, values[a.measure])), None)
        if asked is None:
            self._astray_since = None
            return False
        if self._astray_since is None:
            self._astray_since = now
        self._waiting = asked.say
        return now - self._astray_since > ASTRAY_S

    # ------------------------------------------------------------------------------------------------------ words
    def _take(self, events: list[Event]) -> list[Event]:
        for event in events:
            match event:
                case Repetition():
                    self._counts[event.verdict] += 1
                case Hold():
                    self._holds += event.reached
        return events

    def _status(self, now: float, phase: Phase | None, events: list[Event], value: float) -> Status:
        if phase is None:
            phase = Phase.WAITING if self._anchor is None else self._routine.phase
        if self._routine.reached(self.target_s):
            self._prompter.praise(now, "Time reached, come back slowly")
        closed = self._anchor is None
        return Status(
            time_s=now,
            phase=phase,
            waiting_for=(self._waiting or "get into the start position") if closed else None,
            near_side=SIDES[self._anchor.near] if self._anchor is not None else None,
            active_side=SIDES[self._active] if self.exercise.sides is not None and not closed else None,
            value=value,
            level=self._routine.level(value),
            hold_s=0.0 if closed else self._routine.held_s,
            target_s=self.target_s,
            holds=self._holds,
            cue=self._prompter.at(now),
            faults=self._routine.active_faults,
            events=tuple(events),
            **self._counts,
        )

    def _new_routine(self) -> Routine:
        if self.exercise.repetition is not None:
            return RepRoutine(self.exercise, self.target_s)
        return HoldRoutine(self.exercise, self.target_s)
