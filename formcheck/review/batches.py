"""Batches: poses that wait until there are some, and are then checked together.

After a picture has gone through the pose network, nothing of the checker is left in the processor's caches, and a single pose takes
several times as long as one among others.  What is found is the same, bit for bit, as of each pose by itself; it is only known later,
which a review does not mind, and the exercise in front of a camera would.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from formcheck.engine.checker import Checker
from formcheck.engine.status import Status
from formcheck.pose.pose import Pose, Track

BATCH: Final = 64  # poses; more would hardly be quicker, and a stop waits for the last ones


class Batches:
    """Takes poses in order of time, and hands on each with its status, in the same order.

    ``flush`` hands on those that wait: to be called at the end, and before the checker is asked for anything.
    """

    def __init__(self, checker: Checker, take: Callable[[Pose, Status], None], size: int = BATCH) -> None:
        self._checker = checker
        self._take = take
        self._size = size
        self._waiting: list[Pose] = []

    def add(self, pose: Pose) -> bool:
        """One more, of a picture of the same size.  Are all handed on now?"""
        self._waiting.append(pose)
        if len(self._waiting) < self._size:
            return False
        self.flush()
        return True

    def flush(self) -> None:
        """Check those that wait."""
        poses, self._waiting = self._waiting, []
        if not poses:
            return
        signals = self._checker.signals(Track.from_poses(poses))
        for i, pose in enumerate(poses):
            self._take(pose, self._checker.step(signals, i))
