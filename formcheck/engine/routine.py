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
    def busy(self) -> bool: ...
    @property
    def held_s(self) -> float: ...
    @property
    def active_faults(self) -> tuple[str, ...]: ...
    def add(self, moment: Snapshot) -> list[Event]: ...
    def interrupt(self, now: float) -> list[Event]: ...
    def finish(self, now: float) -> list[Event]: ...
    def level(self, value: float) -> float: ...
    def nothing(self) -> str: ...
    def reached(self, target_s: float) -> bool: ...
