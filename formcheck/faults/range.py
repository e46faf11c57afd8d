"""The fault `range`: the range was not full, decided when the repetition or hold is over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from formcheck.faults.base import AnyFault, Judge
from formcheck.faults.finished import FinishedHold, FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.watch import Span
from formcheck.pose.landmarks import SideName
from formcheck.strict import Tuned

OWN_SHARE: Final = 0.78  # of the person's own largest range in the set: who misses the line and this as well is told
OTHER_SIDE: Final = 0.8  # so much of a movement is at least seen of the side that lies farther from the camera


class RangeFault(AnyFault):
    """The repetition did not reach its full range, or far less than the person's own in this set: it is incomplete."""

    asks_for_more: ClassVar[bool] = True
    of_range: ClassVar[bool] = True

    kind: Literal["range"]
    own: Annotated[float, Tuned(never=True)] = Field(
        OWN_SHARE,
        ge=0,
        le=1,
        description="share of the person's largest range in the set: who misses the full range and this too is told, margin or not",
    )

    @property
    def spoils(self) -> Literal["flawed", "incomplete"]:
        return "incomplete"

    def told_when(self, setting: Setting) -> str:
        return f"the full range is not reached, or less than {self.own:.0%} of the largest of the set"

    def problems(self, setting: Setting) -> Iterator[str]:
        if setting.held and not setting.with_attempt:
            yield "kind: 'range': in a hold it needs `hold.attempt`"

    def judge(self) -> Judge:
        return RangeJudge(self)


class RangeJudge:
    """Remembers the person's largest range with each side: of what lies farther from the camera less may be seen."""

    problem: str | None = None

    def __init__(self, rule: RangeFault) -> None:
        self._margin, self._own = rule.margin, rule.own
        self._best: dict[SideName | None, float] = {}

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        """Compares with the line of the pose file and with the repetitions before."""
        own = done.paths[0].range
        best = self._best.get(done.side, OTHER_SIDE * max(self._best.values(), default=0.0))
        short = done.short_by > self._margin or (done.short_by > 0 and own < self._own * best)
        if not short:
            self._best[done.side] = max(self._best.get(done.side, 0.0), own)
        return Span(done.start_s, done.end_s) if short and not done.missing else None

    def of_hold(self, done: FinishedHold, asked_s: float) -> Span | None:
        """Told of a hold that never entered its zone."""
        return None if done.in_zone else Span(done.start_s, done.end_s)
