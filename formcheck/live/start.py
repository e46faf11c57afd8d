"""Puts a live session together of which nothing is kept, as for a calibration: camera, pose network, checker and window."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from formcheck.engine.checker import Checker
from formcheck.engine.status import Status
from formcheck.errors import FormCheckError
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.live.hint import Hint
from formcheck.live.loop import LiveLoop
from formcheck.live.screen import LiveScreen
from formcheck.live.session import Session
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.source.choose import open_live
from formcheck.source.loop import LoopingFile
from formcheck.window.display import check_display
from formcheck.window.window import Window


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks for.

    camera: a number, an address or a clip.  size: (width, height) to ask the camera for.  target_s: the hold, None for the dose.
    mirrored: None for cameras only.  model: another pose model.  listeners, keep_poses: as for a Session.
    """

    exercise: Exercise
    camera: str
    size: tuple[int, int]
    target_s: float | None
    mirrored: bool | None
    model: Path | None
    listeners: tuple[Callable[[Status], None], ...] = ()
    keep_poses: bool = False


def run_live(wishes: Wishes, ready: Callable[[], None], stop: Callable[[], bool]) -> Session:
    """Run a session to its end.  ready: called when everything is open.  stop: asked between pictures.

    What fails when something was seen already is kept in the session, so that what was done can be told first.

    Raises OutputError without a display, InputError without a model, CameraError without a camera.
    """
    check_display()  # the quickest to fail
    sessions: list[Session] = []
    try:
        _run(wishes, ready, stop, sessions)
    except FormCheckError as error:
        if not sessions or not sessions[0].seen:
            raise  # there is nothing else to tell
        sessions[0].failure = sessions[0].failure or error
    return sessions[0]


def _run(wishes: Wishes, ready: Callable[[], None], stop: Callable[[], bool], sessions: list[Session]) -> None:
    """sessions: gets the session as soon as there is one."""
    rules = wishes.exercise
    checker = Checker(rules, wishes.target_s)
    with ExitStack() as stack:
        estimator = stack.enter_context(MediaPipeEstimator(wishes.model, rules.needs_outline))
        camera = stack.enter_context(open_live(wishes.camera, wishes.size))
        mirrored = not isinstance(camera, LoopingFile) if wishes.mirrored is None else wishes.mirrored
        window = stack.enter_context(Window(f"Form Check: {rules.title}"))
        ready()
        session = Session(checker, camera.name, None, wishes.listeners, keep_poses=wishes.keep_poses)
        screen, hint = LiveScreen(rules, mirrored), Hint(rules, all_exercises)
        loop = LiveLoop(camera, estimator, session, screen, window, monotonic, None, stop, hint)
        sessions.append(session)
        loop.run()
