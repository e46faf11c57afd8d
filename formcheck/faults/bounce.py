"""The fault `bounce`: swings to and fro, seen while they go on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from math import isnan
from statistics import median
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field

from formcheck.faults.base import OnMeasure
from formcheck.faults.regular import regularity
from formcheck.faults.setting import PHASES, Setting
from formcheck.faults.watch import Change, Span, Watch
from formcheck.strict import Tuned

RELEASE_S: Final = 1.0  # it is over when there was no swing for this long
JUMP_S: Final = 0.14  # the median over so long hides the jumps of a landmark from one frame or two, and keeps the swings of a body
QUICKEST_S: Final = 0.16  # a swing that takes less is no movement of a body but landmarks that tremble
ALIKE: Final = 2.2  # swings of a body are alike: the largest and the longest of a row at most so many times the smallest and the shortest
LEAST_POINTS: Final = 8  # of fewer moments four numbers explain nearly anything
REGULAR: Final = 0.65  # share of the variance that an even swing explains in swings of a body, at least
FLICKER: Final = 0.25  # share of moments half a swing away from the median of their neighbours; more, and it is a landmark that flickers


class BounceFault(OnMeasure):
    """Even oscillation at the end of the range instead of moving smoothly or holding still."""

    watched: ClassVar[bool] = True

    kind: Literal["bounce"]
    swing: Annotated[float, Tuned(size=True)] = Field(gt=0, description="least size of a swing, one way, in the measure's unit")
    swings: Annotated[int, Tuned("count")] = Field(4, ge=2, le=20, description="swings in a row, each way counted, that make it a fault")
    slowest_s: float = Field(0.8, gt=0, le=5, description="a swing that takes longer is not a bounce")
    beyond: Annotated[float, Tuned("share")] = Field(
        0.5, ge=0, lt=1, description="share of a repetition's range beyond which swings are looked for"
    )

    def told_when(self, setting: Setting) -> str:
        size = setting.amount(self.swing, self.measure)
        return f"{setting.named(self.measure)} swings by {size} or more {self.swings} times in a row, {PHASES['top']}"

    def moved(self, by: float) -> Self:
        return self.model_copy(update={"swing": self.swing - by})

    def problems(self, setting: Setting) -> Iterator[str]:
        if self.margin >= self.swing:
            yield f"margin: {self.margin:g}: must be less than `swing` ({self.swing:g})"

    def watch(self) -> Watch:
        return BounceWatch(self)


@dataclass(frozen=True, slots=True)
class _Swing:
    """One way from a turning point to the next: when it ended, how long it took, and its size."""

    end_s: float
    took_s: float
    size: float


class BounceWatch(Watch):
    """Swings to and fro at the end of the range, each at least ``swing`` and no longer than ``slowest_s``."""

    def __init__(self, rule: BounceFault) -> None:
        self._rule, self.measure = rule, rule.measure
        self.on = False
        self.span = Span(0.0, 0.0)
        self._seen: deque[tuple[float, float]] = deque()  # times and values, for as long as a row of swings may take
        self._turn: tuple[float, float] | None = None  # time and value of the last turning point
        self._tip: tuple[float, float] = (0.0, 0.0)  # farthest since then
        self._way = 0
        self._row: list[_Swing] = []  # the swings so far, unbroken
        self._step_s = 0.0  # from one moment to the next
        self._moments = self._strays = 0  # since the row may have begun, and of these those far from their neighbours

    @property
    def swinging(self) -> bool:
        return self.on

    @property
    def idle(self) -> bool:
        return self._turn is None

    def wanted(self, phase: str, out: float, sunk: bool) -> bool:
        return out > self._rule.beyond

    def add(self, now: float, value: float, wanted: bool) -> Change | None:
        if not wanted:
            return self.stop()
        if isnan(value):
            return None
        value = self._steadied(now, value)
        if self._turn is None:
            self._turn = self._tip = (now, value)
            return None
        if self._swing(now, value):
            self.span.end_s = now
            if not self.on and self._is_bounce:
                self.on, self.span.start_s = True, self._row[0].end_s
                return "onset"
        if self.on and now - self.span.end_s > RELEASE_S:
            self.stop()
            return "fixed"
        return None

    def stop(self) -> Change | None:
        """Not watched any more."""
        was, self.on, self._turn, self._way = self.on, False, None, 0
        self._row, self._moments, self._strays = [], 0, 0
        self._seen.clear()
        return "over" if was else None

    @property
    def _is_bounce(self) -> bool:
        """Enough swings in a row, and alike; the first may be the way into the posture, however long and large that is."""
        row = self._row[1 - self._rule.swings :]
        if len(self._row) < self._rule.swings or self._strays > FLICKER * self._moments:
            return False
        sizes, lengths = [swing.size for swing in row], [swing.took_s for swing in row]
        blur_s = self._step_s / 2  # a turning point is known no better than that
        alike = max(sizes) <= ALIKE * min(sizes) and max(lengths) - blur_s <= ALIKE * (min(lengths) + blur_s)
        return alike and self._regular(row[0].end_s - row[0].took_s, 2 * sum(lengths) / len(lengths))

    def _regular(self, since_s: float, period_s: float) -> bool:
        """Are the swings even, as far as that can be told?"""
        points = [point for point in self._seen if point[0] >= since_s]
        return len(points) < LEAST_POINTS or regularity(points, period_s) >= REGULAR

    def _steadied(self, now: float, value: float) -> float:
        self._step_s = now - self._seen[-1][0] if self._seen else 0.0
        self._seen.append((now, value))
        while now - self._seen[0][0] > self._rule.swings * self._rule.slowest_s:
            self._seen.popleft()
        values = [v for _, v in takewhile(lambda point: now - point[0] <= JUMP_S, reversed(self._seen))][::-1]
        steady = median(values[1 - len(values) % 2 :])  # of an odd number: the mean of two would flatten swings
        least = max(self._rule.swing, self._row[-1].size / 2) if self._row else self._rule.swing
        self._moments, self._strays = self._moments + 1, self._strays + (abs(value - steady) >= least)
        return steady

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
        took_s = self._tip[0] - self._turn[0]
        if took_s < QUICKEST_S:
            self._row, self._moments, self._strays = [], 0, 0
        else:  # the first one may be the way into the posture, however long that is
            swing = _Swing(self._tip[0], took_s, abs(self._tip[1] - self._turn[1]))
            self._row = [*(self._row if took_s <= self._rule.slowest_s else []), swing]
        self._turn, self._tip, self._way = self._tip, (now, value), -self._way
        return True


def _value(point: tuple[float, float]) -> float:
    return point[1]
