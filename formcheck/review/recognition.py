"""Recognition: which exercise a clip shows, when the user does not say."""

from __future__ import annotations

from collections.abc import Callable

from formcheck.cut.cut import Part
from formcheck.errors import InputError
from formcheck.pose.poselog import PoseLog
from formcheck.review.recording import exercise_or_parts
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.tracking.record import Made, Way, landmarks


def recognise_clip(
    task: Task,
    way: Way,
    tick: Callable[[int, int | None], None],
    stop: Callable[[], bool],
    known: Made | None = None,
) -> tuple[Exercise | list[Part], Made]:
    """The exercise, or the sets of a recording of several, and the clip's landmarks, which need not be made again.

    tick and stop as for a Reviewer.  Raises InputError when the clip cannot be read, shows no exercise that is known, or the work was
    stopped.
    """
    if known is None:
        known = Made(PoseLog.read(task.clip)) if task.is_track else landmarks(task.clip, way, tick, stop)
    if stop():
        raise InputError(f"{task.clip}: stopped before its exercise was recognised; named with -e, what is done by then is kept")
    return exercise_or_parts(all_exercises(), known.poses, task.clip), known
