"""Snapshot: one moment with the gate open, its measures in the units of the pose file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isnan

from formcheck.engine.anchor import Anchor, in_units
from formcheck.engine.gate import AT_ONCE_SHARE, SLACK, holds
from formcheck.engine.signals import Signals
from formcheck.faults.condition import Condition
from formcheck.pose.landmarks import SIDES, SideName
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.exercise import Exercise


@dataclass(slots=True)  # not frozen: setting every field through `object` costs more than all that is asked of most moments
class Snapshot:
    """One moment with the gate open; measures in units of the pose file."""

    time_s: float
    signals: Signals
    i: int
    view: Viewpoint
    anchor: Anchor
    exercise: Exercise
    _values: dict[str, float] = field(default_factory=dict)  # those asked for already

    def value(self, name: str) -> float:
        """A measure in the unit of the pose file; NaN when not known."""
        value = self._values.get(name)
        if value is None:
            value = self._values[name] = self._value(name)
        return value

    def _value(self, name: str) -> float:
        return in_units(self.exercise, name, self.signals.raw(name, self.view, self.i), self.anchor)

    def meets(self, conditions: Iterable[Condition]) -> bool:
        """All of them are so; what is not known is not."""
        return all(holds(c, self.value(c.measure)) for c in conditions)

    def unlike(self, conditions: Iterable[Condition]) -> Condition | None:
        """The first that is not even nearly so: people and cameras differ, and it tells exercises apart, not good ones from bad ones."""
        return next((c for c in conditions if not self._nearly(c)), None)

    def _nearly(self, c: Condition) -> bool:
        value = self.value(c.measure)  # what is not known speaks for no other exercise
        return isnan(value) or holds(c, value, AT_ONCE_SHARE * SLACK[self.exercise.measures[c.measure].unit])

    def side(self) -> SideName | None:
        """The working side; None where the exercise has none."""
        return SIDES[self.view.active] if self.exercise.sides is not None else None
