"""Gate: nothing counts before the person is in the picture, seen from the right side, and at rest in the start posture.

It decides *whether the person is ready*, not how well the exercise is done: its lines have soft edges.  Whoever keeps still and
misses the start posture only narrowly is taken as he is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isnan

from formcheck.engine.anchor import Anchor, Rest, RestMoment
from formcheck.engine.arrival import Stay
from formcheck.engine.signals import Signals
from formcheck.engine.stillness import Stillness
from formcheck.faults.condition import Asked, Condition
from formcheck.measures.units import Unit
from formcheck.pose.landmarks import LEFT, RIGHT, SIDES, SideName
from formcheck.pose.points import Point
from formcheck.pose.viewpoint import Viewpoint, which_side
from formcheck.rules.exercise import Exercise

AT_ONCE_S = 0.2  # a source that begins in the start posture, or a gate that has been open: nobody is asked to wait
STILL_S = 0.5  # who is in the start posture for so long, and still, is ready
PASSES_S = 5.0  # nobody takes so long to pass through the end of the range: he stays there, however he trembles
FLICKER_S = 0.25  # the posture may be missed for this long without starting over
FOUND_S = 0.3  # a network that has just found somebody puts the trunk and legs 2 % of the trunk off, then 0.8 %
UNSEEN_S = 0.5  # and for longer nobody knows whether it was held
LEARN_S = 0.1  # between two moments at rest that are learnt from
GIVES_WAY_S = 2.0  # who keeps still for this long and misses the start posture only narrowly is taken as he is
SLACK: dict[Unit, float] = {"deg": 15.0, "trunk": 0.25, "share": 0.3}  # narrowly: people and cameras differ by so much
AT_ONCE_SHARE = 0.3  # of the slack, by which the posture may be missed without any waiting
EDGE = 0.05  # share of the picture's size by which a point may lie outside: landmarks of cut feet still serve
SIDE_VIEW_TURNED = 30.0  # degrees; three-quarter views of real clips read 40-60, side views 65-90
FRONT_VIEW_TURNED = 60.0


def holds(condition: Condition, value: float, slack: float = 0.0) -> bool:
    """True when the value is known and on the right side of the condition's lines, or past them by less than the slack."""
    if isnan(value):
        return False
    return (condition.above is None or value > condition.above - slack) and (condition.below is None or value < condition.below + slack)


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps the gate closed.  say: in words; narrowly: everything asked for is nearly so."""

    say: str
    narrowly: bool = False


class Gate:
    """Decides frame by frame; ``look`` gives an anchor once it opens."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._settle_s = exercise.gate.settle_s
        self._turned = _turned_range(exercise)
        self._stillness = Stillness(exercise)
        self._first_s: float | None = None
        self._looked_s = 0.0
        self._seen_s = -inf  # when somebody was last seen, the gate open or closed,
        self._found_s = 0.0  # and since when, without a break
        self._met_s: float | None = None  # since when the posture is right
        self._missed_s: float | None = None
        self._learnt_s = -inf  # when a moment at rest was last learnt from
        self._narrow_s: float | None = None  # since when the posture is right, or nearly
        self._seen_top = False
        self._was_open = False
        self.deeper = False  # the last moment showed a truer rest than the one before
        self._visits = 0  # how often the posture was met since the person was last out of sight
        self.seen = False  # the person has not been out of sight since the last moment
        self.met = False  # the start posture was right at the last moment
        self.began_near = False  # it, or the end of the range, was right, or it nearly, when the person came into sight
        self.progress = 0  # how many of the things asked for are so
        self.settled = 0.0  # share of the time for which the start posture is to be held
        cycle = exercise.repetition
        self._stay = Stay(0.0 if cycle is None else self._stillness.sign * cycle.rest, self._stillness.most)
        conditions = (*exercise.gate.start, *(cycle.top if cycle is not None else ()))
        kept = {n for n, m in exercise.measures.items() if m.relative_to == "start"}  # whose start value is kept
        if cycle is not None and cycle.from_start:
            kept.add(cycle.measure)
        kept |= {f.compared for f in exercise.faults.values() if f.compared is not None}
        # asked for of every moment: what of it is of the pose file is looked up once
        self._start = [(asked, self._slack(asked)) for asked in exercise.gate.start]
        self._ways = {n: (m.unit == "trunk", m.either_way and m.relative_to is None) for n, m in exercise.measures.items()}
        self._rest = Rest(exercise, kept, self._stillness.measure, self._stillness.sign)
        self._wanted = {c.measure for c in conditions} | kept | {self._stillness.measure}

    def look(self, signals: Signals, i: int, pick_active: Callable[[int], int]) -> tuple[Anchor | None, str | None]:
        """One moment with a person in it.  Returns the anchor once open, and what is missing in words while not.

        pick_active: tells the working side for a near side.
        """
        now = float(signals.time_s[i])
        first = self._first_s is None
        if self._first_s is None:
            self._first_s = now
        self.seen = now - self._looked_s <= UNSEEN_S
        anew = not self.seen or first
        if not self.seen:
            self.reset()
        self._looked_s = now
        near = LEFT if signals.nearer_left[i] > 0 else RIGHT
        view = Viewpoint(near, pick_active(near))
        trunk = float(signals.trunk_px[i])
        values = self.absolute(signals, i, view, trunk)
        still_s = self._stillness.add(now, values[self._stillness.measure])
        still = self._known(now) and still_s > 0
        missing = self.missing(signals, i, view, values)
        self.met = missing is None
        at_top = missing is not None and self._at_top(signals, i, view, values)
        if anew:
            self.began_near = missing is None or missing.narrowly or at_top
        self.settled = 0.0
        if missing is not None and not at_top and not self._gives_way(missing, now, still_s):
            passed = self.passed(now, pick_active)
            self._miss(now, missing)
            return passed, None if passed else missing.say
        if self._met_s is None or self._seen_top != at_top:
            self._met_s = now
            self._stay.begin()
            self._visits += not at_top
            self._rest.clear()
        self._missed_s, self._seen_top = None, at_top
        both = {view.active: values, **self._with_other(signals, i, view, trunk)}
        self._rest.add(RestMoment(now, near, trunk, both, bool(signals.left_to_right[i] > 0), still))
        gave_way = missing is not None and not at_top
        met_s, asked_s = now - self._met_s + 1e-6, self._asked_s(still and not at_top)
        self.settled = min(1.0, met_s / asked_s) if asked_s else 1.0
        self._stay.add(now, self._stillness.sign * values[self._stillness.measure])
        passes = at_top and still_s < STILL_S and met_s < PASSES_S
        if gave_way or (met_s >= asked_s and not passes):
            self._was_open = True
            return self._rest.anchor(pick_active(self._rest.near()), self._stay.since_s(self._met_s) if at_top else None), None
        return None, "hold the start position" if missing is None else missing.say

    def _known(self, now: float) -> bool:
        """Somebody has been seen for long enough, the gate open or closed, for the landmarks to be where they belong."""
        if now - self._seen_s > UNSEEN_S:
            self._found_s = now
        self._seen_s = now
        return now - self._found_s >= FOUND_S

    def _asked_s(self, still: bool) -> float:
        """For how long is the posture to be held?  While the measure moves, rest is not seen yet, and it takes longer."""
        if not still:
            return AT_ONCE_S if self._seen_top and self._met_s == self._first_s else self._settle_s
        at_once = self._was_open or self._visits > 1 or self._met_s == self._first_s
        return min(AT_ONCE_S if at_once else STILL_S, self._settle_s)

    def passed(self, now: float, pick_active: Callable[[int], int]) -> Anchor | None:
        """The anchor of who comes through the start posture once more without resting in it, when he leaves it: he is in the middle."""
        if self._visits < 2 or self._met_s is None or self._seen_top or now - self._met_s < AT_ONCE_S:
            return None
        self._was_open = True
        return self._rest.anchor(pick_active(self._rest.near()))

    def _gives_way(self, missing: Missing, now: float, still_s: float) -> bool:
        if not missing.narrowly:
            self._narrow_s = None
            return False
        if self._narrow_s is None:
            self._narrow_s = now
        return min(now - self._narrow_s, still_s) >= GIVES_WAY_S

    def _with_other(self, signals: Signals, i: int, view: Viewpoint, trunk: float) -> dict[int, dict[str, float]]:
        """Values with the other side as the working one, when the start posture is right for that side too."""
        if self._exercise.sides is None:
            return {}
        other = view._replace(active=1 - view.active)
        return {other.active: self.absolute(signals, i, other, trunk)} if self.in_posture(signals, i, other, trunk) else {}

    def refine(self, signals: Signals, i: int, view: Viewpoint, anchor: Anchor, busy: bool) -> Anchor:
        """The anchor after one more moment with the gate open; the same unless the person is at rest.  busy: in a movement."""
        now, trunk = float(signals.time_s[i]), float(signals.trunk_px[i])
        measure, self.deeper, known = self._stillness.measure, False, self._known(now)
        still_s = self._stillness.add(now, self._value(measure, signals, i, view, trunk))
        if busy or anchor.at_top or not known or still_s == 0 or now - self._learnt_s < LEARN_S:
            return anchor
        if self.asked(signals, i, view, trunk, soft=True) is not None:
            return anchor
        values = self.absolute(signals, i, view, trunk)
        self.deeper = self._stillness.deeper(values[measure], self._rest.level(measure, view.active))
        if self.deeper and still_s < STILL_S:  # a turning point on the way to the other side may stand still for less
            self.deeper = False
            return anchor
        self._learnt_s = now
        if self.deeper:
            self._rest.clear()
        both = {view.active: values, **self._with_other(signals, i, view, trunk)}
        self._rest.add(RestMoment(now, view.near, trunk, both, bool(signals.left_to_right[i] > 0), True))
        better = self._rest.anchor(view.active)
        return better if better.near == anchor.near else anchor

    def in_posture(self, signals: Signals, i: int, view: Viewpoint, trunk: float) -> bool:
        """True when the start posture is right at this moment for the working side of the view."""
        return self.asked(signals, i, view, trunk) is None

    def asked(self, signals: Signals, i: int, view: Viewpoint, trunk: float, soft: bool = False) -> Asked | None:
        """What is not so of the start posture at this moment; None when all is.  soft: nearly is enough."""
        for asked, slack in self._start:
            if not holds(asked, self._value(asked.measure, signals, i, view, trunk), slack * (1.0 if soft else AT_ONCE_SHARE)):
                return asked
        return None

    def _slack(self, condition: Condition) -> float:
        return SLACK[self._exercise.measures[condition.measure].unit]

    def missing(self, signals: Signals, i: int, view: Viewpoint, values: dict[str, float]) -> Missing | None:
        """What keeps the gate closed at this moment; None when all is right."""
        self.progress = 0
        out = out_of_picture(self._exercise, signals, i, view)
        if out is not None:
            return Missing(out)
        self.progress = 1
        low, high = self._turned
        turn = float(signals.turned[i])
        if turn < low:
            return Missing("turn side-on to the camera")
        if turn > high:
            facing = self._exercise.view == "front"
            return Missing("turn to face the camera" if facing else "turn so that your feet point to the camera")
        start = self._exercise.gate.start
        unmet = [k for k, a in enumerate(start) if not holds(a, values[a.measure], AT_ONCE_SHARE * self._slack(a))]
        self.progress = unmet[0] + 2 if unmet else len(start) + 2
        if not unmet:
            return None
        return Missing(start[unmet[0]].say, all(holds(start[k], values[start[k].measure], self._slack(start[k])) for k in unmet))

    def _at_top(self, signals: Signals, i: int, view: Viewpoint, values: dict[str, float]) -> bool:
        """The person is at the end of the range already, and in the picture."""
        cycle = self._exercise.repetition
        if cycle is None or not cycle.top or out_of_picture(self._exercise, signals, i, view) is not None:
            return False
        return float(signals.turned[i]) >= self._turned[0] and all(holds(c, values[c.measure]) for c in cycle.top)

    def reset(self) -> None:
        """Close the gate and start over."""
        self._rest.clear()
        self._stillness.reset()
        self._met_s = self._missed_s = self._narrow_s = None
        self._visits = 0

    def absolute(self, signals: Signals, i: int, view: Viewpoint, trunk: float) -> dict[str, float]:
        """The measures that the gate looks at, in units of the pose file but not relative to anything."""
        return {name: self._value(name, signals, i, view, trunk) for name in self._wanted}

    def _value(self, name: str, signals: Signals, i: int, view: Viewpoint, trunk: float) -> float:
        (in_trunks, either_way), value = self._ways[name], signals.raw(name, view, i)
        value = value / trunk if in_trunks else value
        return abs(value) if either_way else value

    def _miss(self, now: float, missing: Missing) -> None:
        if self._missed_s is None:
            self._missed_s = now
        if now - self._missed_s >= FLICKER_S:
            self._rest.clear()
            self._met_s = None
            if not missing.narrowly:
                self._narrow_s = None


