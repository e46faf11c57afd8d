"""How far out a swing must be to be a bounce is told by the rule."""

from __future__ import annotations

import numpy as np
import pytest
from rulebook import exercise
from skeletons import film, glide, hops, on_back

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay

KEYS = hops(130, [176], top_s=3.0)


def faults(beyond: float) -> tuple[str, ...]:
    """Of a bridge that is lowered to a third of its height and lifted again, six times in three seconds."""
    fps = 30
    level = glide(KEYS, np.arange(round(KEYS[-1][0] * fps) + 1) / fps)

    def hip(t: float) -> float:
        swinging = 3.3 <= t <= 6.1
        return float(level[round(t * fps)]) - (15 * (1 - np.cos(2 * np.pi * 2 * (t - 3.3))) if swinging else 0)

    rules = exercise(
        repetition={"rest": 140}, faults={"bouncing": {"kind": "bounce", "measure": "hip", "swing": 10, "beyond": beyond, "cue": "Still"}}
    )
    (rep,) = replay(Checker(rules), film(fps).shoot(lambda t: on_back(hip(t)), KEYS[-1][0])).reps
    return rep.faults


@pytest.mark.parametrize(("beyond", "told"), [(0.5, False), (0.2, True)])
def test_deep_swings_are_told_by_a_rule_that_looks_so_far_down(beyond: float, told: bool) -> None:
    assert ("bouncing" in faults(beyond)) == told
