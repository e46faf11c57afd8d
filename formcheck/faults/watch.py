"""Watching for a fault while it may happen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal

Change = Literal["onset", "fixed", "over"]  # fixed: put right; over: not watched any more


@dataclass(slots=True)
class Span:
    """A time in which something was so."""

    start_s: float
    end_s: float


class Watch(ABC):
    """One fault, moment by moment.  measure: what it looks at; on: it is there, and span: since when and until when it was seen."""

    measure: str
    on: bool
    span: Span

    @property
    def suspect(self) -> bool:
        """It may be about to begin, or is on: the clock of a hold waits for it."""
        return False

    @property
    def swinging(self) -> bool:
        """What it looks at swings to and fro: that it crosses a line is a part of the swing."""
        return False

    @property
    def idle(self) -> bool:
        """It remembers nothing, so that a moment at which it is not wanted can be left out."""
        return False

    @abstractmethod
    def wanted(self, phase: str, out: float, sunk: bool) -> bool:
        """Is it looked for at this moment?

        out: share of the range, 0 at rest, 1 at its end; sunk: back at rest in a hold that is not given up yet.
        """

    @abstractmethod
    def add(self, now: float, value: float, wanted: bool) -> Change | None:
        """One moment; the value of the measure is not asked for, and NaN, when it is not looked for."""

    @abstractmethod
    def stop(self) -> Change | None:
        """Not watched any more, e.g. the repetition is over."""
