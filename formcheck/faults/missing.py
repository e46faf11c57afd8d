"""The fault `missing`: one of two ends was left out, decided when the repetition is over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from formcheck.faults.base import AnyFault
from formcheck.faults.finished import FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.watch import Span


class MissingFault(AnyFault):
    """A movement with two ends went to one of them only: it is incomplete."""

    of_repetitions_only: ClassVar[bool] = True

    kind: Literal["missing"]
    end: Literal["first", "second"] = Field(description="the end that was not reached")

    @property
    def spoils(self) -> Literal["flawed", "incomplete"]:
        return "incomplete"

    def told_when(self, setting: Setting) -> str:
        return f"the movement does not go to its {self.end} end"

    def problems(self, setting: Setting) -> Iterator[str]:
        yield from super().problems(setting)
        if not setting.held and not setting.two_ends:
            yield "kind: 'missing': needs `repetition.second`"

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        return Span(done.start_s, done.end_s) if done.missing == self.end else None
