"""One exercise by itself, led by its dose: sets, sides, rests, an end of its own, and a card that can be read from the mat."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from formcheck.draw import icons
from formcheck.draw.card import CardLine
from formcheck.draw.palette import ORANGE, PALE, SKY, YELLOW
from formcheck.engine.checker import Checker
from formcheck.engine.gesture import HOW
from formcheck.errors import FormCheckError
from formcheck.estimate.estimator import Estimator, MediaPipeEstimator
from formcheck.history.database import Database
from formcheck.history.film import Film
from formcheck.history.folders import sessions_folder
from formcheck.history.kept import VIDEO, keep_rules
from formcheck.history.latest import Latest, latest
from formcheck.live.hint import Hint
from formcheck.live.opening import Opening
from formcheck.live.record import FILE_NAME, SessionRecord
from formcheck.live.screen import LiveScreen
from formcheck.live.session import Session
from formcheck.pose.landmarks import SideName
from formcheck.routines.alone_card import closing_lines, spoken_end
from formcheck.routines.armed import Armed
from formcheck.routines.boards import advice_board, closing_board
from formcheck.routines.hurt import Hurt
from formcheck.routines.player import loop_of, with_dose
from formcheck.routines.schema import Dose, Step
from formcheck.routines.sets import Sets
from formcheck.routines.stage import Stage
from formcheck.routines.start import how
from formcheck.routines.today import Today, dose_words, focus, lower
from formcheck.routines.written import written
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.source.choose import open_live
from formcheck.source.loop import LoopingFile
from formcheck.voice.voice import Voice
from formcheck.window.display import check_display
from formcheck.window.window import Window

WITH_A_CARD: Final = ("done", "stopped")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks for.

    dose: None for no end.  rest_s: between two sets.  camera: a number, an address or a clip.  size: (width, height) to ask the camera
    for.  repeat: play a clip again and again.  side: to begin with.  mirrored: None for cameras only.  record: None for no record.
    limit_s: seconds until the session ends by itself.  model: another pose model.  person: whose session it is.
    film: keep the pictures too.  full: the window fills the screen.
    """

    exercise: Exercise
    dose: Dose | None
    rest_s: float
    camera: str
    size: tuple[int, int]
    repeat: bool
    side: SideName | None
    mirrored: bool | None
    record: Path | None
    limit_s: float | None
    model: Path | None
    voice: Voice
    person: str = ""
    film: bool = False
    full: bool = True


@dataclass
class Done:
    """The session, and what the card at its end said."""

    session: Session
    closing: list[str] = field(default_factory=list)


def do_alone(wishes: Wishes, started: datetime, ready: Callable[[], None], stop: Callable[[], bool]) -> Done:
    """Do one exercise to its end.  ready: called when everything is open.  stop: asked between pictures.

    What fails when something was seen already is kept in the session, so that what was done can be told first.

    Raises OutputError without a display or a place for the record, InputError without a model, CameraError without a camera.
    """
    check_display()  # the quickest to fail
    done: list[Done] = []
    try:
        _do(wishes, started, ready, stop, done)
    except FormCheckError as error:
        if not done or not done[0].session.seen:
            raise  # there is nothing else to tell
        done[0].session.failure = done[0].session.failure or error
    return done[0]


