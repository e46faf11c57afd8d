"""Repetitions whose sides take turns: each belongs to the limb that moved, whatever the camera takes it for in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rulebook import HEAD, exercise
from skeletons import Figure, Film, Spot, glide, hops, on_all_fours, polar

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.status import Repetition

REACH: dict[str, Any] = HEAD | {
    "name": "reach_out",
    "posture": "hands and knees",
    "measures": {
        "arm": {"kind": "direction", "points": ["active.shoulder", "active.wrist"], "zero": "down"},
        "lying": {"kind": "ahead", "points": ["near.hip", "near.shoulder"]},
    },
    "sides": {"measure": "arm"},
    "gate": {
        "needs": ["near.shoulder", "near.hip", "near.knee"],
        "start": [{"measure": "lying", "above": 0.5, "say": "go on hands and knees"}, {"measure": "arm", "below": 40, "say": "hands down"}],
    },
    "repetition": {"measure": "arm", "rest": 14, "attempt": 24, "full": 66},
    "faults": {"rushed": {"kind": "tempo", "phase": "whole", "under_s": 1.4, "cue": "Slower"}},
}
AT_ONCE = {"sides": REACH["sides"] | {"anew": True}}


def reaching(arm_deg: float, near_arm: bool) -> Figure:
    """On hands and knees with one arm at this angle, 0 down, 90 ahead; the other one is planted."""
    figure = on_all_fours(0)

    def arm(joints: dict[str, Spot]) -> dict[str, Spot]:
        return joints | {"wrist": polar(joints["shoulder"], 0.9, arm_deg - 90)}

    return replace(figure, near=arm(figure.near)) if near_arm else replace(figure, far=arm(figure.far))


def swapped(figure: Figure) -> Figure:
    return replace(figure, near=figure.far, far=figure.near)


def told(changes: dict[str, Any], camera_sees: Callable[[float, Figure], Figure], **tempo: float) -> list[Repetition]:
    """Three repetitions: near (right) arm, far arm, near arm."""
    keys = hops(0, [90, 90, 90], **tempo)
    fps = 20
    values = glide(keys, np.arange(round(keys[-1][0] * fps) + 1) / fps)
    rep_s = (keys[-1][0] - keys[1][0] - 2.0) / 3

    def figure(t: float) -> Figure:
        number = int((t - keys[1][0]) / rep_s)
        return camera_sees(t, reaching(float(values[round(t * fps)]), number != 1))

    rules = exercise(REACH | changes)
    return replay(Checker(rules), Film(fps).shoot(figure, keys[-1][0]), "clip").reps


def as_it_is(t: float, figure: Figure) -> Figure:
    return figure


def now_and_then_swapped(t: float, figure: Figure) -> Figure:
    return swapped(figure) if round(t * 20) % 5 == 0 else figure


def far_arm_drawn_over_the_near_one(t: float, figure: Figure) -> Figure:
    """A hidden arm is put where the near one is, a little higher."""
    near = figure.near["wrist"]
    return figure if near[1] < 0.2 else replace(figure, far=figure.far | {"wrist": (near[0], near[1] + 0.02)})


@pytest.mark.parametrize("changes", [{}, AT_ONCE])
def test_sides_in_turn_need_no_pause(changes: dict[str, Any]) -> None:
    assert [rep.side for rep in told(changes, as_it_is)] == ["right", "left", "right"]


def test_arms_taken_for_each_other_in_some_frames_neither_split_a_repetition_nor_change_its_side() -> None:
    reps = told(AT_ONCE, now_and_then_swapped)
    assert [rep.side for rep in reps] == ["right", "left", "right"]
    assert [rep.verdict for rep in reps] == ["good"] * 3


def test_a_far_arm_drawn_where_the_near_one_is_does_not_take_its_repetitions() -> None:
    assert [rep.side for rep in told(AT_ONCE, far_arm_drawn_over_the_near_one)] == ["left", "left", "left"]
    wary = {"sides": REACH["sides"] | {"anew": True, "far_by": 6}}
    assert [rep.side for rep in told(wary, far_arm_drawn_over_the_near_one)] == ["right", "left", "right"]


@pytest.mark.parametrize(("way_s", "verdict"), [(0.9, "good"), (0.4, "flawed")])
def test_a_whole_repetition_may_be_too_fast(way_s: float, verdict: str) -> None:
    assert [rep.verdict for rep in told(AT_ONCE, as_it_is, way_s=way_s, top_s=0.3)] == [verdict] * 3


LEG_AFTER_S = 1.0  # after the arm has begun


def leg_follows(t: float, figure: Figure) -> Figure:
    """With the first repetition the near knee goes back, and stays there."""
    back = min(max((t - 2.0 - LEG_AFTER_S) / 0.4, 0.0), 1.0)
    return replace(figure, near=figure.near | {"knee": (-0.8 * back, 0.05)})


@pytest.mark.parametrize(("another_s", "good"), [(0.4, 0), (2.0, 1)])
def test_a_limb_that_follows_late_is_waited_for_where_the_rule_says_so(another_s: float, good: int) -> None:
    measures = REACH["measures"] | {"leg": {"kind": "ahead", "points": ["near.knee", "near.hip"]}}
    cycle = REACH["repetition"] | {"requires": [{"measure": "leg", "above": 0.4}], "another_s": another_s}
    reps = told({"measures": measures, "repetition": cycle} | AT_ONCE, leg_follows, top_s=4.0)
    first = [rep for rep in reps if rep.start_s < 4]
    assert [rep.verdict for rep in first] == ["good"] * good
