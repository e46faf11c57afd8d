"""Recognition: which exercise a clip shows, when the user does not say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formcheck.cut.cut import Part
from formcheck.errors import InputError
from formcheck.pose.trackfile import read_track
from formcheck.review.recording import exercise_or_parts
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.tracking.record import Made, landmarks


def recognise_clip(
    task: Task,
    model: Path | None,
    tick: Callable[[int, int | None], None],
    stop: Callable[[], bool],
    known: Made | None = None,
    fast: bool = False,
) -> tuple[Exercise | list[Part], Made]:
    """The exercise, or the sets of a recording of several, and the clip's landmarks, which need not be made again.

    tick and stop as for a Reviewer.  Raises InputError when the clip cannot be read, shows no exercise that is known, or the work was
    stopped.
    """
    if known is None:
        known = Made(read_track(task.clip)) if task.is_track else landmarks(task.clip, True, model, tick, stop, fast)
    if stop():
        raise InputError(f"{task.clip}: stopped before its exercise was recognised; named with -e, what is done by then is kept")
    return exercise_or_parts(all_exercises(), known.track, task.clip), known
