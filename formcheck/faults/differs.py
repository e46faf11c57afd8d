"""The fault `differs`: a measure is otherwise than usual for this person, decided when the repetition is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan, nan
from statistics import median
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field

from formcheck.faults.base import Judge, OnMeasure, Zero
from formcheck.faults.finished import FinishedHold, FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.watch import Span
from formcheck.pose.landmarks import SideName
from formcheck.strict import Tuned

SAME_PLACE: Final = 0.04  # share by which the start posture may look otherwise than when calibrated: one place 3 %, a lower one 4 to 14 %
ELSEWHERE: Final = (
    "seen otherwise than when you calibrated (camera place, clothes): compared with the first repetition instead; calibrate again"
)


class DiffersFault(OnMeasure):
    """The median of a measure at the end of the range differs from that of the person's first full repetition of the set."""

    of_repetitions_only: ClassVar[bool] = True
    decided_last: ClassVar[bool] = True

    kind: Literal["differs"]
    share: Annotated[float, Tuned("share")] = Field(
        gt=0, lt=1, description="difference, as a share of the first repetition's value, either way"
    )
    zero: Annotated[dict[SideName, Zero], Tuned(never=True)] = Field(
        {}, description="by the side nearer to the camera: `value` and `rest` to compare with instead; found by `formcheck calibrate`"
    )

    def told_when(self, setting: Setting) -> str:
        return f"{setting.named(self.measure)} differs by more than {self.share:.0%} from the first full repetition"

    @property
    def compared(self) -> str:
        return self.measure

    def moved(self, by: float) -> Self:
        return self.model_copy(update={"share": self.share - by})

    def problems(self, setting: Setting) -> Iterator[str]:
        yield from super().problems(setting)
        if self.margin >= self.share:
            yield f"margin: {self.margin:g}: must be less than `share` ({self.share:g})"

    def with_zero(self, zero: Mapping[SideName, Zero]) -> Self:
        return self.model_copy(update={"zero": zero})

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
        right = self._calibrated(done)
        if right is None:
            self._first = right = value if self._first is None else self._first
        if right == 0 or abs(value / right - 1) <= self._rule.share:
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
