"""Gate: nothing counts before the person is in the picture, seen from the right side, and in the start posture.

While the start posture is held the gate collects what the rest of the session relies on: the near side, the length of the
trunk in pixels, and the value of every measure in the start posture.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import isnan, nan
from statistics import median, median_low

from formcheck.engine.signals import Signals
from formcheck.faults.condition import Asked, Condition
from formcheck.pose.landmarks import LEFT, RIGHT, SIDES, SideName
from formcheck.pose.points import Point
from formcheck.pose.viewpoint import Viewpoint, which_side
from formcheck.rules.exercise import Exercise

AT_ONCE_S = 0.2  # a source that begins in the start posture: whoever is there already has been there longer
FLICKER_S = 0.25  # the posture may be missed for this long without starting over
UNSEEN_S = 0.5  # and for longer nobody knows whether it was held
EDGE = 0.02  # share of the picture's size by which a point may lie outside: landmarks of cut feet still serve
SIDE_VIEW_TURNED = 30.0  # degrees; three-quarter views of real clips read 40-60, side views 65-90
FRONT_VIEW_TURNED = 60.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the gate locked: the near side, the trunk length, and the measures in the start posture (units of the pose file)."""

    near: int
    trunk_px: float
    start: dict[str, float] = field(default_factory=dict)
    at_top: bool = False  # the person was found at the end of the range; the start posture was never seen
    top_since_s: float = nan  # and has been there since
    other: dict[str, float] | None = None  # start with the other side as the working one, when the start posture was right for both
    left_is_right: bool = True  # the person's left lies to the right in the picture, as with a face

    def swapped(self) -> Anchor | None:
        """The anchor with the other side as the working one; None when the start posture tells the sides apart."""
        return None if self.other is None else replace(self, start=self.other, other=self.start)


def in_units(exercise: Exercise, name: str, raw: float, anchor: Anchor) -> float:
    """A raw value in the unit of the pose file, relative to the start posture where the rule says so."""
    rule = exercise.measures[name]
    value = raw / anchor.trunk_px if rule.unit == "trunk" else raw
    if rule.relative_to == "start":
        value -= anchor.start.get(name, nan)
    return abs(value) if rule.either_way else value


def holds(condition: Condition, value: float) -> bool:
    """True when the value is known and on the right side of the condition's lines."""
    if isnan(value):
        return False
    return (condition.above is None or value > condition.above) and (condition.below is None or value < condition.below)


@dataclass(frozen=True, slots=True)
class Sight:
    """One moment in the start posture (or at the top): near side, trunk length, and absolute values by working side."""

    time_s: float
    near: int
    trunk_px: float
    values: dict[int, dict[str, float]]
    left_is_right: bool


