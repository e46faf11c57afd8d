"""Snapshot: one moment with the gate open, its measures in the units of the pose file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.engine.anchor import Anchor, in_units
from formcheck.engine.gate import SLACK, holds
from formcheck.engine.signals import Signals
from formcheck.faults.condition import Condition
from formcheck.pose.landmarks import SIDES, SideName
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment with the gate open; measures in units of the pose file."""

    time_s: float
    signals: Signals
    i: int
    view: Viewpoint
    anchor: Anchor
    exercise: Exercise

    def value(self, name: str) -> float:
        return in_units(self.exercise, name, self.signals.raw(name, self.view, self.i), self.anchor)

    def meets(self, conditions: Iterable[Condition]) -> bool:
        return all(holds(c, self.value(c.measure)) for c in conditions)

    def may_be(self, conditions: Iterable[Condition]) -> bool:
        """Nearly all of it: people and cameras differ, and a condition tells exercises apart, not good ones from bad ones."""
        return all(holds(c, self.value(c.measure), SLACK[self.exercise.measures[c.measure].unit]) for c in conditions)

    def side(self) -> SideName | None:
        return SIDES[self.view.active] if self.exercise.sides is not None else None
