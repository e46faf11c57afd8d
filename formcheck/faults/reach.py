"""The fault `reach`: a measure that never gets as far as a line, decided when the repetition is over."""

from __future__ import annotations

from math import isnan, nan
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from formcheck.faults.base import OnMeasure
from formcheck.faults.condition import given
from formcheck.faults.finished import FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.watch import Span


class ReachFault(OnMeasure):
    """A measure that does not get as far as a line at any moment past the line of the full range, e.g. hips never straight."""

    of_repetitions_only: ClassVar[bool] = True
    asks_for_more: ClassVar[bool] = True

    kind: Literal["reach"]
    least: float | None = Field(None, description="fault when the greatest value stays below this")
    most: float | None = Field(None, description="fault when the least value stays above this")

    @model_validator(mode="after")
    def _one_line(self) -> ReachFault:
        if (self.least is None) == (self.most is None):
            raise ValueError("give either `least` or `most`")
        return self

    def told_when(self, setting: Setting) -> str:
        ((key, line),) = self.lines
        return f"{setting.named(self.measure)} never gets {'above' if key == 'least' else 'below'} {setting.amount(line, self.measure)}"

    @property
    def lines(self) -> tuple[tuple[str, float], ...]:
        return given(least=self.least, most=self.most)

    def moved(self, by: float) -> Self:
        least = None if self.least is None else self.least + by
        return self.model_copy(update={"least": least, "most": None if self.most is None else self.most - by})

    @property
    def followed(self) -> str:
        return self.measure

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        rows = [(s.time_s, s.extra.get(self.measure, nan)) for path in done.paths for s in path.samples]
        known = [(time_s, value) for time_s, value in rows if not isnan(value)]
        if not known:
            return None
        values = [value for _, value in known]
        short = (self.least is not None and max(values) < self.least) or (self.most is not None and min(values) > self.most)
        return Span(known[0][0], known[-1][0]) if short else None
