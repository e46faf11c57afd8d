"""Host: leads one person through a routine, and writes down where it is, so that it goes on there whatever ends the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from formcheck.history.database import Database
from formcheck.history.runs import Run, When
from formcheck.live.session import Reason
from formcheck.routines import boards
from formcheck.routines.boards import AfterRising, Board, Pain
from formcheck.routines.changes import changes, next_time
from formcheck.routines.schema import Routine
from formcheck.routines.stage import Left, Stage
from formcheck.routines.today import Today, opening
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image
from formcheck.voice.phrases import Phrase

End = Literal["done", "stopped"] | Left
QUESTION: Final = "How much pain do you have now?"


@dataclass(frozen=True)
class Asked:
    """What a player is asked for.  number: of the step.  sets_done: of it, before.  set_over: to be told how many are done in all.

    ask_pain: how much it hurts, when it does.  hurts: to be told when it does, and when that is taken back.
    """

    number: int
    one: Today
    sets_done: int
    set_over: Callable[[int], None]
    ask_pain: bool = True
    hurts: Callable[[bool], None] = lambda _: None


@dataclass(frozen=True)
class Played:
    """How a step ended.  reason: of the session, or what the person chose in a rest; "done": everything asked for was done.

    pain: how much it hurt, when it did and there was an answer.
    """

    reason: Reason | Literal["left out"]
    pain: int | None = None


Player = Callable[[Asked, Callable[[str], None]], Played]  # told by the second one the name of the session, before anything is done


@dataclass
class Host:
    """play: does one exercise before the camera.  picture: of an exercise, None without one.  now: the time of day, with its zone.

    ask_pain: put the questions.  up_s: seconds for which the person has been up already, None when it is not known.
    closing: the lines of the card at the end.
    """

    routine: Routine
    steps: list[Today]
    run: Run
    person: str
    stage: Stage
    play: Player
    picture: Callable[[Exercise], Image | None]
    now: Callable[[], datetime]
    ask_pain: bool = True
    up_s: float | None = None
    database: Callable[[], Database] = Database
    closing: list[str] = field(default_factory=list)

    def lead(self) -> End:
        """The whole way; what has been done of it before is left out.  Raises OutputError, CameraError, InputError."""
        end = self._beginning() or self._middle()
        if end not in ("done", "stopped"):
            return end
        return self._ending(end)

    def _beginning(self) -> End | None:
        """None when it can go on."""
        if len(self.run.left()) == len(self.steps):
            return None
        if self.routine.after_rising_min and not self._has("up"):
            over = self._show(AfterRising(self._to_wait_s())) if self._to_wait_s() > 0 else None
            if over is not None:
                return over
            self.run.add("up")
        first = min(k for k in range(len(self.steps)) if k not in self.run.left())
        back = ""
        if self._has("step"):
            done = self.run.sets_done(first)
            back = f"Going on with exercise {first + 1} of {len(self.steps)}: {self.steps[first].exercise.title}" + (
                f", set {done + 1}" if done else ""
            )
        over = self._show(boards.opening_board(self.routine.title, opening(self.steps), self.routine.advice, self.steps, back))
        return over or self._pain("before", QUESTION, Phrase.PAIN_BEFORE)

    def _middle(self) -> End:
        rest_s = 0.0
        for k, one in enumerate(self.steps):
            if k in self.run.left():
                continue
            ended = self._step(k, one, rest_s)
            if ended is not None:
                return ended
            rest_s = one.step.then_rest_s
        return "done"

    def _step(self, k: int, one: Today, rest_s: float) -> End | None:
        """One exercise; None when the next one comes."""
        done = self.run.sets_done(k)
        place = f"{k + 1} of {len(self.steps)}"
        coming = boards.announcement(one, place, self.picture(one.exercise), rest_s, done)
        over = self._show(coming)
        if over is not None or coming.ended:
            return over or "stopped"
        if coming.skipped:
            self.run.add("left", step=k, why="skipped")
            return None
        asked = Asked(k, one, done, lambda sets: self.run.add("set", step=k, sets=sets), self.ask_pain, lambda hurts: self._hurts(k, hurts))
        played = self.play(asked, lambda session: self.run.add("step", step=k, session=session))
        match played.reason:
            case "done":
                self.run.add("left", step=k, why="done")
            case "left out":
                self.run.add("left", step=k, why="skipped")
            case "pain":
                if self.ask_pain:
                    self.run.add("pain", when="during", step=k, level=played.pain)
                return self._show(boards.advice_board(one.exercise))
            case "time":
                return "interrupted"
            case reason:
                return reason
        return None

    def _hurts(self, k: int, hurts: bool) -> None:
        """Pain is kept at once; how much, and what the guides say, come after it."""
        if hurts:
            self.run.add("left", step=k, why="pain")
        else:
            self.run.add("back", step=k)

    def _ending(self, end: End) -> End:
        over = self._pain("after", QUESTION, Phrase.PAIN_AFTER)
        if over is None or over == "source ended":
            self.run.add("end", reason=end)
        if over is not None:
            return over
        with self.database() as database:
            database.update()
            told, later = changes(self.steps, self.run, database), next_time(self.routine, self.steps, self.person, database)
        self.closing = [*(change.text for change in told), *later]
        self._show(boards.closing_board(f"{self.routine.title}: done", told, later))
        return end

    def _pain(self, when: When, question: str, said: str) -> End | None:
        if not self.ask_pain or self.run.asked(when):
            return None
        board = Pain(question, said)
        over = self._show(board)
        if over is None:
            self.run.add("pain", when=when, level=board.level)
        return over

    def _show(self, board: Board) -> Left | None:
        """None when the board was over, and it can go on."""
        left = self.stage.show(board)
        return None if left == "over" else left

    def _has(self, event: str) -> bool:
        return any(line["event"] == event for line in self.run.lines)

    def _to_wait_s(self) -> float:
        """Seconds until the person has been up for long enough, as far as it is known."""
        up_s = max(self.up_s or 0.0, (self.now() - self.run.started).total_seconds())
        return 60 * self.routine.after_rising_min - up_s
