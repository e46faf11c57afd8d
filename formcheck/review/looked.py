"""Looked: all that is known of a clip once every frame was looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.pose.pose import Pose, Track


@dataclass
class Looked:
    """poses, statuses: one for each frame.  provenance: of the track.  whole: False when it was stopped before the end."""

    report: Report
    provenance: dict[str, str | int | float]
    poses: list[Pose] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    whole: bool = True

    def add(self, pose: Pose, status: Status) -> None:
        """One more frame."""
        self.poses.append(pose)
        self.statuses.append(status)
        self.report.add(status, pose.found)

    def track(self) -> Track:
        """The poses as a track.  Raises ValueError when there is none."""
        return Track.from_poses(self.poses, self.provenance)


def no_tick(done: int, total: int | None) -> None:
    """In the place of a ``tick``, see Reviewer."""


def never() -> bool:
    """In the place of a ``stop``, see Reviewer."""
    return False
