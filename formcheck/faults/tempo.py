"""The fault `tempo`: too fast, decided when the repetition is over."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field

from formcheck.faults.base import AnyFault
from formcheck.faults.finished import FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.watch import Span


class TempoFault(AnyFault):
    """A phase faster than its shortest time; `whole` where a limb comes into sight only after a part of its way."""

    of_repetitions_only: ClassVar[bool] = True

    kind: Literal["tempo"]
    phase: Literal["up", "down", "either", "whole"] = Field(
        description="the way to the end of the range, the way back, either, or the whole repetition from rest to rest"
    )
    under_s: float = Field(gt=0, le=10, description="shortest time in seconds; of a way that between 10 % and 90 % of it")

    def told_when(self, setting: Setting) -> str:
        ways = {"either": "either way", "up": "the way out", "down": "the way back", "whole": "the whole repetition"}
        return f"{ways[self.phase]} takes less than {self.under_s:g} s"

    def moved(self, by: float) -> Self:
        return self.model_copy(update={"under_s": self.under_s + by})

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        if any(path.jumped for path in done.paths):
            return None
        if self.phase == "whole":
            return Span(done.start_s, done.end_s) if done.end_s - done.start_s < self.under_s else None
        ways = {"up": (False,), "down": (True,), "either": (False, True)}[self.phase]
        for path in done.paths:
            if any(path.way_s(back) < self.under_s for back in ways if back or path.seen_whole):
                return Span(path.start_s, path.end_s)
        return None
