"""Review of one clip: first all of it is looked at, then, when pictures are wanted, drawn with everything that is known by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, Self

from formcheck.engine.checker import Checker
from formcheck.engine.explained import Others, without_others
from formcheck.engine.pace import SLOW
from formcheck.engine.recognise import name_refused
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.estimate.estimator import Estimator, MediaPipeEstimator
from formcheck.files.words import name_of
from formcheck.pose.pose import Pose, Track, nobody
from formcheck.pose.trackfile import read_track
from formcheck.review.drawing import draw_clip
from formcheck.review.looked import Looked, never, no_tick
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.source.frame import Frame
from formcheck.source.video import VideoFile
from formcheck.tracking.queues import ReadAhead, room_for
from formcheck.tracking.record import save_track

NOBODY: Final = "nobody found in any frame: film in better light, with the whole body in the picture, or take another clip"
TOO_SLOW: Final = f"{SLOW}; record more pictures a second, or in better light"
NO_OUTLINE: Final = "the track has no outline of the body: what needs it is not checked; record it again with `formcheck track`"


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
    tick: Callable[[int, int | None], None] = field(default=no_tick)
    stop: Callable[[], bool] = field(default=never)
    others: Callable[[], Sequence[Exercise]] = field(default=all_exercises)

    def review(self, task: Task, known: Track | None = None) -> Report:
        """Review a video or a recorded track.  known: the video's track, when it was made already.

        Raises InputError when it cannot be read and OutputError when a result cannot be written.
        """
        looked = self._track(task) if task.is_track else self._video(task, known)
        report = looked.report
        if report.found == 0:
            report.problems.append(NOBODY)
        elif looked.whole:
            report = looked.report = self._compared(looked)
        if report.pace.slow:
            report.problems.append(TOO_SLOW)
        if not looked.whole:
            report.problems.append(f"stopped after {report.seconds:.1f} s: what came later was not looked at")
        if looked.poses and (task.video is not None or task.outputs.paths):
            self._show(task, looked)
        return report

    def _compared(self, looked: Looked) -> Report:
        """The report once the other exercises were tried on the recording too."""
        track = looked.track()
        report = without_others(Others(self.others, track), self.exercise, looked.report)
        if report.refused or not (report.reps or report.holds):
            report.refused = name_refused(self.others(), track, self.exercise, report)
        return report

    def _track(self, task: Task) -> Looked:
        track = read_track(task.clip)
        statuses: list[Status] = []
        whole = True

        def goes_on(status: Status) -> bool:
            nonlocal whole
            statuses.append(status)
            self.tick(len(statuses), len(track))
            whole = not self.stop()
            return whole

        report = replay(Checker(self.exercise, self.target_s), track, name_of(task.clip), each=goes_on)
        if self.exercise.needs_outline and track.outline is None:
            report.problems.insert(0, NO_OUTLINE)
        return Looked(report, track.provenance, [track[i] for i in range(len(statuses))], statuses, whole)

    def _video(self, task: Task, known: Track | None) -> Looked:
        checker = Checker(self.exercise, self.target_s)
        with VideoFile(task.clip) as source:
            with self._estimator(known) as estimator, ReadAhead(source, room_for(source.size)) as frames:
                report = Report(name_of(task.clip), self.exercise.name, self.exercise.view)
                looked = Looked(report, {"source": source.name, **estimator.provenance})
                for frame in frames:
                    pose = estimator.estimate(frame)
                    looked.add(pose, checker.update(pose))
                    self.tick(looked.report.frames, source.frame_count)
                    if self.stop():
                        looked.whole = False
                        break
            if source.damaged is not None:
                looked.report.problems.append(source.damaged)
        looked.report.take(checker.finish())
        if task.track is not None:
            save_track(task.track, looked.poses, looked.provenance)
        return looked

    def _show(self, task: Task, looked: Looked) -> None:
        """The annotated video and the page.  Faults are shown where they happen, so that all of them must be known before."""
        if task.outputs.paths:
            from formcheck.report.tables import write_tables

            write_tables(task.outputs, self.exercise, looked.track(), self.target_s)
        if task.outputs.page is None:
            if task.video is not None:
                draw_clip(task.clip, task.video, self.exercise, looked, frozenset(), self.tick, self.stop)
            return
        from formcheck.report.page import write_page
        from formcheck.report.sheet import Sheet

        sheet = Sheet.of(self.exercise, looked.track(), looked.report, self.target_s)
        wanted = frozenset(moment.time_s for moment in sheet.moments)
        if not task.is_track:
            sheet.pictures |= draw_clip(task.clip, task.video, self.exercise, looked, wanted, self.tick, self.stop)
        write_page(task.outputs.page, sheet, task.video)

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
