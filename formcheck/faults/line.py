"""The fault `line`: a measure beyond a line, seen while it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from formcheck.faults.base import OnMeasure
from formcheck.faults.condition import beyond, check_lines, given
from formcheck.faults.setting import PHASES, RepPhase, Setting
from formcheck.faults.watch import Change, Span, Watch
from formcheck.strict import Tuned

RELEASE_S: Final = 0.2  # a fault is over when it was not seen for this long
BACK_S: Final = 0.14  # before it is on, for so long: a landmark jumps for a frame or two, a body that swings over the line is back longer
STRAY: Final = 0.15  # share of moments that may miss the line before a fault is on; more, and it is a landmark that flickers


class LineFault(OnMeasure):
    """A measure beyond a line for some time, in some phases of the movement."""

    watched: ClassVar[bool] = True

    kind: Literal["line"] = "line"
    above: float | None = Field(None, description="fault above this value; with both lines: between the two")
    below: float | None = Field(None, description="fault below this value")
    release: Annotated[float, Tuned(size=True)] = Field(
        0.0, ge=0, description="how far it must come back over the line to end, in the measure's unit"
    )
    for_s: float = Field(0.35, ge=0, le=10, description="seconds it must last before it is told")
    phase: tuple[RepPhase, ...] = Field(("up", "top", "down", "hold"), description="phases in which it counts")

    @model_validator(mode="after")
    def _has_line(self) -> LineFault:
        check_lines(self.above, self.below)
        return self

    def told_when(self, setting: Setting) -> str:
        when = _list([PHASES[p] for p in self.phase if p != "hold" or setting.held or len(self.phase) == 1])
        return f"{beyond(self.measure, self.lines, setting)} for {self.for_s:g} s, {when}"

    @property
    def lines(self) -> tuple[tuple[str, float], ...]:
        return given(above=self.above, below=self.below)

    @property
    def band(self) -> tuple[float, float] | None:
        """Between two lines the range is not whole; a single one ("hips sag below this") is the right form whatever the range."""
        return None if self.above is None or self.below is None else (self.above, self.below)

    def is_beyond(self, value: float, slack: float = 0.0) -> bool:
        """Is this value of the measure a fault?  slack: by how much it may stay short of the line and still is one."""
        return (self.above is None or value > self.above - slack) and (self.below is None or value < self.below + slack)

    def with_band(self, low: float, high: float) -> Self:
        return self.model_copy(update={"above": low, "below": high})

    def moved(self, by: float) -> Self:
        above = None if self.above is None else self.above - by
        return self.model_copy(update={"above": above, "below": None if self.below is None else self.below + by})

    def problems(self, setting: Setting) -> Iterator[str]:
        if not set(setting.phases) & set(self.phase):
            yield f"phase: {list(self.phase)}: never comes here; the phases are {', '.join(setting.phases)}"

    def watch(self) -> Watch:
        return LineWatch(self)


class LineWatch(Watch):
    """A measure beyond a line for at least ``for_s`` seconds in the phases of the rule."""

    def __init__(self, rule: LineFault) -> None:
        self._rule, self.measure = rule, rule.measure
        self.on = False
        self.span = Span(0.0, 0.0)
        self._seen = False
        self._hits = self._misses = 0  # moments beyond the line and not, since it was first crossed

    def wanted(self, phase: str, out: float, sunk: bool) -> bool:
        return phase in self._rule.phase and (self._rule.stops_clock or not sunk)

    def add(self, now: float, value: float, wanted: bool) -> Change | None:
        """One moment; a value that is not known changes nothing."""
        if wanted and isnan(value):
            return None
        beyond = wanted and self._rule.is_beyond(value, self._rule.release if self.on else 0.0)
        if beyond and not self._seen:
            self.span.start_s, self._hits, self._misses = now, 0, 0
        self._hits, self._misses = self._hits + beyond, self._misses + (not beyond)
        if beyond:
            self._seen, self.span.end_s = True, now
            if not self.on and now - self.span.start_s >= self._rule.for_s - 1e-9:
                self.on = True
                return "onset"
        elif self._seen and not wanted:
            return self.stop()
        elif self._seen and (now - self.span.end_s > (RELEASE_S if self.on else BACK_S) or self._flickers):
            return "fixed" if self.stop() else None
        return None

    @property
    def suspect(self) -> bool:
        """Beyond the line, whether or not for long enough."""
        return self._seen

    @property
    def idle(self) -> bool:
        return not self._seen

    @property
    def _flickers(self) -> bool:
        return not self.on and self._misses > STRAY * (self._hits + self._misses) + 1

    def stop(self) -> Change | None:
        """Not watched any more, e.g. the repetition is over."""
        was, self.on, self._seen = self.on, False, False
        return "over" if was else None


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
