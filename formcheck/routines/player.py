"""Player: one step of a routine as a live session, from the start posture to the last set, kept like any other session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from formcheck.engine.checker import Checker
from formcheck.history.kept import keep_rules
from formcheck.live.hint import Hint
from formcheck.live.loop import Led, LiveLoop
from formcheck.live.record import SessionRecord, default_record
from formcheck.live.screen import LiveScreen
from formcheck.live.session import Session
from formcheck.routines.host import Asked, Played
from formcheck.routines.hurt import Hurt
from formcheck.routines.schema import Dose
from formcheck.routines.sets import Sets
from formcheck.routines.stage import Stage
from formcheck.routines.written import written
from formcheck.rules.exercise import Dose as ExerciseDose
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image


@dataclass
class Player:
    """source: the camera, in words.  provenance: of the landmarks.  run: name of the run.  now: the time of day, with its zone.

    picture: of an exercise, None without one.  hint: looks for another exercise that is done instead, None for nobody.

    sessions: gets each session that was begun, with its exercise and the folder it is kept in.
    """

    stage: Stage
    source: str
    provenance: dict[str, str | int | float]
    run: str
    routine: str
    person: str
    now: Callable[[], datetime]
    sessions: list[tuple[Session, Exercise, Path]]
    picture: Callable[[Exercise], Image | None]
    hint: Callable[[Exercise], Hint | None]

    def __call__(self, asked: Asked, begun: Callable[[str], None]) -> Played:
        """Do it.  Raises OutputError, CameraError, InputError."""
        rules = with_dose(asked.one.exercise, asked.one.dose)
        checker, started = Checker(rules), self.now()
        self.stage.voice = self.stage.voice.next_exercise(rules)
        self.stage.armed.restart()
        self.stage.armed.listen(rules.gesture_when)
        path = default_record(rules.name, started)
        side = asked.one.dose.sides if asked.one.dose.sides in ("left", "right") else None
        with SessionRecord(path, True, {"source": self.source, **self.provenance}) as record:
            begun(path.parent.name)
            more = {"side": side, "routine": self.routine, "run": self.run, "step": asked.number}
            record.begin(rules.name, self.source, checker.target_s, started, self.person, **more)
            keep_rules(path.parent, rules)
            sets = Sets(asked.one, self.stage, lambda: self.picture(rules), asked.sets_done, asked.set_over)
            session = Session(checker, self.source, record, [sets.see], side)
            self.sessions.append((session, rules, path.parent))
            hurt = Hurt(self.stage, asked.ask_pain, asked.hurts)
            loop_of(
                session,
                sets,
                hurt,
                self.stage,
                LiveScreen(rules, self.stage.mirrored, say=written(self.stage.voice.language).of),
                self.hint(rules),
            ).run()
        if session.failure is not None:
            raise session.failure
        return Played(sets.instead or session.ended or "interrupted", hurt.level)


def loop_of(
    session: Session, sets: Sets | None, hurt: Hurt, stage: Stage, screen: LiveScreen, hint: Hint | None, limit_s: float | None = None
) -> LiveLoop:
    """The live loop of a session that is led from set to set.  sets: None when it goes on until the person ends it."""

    def stop() -> bool:
        if sets is None:
            return session.ended is not None or stage.stop()
        over = sets.stop(session)
        screen.note = sets.place
        return over

    def hurts() -> bool:
        goes_on = hurt(session)
        stage.armed.listen(session.exercise.gesture_when)
        return goes_on

    loop = LiveLoop(stage.armed, stage.armed, session, screen, stage.armed, monotonic, limit_s, stop, hint, stage.voice)
    loop.led = Led(sets.notice if sets is not None else lambda: "", hurts)
    return loop


def with_dose(exercise: Exercise, dose: Dose) -> Exercise:
    """The exercise with one set of what is asked for today."""
    today = ExerciseDose(reps=dose.reps, sets=1, hold_s=dose.hold_s, per_side=dose.sides == "both")
    return exercise.model_copy(update={"dose": today})
