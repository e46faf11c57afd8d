"""Player: one step of a routine as a live session, from the start posture to the last set, kept like any other session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from formcheck.engine.checker import Checker
from formcheck.engine.status import Status
from formcheck.history.kept import keep_rules
from formcheck.live.hint import Hint
from formcheck.live.loop import LiveLoop
from formcheck.live.record import SessionRecord, default_record
from formcheck.live.screen import LiveScreen
from formcheck.live.session import Session
from formcheck.routines.host import Asked, Played
from formcheck.routines.schema import Dose
from formcheck.routines.stage import Stage
from formcheck.rules.exercise import Dose as ExerciseDose
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises


@dataclass
class Player:
    """source: the camera, in words.  provenance: of the landmarks.  run: name of the run.  now: the time of day, with its zone.

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

    def __call__(self, asked: Asked, begun: Callable[[str], None]) -> Played:
        """Do it.  Raises OutputError, CameraError, InputError."""
        rules = with_dose(asked.one.exercise, asked.one.dose, asked.sets_done)
        checker, started = Checker(rules), self.now()
        self.stage.voice = self.stage.voice.next_exercise(rules)
        self.stage.estimator.restart()
        path = default_record(rules.name, started)
        side = asked.one.dose.sides if asked.one.dose.sides in ("left", "right") else None
        with SessionRecord(path, True, {"source": self.source, **self.provenance}) as record:
            begun(path.parent.name)
            more = {"side": side, "routine": self.routine, "run": self.run, "step": asked.number}
            record.begin(rules.name, self.source, checker.target_s, started, self.person, **more)
            keep_rules(path.parent, rules)
            counter = _SetCounter(asked)
            session = Session(checker, self.source, record, [counter.see], side)
            self.sessions.append((session, rules, path.parent))
            stage = self.stage
            loop = LiveLoop(
                stage.camera,
                stage.estimator,
                session,
                LiveScreen(rules, stage.mirrored),
                stage.window,
                monotonic,
                None,
                lambda: self._stop(session, counter),
                Hint(rules, all_exercises),
                stage.voice,
            )
            loop.run()
        if session.failure is not None:
            raise session.failure
        return Played(session.ended or "interrupted")

    def _stop(self, session: Session, counter: _SetCounter) -> bool:
        if counter.over:
            session.end("done")
        return counter.over or self.stage.stop()


def with_dose(exercise: Exercise, dose: Dose, sets_done: int = 0) -> Exercise:
    """The exercise with what is asked for today, without the sets that are done."""
    today = ExerciseDose(reps=dose.reps, sets=max(1, dose.sets - sets_done), hold_s=dose.hold_s, per_side=dose.sides == "both")
    return exercise.model_copy(update={"dose": today})


class _SetCounter:
    """Counts sets from statuses."""

    def __init__(self, asked: Asked) -> None:
        dose = asked.one.dose
        self._per_set, self._sets, self._before = dose.per_set, dose.sets, asked.sets_done
        self._done, self._set_over = asked.sets_done, asked.set_over
        self.over = False

    def see(self, status: Status) -> None:
        """A status of the session."""
        done = min(self._sets, self._before + (status.reps or status.holds) // self._per_set)
        while self._done < done:
            self._done += 1
            self._set_over(self._done)
        self.over = self._done >= self._sets