def out_of_picture(exercise: Exercise, signals: Signals, i: int, view: Viewpoint) -> str | None:
    """Words for the first needed point outside the picture, None when all are inside."""
    width, height = signals.size
    outside = []
    for word in exercise.gate.needs:
        x, y = signals.point(word, view, i)
        if not (-EDGE * width <= x <= (1 + EDGE) * width and -EDGE * height <= y <= (1 + EDGE) * height):
            outside.append(say_point(word, view))
    if not outside:
        return None
    if len(outside) > 2:
        return "step back: the whole body must be in the picture"
    return f"{' and '.join(outside)} out of the picture"


def say_point(word: str, view: Viewpoint) -> str:
    """``near.hip`` -> ``left hip``."""
    point = Point.parse(word)
    if point.side is None or point.side == "mid":
        return point.joint
    side: SideName = SIDES[which_side(point.side, view)]
    return f"{side} {point.joint}"


def _turned_range(exercise: Exercise) -> tuple[float, float]:
    gate = exercise.gate
    low = gate.turned_above if gate.turned_above is not None else SIDE_VIEW_TURNED if exercise.view == "side" else 0.0
    high = gate.turned_below if gate.turned_below is not None else FRONT_VIEW_TURNED if exercise.view == "front" else 90.0
    return low, high
