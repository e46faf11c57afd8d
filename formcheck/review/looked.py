"""Looked: all that is known of a clip once every frame was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.pose.pose import Pose, Track
from formcheck.pose.poselog import PoseLog


@dataclass
class Looked:
    """poses: of every frame that was looked at.  statuses: makes them anew, one for each pose; an hour of them is not kept.

    whole: False when it was stopped before the end.
    """

    report: Report
    statuses: Callable[[], Iterable[Status]]
    poses: PoseLog = field(default_factory=PoseLog)
    whole: bool = True

    def add(self, pose: Pose, status: Status) -> None:
        """One more frame."""
        self.poses.append(pose)
        self.report.add(status, pose.found)

    def track(self) -> Track:
        """The poses as a track, unpacked.  Raises ValueError when there is none."""
        return self.poses.track()


def no_tick(done: int, total: int | None) -> None:
    """In the place of a ``tick``, see Reviewer."""


def never() -> bool:
    """In the place of a ``stop``, see Reviewer."""
    return False
