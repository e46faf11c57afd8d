"""Recognition: which exercise a clip shows, when the user does not say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formcheck.engine.recognise import best, recognise
from formcheck.errors import InputError
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import read_track
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.tracking.record import landmarks


def recognise_clip(
    task: Task, model: Path | None, tick: Callable[[int, int | None], None], stop: Callable[[], bool]
) -> tuple[Exercise, Track]:
    """The exercise, and the clip's track, which need not be made again.  tick and stop as for a Reviewer.

    Raises InputError when the clip cannot be read, shows no exercise that is known, or the work was stopped.
    """
    track = read_track(task.clip) if task.is_track else landmarks(task.clip, True, model, tick, stop)[0]
    if stop():
        raise InputError(f"{task.clip}: stopped before its exercise was recognised; named with -e, what is done by then is kept")
    exercise = best(recognise(all_exercises(), track))
    if exercise is None:
        raise InputError(f"{task.clip}: no exercise was recognised in it; name it with -e (`formcheck exercises` lists them)")
    return exercise, track
