"""Conditions: a measure on the right side of a line, asked for by the gate, a repetition or a hold."""

from __future__ import annotations

from pydantic import Field, model_validator

from formcheck.faults.setting import Setting
from formcheck.strict import Strict


class Condition(Strict):
    """A measure above a line, below a line, or between two."""

    measure: str = Field(description="name of a measure of this file")
    above: float | None = Field(None, description="true above this value")
    below: float | None = Field(None, description="true below this value")

    @model_validator(mode="after")
    def _has_line(self) -> Condition:
        check_lines(self.above, self.below)
        return self

    @property
    def lines(self) -> tuple[tuple[str, float], ...]:
        """Key and value of the lines that are given."""
        return given(above=self.above, below=self.below)

    def said(self, setting: Setting) -> str:
        """In words: ``the angle at the near hip is above 196°``."""
        return beyond(self.measure, self.lines, setting)

    def asked(self, setting: Setting) -> str:
        """What is asked of the measure: ``above 80° and below 160°``."""
        return ways(self.measure, self.lines, setting)


class Required(Condition):
    """A condition of a movement."""

    only_there: bool = Field(
        False, description="asked for near the far end only: on the way out and back a body passes through what it does not hold"
    )


class Asked(Condition):
    """A condition of the start posture, with the words that ask for it."""

    say: str = Field(description="what to ask of the person when it is not met, e.g. `lie on your back`")


def check_lines(above: float | None, below: float | None) -> None:
    """Raises ValueError when there is no line, or nothing on the right side of both."""
    if above is None and below is None:
        raise ValueError("give `above`, `below` or both")
    if above is not None and below is not None and above >= below:
        raise ValueError(f"nothing is above {above:g} and below {below:g}")


def given(**lines: float | None) -> tuple[tuple[str, float], ...]:
    """Those that are not None."""
    return tuple((key, line) for key, line in lines.items() if line is not None)


def beyond(measure: str, lines: tuple[tuple[str, float], ...], setting: Setting) -> str:
    """A measure beyond its lines, in words."""
    return f"{setting.named(measure)} is {ways(measure, lines, setting)}"


def ways(measure: str, lines: tuple[tuple[str, float], ...], setting: Setting, between: str = " and ") -> str:
    """The lines of a measure, in words."""
    return between.join(f"{way} {setting.amount(line, measure)}" for way, line in lines)
