"""ReviewJob: what is asked of whoever reviews clips, here, in another process, or on another machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from formcheck.cut.recording import Recording
from formcheck.engine.report import Report
from formcheck.errors import FormCheckError
from formcheck.review.clip import Reviewer
from formcheck.review.recognition import recognise_clip
from formcheck.review.recording import RecordingReviewer
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.tracking.cache import heedless, kept_or_made
from formcheck.tracking.look import PIECES, Pieces
from formcheck.tracking.portions import each
from formcheck.tracking.record import Made, Way
from formcheck.work.base import Show, Stop, Tick, Workers


class Reviewed(NamedTuple):
    """What came out for one clip.  recognised: the exercise was not named.

    exercise: None for a recording of several sets, which each have their own; report is then a Recording.
    """

    exercise: Exercise | None
    report: Report | Recording
    recognised: bool


@dataclass(frozen=True)
class ReviewJob:
    """exercise: None when it is to be recognised; whose: then makes the lines of a person of it.  The others as for a Reviewer.

    resume: take landmarks that an earlier run has kept, and keep those that are made.
    """

    exercise: Exercise | None
    whose: Callable[[Exercise], Exercise]
    hold_s: float | None = None
    model: Path | None = None
    fast: bool = False
    resume: bool = False
    pieces: Pieces = PIECES

    def __call__(self, task: Task, tick: Tick, stop: Stop, known: Made | None = None) -> Reviewed:
        """Review one clip.  Raises FormCheckError."""
        if known is None and self.resume and not task.is_track:
            known = kept_or_made(task.clip, self.way, tick, stop, heedless)
        exercise = self.exercise
        if exercise is None:
            found, known = recognise_clip(task, self.way, tick, stop, known)
            if not isinstance(found, Exercise):
                reviewer = RecordingReviewer(self.whose, self.hold_s, tick, stop)
                return Reviewed(None, reviewer.review(task, known, found), True)
            exercise = self.whose(found)
        report = Reviewer(exercise, self.hold_s, self.model, tick, stop, self.fast, pieces=self.pieces).review(task, known)
        return Reviewed(exercise, report, self.exercise is None)

    @property
    def way(self) -> Way:
        """How the landmarks are made."""
        return Way(self.model, self.exercise is None or self.exercise.needs_outline, self.fast, self.pieces)


def review_all(
    job: ReviewJob, tasks: Sequence[Task], workers: Workers, jobs: int, show: Show, stop: Stop
) -> Iterator[tuple[Task, Reviewed | FormCheckError]]:
    """Each task with what came out, in order; fewer when the work was stopped.

    jobs: how many work side by side in processes of this machine.  The results do not depend on it.
    """
    return each(job, tasks, job.way, workers, 1 if job.resume else jobs, show, stop)
