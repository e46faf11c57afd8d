"""Sparing: which pictures need not be looked at, because nothing moves fast.

At rest and in holds the landmarks of one picture say what those of the next would; there every second picture is enough.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Pose

FAST: Final = 0.5  # trunk lengths a second: something moves from here on; the fastest joint counts
AFTER_S: Final = 0.3  # and every picture is looked at for so long after it
NEAR_S: Final = 0.043  # a picture so soon after one that was looked at may be left out: from 24 pictures a second on, every second one
_JOINTS: Final = tuple(i for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle") for i in PAIRS[joint])


class Sparing:
    """Ask for every picture whether it is wanted, and tell the pose of each that was looked at."""

    def __init__(self) -> None:
        self._last: Pose | None = None
        self._until_s = float("inf")  # every picture is wanted up to this time

    def wants(self, time_s: float) -> bool:
        """Is the picture of this time to be looked at?"""
        return self._last is None or time_s <= self._until_s or time_s - self._last.time_s >= NEAR_S

    def saw(self, pose: Pose) -> None:
        """A picture was looked at."""
        before, self._last = self._last, pose
        speed = None if before is None else _speed(before, pose)
        if speed is None or speed >= FAST:
            self._until_s = pose.time_s + AFTER_S


def _speed(before: Pose, pose: Pose) -> float | None:
    """Trunk lengths a second; None when it cannot be told."""
    if not (before.found and pose.found) or pose.time_s <= before.time_s:
        return None
    left, right = PAIRS["shoulder"], PAIRS["hip"]
    trunk = float(np.hypot(*(pose.px[list(left)].mean(axis=0) - pose.px[list(right)].mean(axis=0))))
    if trunk < 1:
        return None
    steps = np.hypot(*(pose.px[list(_JOINTS)] - before.px[list(_JOINTS)]).T)
    return float(steps.max()) / trunk / (pose.time_s - before.time_s)