def _do(wishes: Wishes, started: datetime, ready: Callable[[], None], stop: Callable[[], bool], done: list[Done]) -> None:
    """done: gets the session as soon as there is one."""
    rules = wishes.exercise if wishes.dose is None else with_dose(wishes.exercise, wishes.dose)
    with ExitStack() as stack:
        estimator = stack.enter_context(MediaPipeEstimator(wishes.model, rules.needs_outline))
        camera = stack.enter_context(open_live(wishes.camera, wishes.size, wishes.repeat))
        mirrored = not isinstance(camera, LoopingFile) if wishes.mirrored is None else wishes.mirrored
        window = stack.enter_context(Window(f"Form Check: {rules.title}", wishes.full))
        last = _last_time(wishes)
        checker = Checker(rules)
        with ExitStack() as kept:
            record, film = _record(wishes, rules, camera.name, estimator, checker.target_s, started, kept)
            watcher: Estimator = film or estimator
            stage = Stage(Armed(camera, watcher, window), wishes.voice, mirrored, stop)
            stage.armed.listen(rules.gesture_when)
            one = _today(wishes, rules, last)
            sets = None if wishes.dose is None else Sets(one, stage, cache(lambda: how(rules)), 0, lambda _: None)
            listeners = [*([sets.see] if sets is not None else []), *([film.listen] if film is not None else [])]
            session = Session(checker, camera.name, record, listeners, wishes.side)
            say = written(wishes.voice.language).of
            lines = [replace(line, text=say(line.text)) for line in _opening(one, wishes.dose)]
            screen = LiveScreen(rules, mirrored, Opening(rules, lines), say)
            ready()
            done.append(Done(session))
            loop_of(session, sets, Hurt(stage, ask=True), stage, screen, Hint(rules, all_exercises), wishes.limit_s).run()
        _close(done[0], one, stage)


def _record(
    wishes: Wishes, rules: Exercise, source: str, estimator: MediaPipeEstimator, hold_s: float, started: datetime, kept: ExitStack
) -> tuple[SessionRecord | None, Film | None]:
    """What the session is kept in: in a folder of its own, with everything that a replay needs, or in the file that was asked for."""
    if wishes.record is None:
        return None, None
    whole = wishes.record.name == FILE_NAME and wishes.record.parent.parent == sessions_folder()
    record = kept.enter_context(SessionRecord(wishes.record, whole, {"source": source, **estimator.provenance}))
    record.begin(rules.name, source, hold_s, started, wishes.person, side=wishes.side)
    if whole:
        keep_rules(wishes.record.parent, rules)
    film = kept.enter_context(Film(wishes.record.parent / VIDEO, estimator)) if whole and wishes.film else None
    return record, film


def _last_time(wishes: Wishes) -> Latest | None:
    """What the last session came to; a history that cannot be read keeps nobody from exercising."""
    try:
        with Database() as database:
            database.update()
            return latest(database, wishes.person, wishes.exercise.name)
    except FormCheckError:
        return None


def _today(wishes: Wishes, rules: Exercise, last: Latest | None) -> Today:
    step = Step(exercise=rules.name, rest_s=wishes.rest_s)
    usual = rules.dose
    dose = wishes.dose or Dose(sets=usual.sets, reps=usual.reps, hold_s=usual.hold_s, sides="both" if usual.per_side else None)
    return Today(step, rules, dose, 0, last, focus(rules, last))


def _opening(one: Today, dose: Dose | None) -> list[CardLine]:
    """What is shown until it has begun."""
    rules = one.exercise
    lines = [CardLine(icons.play, SKY, "As long as you like" if dose is None else dose_words(dose, rules))]
    if rules.safety:
        lines.append(CardLine(icons.warning, ORANGE, " ".join(rules.safety.split())))
    if one.focus:
        lines.append(CardLine(icons.warning, YELLOW, f"Mind this: {lower(one.focus)}"))
    return [*lines, CardLine(icons.pause, PALE, HOW[rules.gesture_when])]


def _close(done: Done, one: Today, stage: Stage) -> None:
    """The card at the end, where the exercise ended by itself or was ended from the mat."""
    session, rules = done.session, one.exercise
    told = closing_lines(one, session)
    done.closing = [change.text for change in told]
    if session.ended == "pain":
        stage.show(advice_board(rules))
    if session.ended in WITH_A_CARD:
        stage.show(closing_board(f"{rules.title}: {'done' if session.ended == 'done' else 'ended'}", told, (), spoken_end(one, session)))
