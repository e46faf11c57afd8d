"""Looked: all that is known of a clip once every frame was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from formcheck.engine.checker import Checker
from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.pose.pose import Pose, Track
from formcheck.pose.poselog import PoseLog
from formcheck.rules.exercise import Exercise


@dataclass
class Looked:
    """poses: of every frame that was looked at.  statuses: makes them anew, one for each pose; an hour of them is not kept.

    whole: False when it was stopped before the end.
    """

    report: Report
    statuses: Callable[[], Iterable[Status]]
    poses: PoseLog = field(default_factory=PoseLog)
    whole: bool = True

    @classmethod
    def begun(
        cls, clip: str, exercise: Exercise, target_s: float | None, provenance: dict[str, str | int | float], whole: bool = True
    ) -> Self:
        """Nothing was looked at yet.  clip: its name; target_s: as for a Checker."""
        poses = PoseLog(provenance)

        def statuses() -> Iterator[Status]:
            checker = Checker(exercise, target_s)
            signals = checker.signals(poses)
            return (checker.step(signals, i) for i in range(len(poses)))

        return cls(Report(clip, exercise.name, exercise.view), statuses, poses, whole)

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
