"""Anchor: what the rest of the session relies on: the near side, the length of the trunk, and every measure at rest.

It is learnt from moments in the start posture in which the measure that counts stands still, and again at every rest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import isnan, nan
from statistics import median, median_low

from formcheck.rules.exercise import Exercise

TURN = 0.4  # share of the moments of who never stands still: those farthest from the end of the range
REST_S = 2.0  # the values at rest are the medians over so much of the latest rest


@dataclass(frozen=True, slots=True)
class Anchor:
    """The near side, the trunk length, and the measures in the start posture (units of the pose file)."""

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


@dataclass(frozen=True, slots=True)
class RestMoment:
    """One moment at rest (or at the top): near side, trunk length, and absolute values by working side."""

    time_s: float
    near: int
    trunk_px: float
    values: dict[int, dict[str, float]]
    left_is_right: bool
    still: bool  # the measure that counts stood still


class Rest:
    """The latest moments at rest, from which the anchor is made."""

    def __init__(self, exercise: Exercise, kept: Iterable[str], counted: str, sign: int) -> None:
        """kept: measures whose value at rest is asked for.  counted: the one that counts, and sign: +1 when the exercise raises it."""
        self._measures, self._kept = exercise.measures, tuple(kept)
        self._counted, self._sign = counted, sign
        self._moments: deque[RestMoment] = deque()

    def clear(self) -> None:
        """Forget all of them."""
        self._moments.clear()

    def add(self, moment: RestMoment) -> None:
        """One more; what was taken while the person still moved is dropped as soon as a true rest is seen."""
        if moment.still and any(not m.still for m in self._moments):
            self._moments = deque(m for m in self._moments if m.still)
        elif not moment.still and any(m.still for m in self._moments):
            return
        self._moments.append(moment)
        while moment.time_s - self._moments[0].time_s > REST_S:
            self._moments.popleft()

    def level(self, measure: str, active: int) -> float:
        """The median of a measure over the moments, with this side as the working one; NaN where it is not known."""
        known = [m.values[active][measure] for m in self._moments if active in m.values and not isnan(m.values[active][measure])]
        return median(known) if known else nan

    def near(self) -> int:
        """The side that most moments call the near one."""
        return median_low(moment.near for moment in self._moments)

    def anchor(self, active: int, top_since_s: float | None = None) -> Anchor:
        """The medians of the moments.  active: the working side; top_since_s: since when the person has been at the end of the range."""
        at_top = top_since_s is not None
        near = self.near()
        moments = self._turning([moment for moment in self._moments if moment.near == near], active)
        both = not at_top and all(len(moment.values) == 2 for moment in moments)
        start, other = (self._start([m.values[side] for m in moments if side in m.values]) for side in (active, 1 - active))
        left_is_right = 2 * sum(moment.left_is_right for moment in moments) > len(moments)
        trunk = median(moment.trunk_px for moment in moments)
        since_s = nan if top_since_s is None else top_since_s
        return Anchor(near, trunk, {} if at_top else start, at_top, since_s, other if both else None, left_is_right)

    def _turning(self, moments: list[RestMoment], active: int) -> list[RestMoment]:
        """Of who never stood still, those nearest to the turn from one movement to the next: the best that is known of his rest."""
        if self._sign == 0 or any(moment.still for moment in moments):
            return moments
        out = {id(m): self._sign * m.values[active][self._counted] for m in moments if active in m.values}
        known = sorted((m for m in moments if not isnan(out.get(id(m), nan))), key=lambda m: out[id(m)])
        return known[: max(1, round(TURN * len(known)))] or moments

    def _start(self, rows: list[dict[str, float]]) -> dict[str, float]:
        """Values in the start posture of the measures that need them."""
        start: dict[str, float] = {}
        for name in self._kept:
            known = [values[name] for values in rows if not isnan(values[name])]
            value = median(known) if known else nan
            within = self._measures[name].start_within
            start[name] = value if within is None or isnan(value) else min(max(value, within[0]), within[1])
        return start
