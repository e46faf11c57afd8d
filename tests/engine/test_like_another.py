"""A movement that passes the lines of an exercise and is plainly another one is refused, with what is not so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from skeletons import Figure, face_down, film, hops

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.pose.arrays import PoseArrays, trunk_px
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Track
from formcheck.rules.library import find_exercise
from samples import read_sample


def moved(track: Track, joints: list[str], side: int | None, x: float, y: float) -> Track:
    """The track with joints of one side, or both, moved by so many trunk lengths to the right and down."""
    px = track.px.copy()
    points = [PAIRS[joint][s] for joint in joints for s in ((side,) if side is not None else (0, 1))]
    px[:, points] += np.array([x, y]) * float(np.nanmedian(trunk_px(PoseArrays.of(track))))
    return replace(track, px=px)


@pytest.mark.parametrize("side", [0, 1])
def test_a_lunge_is_no_squat(side: int) -> None:
    squat, track = find_exercise("squat"), read_sample("squat-good-female")
    assert replay(Checker(squat, 0.0), track).reps
    lunge = replay(Checker(squat, 0.0), moved(track, ["ankle", "heel", "toe"], side, 1.6, 0.0))
    assert not lunge.reps
    assert lunge.refused or lunge.problems


def test_a_bow_to_the_camera_is_no_side_leg_raise() -> None:
    raised, track = find_exercise("side_leg_raise"), read_sample("side_leg_raise_standing-good-female")
    standing = replay(Checker(raised, 0.0), track)
    assert standing.reps
    px = track.px.copy()
    for rep in standing.reps:
        during = (track.time_s > rep.start_s + 0.3) & (track.time_s < rep.end_s - 0.3)
        hips = px[during][:, PAIRS["hip"], 1].mean(axis=1)
        for joint in ("shoulder", "elbow", "ear", "eye", "mouth"):
            for point in PAIRS[joint]:
                px[during, point, 1] = hips + 0.4 * (px[during, point, 1] - hips)
    bow = replay(Checker(raised, 0.0), replace(track, px=px))
    assert not bow.reps
    assert bow.refused or bow.problems


def test_what_was_held_before_a_leg_is_lifted_is_told_as_a_hold() -> None:
    """Down at the wall for four seconds more, then with one leg in the air, which is no wall slide: until then it was one."""
    slide, track = find_exercise("wall_slide"), read_sample("wall_slide-good-female")
    rep = replay(Checker(slide, 0.0), track).reps[0]
    low = int(np.searchsorted(track.time_s, (rep.start_s + rep.end_s) / 2))
    stays = np.array([*range(low), *[low] * 90])
    time_s = np.concatenate([track.time_s[:low], track.time_s[low] + np.arange(90) / 15])
    longer = replace(
        track.between(0, 1), time_s=time_s, px=track.px[stays], world=track.world[stays], visibility=track.visibility[stays], outline=None
    )
    px = longer.px.copy()
    away = 1 - int(px[low, PAIRS["knee"][0], 0] > px[low, PAIRS["knee"][1], 0])
    lifted = moved(longer, ["ankle", "heel", "toe"], away, 0.0, -0.7)
    px[low + 60 :] = lifted.px[low + 60 :]
    report = replay(Checker(slide, 0.0), replace(longer, px=px))
    held = report.holds[0]
    assert held.held_s == pytest.approx(4.0, abs=1.5)
    assert held.end_s == pytest.approx(float(time_s[low + 60]), abs=0.3)
    why = next(refused for refused in report.refused if "did not look like" in refused.why)
    assert why.start_s == pytest.approx(held.end_s, abs=0.3)
    assert not report.reps


def elbows_first(until_deg: float) -> Callable[[float], Figure]:
    """A press-up with the elbows on the floor until the trunk has come up so far."""

    def figure(trunk_deg: float) -> Figure:
        whole = face_down(trunk_deg)
        x, y = whole.near["elbow"]
        side = whole.near | {"elbow": (x, whole.near["wrist"][1] if trunk_deg < until_deg else y)}
        return replace(whole, near=side, far=side)

    return figure


def test_who_presses_up_with_the_elbows_on_the_floor_for_most_of_the_way_is_counted() -> None:
    keys = hops(2, (43, 43), way_s=2.5, top_s=1.0, rest_s=2.0)
    report = replay(Checker(find_exercise("press_up"), 0.0), film(fps=15).along(elbows_first(37), keys))
    assert len(report.reps) == 2
    assert not report.refused


def test_who_stays_on_the_elbows_has_done_another_exercise() -> None:
    keys = hops(2, (32, 32), way_s=2.5, top_s=3.0, rest_s=2.0)
    report = replay(Checker(find_exercise("press_up"), 0.0), film(fps=15).along(elbows_first(90), keys))
    assert not report.reps
    assert any("did not look like" in refused.why for refused in report.refused)
