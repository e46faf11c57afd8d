"""Moments in which left is taken for right count as moments without anybody; sides that stay exchanged are taken as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.checker import Checker
from formcheck.engine.mixed_sides import Sides
from formcheck.engine.replay import replay
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Track
from formcheck.rules.library import find_exercise
from samples import read_sample

NAME = "side_leg_raise-good-female"


def exchanged(track: Track, rows: NDArray[np.int_]) -> Track:
    """Left and right of all joints exchanged at these moments."""
    parts = {}
    for name in ("px", "world", "visibility"):
        values = getattr(track, name).copy()
        for left, right in PAIRS.values():
            values[rows, left], values[rows, right] = values[rows, right].copy(), values[rows, left].copy()
        parts[name] = values
    return replace(track, **parts)


def told(track: Track) -> list[tuple[str | None, str, tuple[str, ...]]]:
    report = replay(Checker(find_exercise("side_leg_raise"), 0.0), track)
    return [(rep.side, rep.verdict, rep.faults) for rep in report.reps]


def test_sides_that_are_exchanged_for_a_moment_now_and_then_change_nothing() -> None:
    track = read_sample(NAME)
    rows = np.flatnonzero(np.random.default_rng(5).random(len(track)) < 0.1)
    assert len(rows) > 10
    assert told(track) and told(exchanged(track, rows)) == told(track)


def test_sides_that_stay_exchanged_are_taken_as_they_are_and_nothing_of_them_is_lost() -> None:
    joints = [20.0 * k for k in range(24)]
    other = joints[12:] + joints[:12]
    sides = Sides()
    told = [sides.see(0.0, joints, 100.0), *(sides.see(0.1 * k, other, 100.0) for k in range(1, 6)), sides.see(0.6, joints, 100.0)]
    assert told == ["as before", "exchanged", "exchanged", "exchanged", "stayed", "as before", "exchanged"]


def test_limbs_that_lie_nearly_on_each_other_are_never_held_back() -> None:
    joints = [float(k) for k in range(12)] * 2
    sides = Sides()
    sides.see(0.0, joints, 100.0)
    assert sides.see(0.1, [k + 0.5 for k in joints[12:] + joints[:12]], 100.0) == "as before"
