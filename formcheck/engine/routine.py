"""Routine: what goes on while the gate is open; one counts repetitions, one times holds."""

from __future__ import annotations

from typing import Protocol

from formcheck.engine.fault_monitor import CueChange
from formcheck.engine.snapshot import Snapshot
from formcheck.engine.status import Event, Phase


class Routine(Protocol):
    """What the checker needs of either routine."""

    measure: str
    phase: Phase
    gone: bool  # the person is doing something else
    cues: list[CueChange]  # faults that began or were put right with the last moment

    @property
    def busy(self) -> bool:
        """A repetition or hold is under way."""

    @property
    def held_s(self) -> float:
        """Seconds at the end of the range, or on the clock, of what is under way."""

    @property
    def active_faults(self) -> tuple[str, ...]:
        """Names of the faults that are on."""

    def add(self, moment: Snapshot) -> list[Event]:
        """One more moment; what it made certain."""

    def look_back(self, until_s: float) -> None:
        """What comes was seen before the person was known to be ready, which is so since then."""

    def interrupt(self, now: float) -> list[Event]:
        """The gate closes."""

    def finish(self, now: float) -> list[Event]:
        """The source has ended."""

    def level(self, value: float) -> float:
        """Share of the way to the full range or posture: 0 at rest, 1 there."""

    def nothing(self) -> str:
        """Why nothing has counted yet, in words."""

    def reached(self, target_s: float) -> bool:
        """What is under way has been held for so many seconds."""
