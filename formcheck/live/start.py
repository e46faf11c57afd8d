"""Puts a live session together: camera, pose network, checker, record and window."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from formcheck.engine.checker import Checker
from formcheck.engine.status import Status
from formcheck.errors import FormCheckError
from formcheck.estimate.estimator import Estimator, MediaPipeEstimator
from formcheck.history.film import Film
from formcheck.history.folders import sessions_folder
from formcheck.history.kept import VIDEO, keep_rules
from formcheck.live.hint import Hint
from formcheck.live.loop import LiveLoop
from formcheck.live.record import FILE_NAME, SessionRecord
from formcheck.live.screen import LiveScreen
from formcheck.live.session import Session
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.source.choose import open_live
from formcheck.source.loop import LoopingFile
from formcheck.voice.voice import Voice
from formcheck.window.display import check_display
from formcheck.window.window import Window


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks for.

    camera: a number, an address or a clip.  size: (width, height) to ask the camera for.  repeat: play a clip again and again.
    hold_s: the hold, None for the dose.  side: to begin with.  mirrored: None for cameras only.  record: None for no record.
    person: whose session it is.  film: keep the pictures too.
    limit_s: seconds until the session ends by itself.  model: another pose model.  listeners, keep_poses: as for a Session.
    voice: None for silence.
    """

    exercise: Exercise
    camera: str
    size: tuple[int, int]
    repeat: bool
    target_s: float | None
    side: SideName | None
    mirrored: bool | None
    record: Path | None
    limit_s: float | None
    model: Path | None
    listeners: tuple[Callable[[Status], None], ...] = ()
    keep_poses: bool = False
    voice: Voice | None = None
    person: str = ""
    film: bool = False


def run_live(wishes: Wishes, started: datetime, ready: Callable[[], None], stop: Callable[[], bool]) -> Session:
    """Run a session to its end.  ready: called when everything is open.  stop: asked between pictures.

    What fails when something was seen already is kept in the session, so that what was done can be told first.

    Raises OutputError without a display or a place for the record, InputError without a model, CameraError without a camera.
    """
    check_display()  # the quickest to fail
    sessions: list[Session] = []
    try:
        _run(wishes, started, ready, stop, sessions)
    except FormCheckError as error:
        if not sessions or not sessions[0].seen:
            raise  # there is nothing else to tell
        sessions[0].failure = sessions[0].failure or error
    return sessions[0]


def _run(wishes: Wishes, started: datetime, ready: Callable[[], None], stop: Callable[[], bool], sessions: list[Session]) -> None:
    """sessions: gets the session as soon as there is one."""
    rules = wishes.exercise
    checker = Checker(rules, wishes.target_s)
    with ExitStack() as stack:
        estimator = stack.enter_context(MediaPipeEstimator(wishes.model, rules.needs_outline))
        camera = stack.enter_context(open_live(wishes.camera, wishes.size, wishes.repeat))
        mirrored = not isinstance(camera, LoopingFile) if wishes.mirrored is None else wishes.mirrored
        window = stack.enter_context(Window(f"Form Check: {rules.title}"))
        record = None
        watcher: Estimator = estimator
        listeners = wishes.listeners
        if wishes.record is not None:
            # in a folder of its own, with everything that a replay needs
            whole = wishes.record.name == FILE_NAME and wishes.record.parent.parent == sessions_folder()
            record = stack.enter_context(SessionRecord(wishes.record, whole, {"source": camera.name, **estimator.provenance}))
            record.begin(rules.name, camera.name, checker.target_s, started, wishes.person, side=wishes.side)
            if whole:
                keep_rules(wishes.record.parent, rules)
            if whole and wishes.film:
                film = stack.enter_context(Film(wishes.record.parent / VIDEO, estimator))
                watcher, listeners = film, (*listeners, film.listen)
        ready()
        session = Session(checker, camera.name, record, listeners, wishes.side, wishes.keep_poses)
        screen, hint = LiveScreen(rules, mirrored), Hint(rules, all_exercises)
        loop = LiveLoop(camera, watcher, session, screen, window, monotonic, wishes.limit_s, stop, hint, wishes.voice)
        sessions.append(session)
        loop.run()
