"""Hint: while the checker waits in vain, which other exercise the person seems to be doing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Final

from formcheck.engine.recognise import best, recognise
from formcheck.engine.status import Status
from formcheck.errors import InputError
from formcheck.likeness.learned import learned
from formcheck.pose.pose import Pose, Track
from formcheck.rules.exercise import Exercise

KEPT_S: Final = 25.0  # poses looked at: two or three repetitions, or a hold
PATIENCE_S: Final = 10.0  # of waiting before the first look, and between looks
_MOST_POSES: Final = 400  # more are thinned: recognising must not take the computer's time from the live picture


def in_background(work: Callable[[], None]) -> None:
    """Run in a thread.  The program waits for it before it ends: a thread that is stopped inside OpenCV takes the process down with it."""
    Thread(target=work, name="formcheck-aside").start()


class Hint:
    """Told every pose and status.  exercises: called when they are first needed.  run: how a look is done, in the background by default."""

    def __init__(
        self, exercise: Exercise, exercises: Callable[[], Sequence[Exercise]], run: Callable[[Callable[[], None]], None] = in_background
    ) -> None:
        self._exercise = exercise
        self._exercises = exercises
        self._run = run
        self._poses: deque[Pose] = deque()
        self._waiting_since: float | None = None
        self._looked_s = 0.0
        self._looking = False
        self._found: Exercise | None = None

    def see(self, pose: Pose, status: Status) -> Exercise | None:
        """The other exercise, while it seems to be done; None while the checker does not wait, or nothing is recognised."""
        if status.waiting_for is None:
            self._poses.clear()
            self._waiting_since = self._found = None
            return None
        if self._waiting_since is None:
            self._waiting_since = self._looked_s = pose.time_s
        if pose.found:
            self._poses.append(pose)
        while self._poses and pose.time_s - self._poses[0].time_s > KEPT_S:
            self._poses.popleft()
        if pose.time_s - self._looked_s >= PATIENCE_S and not self._looking and len(self._poses) > 1:
            self._looked_s, self._looking = pose.time_s, True
            poses = list(self._poses)[:: 1 + len(self._poses) // _MOST_POSES]
            self._run(lambda: self._look(poses))
        return self._found

    def _look(self, poses: Sequence[Pose]) -> None:
        try:
            found = best(recognise(self._exercises(), Track.from_poses(poses), learned()))
            self._found = None if found is None or found.name == self._exercise.name else found
        except InputError:  # the model of the looks is damaged: `formcheck doctor` says so, and the exercise goes on without a hint
            self._found = None
        finally:
            self._looking = False
