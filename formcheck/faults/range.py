"""The fault `range`: the range was not full, decided when the repetition or hold is over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from formcheck.faults.base import AnyFault
from formcheck.faults.finished import FinishedHold, FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.watch import Span


class RangeFault(AnyFault):
    """The repetition did not reach its full range: it is incomplete."""

    asks_for_more: ClassVar[bool] = True

    kind: Literal["range"]

    @property
    def spoils(self) -> Literal["flawed", "incomplete"]:
        return "incomplete"

    def told_when(self, setting: Setting) -> str:
        return "the full range is not reached"

    def problems(self, setting: Setting) -> Iterator[str]:
        if setting.held and not setting.with_attempt:
            yield "kind: 'range': in a hold it needs `hold.attempt`"

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        return None if done.full or done.missing else Span(done.start_s, done.end_s)

    def of_hold(self, done: FinishedHold, asked_s: float) -> Span | None:
        return None if done.in_zone else Span(done.start_s, done.end_s)
