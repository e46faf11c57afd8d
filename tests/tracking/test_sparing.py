"""Sparing: pictures are left out only while nothing moves fast, and their poses lie between those of the others."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from skeletons import Camera, on_back

from formcheck.pose.pose import Pose, nobody
from formcheck.tracking.sparing import AFTER_S, FARTHEST, Sparing, between

CAMERA = Camera()


def looked_at(poses: list[Pose]) -> list[float]:
    """The times of the pictures that are looked at."""
    sparing, seen = Sparing(), []
    for pose in poses:
        if sparing.wants(pose.time_s):
            sparing.saw(pose)
            seen.append(pose.time_s)
    return seen


def given(poses: list[Pose]) -> list[Pose]:
    """The poses that come of it."""
    sparing, found = Sparing(), []
    for pose in poses:
        if sparing.wants(pose.time_s):
            found += sparing.saw(pose)
    return found + sparing.end()


def lying(seconds: float, rate: float, knee_deg_a_second: float = 0.0, start_s: float = 0.0) -> list[Pose]:
    """Somebody on his back; the hips go up at this speed."""
    times = [start_s + k / rate for k in range(round(seconds * rate))]
    return [CAMERA.shoot(on_back(120 + knee_deg_a_second * (t - start_s)), t) for t in times]


@pytest.mark.parametrize(("rate", "each"), [(60.0, 8), (30.0, 4), (25.0, 3), (15.0, 2), (12.0, 1), (10.0, 1)])
def test_at_rest_some_seven_pictures_a_second_are_enough(rate: float, each: int) -> None:
    seen = [t for t in looked_at(lying(10, rate)) if t > 1]
    assert [b - a for a, b in pairwise(seen)] == pytest.approx([each / rate] * (len(seen) - 1))


def gaps(knee_deg_a_second: float, rate: float) -> list[float]:
    """Seconds between the looks while the hips rise so fast, after two seconds of rest, and for a moment after it."""
    poses = lying(2, rate) + lying(0.5, rate, knee_deg_a_second, 2.0) + lying(2, rate, 0, 2.5)
    seen = [t for t in looked_at(poses) if 2.2 < t < 2.5 + AFTER_S - 0.05]
    return [b - a for a, b in pairwise(seen)]


@pytest.mark.parametrize(("rate", "each"), [(60.0, 3), (50.0, 2), (30.0, 1), (24.0, 1), (10.0, 1)])
def test_while_something_moves_fast_some_twenty_are(rate: float, each: int) -> None:
    assert gaps(300, rate) == pytest.approx([each / rate] * len(gaps(300, rate)))


def test_the_slower_something_moves_the_farther_apart_are_the_looks() -> None:
    """No joint goes much farther between two of them than it may, whatever its speed."""
    slower = [np.median(gaps(speed, 60)) for speed in (300, 120, 80, 20)]
    assert slower == sorted(slower) and slower[0] < slower[1] < slower[2] < slower[3]
    trunk = FARTHEST * CAMERA.trunk_px
    for speed in (60, 80, 120):
        poses = lying(0.5, 60, speed)
        way = np.hypot(*(poses[-1].px - poses[0].px).T).max() / (poses[-1].time_s - poses[0].time_s)
        assert max(gaps(speed, 60)) * way < 1.3 * trunk


def looked_at_with(unchanged: list[bool], rate: float) -> list[int]:
    """Which pictures are looked at of somebody at rest, of whom a picture may show the same as the one that was looked at last."""
    sparing, seen = Sparing(), []
    for k, (pose, same) in enumerate(zip(lying(len(unchanged) / rate, rate), unchanged, strict=True)):
        if sparing.wants(pose.time_s, same):
            sparing.saw(pose)
            seen.append(k)
    return seen


@pytest.mark.parametrize(("rate", "each"), [(60.0, 12), (30.0, 6), (25.0, 5), (15.0, 3), (10.0, 2)])
def test_where_the_picture_shows_the_same_five_a_second_are_enough(rate: float, each: int) -> None:
    seen = [k for k in looked_at_with([False] * 3 + [True] * round(4 * rate), rate) if k > rate]
    assert [b - a for a, b in pairwise(seen)] == [each] * (len(seen) - 1)


def test_the_first_picture_in_which_something_changes_is_looked_at_and_those_after_it() -> None:
    unchanged = [False] * 3 + [True] * 40 + [False] * 6
    seen = looked_at_with(unchanged, 30.0)
    assert {43, 45} <= set(seen)  # at the longest twice a thirtieth of a second apart
    assert 42 not in seen


def test_what_was_unchanged_until_something_began_has_not_moved() -> None:
    """The hips are higher in the picture in which something changes; until then nobody had moved."""
    rest, higher = (CAMERA.shoot(on_back(hip), 0.0) for hip in (120, 130))
    sparing, found = Sparing(), []
    for k in range(10):
        pose = replace(rest if k < 9 else higher, time_s=k / 30)
        if sparing.wants(pose.time_s, 0 < k < 9):
            found += sparing.saw(pose)
    assert [pose.time_s for pose in found] == pytest.approx([k / 30 for k in range(10)], abs=1e-5)
    assert all(np.abs(pose.px - rest.px).max() < 0.1 for pose in found[:9])
    assert np.array_equal(found[9].px, higher.px)


def test_nobody_is_looked_for_as_if_something_moved() -> None:
    assert len(looked_at([nobody(k / 30, (640, 360)) for k in range(60)])) == 60


def test_every_picture_has_its_pose_and_those_left_out_lie_on_the_way() -> None:
    poses = lying(3, 30, 5)
    found = given(poses)
    assert [pose.time_s for pose in found] == pytest.approx([pose.time_s for pose in poses], abs=1e-5)
    for pose, true in zip(found, poses, strict=False):
        assert np.abs(pose.px - true.px).max() < 1  # of a hip that rises evenly: less than a pixel from where it was


def test_between_somebody_and_nobody_is_nobody() -> None:
    size = CAMERA.shoot(on_back(120), 0.0).size
    poses = [CAMERA.shoot(on_back(120), k / 30) if k < 3 else nobody(k / 30, size) for k in range(9)]
    found = given(poses)
    assert found[0].found and not any(pose.found for pose in found[4:])
    assert between(poses[0], poses[5], 2 / 30).found is False
