"""The fault `short_hold`: not held as long as asked for, decided when the repetition or hold is over."""

from __future__ import annotations

from typing import ClassVar, Literal

from formcheck.faults.base import AnyFault
from formcheck.faults.finished import HOLD_SLACK_S, FinishedHold, FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.watch import Span


class ShortHoldFault(AnyFault):
    """The end of the range was left before the time asked for."""

    asks_for_more: ClassVar[bool] = True

    kind: Literal["short_hold"]

    def told_when(self, setting: Setting) -> str:
        return "the end of the range is left before the time asked for"

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        return Span(done.start_s, done.end_s) if done.full and done.held_s < asked_s - HOLD_SLACK_S else None

    def of_hold(self, done: FinishedHold, asked_s: float) -> Span | None:
        return Span(done.start_s, done.end_s) if done.in_zone and done.there_s < asked_s - HOLD_SLACK_S else None
