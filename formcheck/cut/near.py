"""Near: the moments in which a body is nearly in an exercise's start posture, found for a whole track at once.

With its gate closed a checker waits for nothing else, so that all other moments can be left out: most of a long recording, for most
exercises.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.gate import SLACK
from formcheck.engine.signals import Signals
from formcheck.faults.condition import Condition
from formcheck.pose.landmarks import LEFT, RIGHT
from formcheck.pose.pose import Array
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.exercise import Exercise

Flags = NDArray[np.bool_]


def near(exercise: Exercise, signals: Signals) -> Flags:
    """(n,) true where all that the start posture, or the end of the range, asks for is nearly so, whichever side is near or works."""
    return np.concatenate([_near(exercise, part) for part in signals.in_parts()])


def _near(exercise: Exercise, signals: Signals) -> Flags:
    top = exercise.repetition.top if exercise.repetition is not None else ()
    found = np.zeros(len(signals), bool)
    for near_side, active in product((LEFT, RIGHT), repeat=2):
        if exercise.sides is None and active != near_side:
            continue
        view = Viewpoint(near_side, active)
        found |= _all(exercise, signals, view, exercise.gate.start)
        if top:
            found |= _all(exercise, signals, view, top)
    return found


def _all(exercise: Exercise, signals: Signals, view: Viewpoint, conditions: tuple[Condition, ...]) -> Flags:
    true = np.ones(len(signals), bool)
    for condition in conditions:
        if true.any():
            true &= _nearly(
                condition, _values(exercise, signals, view, condition.measure), SLACK[exercise.measures[condition.measure].unit]
            )
    return true


def _values(exercise: Exercise, signals: Signals, view: Viewpoint, name: str) -> Array:
    """As the gate reads a measure: in the unit of the pose file, but not relative to anything."""
    rule, values = exercise.measures[name], signals.series(name, view)
    if rule.unit == "trunk":
        values = values / np.where(signals.found, signals.trunk_px, np.nan)
    return np.abs(values) if rule.either_way and rule.relative_to is None else values


def _nearly(condition: Condition, values: Array, slack: float) -> Flags:
    true = ~np.isnan(values)
    if condition.above is not None:
        true &= values > condition.above - slack
    if condition.below is not None:
        true &= values < condition.below + slack
    return true
