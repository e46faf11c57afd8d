"""The fault `differs`: a measure is otherwise than usual for this person, decided when the repetition is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan, nan
from statistics import median
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from formcheck.faults.base import Judge, OnMeasure, Zero
from formcheck.faults.condition import given, ways
from formcheck.faults.finished import FinishedHold, FinishedRepetition
from formcheck.faults.line import LineFault, LineWatch
from formcheck.faults.setting import RepPhase, Setting
from formcheck.faults.watch import Span, Watch
from formcheck.pose.landmarks import SideName
from formcheck.strict import Tuned

_WAYS: Final = {"either": "differs", "more": "is greater", "less": "is less"}
_THAN: Final = {"either": "from", "more": "than in", "less": "than in"}
BEYOND_S: Final = 0.5  # for so long beyond a line, and it is told
RELEASE: Final = 0.1  # until it is back over the line by this share of it
SAME_PLACE: Final = 0.04  # share by which the start posture may look otherwise than when calibrated: one place 3 %, a lower one 4 to 14 %
ELSEWHERE: Final = (
    "seen otherwise than when you calibrated (camera place, clothes): compared with the first repetition instead; calibrate again"
)


class DiffersFault(OnMeasure):
    """The median of a measure at the end of the range differs from that of the person's first full repetition of the set."""

    of_repetitions_only: ClassVar[bool] = True
    decided_last: ClassVar[bool] = True

    kind: Literal["differs"]
    share: Annotated[float | None, Tuned("share")] = Field(None, gt=0, lt=1, description="difference, as a share of the first one's value")
    by: Annotated[float | None, Tuned(size=True)] = Field(None, gt=0, description="difference in the measure's unit, instead of `share`")
    way: Literal["either", "more", "less"] = Field("either", description="which way it must differ")
    above: Annotated[float | None, Tuned(never=True)] = Field(
        None, description="told above this value too, at once and whatever the first one was"
    )
    below: Annotated[float | None, Tuned(never=True)] = Field(
        None, description="told below this value too, at once and whatever the first one was"
    )
    phase: tuple[RepPhase, ...] = Field(("top",), description="phases in which `above` and `below` are looked at")
    zero: Annotated[dict[SideName, Zero], Tuned(never=True)] = Field(
        {},
        description="with `way: either`, by the near side: `value` and `rest` to compare with instead; found by `formcheck calibrate`",
    )

    @model_validator(mode="after")
    def _lines_apart(self) -> DiffersFault:
        if (self.share is None) == (self.by is None):
            raise ValueError("give either `share` or `by`")
        if self.above is not None and self.below is not None and self.below >= self.above:
            raise ValueError(f"every value is above {self.above:g} or below {self.below:g}")
        return self

    def told_when(self, setting: Setting) -> str:
        much = f"{self.share:.0%}" if self.by is None else setting.amount(self.by, self.measure)
        text = f"{setting.named(self.measure)} {_WAYS[self.way]} by more than {much} {_THAN[self.way]} the first full repetition"
        return f"{text}, or is {ways(self.measure, self.lines, setting, ' or ')}" if self.lines else text

    @property
    def lines(self) -> tuple[tuple[str, float], ...]:
        return given(above=self.above, below=self.below)

    def is_wrong(self, value: float, right: float) -> bool:
        """Is this value a fault, when that one is right?"""
        least = self.by if self.by is not None else self._share * abs(right)
        return (self.way != "less" and value - right > least) or (self.way != "more" and right - value > least)

    def is_beyond(self, value: float) -> bool:
        """Is this value a fault, whatever is right for the person?"""
        return (self.above is not None and value > self.above) or (self.below is not None and value < self.below)

    @property
    def compared(self) -> str:
        return self.measure

    @property
    def _share(self) -> float:
        return self.share or 0.0

    def moved(self, by: float) -> Self:
        if self.by is None:
            return self.model_copy(update={"share": self._share - by})
        above = None if self.above is None else self.above - by
        return self.model_copy(update={"by": self.by - by, "above": above, "below": None if self.below is None else self.below + by})

    def problems(self, setting: Setting) -> Iterator[str]:
        yield from super().problems(setting)
        key, size = ("share", self._share) if self.by is None else ("by", self.by)
        if self.margin >= size:
            yield f"margin: {self.margin:g}: must be less than `{key}` ({size:g})"

    def with_zero(self, zero: Mapping[SideName, Zero]) -> Self:
        if self.way != "either":  # a head or a foot rests elsewhere each time, which says nothing of the camera's place
            return self
        return self.model_copy(update={"zero": zero})

    def watch(self) -> Watch | None:
        """Who is beyond the lines is told at once."""
        if not self.lines:
            return None
        release = RELEASE * max(abs(line) for _, line in self.lines)
        line = LineFault(
            measure=self.measure, above=self.above, below=self.below, for_s=BEYOND_S, release=release, phase=self.phase, cue=self.cue
        )
        return LineWatch(line)

    def judge(self) -> Judge:
        return Comparison(self)


class Comparison:
    """Remembers the first full repetition of a set as the person's own measure, where no calibrated value serves.

    problem: there is a calibrated value, but the camera stands elsewhere now, so that it cannot be used.
    """

    def __init__(self, rule: DiffersFault) -> None:
        self._rule = rule
        self._first: float | None = None
        self.problem: str | None = None

    def of_hold(self, done: FinishedHold, asked_s: float) -> Span | None:
        """There is no first one to compare with."""
        return None

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        """Compares the median over the end of the range."""
        if not done.full:
            return None
        top = done.paths[0].top()
        looked = [s.extra[self._rule.measure] for s in top if self._rule.measure in s.extra]
        known = [value for value in looked if not isnan(value)]
        if len(known) * 2 < len(looked) or not known:
            return None
        value = median(known)
        if not self._rule.is_beyond(value):
            right = self._calibrated(done)
            if right is None:
                self._first = right = value if self._first is None else self._first
            if not self._rule.is_wrong(value, right):
                return None
        return Span(top[0].time_s, top[-1].time_s)

    def _calibrated(self, done: FinishedRepetition) -> float | None:
        """The value that is right for this person; None when it is not known, or not for this camera place."""
        zero = self._rule.zero.get(done.near) if done.near is not None else None
        if zero is None:
            return None
        rest = done.start.get(self._rule.measure, nan)
        same = abs(rest - zero.rest) <= SAME_PLACE * abs(zero.rest)
        self.problem = None if same else ELSEWHERE
        return zero.value if same else None
