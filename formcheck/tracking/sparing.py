"""Sparing: which pictures need not be looked at, and the poses of those that were not.

At rest and in holds some seven pictures a second say as much as thirty, and five where the picture shows the same as before; whatever
moves fast, twenty say as much as sixty; between these, the faster something moves the closer are the looks.  The first picture in which
something changes is looked at, whenever it comes.  What lies between two pictures that were looked at is put on the straight way between
their landmarks, so that the rules see as many moments as without it, and no jumps; what was unchanged before something began stays.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Pose, nobody
from formcheck.pose.quantise import quantise

FARTHEST: Final = 0.067  # trunk lengths that the fastest joint goes between two looks
AFTER_S: Final = 0.3  # for so long what was fast is taken to be as fast
MOVING_S: Final = 0.05  # looks need lie no closer than this: at 60 a second at every third picture, to 39 at all
RESTING_S: Final = 0.134  # and lie no farther apart than this: at 30 a second at every fourth picture, at 15 every second one, to 14 all
UNCHANGED_S: Final = 0.2  # nor than this while the picture shows the same: at 30 a second at every sixth picture, at 15 every third
BEGUN_S: Final = 0.1  # for so long after the picture was unchanged nobody knows yet how fast something moves
_ROUNDED_S: Final = 1e-4  # times are
_JOINTS: Final = tuple(i for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle") for i in PAIRS[joint])


class Sparing:
    """Ask for every picture whether it is wanted, and tell the pose of each that was looked at."""

    def __init__(self) -> None:
        self._last: Pose | None = None
        self._unchanged = False  # the picture before showed the same as the one that was looked at last
        self._begins = False  # something has changed in this picture, in the one before it had not
        self._begun_s = -np.inf  # when that was so
        self._speeds: deque[tuple[float, float]] = deque()  # times, and trunk lengths a second
        self._before_s = 0.0  # when the picture before was taken
        self._left_out: list[tuple[float, bool]] = []  # times, and whether the picture was unchanged

    def wants(self, time_s: float, unchanged: bool = False) -> bool:
        """Is the picture of this time to be looked at?  If not, its pose is among those that ``saw`` gives later.

        unchanged: it shows the same as the one that was looked at last.
        """
        next_s, self._before_s = 2 * time_s - self._before_s, time_s  # when the next picture comes, if they come evenly
        self._begins, self._unchanged = self._unchanged and not unchanged, unchanged
        if self._begins:
            self._begun_s = time_s
        apart_s = self._apart_s(time_s, unchanged)
        wanted = self._last is None or self._begins or next_s - self._last.time_s > apart_s + _ROUNDED_S
        if not wanted:
            self._left_out.append((time_s, unchanged))
        return wanted

    def _apart_s(self, time_s: float, unchanged: bool) -> float:
        """How far apart looks may be now."""
        while self._speeds and self._speeds[0][0] + AFTER_S < time_s:
            self._speeds.popleft()
        fastest = max((speed for _, speed in self._speeds), default=0.0)
        if np.isinf(fastest) or (not unchanged and time_s < self._begun_s + BEGUN_S):  # nobody was found, or not for long
            return MOVING_S
        if unchanged:
            return UNCHANGED_S
        return float(np.clip(FARTHEST / fastest if fastest > 0 else np.inf, MOVING_S, RESTING_S))

    def saw(self, pose: Pose) -> list[Pose]:
        """A picture was looked at: its pose, after those of the pictures that were left out before it."""
        before, self._last = self._last, pose
        speed = None if before is None else _speed(before, pose)
        self._speeds.append((pose.time_s, np.inf if speed is None else speed))
        left_out, self._left_out = self._left_out, []
        return [*(self._left(before, pose, *one) for one in left_out if before is not None), pose]

    def end(self) -> list[Pose]:
        """The poses of the pictures that were left out after the last look: what moves slowly has not gone far."""
        left_out, self._left_out = self._left_out, []
        return [_at(self._last, time_s) for time_s, _ in left_out if self._last is not None]

    def _left(self, before: Pose, after: Pose, time_s: float, unchanged: bool) -> Pose:
        """The pose of a picture that was left out."""
        return _at(before, time_s) if unchanged and self._begins else between(before, after, time_s)


def _at(pose: Pose, time_s: float) -> Pose:
    """The same pose at another time."""
    return quantise(replace(pose, time_s=time_s))


def between(before: Pose, after: Pose, time_s: float) -> Pose:
    """The pose at a time between two others: on the straight way from the one to the other; nobody where one of them is nobody.

    The outline is that of the nearer one: its points are no places of the body, and have no ways.
    """
    if not (before.found and after.found):
        return nobody(time_s, before.size)
    share = (time_s - before.time_s) / (after.time_s - before.time_s)
    px, visibility, world = (
        a + share * (b - a) for a, b in ((before.px, after.px), (before.visibility, after.visibility), (before.world, after.world))
    )
    return quantise(Pose(time_s, px, visibility, world, before.size, (before if share < 0.5 else after).outline))


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
