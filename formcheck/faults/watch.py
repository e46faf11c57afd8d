"""Watches: faults that are seen while they happen.  A line crossed for some time, and bouncing."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import isnan
from statistics import median
from typing import Literal

from formcheck.faults.kinds import BounceFault, LineFault

Change = Literal["onset", "fixed", "over"]  # fixed: put right; over: not watched any more

RELEASE_S = 0.2  # a fault is over when it was not seen for this long
STRAY = 0.15  # share of moments that may miss the line before a fault is on; more, and it is a landmark that flickers
BOUNCE_RELEASE_S = 1.0
JUMP_S = 0.14  # the median over so long hides the jumps of a landmark from one frame or two, and keeps the swings of a body
QUICKEST_S = 0.12  # a swing that takes less is no movement of a body but a landmark that jumps


@dataclass(slots=True)
class Span:
    start_s: float
    end_s: float


class LineWatch:
    """A measure beyond a line for at least ``for_s`` seconds in the phases of the rule."""

    def __init__(self, rule: LineFault) -> None:
        self._rule = rule
        self.on = False
        self.span = Span(0.0, 0.0)
        self._seen = False
        self._hits = self._misses = 0  # moments beyond the line and not, since it was first crossed

    def add(self, now: float, value: float, in_phase: bool) -> Change | None:
        """One moment; a value that is not known changes nothing."""
        if in_phase and isnan(value):
            return None
        beyond = in_phase and self._beyond(value)
        if beyond and not self._seen:
            self.span.start_s, self._hits, self._misses = now, 0, 0
        self._hits, self._misses = self._hits + beyond, self._misses + (not beyond)
        if beyond:
            self._seen, self.span.end_s = True, now
            if not self.on and now - self.span.start_s >= self._rule.for_s - 1e-9:
                self.on = True
                return "onset"
        elif self._seen and not in_phase:
            return self.stop()
        elif self._seen and (now - self.span.end_s > RELEASE_S or self._flickers):
            return "fixed" if self.stop() else None
        return None

    @property
    def suspect(self) -> bool:
        """Beyond the line, whether or not for long enough."""
        return self._seen

    @property
    def _flickers(self) -> bool:
        return not self.on and self._misses > STRAY * (self._hits + self._misses) + 1

    def stop(self) -> Change | None:
        """Not watched any more, e.g. the repetition is over."""
        was, self.on, self._seen = self.on, False, False
        return "over" if was else None

    def _beyond(self, value: float) -> bool:
        slack = self._rule.release if self.on else 0.0
        above, below = self._rule.above, self._rule.below
        return (above is None or value > above - slack) and (below is None or value < below + slack)


class BounceWatch:
    """Swings to and fro at the end of the range, each at least ``swing`` and no longer than ``slowest_s``."""

    def __init__(self, rule: BounceFault) -> None:
        self._rule = rule
        self.on = False
        self.span = Span(0.0, 0.0)
        self._recent: deque[tuple[float, float]] = deque()
        self._turn: tuple[float, float] | None = None  # time and value of the last turning point
        self._tip: tuple[float, float] = (0.0, 0.0)  # farthest since then
        self._way = 0
        self._turns: list[float] = []  # times of the swings so far, unbroken

    def add(self, now: float, value: float, watched: bool) -> Change | None:
        """One moment; watched: at the end of the range."""
        if not watched:
            return self.stop()
        if isnan(value):
            return None
        value = self._steadied(now, value)
        if self._turn is None:
            self._turn = self._tip = (now, value)
            return None
        if self._swing(now, value):
            self.span.end_s = now
            if not self.on and len(self._turns) >= self._rule.swings:
                self.on, self.span.start_s = True, self._turns[0]
                return "onset"
        if self.on and now - self.span.end_s > BOUNCE_RELEASE_S:
            self.stop()
            return "fixed"
        return None

    def stop(self) -> Change | None:
        """Not watched any more."""
        was, self.on, self._turn, self._way = self.on, False, None, 0
        self._turns = []
        self._recent.clear()
        return "over" if was else None

    def _steadied(self, now: float, value: float) -> float:
        self._recent.append((now, value))
        while now - self._recent[0][0] > JUMP_S:
            self._recent.popleft()
        values = [v for _, v in self._recent]
        return median(values[1 - len(values) % 2 :])  # of an odd number: the mean of two would flatten swings

    def _find_way(self, now: float, value: float) -> None:
        """Before the first swing: the turning point is the least value so far, the tip the greatest, until they are a swing apart."""
        assert self._turn is not None
        self._turn = min(self._turn, (now, value), key=_value)
        self._tip = max(self._tip, (now, value), key=_value)
        if self._tip[1] - self._turn[1] < self._rule.swing:
            return
        self._way = 1 if self._tip[0] > self._turn[0] else -1
        if self._way < 0:
            self._turn, self._tip = self._tip, self._turn

    def _swing(self, now: float, value: float) -> bool:
        """Take the value into the zigzag; True when it makes a new swing."""
        assert self._turn is not None
        if self._way == 0:
            self._find_way(now, value)
            return False
        if (value - self._tip[1]) * self._way > 0:
            self._tip = (now, value)
            return False
        if (self._tip[1] - value) * self._way < self._rule.swing:
            return False
        bounce = QUICKEST_S <= self._tip[0] - self._turn[0] <= self._rule.slowest_s
        self._turns = [*self._turns, self._tip[0]] if bounce or not self._turns else [self._tip[0]]
        self._turn, self._tip, self._way = self._tip, (now, value), -self._way
        return True


def _value(point: tuple[float, float]) -> float:
    return point[1]
