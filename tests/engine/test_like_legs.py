"""A start posture in which both legs are alike: the movement tells which one works."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rulebook import HEAD, exercise
from skeletons import SHANK, Figure, Film, SideName, film, glide, on_back, polar

from formcheck.engine.checker import Checker
from formcheck.engine.gate import Gate
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.signals import Signals
from formcheck.pose.landmarks import RIGHT
from formcheck.pose.viewpoint import Viewpoint

KNEE_HUG: dict[str, Any] = HEAD | {
    "name": "knee_hug",
    "dose": {"hold_s": 2, "per_side": True},
    "measures": {
        "hip": {"kind": "angle", "points": ["active.shoulder", "active.hip", "active.knee"]},
        "bend": {"kind": "angle", "points": ["active.shoulder", "active.hip", "active.knee"], "relative_to": "start"},
        "lying": {"kind": "ahead", "points": ["near.hip", "near.shoulder"]},
    },
    "sides": {"measure": "hip", "active": "least"},
    "gate": {
        "needs": ["near.shoulder", "near.hip"],
        "start": [{"measure": "lying", "below": -0.6, "say": "lie down"}, {"measure": "hip", "above": 105, "say": "feet down"}],
    },
    "hold": {"measure": "bend", "rest": -20, "enter": -50, "full": -70},
    "faults": {"short_hold": {"kind": "short_hold", "cue": "Stay longer"}},
}
PULL = ((0, 0), (2, 0), (3, 1), (6, 1), (7, 0), (8, 0))


def hugging(near: float, far: float) -> Figure:
    """On the back, knees bent; the hip of either leg is bent by 80 degrees more at 1."""
    rest = on_back(130)

    def leg(share: float) -> dict[str, tuple[float, float]]:
        hip, thigh = rest.near["hip"], 50 + 80 * share
        knee = polar(hip, 0.85, thigh)
        return rest.near | {"knee": knee, "ankle": polar(knee, SHANK, thigh + 265)}

    return Figure(leg(near), leg(far), rest.nose)


def report(of: dict[str, Any], works: SideName) -> Report:
    """First the named leg of somebody whose right side is near is pulled in, then the other one."""
    fps = 15
    level = glide(PULL, np.arange(round(2 * PULL[-1][0] * fps) + 1) / fps % PULL[-1][0])

    def figure(t: float) -> Figure:
        b, first = float(level[round(t * fps)]), t < PULL[-1][0]
        return hugging(b, 0) if first == (works == "right") else hugging(0, b)

    rules = exercise(of)
    return replay(Checker(rules), Film(fps).shoot(figure, 2 * PULL[-1][0]), "clip")


@pytest.mark.parametrize("works", ["left", "right"])
def test_each_leg_gets_its_own_hold_without_a_new_start(works: SideName) -> None:
    found = report(KNEE_HUG, works)
    assert [hold.side for hold in found.holds] == (["left", "right"] if works == "left" else ["right", "left"])
    assert [hold.held_s for hold in found.holds] == pytest.approx([3.4, 3.4], abs=0.3)


def test_without_anything_relative_to_the_start_the_other_leg_goes_on_at_once() -> None:
    hip = {"measure": "hip", "rest": 110, "enter": 80, "full": 60}
    asked = [*KNEE_HUG["gate"]["start"], {"measure": "apart", "above": -40, "say": "lie still"}]  # tells the legs apart in the pull
    apart = {"kind": "between", "points": ["active.hip", "active.knee", "passive.hip", "passive.knee"]}
    measures = {k: v for k, v in KNEE_HUG["measures"].items() if k != "bend"} | {"apart": apart}
    of = KNEE_HUG | {"measures": measures, "hold": hip, "gate": KNEE_HUG["gate"] | {"start": asked}}
    assert [hold.side for hold in report(of, "right").holds] == ["right", "left"]


def test_what_was_seen_before_the_person_kept_still_is_no_part_of_the_start() -> None:
    rules = exercise(KNEE_HUG)
    unsteady = film(fps=15).shoot(lambda t: hugging(0.3 if t < 0.2 else 0.0, 0.0), 1.0)  # the first frames of a clip
    signals, gate, view = Signals(rules, unsteady), Gate(rules), Viewpoint(RIGHT, RIGHT)
    anchor = next(a for a in (gate.look(signals, i, lambda near: near)[0] for i in range(len(unsteady))) if a is not None)
    assert anchor.start["bend"] == pytest.approx(130)
    for i in range(len(unsteady)):
        anchor = gate.refine(signals, i, view, anchor, busy=False)
    assert anchor.start["bend"] == pytest.approx(130)
    elsewhere = replace(anchor, at_top=True)
    assert gate.refine(signals, 0, view, elsewhere, busy=False) is elsewhere
