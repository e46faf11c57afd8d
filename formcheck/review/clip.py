"""Review of one clip: a thread decodes, the caller's thread estimates and checks, another one draws and encodes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, Self

from formcheck.engine.checker import Checker
from formcheck.engine.pace import SLOW
from formcheck.engine.recognise import name_refused
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.estimate.estimator import Estimator, MediaPipeEstimator
from formcheck.files.words import name_of
from formcheck.pose.pose import Pose, Track, nobody
from formcheck.pose.trackfile import read_track
from formcheck.review.drawing import Drawing
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.source.frame import Frame
from formcheck.source.video import VideoFile
from formcheck.tracking.queues import ReadAhead, WriteBehind, room_for
from formcheck.tracking.record import save_track

NOBODY: Final = "nobody found in any frame: film in better light, with the whole body in the picture, or take another clip"
TOO_SLOW: Final = f"{SLOW}; record more pictures a second, or in better light"
NO_OUTLINE: Final = "the track has no outline of the body: what needs it is not checked; record it again with `formcheck track`"


def _no_tick(done: int, total: int | None) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reviewer:
    """What all clips of a call have in common.

    hold_s: the hold asked for, instead of the dose.  model: None for the one that comes with the program.
    tick: told after each frame how many are done, and about how many there are.
    stop: asked after each frame; what was done until then is kept and told.
    others: the exercises that what is refused may look like; called only when something is refused, or nothing counted.
    """

    exercise: Exercise
    target_s: float | None = None
    model: Path | None = None
    tick: Callable[[int, int | None], None] = field(default=_no_tick)
    stop: Callable[[], bool] = field(default=_never)
    others: Callable[[], Sequence[Exercise]] = field(default=all_exercises)

    def review(self, task: Task, known: Track | None = None) -> Report:
        """Review a video or a recorded track.  known: the video's track, when it was made already.

        Raises InputError when it cannot be read and OutputError when a result cannot be written.
        """
        report, whole, track = self._track(task) if task.is_track else self._video(task, known)
        if report.found == 0:
            report.problems.append(NOBODY)
        elif track is not None and (report.refused or not (report.reps or report.holds)):
            report.refused = name_refused(self.others(), track, self.exercise, report)
        if report.pace.slow:
            report.problems.append(TOO_SLOW)
        if not whole:
            report.problems.append(f"stopped after {report.seconds:.1f} s: what came later was not looked at")
        return report

    def _track(self, task: Task) -> tuple[Report, bool, Track | None]:
        """The report, False when it was stopped before the end, and what was looked at; so for ``_video``."""
        track = read_track(task.clip)
        done = itertools.count(1)
        whole = True

        def goes_on(_: Status) -> bool:
            nonlocal whole
            self.tick(next(done), len(track))
            whole = not self.stop()
            return whole

        report = replay(Checker(self.exercise, self.target_s), track, name_of(task.clip), each=goes_on)
        if self.exercise.needs_outline and track.outline is None:
            report.problems.insert(0, NO_OUTLINE)
        return report, whole, track if whole else None

    def _video(self, task: Task, known: Track | None) -> tuple[Report, bool, Track | None]:
        checker = Checker(self.exercise, self.target_s)
        report = Report(name_of(task.clip), self.exercise.name, self.exercise.view)
        whole = True
        poses: list[Pose] = []
        with VideoFile(task.clip) as source:
            with ExitStack() as stack:
                estimator = stack.enter_context(self._estimator(known))
                room = room_for(source.size)
                frames = stack.enter_context(ReadAhead(source, room))
                draw: Callable[[tuple[Frame, Pose, Status]], None] | None = None
                if task.video is not None:
                    drawing = stack.enter_context(Drawing(task.video, self.exercise, source.size, source.rate))
                    draw = stack.enter_context(WriteBehind(drawing.write, room)).put
                for frame in frames:
                    pose = estimator.estimate(frame)
                    status = checker.update(pose)
                    report.add(status, pose.found)
                    poses.append(pose)
                    if draw is not None:
                        draw((frame, pose, status))
                    self.tick(report.frames, source.frame_count)
                    if self.stop():
                        whole = False
                        break
            if source.damaged is not None:
                report.problems.append(source.damaged)
        if task.track is not None:
            save_track(task.track, poses, {"source": source.name, **estimator.provenance})
        report.take(checker.finish())
        return report, whole, Track.from_poses(poses) if whole and report.found else None

    def _estimator(self, known: Track | None) -> _Estimator:
        return MediaPipeEstimator(self.model, self.exercise.needs_outline) if known is None else Known(known)


class _Estimator(Estimator, Protocol):
    provenance: dict[str, str | int | float]


class Known:
    """Stands in for an estimator when the poses of all frames are known."""

    def __init__(self, track: Track) -> None:
        self.provenance = track.provenance
        self._poses = iter(track)

    def estimate(self, frame: Frame) -> Pose:
        """The pose of the next frame; nobody's when it was not looked at."""
        pose = next(self._poses, None)
        return nobody(frame.time_s, (frame.image.shape[1], frame.image.shape[0])) if pose is None else pose

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass
