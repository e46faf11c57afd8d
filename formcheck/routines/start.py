"""Puts a routine together: camera, pose network, window, voice, what is kept of the person; and goes through it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.draw.how import camera_picture, end_picture, start_picture
from formcheck.draw.palette import INK
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.history.database import Database
from formcheck.history.runs import Run, begin_run, runs_of
from formcheck.live.hint import Hint, in_background
from formcheck.live.session import Session
from formcheck.routines.armed import Armed
from formcheck.routines.host import End, Host
from formcheck.routines.player import Player
from formcheck.routines.schema import Routine
from formcheck.routines.stage import Stage
from formcheck.routines.today import Today, today
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.source.choose import open_live
from formcheck.source.frame import Image
from formcheck.source.loop import LoopingFile
from formcheck.voice.voice import Voice
from formcheck.window.display import check_display
from formcheck.window.window import Window

_SIZE: Final = (290, 207)  # of each picture, pixels
GOES_ON: Final = timedelta(hours=12)  # a run that was broken off longer ago is not gone on with


@dataclass(frozen=True)
class Wishes:
    """What the user asks for.

    camera: a number, an address or a clip.  size: (width, height) to ask the camera for.  every_frame: of a clip, as fast as it goes.
    mirrored: None for cameras only.  up_s: seconds since getting up, None when it is not known.  person: whose run it is.
    full: the window fills the screen.
    """

    routine: Routine
    steps: list[Today]
    run: Run
    camera: str
    size: tuple[int, int]
    every_frame: bool
    mirrored: bool | None
    model: Path | None
    ask_pain: bool
    up_s: float | None
    person: str
    voice: Voice
    full: bool = True


@dataclass
class Done:
    """How it ended; the sessions that were done, each with its rules and its folder; and what the closing card said."""

    end: End
    sessions: list[tuple[Session, Exercise, Path]]
    closing: list[str]


def prepare(
    routine: Routine,
    person: str,
    rules: Callable[[Exercise, str], Exercise],
    started: datetime,
    afresh: bool = False,
) -> tuple[Run, list[Today]]:
    """The run to go through, a new one or one that was broken off, and what is to be done in it.  Raises OutputError."""
    with Database() as database:
        database.update()
        steps = today(routine, person, database, rules)
        open_run = None if afresh else broken_off(routine, person, started)
        if open_run is not None:
            return open_run, today(routine, person, database, rules, open_run)
    return begin_run(routine.name, routine.title, person, started, [one.line for one in steps]), steps


def broken_off(routine: Routine, person: str, now: datetime) -> Run | None:
    """The newest run of this routine that can go on: not ended, of today, and of the same steps."""
    runs = [run for run in runs_of(person, routine.name) if abs(now - run.started) < GOES_ON]  # not one from before a clock was set back
    if not runs:
        return None
    run = runs[-1]
    same = [step.get("exercise") for step in run.steps] == [step.exercise for step in routine.exercises]
    return run if run.ended is None and same else None


def go_through(wishes: Wishes, ready: Callable[[], None], stop: Callable[[], bool], now: Callable[[], datetime]) -> Done:
    """Go through a routine to its end.  ready: called when everything is open.  stop: asked between pictures.

    Raises OutputError without a display or a place to keep it, InputError without a model, CameraError without a camera.
    """
    check_display()
    sessions: list[tuple[Session, Exercise, Path]] = []
    pictures = _Pictures(wishes.steps)  # before the camera opens: it takes a second or two
    outline = any(one.exercise.needs_outline for one in wishes.steps)
    with ExitStack() as stack:
        estimator = stack.enter_context(MediaPipeEstimator(wishes.model, outline))
        clip = Path(wishes.camera)
        camera = stack.enter_context(
            LoopingFile(clip, realtime=False, repeat=False) if wishes.every_frame else open_live(wishes.camera, wishes.size)
        )
        mirrored = not isinstance(camera, LoopingFile) if wishes.mirrored is None else wishes.mirrored
        window = stack.enter_context(Window(f"Form Check: {wishes.routine.title}", wishes.full))
        stage = Stage(Armed(camera, estimator, window), wishes.voice, mirrored, stop)
        run = wishes.run
        player = Player(
            stage,
            camera.name,
            dict(estimator.provenance),
            run.name,
            wishes.routine.name,
            wishes.person,
            now,
            sessions,
            pictures,
            _hint(wishes),
        )
        host = Host(wishes.routine, wishes.steps, run, wishes.person, stage, player, pictures, now, wishes.ask_pain, wishes.up_s)
        ready()
        return Done(host.lead(), sessions, host.closing)


def _hint(wishes: Wishes) -> Callable[[Exercise], Hint]:
    """In the background before a camera; with every frame of a clip at once, so that it says the same each time."""
    run: Callable[[Callable[[], None]], None] = (lambda work: work()) if wishes.every_frame else in_background
    return lambda exercise: Hint(exercise, all_exercises, run)


class _Pictures:
    """Pictures of exercises, each drawn once; None for one that does not come with the program."""

    def __init__(self, steps: list[Today]) -> None:
        self._drawn: dict[str, Image | None] = {}
        for one in steps:
            if one.exercise.name not in self._drawn:
                self._drawn[one.exercise.name] = how(one.exercise)

    def __call__(self, exercise: Exercise) -> Image | None:
        return self._drawn.get(exercise.name)


def how(exercise: Exercise) -> Image | None:
    """Start posture and end of the range beside each other, the camera's place below; None when it cannot be drawn."""
    start, end, camera = start_picture(exercise, _SIZE), end_picture(exercise, _SIZE), camera_picture(exercise, _SIZE)
    if start is None or end is None or camera is None:
        return None
    room = np.full_like(camera, INK)  # for the seconds
    return np.vstack([np.hstack([start, end]), np.hstack([camera, room])])