class Gate:
    """Decides frame by frame; ``anchor`` is None while it is closed."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._settle_s = exercise.gate.settle_s
        self._turned = _turned_range(exercise)
        self._seen: deque[Sight] = deque()
        self._first_s: float | None = None
        self._looked_s = 0.0
        self._missed_s: float | None = None
        self._seen_top = False
        self.progress = 0  # how many of the things asked for are so
        cycle = exercise.repetition
        conditions = (*exercise.gate.start, *(cycle.top if cycle is not None else ()))
        self._kept = {n for n, m in exercise.measures.items() if m.relative_to == "start"}  # whose start value is kept
        if cycle is not None and cycle.from_start:
            self._kept.add(cycle.measure)
        self._kept |= {f.compared for f in exercise.faults.values() if f.compared is not None}
        self._wanted = {c.measure for c in conditions} | self._kept

    def look(self, signals: Signals, i: int, pick_active: Callable[[int], int]) -> tuple[Anchor | None, str | None]:
        """One moment with a person in it.  Returns the anchor once open, and what is missing in words while not.

        pick_active: tells the working side for a near side.
        """
        now = float(signals.time_s[i])
        if self._first_s is None:
            self._first_s = now
        if now - self._looked_s > UNSEEN_S:
            self.reset()
        self._looked_s = now
        near = LEFT if signals.nearer_left[i] > 0 else RIGHT
        view = Viewpoint(near, pick_active(near))
        trunk = float(signals.trunk_px[i])
        values = self.absolute(signals, i, view, trunk)
        missing = self.missing(signals, i, view, values)
        at_top = missing is not None and self._at_top(signals, i, view, values)
        if missing is not None and not at_top:
            self._miss(now)
            return None, missing
        if self._seen and self._seen_top != at_top:
            self._seen.clear()
        self._missed_s, self._seen_top = None, at_top
        both = {view.active: values, **self._with_other(signals, i, view, trunk)}
        self._seen.append(Sight(now, near, trunk, both, bool(signals.left_to_right[i] > 0)))
        if now - self._seen[0].time_s >= self._needed_s() - 1e-6:
            return self._anchor(at_top, pick_active), None
        return None, missing or "hold the start position"

    def _with_other(self, signals: Signals, i: int, view: Viewpoint, trunk: float) -> dict[int, dict[str, float]]:
        """Values with the other side as the working one, when the start posture is right for that side too."""
        if self._exercise.sides is None:
            return {}
        other = replace(view, active=1 - view.active)
        return {other.active: self.absolute(signals, i, other, trunk)} if self.in_posture(signals, i, other, trunk) else {}

    def refine(self, signals: Signals, i: int, view: Viewpoint, anchor: Anchor) -> Anchor:
        """The anchor, better known: one more moment in the start posture.  The first frames of a clip are not yet steady."""
        trunk = float(signals.trunk_px[i])
        if anchor.at_top or not anchor.start or not self.in_posture(signals, i, view, trunk):
            return anchor
        values = {view.active: self.absolute(signals, i, view, trunk), **self._with_other(signals, i, view, trunk)}
        self._seen.append(Sight(float(signals.time_s[i]), view.near, trunk, values, bool(signals.left_to_right[i] > 0)))
        better = self._anchor(False, lambda _: view.active)
        return better if better.near == anchor.near else anchor

    def in_posture(self, signals: Signals, i: int, view: Viewpoint, trunk: float) -> bool:
        """True when the start posture is right at this moment for the working side of the view."""
        return self.asked(signals, i, view, trunk) is None

    def asked(self, signals: Signals, i: int, view: Viewpoint, trunk: float) -> Asked | None:
        """What is not so of the start posture at this moment; None when all is."""
        for asked in self._exercise.gate.start:
            if not holds(asked, self._value(asked.measure, signals, i, view, trunk)):
                return asked
        return None

    def missing(self, signals: Signals, i: int, view: Viewpoint, values: dict[str, float]) -> str | None:
        """What keeps the gate closed at this moment, in words; None when all is right."""
        self.progress = 0
        out = out_of_picture(self._exercise, signals, i, view)
        if out is not None:
            return out
        self.progress = 1
        low, high = self._turned
        turn = float(signals.turned[i])
        if turn < low:
            return "turn side-on to the camera"
        if turn > high:
            return "turn to face the camera" if self._exercise.view == "front" else "turn so that your feet point to the camera"
        for asked in self._exercise.gate.start:
            self.progress += 1
            if not holds(asked, values[asked.measure]):
                return asked.say
        self.progress = len(self._exercise.gate.start) + 2
        return None

    def _at_top(self, signals: Signals, i: int, view: Viewpoint, values: dict[str, float]) -> bool:
        """The person is at the end of the range already, and in the picture."""
        cycle = self._exercise.repetition
        if cycle is None or not cycle.top or out_of_picture(self._exercise, signals, i, view) is not None:
            return False
        return float(signals.turned[i]) >= self._turned[0] and all(holds(c, values[c.measure]) for c in cycle.top)

    def reset(self) -> None:
        """Close the gate and start over."""
        self._seen.clear()
        self._missed_s = None

    def absolute(self, signals: Signals, i: int, view: Viewpoint, trunk: float) -> dict[str, float]:
        """The measures that the gate looks at, in units of the pose file but not relative to anything."""
        return {name: self._value(name, signals, i, view, trunk) for name in self._wanted}

    def _value(self, name: str, signals: Signals, i: int, view: Viewpoint, trunk: float) -> float:
        rule, raw = self._exercise.measures[name], signals.raw(name, view, i)
        value = raw / trunk if rule.unit == "trunk" else raw
        return abs(value) if rule.either_way and rule.relative_to is None else value

    def _miss(self, now: float) -> None:
        if self._missed_s is None:
            self._missed_s = now
        if now - self._missed_s >= FLICKER_S:
            self._seen.clear()

    def _needed_s(self) -> float:
        began_so = self._seen[0].time_s == self._first_s
        return min(AT_ONCE_S, self._settle_s) if began_so else self._settle_s

    def _anchor(self, at_top: bool, pick_active: Callable[[int], int]) -> Anchor:
        near = median_low(sight.near for sight in self._seen)
        sights = [sight for sight in self._seen if sight.near == near]
        active = pick_active(near)
        both = not at_top and all(len(sight.values) == 2 for sight in sights)
        start, other = (self._start([sight.values[side] for sight in sights if side in sight.values]) for side in (active, 1 - active))
        left_is_right = 2 * sum(sight.left_is_right for sight in sights) > len(sights)
        trunk = median(sight.trunk_px for sight in sights)
        since = self._seen[0].time_s if at_top else nan
        return Anchor(near, trunk, {} if at_top else start, at_top, since, other if both else None, left_is_right)

    def _start(self, rows: list[dict[str, float]]) -> dict[str, float]:
        """Values in the start posture of the measures that need them."""
        start: dict[str, float] = {}
        for name in self._kept:
            known = [values[name] for values in rows if not isnan(values[name])]
            value = median(known) if known else nan
            within = self._exercise.measures[name].start_within
            start[name] = value if within is None or isnan(value) else min(max(value, within[0]), within[1])
        return start


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
