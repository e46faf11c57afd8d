"""Review of one clip: first all of it is looked at, then, when pictures are wanted, drawn with everything that is known by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from formcheck.engine.checker import Checker
from formcheck.engine.explained import Others
from formcheck.engine.near_line import as_a_whole
from formcheck.engine.pace import SLOW
from formcheck.engine.recognise import name_refused
from formcheck.engine.report import Report
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.files.words import name_of
from formcheck.likeness.learned import learned
from formcheck.pose.poselog import PoseLog
from formcheck.pose.trackfile import write_track
from formcheck.review.batches import Batches
from formcheck.review.drawing import draw_clip
from formcheck.review.looked import Looked, never, no_tick
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.source.video import VideoFile
from formcheck.tracking.beginning import Beginning
from formcheck.tracking.look import PIECES, Look, Pieces
from formcheck.tracking.queues import ReadAhead, room_for
from formcheck.tracking.record import Made

NOBODY: Final = "nobody found in any frame: film in better light, with the whole body in the picture, or take another clip"
TOO_SLOW: Final = f"{SLOW}; record more pictures a second, or in better light"
NO_OUTLINE: Final = "the track has no outline of the body: what needs it is not checked; record it again with `formcheck track`"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """What all clips of a call have in common.

    hold_s: the hold asked for, instead of the dose.  model: None for the one that comes with the program.
    tick: told after each frame how many are done, and about how many there are.
    stop: asked after each frame; what was done until then is kept and told.
    fast: look at some of the pictures only, see `formcheck.tracking.sparing`.
    others: the exercises that what is refused may look like; called only when something is refused, or nothing counted.
    """

    exercise: Exercise
    target_s: float | None = None
    model: Path | None = None
    tick: Callable[[int, int | None], None] = field(default=no_tick)
    stop: Callable[[], bool] = field(default=never)
    fast: bool = False
    others: Callable[[], Sequence[Exercise]] = field(default=all_exercises)
    pieces: Pieces = PIECES

    def review(self, task: Task, known: Made | None = None) -> Report:
        """Review a video or a recorded track.  known: the video's landmarks, when they were made already.

        Raises InputError when it cannot be read and OutputError when a result cannot be written.
        """
        if task.is_track:
            looked = self._track(task, Made(PoseLog.read(task.clip)))
        else:
            looked = self._video(task) if known is None else self._track(task, known)
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
        poses = looked.poses
        report = as_a_whole(Others(self.others, poses), self.exercise, looked.report)
        if report.refused or not (report.reps or report.holds):
            report.refused = name_refused(self.others(), poses, self.exercise, report, learned())
        return report

    def _track(self, task: Task, known: Made) -> Looked:
        track, checker = known.poses, Checker(self.exercise, self.target_s)
        looked = self._looked(task, track.provenance, known.whole)
        if task.is_track and self.exercise.needs_outline and not track.outlined:
            looked.report.problems.append(NO_OUTLINE)
        signals = checker.signals(track)
        for i, pose in enumerate(track):
            looked.add(pose, checker.step(signals, i))
            self.tick(i + 1, len(track))
            if known.whole and self.stop():
                looked.whole = False
                break
        self._finish(task, looked, checker, known.damaged)
        return looked

    def _video(self, task: Task) -> Looked:
        checker = Checker(self.exercise, self.target_s)
        seen = 0
        with VideoFile(task.clip) as source:
            make = partial(MediaPipeEstimator, self.model, self.exercise.needs_outline)
            look, first = Look(make, self.fast, pieces=self.pieces), Beginning(make, partial(VideoFile, task.clip), self.stop)
            with look, ReadAhead(source, room_for(source.size)) as frames:
                looked = self._looked(task, {"source": source.name, **look.provenance})
                batches = Batches(checker, looked.add)
                for frame in frames:
                    for pose in first.add(look.at(frame)):
                        batches.add(pose)
                    seen += 1
                    self.tick(seen, source.frame_count)
                    if self.stop():
                        looked.whole = False
                        break
                for pose in [*first.add(look.end()), *first.end()]:
                    batches.add(pose)
                batches.flush()
            damaged = source.damaged
        self._finish(task, looked, checker, damaged)
        return looked

    def _looked(self, task: Task, provenance: dict[str, str | int | float], whole: bool = True) -> Looked:
        return Looked.begun(name_of(task.clip), self.exercise, self.target_s, provenance, whole)

    def _finish(self, task: Task, looked: Looked, checker: Checker, damaged: str | None) -> None:
        if damaged is not None:
            looked.report.problems.append(damaged)
        looked.report.take(checker.finish())
        if task.track is not None:
            write_track(task.track, looked.poses)

    def _show(self, task: Task, looked: Looked) -> None:
        """The annotated video and the page.  Faults are shown where they happen, so that all of them must be known before."""
        if task.outputs.paths:
            from formcheck.report.tables import write_tables

            write_tables(task.outputs, self.exercise, looked.poses, self.target_s)
        if task.outputs.page is None:
            if task.video is not None:
                draw_clip(task.clip, task.video, self.exercise, looked, frozenset(), self.tick, self.stop)
            return
        from formcheck.report.page import write_page
        from formcheck.report.sheet import Sheet

        sheet = Sheet.of(self.exercise, looked.poses, looked.report, self.target_s)
        wanted = frozenset(moment.time_s for moment in sheet.moments)
        if not task.is_track:
            sheet.pictures |= draw_clip(task.clip, task.video, self.exercise, looked, wanted, self.tick, self.stop)
        write_page(task.outputs.page, sheet, task.video)
