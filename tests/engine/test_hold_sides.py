"""A hold belongs to the side that worked for most of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from rulebook import STRETCH, exercise
from skeletons import Figure, Film, glide, half_kneeling

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay

KEYS = ((0, 0), (2, 0), (3, 22), (9, 22), (10, 0), (13, 0))


def holds(changes: dict[str, Any], wrong_until_s: float, fps: float = 15) -> list[tuple[str | None, float]]:
    """Side and seconds of the holds of a stretch on the near (right) side whose legs are taken for each other at first."""
    values = glide(KEYS, np.arange(round(KEYS[-1][0] * fps) + 1) / fps)

    def figure(t: float) -> Figure:
        return half_kneeling(float(values[round(t * fps)]), 0, "far" if t < wrong_until_s else "near")

    rules = exercise(STRETCH | {"sides": STRETCH["sides"] | changes})
    report = replay(Checker(rules), Film(fps).shoot(figure, KEYS[-1][0]))
    return [(hold.side, hold.held_s) for hold in report.holds]


@pytest.mark.parametrize("wrong_until_s", [0.0, 2.9])
def test_legs_that_are_told_apart_only_in_the_stretch(wrong_until_s: float) -> None:
    ((side, held_s),) = holds({"anew": True}, wrong_until_s)
    assert side == "right"
    assert held_s == pytest.approx(6.3, abs=0.7)
