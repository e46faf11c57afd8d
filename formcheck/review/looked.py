"""Looked: all that is known of a clip once every frame was looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.pose.pose import Pose, Track
from formcheck.pose.poselog import PoseLog


@dataclass
class Looked:
    """poses: of every frame that was looked at.  statuses: one for each, or none when they are not ``shown``.

    provenance: of the track.  whole: False when it was stopped before the end.
    """

    report: Report
    provenance: dict[str, str | int | float]
    shown: bool = True
    poses: PoseLog = field(default_factory=PoseLog)
    statuses: list[Status] = field(default_factory=list)
    whole: bool = True

    def add(self, pose: Pose, status: Status) -> None:
        """One more frame."""
        self.poses.append(pose)
        if self.shown:
            self.statuses.append(status)
        self.report.add(status, pose.found)

    def track(self) -> Track:
        """The poses as a track.  Raises ValueError when there is none."""
        return self.poses.track(self.provenance)


def no_tick(done: int, total: int | None) -> None:
    """In the place of a ``tick``, see Reviewer."""


def never() -> bool:
    """In the place of a ``stop``, see Reviewer."""
    return False
