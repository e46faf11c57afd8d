"""Checker: poses in, statuses and events out.  The same object serves live, review, tuning and tests.

It has no camera, no clock, no files and prints nothing: time comes with the pose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import nan

from formcheck.engine.cues import Prompter
from formcheck.engine.long_signals import signals_of
from formcheck.engine.presence import LOST_AFTER_S, Presence
from formcheck.engine.reasons import UNSEEN, Spell
from formcheck.engine.signals import Signals
from formcheck.engine.status import Event, Fault, Hold, Perhaps, Phase, Problem, Refused, Repetition, Status
from formcheck.engine.variant import VariantCheck
from formcheck.pose.landmarks import SIDES
from formcheck.pose.pose import LongTrack, Pose, Track
from formcheck.rules.exercise import Exercise

_GOING_ON = (Phase.UP, Phase.TOP, Phase.HOLD)
CLOSED_S = 3.0  # who is there for so long without the gate opening is told why, also afterwards
HIDDEN_S = 1.0  # between two moments at which somebody is seen: what was done meanwhile is not known, and that is told


class Checker:
    """Feed poses in order of time with ``update``; call ``finish`` at the end.

    target_s: the hold asked for, instead of the dose of the pose file; 0 asks for none.
    """

    def __init__(self, exercise: Exercise, target_s: float | None = None) -> None:
        self.exercise = exercise
        self.target_s = exercise.dose.hold_s if target_s is None else target_s
        self._exercises = exercise.each_variant()
        self.reset()

    def reset(self) -> None:
        """Start over: counts at zero, gate closed."""
        self._variants = [VariantCheck(exercise, self.target_s) for exercise in self._exercises]
        self._now = 0  # index of the form that counts, or that the person is nearest to
        self._sense = Presence()
        self._opened, self._opened_s = False, 0.0
        self._told = False  # a repetition, a hold, or why there was none
        self._closed = Spell(CLOSED_S)  # the gate has been closed with somebody there
        self._unseen = Spell(HIDDEN_S)  # nobody has been found since somebody was
        self._anybody = False
        self._prompter = Prompter({name: fault for e in self._exercises for name, fault in e.faults.items()})
        self._mended: str | None = None  # a fault that has just ended,
        self._stood = False  # with the clock standing
        self._counts = {"good": 0, "flawed": 0, "incomplete": 0}
        self._holds = 0
        self._last_s = 0.0
        self._stray: list[tuple[Sequence[Signals], int]] = []  # moments that were held back
        self._late: list[Event] = []  # what ended between two poses
        self._earlier = 0  # repetitions, or holds, of earlier sets: the numbers go on
        self._numbered = 0  # those of this set

    def next_set(self) -> tuple[Event, ...]:
        """A set is over: what is complete still counts.  Counts begin at zero, the gate is closed; the numbers of repetitions go on."""
        events = self.finish()
        earlier, last_s = self._earlier + self._numbered, self._last_s
        self.reset()
        self._earlier, self._last_s = earlier, last_s
        return events

    def next_side(self) -> None:
        """The person says that the other side works from now on; the start posture is looked for again."""
        for variant in self._variants:
            variant.other_side()
            self._late += self._take(variant.close(self._last_s))

    def update(self, pose: Pose) -> Status:
        """One pose.  Raises ValueError when its time falls."""
        return self.step(self.signals(pose), 0)

    def signals(self, data: Pose | Track | LongTrack) -> list[Signals]:
        """The measures of every form; they do not depend on any threshold, so that a tuner computes them once."""
        first = signals_of(self._exercises[0], data)
        return [first, *(signals_of(exercise, data, first) for exercise in self._exercises[1:])]

    def step(self, signals: Sequence[Signals], i: int) -> Status:
        """One moment of signals, as ``signals`` makes them."""
        now = float(signals[0].time_s[i])
        if now < self._last_s:
            raise ValueError(f"time must rise: {now:.3f} s after {self._last_s:.3f} s")
        self._last_s = now
        seen = self._sense.look(signals[0], i)
        events, self._late = self._late, []
        events += self._hidden(bool(signals[0].found[i]), now)
        if seen in ("lost", "new") and self._current.anchor is not None:
            events += self._take(self._current.close(now))
            events.append(Problem(now, "the person was out of sight for a while; started over"))
        if seen in ("new", "stayed"):
            events += self._catch_up()
        since_s = self._sense.held_back_s
        self._stray = [(s, k) for s, k in (*self._stray, (signals, i)) if s[0].time_s[k] >= since_s] if seen == "frozen" else []
        if seen in ("frozen", "lost"):
            lost = self._sense.gap_s(now) > LOST_AFTER_S
            return self._status(now, Phase.LOST if lost else None, events, nan)
        more, value = self._judge(signals, i, now)
        events += more
        current = self._current
        for change, name in current.routine.cues if current.anchor is not None else ():
            if change == "onset":
                self._prompter.fault(name)
            else:
                self._mended = name
        self._tell_mended(now)
        return self._status(now, None, events, value)

    def _hidden(self, found: bool, now: float) -> list[Event]:
        """Somebody is seen again: for how long he was not, in the middle."""
        if not found:
            if self._anybody:
                self._unseen.add(now, UNSEEN)
            return []
        self._anybody = True
        return list(self._unseen.end())

    def _tell_mended(self, now: float) -> None:
        """A fault that ends while the person goes on is mended; one that ends on the way back to rest is only over.

        While the clock of a hold stands it is not known yet which of the two it is.
        """
        if self._mended is None:
            self._stood = False
            return
        phase = self._current.routine.phase
        if phase is Phase.PAUSED:
            self._stood = True
            return
        if phase in _GOING_ON or (phase is Phase.REST and not self._stood):
            self._prompter.fixed(now, self._mended)
        self._mended, self._stood = None, False

    def _judge(self, signals: Sequence[Signals], i: int, now: float) -> tuple[list[Event], float]:
        """What ends with a moment in which the person is seen, and the measure that counts; NaN while the gate is closed."""
        events: list[Event] = []
        if self._current.anchor is None:
            before = self._open(signals, i)
            if before is None:
                self._closed.add(now, self._current.waiting or "")
                return [], nan
            waited: list[Event] = list(self._closed.end())
            events += self._take(before) if before else waited
        ended, value = self._current.add(signals[self._now], i)
        return events + self._take(ended), value

    def _catch_up(self) -> list[Event]:
        """What was held back was the person, or stays as it was: what was done until that was sure is judged as well."""
        moments, self._stray = self._stray, []
        return [event for s, k in moments for event in self._judge(s, k, float(s[0].time_s[k]))[0]]

    def value(self, name: str, signals: Sequence[Signals], i: int) -> float:
        """Any measure of the form that counts, at the moment of the last step, as the rules see it; NaN while the gate is closed."""
        return self._current.value(name, signals[self._now], i)

    def start_value(self, name: str) -> float:
        """The same in the start posture, where the rules ask for it; NaN otherwise, and while the gate is closed."""
        anchor = self._current.anchor
        return nan if anchor is None else anchor.start.get(name, nan)

    def finish(self) -> tuple[Event, ...]:
        """The source has ended: what is complete, or nearly, still counts."""
        events = self._late + self._passed() + self._take(self._current.routine.finish(self._last_s))
        self._late = []
        events += self._closed.end()
        if self._opened and not self._told:
            events.append(Refused(self._opened_s, self._last_s, self._current.routine.nothing()))
        if not self._opened and self._current.waiting:
            events.append(Problem(self._last_s, f"the exercise was never begun: {self._current.waiting}"))
        return tuple(events)

    def _passed(self) -> list[Event]:
        """The gate never opened, but the start posture was passed more than once."""
        for k, variant in enumerate(self._variants if not self._opened else ()):
            before = variant.passed()
            if before is not None:
                self._now, self._opened = k, True
                return self._take(before)
        return []

    @property
    def _current(self) -> VariantCheck:
        return self._variants[self._now]

    def _open(self, signals: Sequence[Signals], i: int) -> list[Event] | None:
        """Look at every variant's gate; once one has opened, that is the variant that counts, and what was done before is given."""
        for k, variant in enumerate(self._variants):
            before = variant.look(signals[k], i)
            if before is not None:
                self._now = k
                if not self._opened:
                    self._opened, self._opened_s = True, float(signals[k].time_s[i])
                return before
        self._now = max(range(len(self._variants)), key=lambda k: (self._variants[k].progress, -k))
        return None

    def _take(self, events: list[Event]) -> list[Event]:
        if not events:  # as after most poses
            return events
        if self._earlier:
            events = [replace(e, rep=e.rep + self._earlier) if isinstance(e, Fault | Perhaps) and e.rep is not None else e for e in events]
        for event in events:
            self._numbered += isinstance(event, Hold if self.exercise.repetition is None else Repetition)
            self._told = self._told or isinstance(event, Repetition | Hold | Refused)
            match event:
                case Repetition():
                    self._counts[event.verdict] += 1
                case Hold():
                    self._holds += event.reached
        return events

    def _status(self, now: float, phase: Phase | None, events: list[Event], value: float) -> Status:
        variant = self._current
        routine, closed = variant.routine, variant.anchor is None
        active = routine.active_faults
        if phase is None:
            phase = Phase.WAITING if closed else routine.phase
        if not closed and routine.reached(self.target_s):
            self._prompter.praise(now, "Time reached, come back slowly")
        return Status(
            time_s=now,
            phase=phase,
            waiting_for=(variant.waiting or "get into the start position") if closed else None,
            settled=variant.settled if closed else 0.0,
            variant=self._now,
            view=variant.exercise.view,
            near_side=SIDES[variant.anchor.near] if variant.anchor is not None else None,
            active_side=SIDES[variant.active] if variant.exercise.sides is not None and not closed else None,
            value=value,
            level=routine.level(value),
            held_s=0.0 if closed else routine.held_s,
            target_s=self.target_s,
            holds=self._holds,
            cue=self._prompter.at(now, active if self._mended is None else (*active, self._mended)),
            faults=active,
            events=tuple(events),
            **self._counts,
        )
