"""VariantCheck: one way of doing (or seeing) an exercise, with its gate, its working side and its routine.

Most exercises have one form.  A squat has two, seen from the side or from the front; whichever gate opens first is the form
that counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from math import nan

from formcheck.engine.anchor import Anchor, in_units
from formcheck.engine.gate import Gate, out_of_picture
from formcheck.engine.hold_routine import HoldRoutine
from formcheck.engine.reasons import ANOTHER
from formcheck.engine.repetition_routine import RepetitionRoutine
from formcheck.engine.routine import Routine
from formcheck.engine.signals import Signals
from formcheck.engine.snapshot import Snapshot
from formcheck.engine.status import Event, Hold, Problem, Refused, Repetition
from formcheck.pose.landmarks import LEFT, RIGHT, SIDES
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.exercise import Exercise

LOOK_BACK_S = 20.0  # when the gate opens, what was done in so much time before it is judged as well
ASTRAY_S = 1.5  # at rest, but out of the start posture for this long: the gate closes again
SWITCH_S = 0.4  # the other side works when it has been so for this long
OUTSIDE_S = 1.0  # a needed point out of the picture for this long closes the gate


class VariantCheck:
    """``anchor`` is None while the gate is closed; ``waiting`` says what for, ``progress`` and ``settled`` how far the person has come."""

    def __init__(self, exercise: Exercise, target_s: float) -> None:
        self.exercise = exercise
        self.routine: Routine = (
            RepetitionRoutine(exercise, target_s) if exercise.repetition is not None else HoldRoutine(exercise, target_s)
        )
        self.anchor: Anchor | None = None
        self.active = LEFT
        self.waiting: str | None = None
        self.progress = 0
        self.settled = 0.0
        self._gate = Gate(exercise)
        self._forced: int | None = None
        self._other_since: float | None = None
        self._astray_since: float | None = None
        self._outside_since: float | None = None
        self._before: deque[tuple[Signals, int]] = deque()
        self._catching_up = False

    def other_side(self) -> None:
        """The person says that the other side works from now on."""
        self.active = self._forced = 1 - self.active

    def look(self, signals: Signals, i: int) -> list[Event] | None:
        """One moment with the gate closed.  None while it stays so; once it has opened, what was done before it did."""
        anchor, self.waiting = self._gate.look(signals, i, lambda near: self._choose(signals, i, near))
        self.progress, self.settled = self._gate.progress, self._gate.settled
        if anchor is None:
            if self._waits_for_other_side(signals, i):
                self.waiting = f"now the {SIDES[self.active]} side"
            self._remember(signals, i)
            return None
        return self._open(anchor, signals, i)

    def _waits_for_other_side(self, signals: Signals, i: int) -> bool:
        """A side was asked for, and the person is ready to work with the other one."""
        if self._forced is None or self.waiting not in [asked.say for asked in self.exercise.gate.start]:
            return False
        view = self._view(signals, i, None, 1 - self._forced, LEFT if signals.nearer_left[i] > 0 else RIGHT)
        return self._gate.in_posture(signals, i, view, float(signals.trunk_px[i]))

    def passed(self) -> list[Event] | None:
        """The source ends with the gate closed, in the start posture that was passed before: what was done until now is judged."""
        if not self._before:
            return None
        signals, i = self._before[-1]
        anchor = self._gate.passed(float(signals.time_s[i]), lambda near: self._choose(signals, i, near))
        return None if anchor is None else self._open(anchor, signals, i)

    def _open(self, anchor: Anchor, signals: Signals, i: int) -> list[Event]:
        """Rest is known now: the moments since the start posture was first seen are judged by it."""
        before, self._before = self._before, deque()
        self.anchor = anchor
        self._astray_since = self._other_since = self._outside_since = None
        first = before[0] if before and not anchor.at_top else (signals, i)
        self.active = self._choose(*first, anchor.near)
        self.routine.look_back(float(signals.time_s[i]))
        events = [] if anchor.at_top else self._catch_up(before)
        if self.anchor is None:  # what was done before was something else
            self.anchor, self.active = anchor, self._choose(signals, i, anchor.near)
        return events

    def _catch_up(self, moments: Iterable[tuple[Signals, int]]) -> list[Event]:
        """Judge moments that were seen before the rest was known."""
        events: list[Event] = []
        self._catching_up = True
        for moment in moments:
            if self.anchor is not None:
                events += self.add(*moment)[0]
        self._catching_up = False
        return events

    def _again(self, now: float, anchor: Anchor) -> list[Event]:
        """A truer rest has been found: what was seen since the last repetition or hold is judged once more."""
        before, self._before = self._before, deque()
        self.routine.interrupt(now)
        self.anchor = anchor
        events = self._catch_up(before)
        self.anchor = self.anchor or anchor
        return events

    def _remember(self, signals: Signals, i: int) -> None:
        """Moments since the start posture was met, or nearly at first sight; with them a repetition may have begun."""
        if not self._gate.seen:
            self._before.clear()
        if self._before or self._gate.met or self._gate.began_near:
            self._keep(signals, i)

    def _keep(self, signals: Signals, i: int) -> None:
        self._before.append((signals, i))
        now = float(signals.time_s[i])
        while now - float(self._before[0][0].time_s[self._before[0][1]]) > LOOK_BACK_S:
            self._before.popleft()

    def close(self, now: float) -> list[Event]:
        """Close the gate: what is under way ends."""
        self.anchor = None
        if not self._catching_up:
            self._gate.reset()
        self._before.clear()
        return self.routine.interrupt(now)

    def add(self, signals: Signals, i: int) -> tuple[list[Event], float]:
        """One moment with the gate open; it may close it.  Returns what ended, and the measure that counts."""
        assert self.anchor is not None
        anchor, now = self.anchor, float(signals.time_s[i])
        events: list[Event] = []
        self.routine.cues = []
        if self._switched(signals, i, now, anchor):
            events += self.close(now)
            self._keep(signals, i)  # the movement may have begun: it is judged when the gate opens for the other side
        anchor = self.anchor or anchor
        if self.anchor is not None and not self._catching_up:
            view = self._view(signals, i, anchor, self.active)
            self.anchor = anchor = self._gate.refine(signals, i, view, anchor, self.routine.busy)
            if self._gate.deeper:
                events += self._again(now, anchor)
                anchor = self.anchor
        view = self._view(signals, i, anchor, self.active)
        moment = Snapshot(now, signals, i, view, anchor, self.exercise)
        if self.anchor is not None:
            told = self.routine.add(moment)
            events += told
            if any(isinstance(e, Repetition | Hold) or (isinstance(e, Refused) and e.why.startswith(ANOTHER)) for e in told):
                self._before.clear()
            self._keep(signals, i)
            down_again = anchor.at_top and not self.routine.busy  # now the start posture can be seen
            if down_again or self.routine.gone or self._left(signals, i, now, view, anchor, events):
                events += self.close(now)
        return events, moment.value(self.routine.measure)

    def value(self, name: str, signals: Signals, i: int) -> float:
        """A measure in the unit of the pose file; NaN while the gate is closed, and when there is no such measure."""
        if self.anchor is None or name not in self.exercise.measures:
            return nan
        return in_units(self.exercise, name, signals.raw(name, self._view(signals, i, self.anchor, self.active), i), self.anchor)

    def _view(self, signals: Signals, i: int, anchor: Anchor | None, active: int, near: int = LEFT) -> Viewpoint:
        """The view of a moment.  Who lies with the feet to the camera cannot turn round: left and right are those of the gate."""
        if anchor is None:
            return Viewpoint(near, active)
        mirrored = self.exercise.view == "feet" and (signals.left_to_right[i] > 0) != anchor.left_is_right
        return Viewpoint(anchor.near, active, bool(mirrored))

    def _choose(self, signals: Signals, i: int, near: int) -> int:
        """The side that works."""
        sides = self.exercise.sides
        if sides is None:
            return near
        if self._forced is not None:
            return self._forced
        rule = self.exercise.measures[sides.measure]
        of_near, of_far = (signals.raw(sides.measure, self._view(signals, i, self.anchor, side, near), i) for side in (near, 1 - near))
        if rule.either_way:
            of_near, of_far = abs(of_near), abs(of_far)
        in_unit = float(signals.trunk_px[i]) if rule.unit == "trunk" else 1.0
        far_leads = (of_far - of_near if sides.active == "greatest" else of_near - of_far) / in_unit
        return 1 - near if far_leads > sides.far_by else near

    def _switched(self, signals: Signals, i: int, now: float, anchor: Anchor) -> bool:
        """True when the gate must close, as the other side has worked for a while and nothing is under way."""
        chosen, busy = self._choose(signals, i, anchor.near), self.routine.busy
        anew = self.exercise.sides is not None and self.exercise.sides.anew
        if chosen == self.active or (busy and not anew):
            self._other_since = None
            return False
        swapped = anchor.swapped()  # the start posture may not tell the sides apart, the movement does
        if swapped is None and not busy and self._ready(signals, i, self._view(signals, i, anchor, chosen), anchor):
            swapped = anchor
        if swapped is not None and (anew or not busy):
            self.anchor, self.active = swapped, chosen
            return False
        if self._other_since is None:
            self._other_since = now
        if now - self._other_since < SWITCH_S:
            return False
        self.active, self._other_since = chosen, None
        if busy:
            self.anchor = swapped or anchor
        return not busy

    def _ready(self, signals: Signals, i: int, view: Viewpoint, anchor: Anchor) -> bool:
        """True when the other side can go on at once: it is in the start posture, and nothing is relative to that."""
        return not anchor.start and self._gate.in_posture(signals, i, view, anchor.trunk_px)

    def _left(self, signals: Signals, i: int, now: float, view: Viewpoint, anchor: Anchor, events: list[Event]) -> bool:
        """True when the person has left the picture, which is told as a problem, or is at rest but not in the start posture."""
        outside = out_of_picture(self.exercise, signals, i, view)
        self._outside_since = _since(self._outside_since, outside is not None, now)
        if outside is not None and self._outside_since is not None and now - self._outside_since > OUTSIDE_S:
            self.waiting = outside
            events.append(Problem(now, outside))
            return True
        asked = None
        if not self.routine.busy:
            asked = self._gate.asked(signals, i, view, anchor.trunk_px, soft=True)
        self._astray_since = _since(self._astray_since, asked is not None, now)
        if asked is None or self._astray_since is None:
            return False
        self.waiting = asked.say
        return now - self._astray_since > ASTRAY_S


def _since(before: float | None, true: bool, now: float) -> float | None:
    """Since when something has been true, without a break."""
    if not true:
        return None
    return before if before is not None else now
