"""Setting: what a fault or a condition must know of the exercise that it stands in, to be checked and put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.measures.base import AnyMeasure
from formcheck.measures.units import amount

RepPhase = Literal["rest", "up", "top", "down", "hold"]

PHASES: Final[dict[RepPhase, str]] = {
    "rest": "at rest",
    "up": "on the way out",
    "top": "at the end of the range",
    "down": "on the way back",
    "hold": "during the hold",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """held: it is a hold, with_attempt: one with an `attempt` line; two_ends: a repetition with a second end."""

    measures: Mapping[str, AnyMeasure]
    held: bool = False
    with_attempt: bool = False
    two_ends: bool = False

    @property
    def phases(self) -> tuple[RepPhase, ...]:
        """Those that come in this exercise."""
        return ("rest", "hold") if self.held else ("rest", "up", "top", "down")

    def named(self, measure: str) -> str:
        """What a measure looks at, in words."""
        return self.measures[measure].measured()

    def amount(self, value: float, measure: str) -> str:
        """A value of a measure with its unit."""
        return amount(value, self.measures[measure].unit)
