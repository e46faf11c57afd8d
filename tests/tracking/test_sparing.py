"""Sparing: pictures are left out only while nothing moves fast."""

from __future__ import annotations

from itertools import pairwise

from skeletons import Camera, on_back

from formcheck.pose.pose import Pose, nobody
from formcheck.tracking.sparing import AFTER_S, Sparing

CAMERA = Camera()


def spared(poses: list[Pose]) -> list[float]:
    """The times of the pictures that are not looked at."""
    sparing, left_out = Sparing(), []
    for pose in poses:
        if sparing.wants(pose.time_s):
            sparing.saw(pose)
        else:
            left_out.append(pose.time_s)
    return left_out


def lying(seconds: float, rate: float, knee_deg_a_second: float = 0.0, start_s: float = 0.0) -> list[Pose]:
    """Somebody on his back; the hips go up at this speed."""
    times = [start_s + k / rate for k in range(round(seconds * rate))]
    return [CAMERA.shoot(on_back(120 + knee_deg_a_second * (t - start_s)), t) for t in times]


def test_at_rest_every_second_picture_is_left_out() -> None:
    left_out = spared(lying(10, 30))
    assert 140 <= len(left_out) <= 150
    assert min(b - a for a, b in pairwise(left_out)) > 1.5 / 30  # never two in a row


def test_at_few_pictures_a_second_none_is_left_out() -> None:
    assert spared(lying(10, 15)) == []


def test_while_something_moves_every_picture_is_looked_at() -> None:
    poses = lying(2, 30) + lying(0.5, 30, 120, 2.0) + lying(2, 30, 0, 2.5)
    left_out = spared(poses)
    assert [t for t in left_out if 2.1 < t < 2.5 + AFTER_S - 0.05] == []
    assert any(t > 3 for t in left_out)  # and at rest they are left out again


def test_nobody_is_looked_for_in_every_picture() -> None:
    assert spared([nobody(k / 30, (640, 360)) for k in range(60)]) == []
