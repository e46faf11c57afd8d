"""Boards of a routine: what is shown and said between the exercises, and how long.  No camera, no window: time and arms come in.

One arm goes on sooner where there is something to wait for, or halts the countdown before an exercise; both arms end the routine there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final, Protocol

from formcheck.draw import icons
from formcheck.draw.board import Dial
from formcheck.draw.card import CardLine
from formcheck.draw.palette import GREEN, ORANGE, PALE, SKY, YELLOW
from formcheck.engine.gesture import Gesture, GestureState
from formcheck.guides import PAIN_ADVICE, PAIN_GUIDES, guide_names
from formcheck.live.painscale import MOST, PainScale
from formcheck.routines.changes import Change
from formcheck.routines.today import Sentence, Today, dose_words, lower
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image
from formcheck.voice.phrases import SETS, Phrase, number, rest_for, set_number

READ_S: Final = 0.45  # seconds that a word takes to be heard
OPENING_S: Final = 12.0
CLOSING_S: Final = 20.0
ADVICE_S: Final = 10.0
GO_ON_S: Final = 8.0
LEAST_S: Final = 8.0  # of an announcement, also where no rest is asked for
GO_ON: Final = "g"  # keys
LEAVE: Final = "n"
BACK: Final = "b"
_SIGNS: Final = {
    "good": (icons.tick, GREEN),
    "better": (icons.tick, GREEN),
    "same": (icons.half, PALE),
    "worse": (icons.warning, ORANGE),
    "pain": (icons.stop, ORANGE),
}


@dataclass(frozen=True)
class Shown:
    """What a board shows at one moment.  said: begun to be said when it is another one than before."""

    title: str
    lines: Sequence[CardLine | str] = ()
    picture: Image | None = None
    dial: Dial | None = None
    foot: str = ""
    said: tuple[str, ...] = ()


class Board(Protocol):
    """Fed every moment until it is over (None)."""

    def see(self, time_s: float, arms: GestureState) -> Shown | None:
        """time_s: seconds since it was put up, pauses left out."""
        ...

    def press(self, key: str) -> None:
        """A key that has no meaning of its own elsewhere."""
        ...


class Words(Board):
    """Words for some seconds, or until an arm or a key says to go on."""

    def __init__(self, shown: Shown, seconds: float, arm: bool = True) -> None:
        self._shown, self._seconds = shown, max(seconds, READ_S * sum(len(part.split()) for part in shown.said))
        self._arm = arm
        self._over = False

    def see(self, time_s: float, arms: GestureState) -> Shown | None:
        """As of any board."""
        if self._over or time_s >= self._seconds or (self._arm and arms.done is Gesture.ONE_ARM):
            return None
        return self._shown

    def press(self, key: str) -> None:
        """`g` or `n` goes on."""
        self._over = self._over or key in (GO_ON, LEAVE)


class GoOn(Words):
    """Offers to go on with the exercise.  wanted: an arm or a key has said so."""

    def __init__(self) -> None:
        lines = ("Raise one arm straight up until the ring is full: the exercise goes on.", "Else it ends here.")
        super().__init__(Shown("No pain: go on?", lines, foot="g: go on     n: end", said=(Phrase.GO_ON_ASKED,)), GO_ON_S)
        self.wanted = False

    def see(self, time_s: float, arms: GestureState) -> Shown | None:
        """As of any board."""
        self.wanted = self.wanted or arms.done is Gesture.ONE_ARM
        return None if self.wanted else super().see(time_s, arms)

    def press(self, key: str) -> None:
        """`g` goes on, `n` ends."""
        self.wanted = self.wanted or key == GO_ON
        super().press(key)


class AfterRising(Board):
    """Waits until the person has been up for long enough, or says so."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._over = False

    def see(self, time_s: float, arms: GestureState) -> Shown | None:
        """As of any board."""
        left = self._seconds - time_s
        if self._over or left <= 0 or arms.done is not None:
            return None
        text = f"{int(left // 60)}:{int(left % 60):02d}"
        lines = ("In the first minutes after getting up the back is not ready for it.", "Walk about a little, or warm up.", UP_ALREADY)
        dial = Dial(text, "to wait", 1 - left / self._seconds)
        return Shown("Not yet", lines, None, dial, "g: go on", (Phrase.NOT_YET,))

    def press(self, key: str) -> None:
        """`g` or `n` goes on."""
        self._over = self._over or key in (GO_ON, LEAVE)


UP_ALREADY: Final = "Up for ten minutes already? Raise one arm straight up until the ring is full."


_HOW: Final = "The numbers are counted. At yours, raise an arm straight up until the ring is full."


class Pain(Board):
    """Asks for pain.  level: what was answered, None for nothing.  back: the key `b` takes it back, where that is offered."""

    def __init__(self, question: str, said: str, offer_back: bool = False) -> None:
        self._question, self._said = question, said
        self._scale = PainScale()
        self._offer_back = offer_back
        self.level: int | None = None
        self.back = False

    def see(self, time_s: float, arms: GestureState) -> Shown | None:
        """As of any board."""
        asked = self._scale.update(time_s, arms)
        self.level = asked.answer
        if asked.over or self.back:
            return None
        said: tuple[str, ...] = (self._said,) if asked.number is None else (number(asked.number),)
        if asked.answer is not None:
            said = (Phrase.NOTED,)
        lines = (_HOW, "0: none. 10: the worst you can think of.")
        text = "" if asked.number is None else str(asked.number)
        dial = Dial(text, f"of {MOST}", asked.progress, asked.answer is not None)
        foot = "0 to 9, x for 10: answer     n: no answer" + ("     b: back to the exercise" if self._offer_back else "")
        return Shown(self._question, lines, None, dial, foot, said)

    def press(self, key: str) -> None:
        """A digit or `x` answers, `g` or `n` leaves it, `b` goes back."""
        self.back = self.back or (self._offer_back and key == BACK)
        if key.isdigit() or key == "x":
            self._scale.answer(MOST if key == "x" else int(key))
        elif key in (GO_ON, LEAVE):
            self._scale.skip()


class Countdown(Board):
    """Seconds that run down before something is done.  skipped: it is left out.  ended: both arms, the routine is over."""

    def __init__(self, shown: Shown, seconds: float) -> None:
        self._shown = shown
        self._seconds = max(seconds, READ_S * sum(len(part.split()) for part in shown.said))
        self.skipped = self.ended = self._over = False

    def see(self, time_s: float, arms: GestureState) -> Shown | None:
        """As of any board."""
        self.ended = self.ended or arms.done is Gesture.BOTH_ARMS
        left = self._seconds - time_s
        if self._over or self.skipped or self.ended or left <= 0:
            return None
        raised = arms.raising is not None
        dial = Dial(str(ceil(left)), "arm raised" if raised else "seconds", arms.progress if raised else 1 - left / self._seconds)
        return replace(self._shown, dial=dial)

    def press(self, key: str) -> None:
        """`g` goes on, `n` leaves the exercise out."""
        self._over = self._over or key == GO_ON
        self.skipped = self.skipped or key == LEAVE


_FOOT: Final = "one arm up: pause     both arms up: end     g: go on     n: leave it out"


def announcement(one: Today, place: str, picture: Image | None, seconds: float, sets_done: int = 0) -> Countdown:
    """The exercise that comes: what, how much, what to mind, start posture and camera place."""
    dose = dose_words(one.dose, one.exercise)
    lines = [CardLine(icons.play, SKY, f"{dose}{f', from set {sets_done + 1} on' if sets_done else ''}")]
    if one.focus:
        lines.append(CardLine(icons.warning, YELLOW, f"Mind this: {lower(one.focus)}"))
    lines.append(CardLine(icons.frame, PALE, one.exercise.camera))
    said: tuple[str, ...] = (Phrase.NEXT, one.exercise.title, *((Phrase.MIND, one.focus) if one.focus else ()))
    return Countdown(Shown(one.exercise.title, lines, picture, foot=f"{place}     {_FOOT}", said=said), max(seconds, LEAST_S))


def between_sets(one: Today, picture: Image | None, sets_done: int) -> Countdown:
    """The rest before the next set."""
    seconds = one.step.rest_s
    lines = [CardLine(icons.pause, SKY, f"Rest, then set {sets_done + 1} of {one.dose.sets}")]
    if one.focus:
        lines.append(CardLine(icons.warning, YELLOW, f"Mind this: {lower(one.focus)}"))
    said = (rest_for(round(seconds)), *((set_number(sets_done + 1),) if sets_done + 1 in SETS else ()))
    return Countdown(Shown(one.exercise.title, lines, picture, foot=_FOOT, said=said), seconds)


def opening_board(title: str, sentence: Sentence, advice: Sequence[str], steps: Sequence[Today], back: str = "") -> Words:
    """The card that a run begins with.  back: where it goes on, when it goes on."""
    first = CardLine(icons.play, SKY, back or sentence.shown)
    names = [f"{k}. {one.exercise.title}" + (f": {lower(one.focus)}" if one.focus else "") for k, one in enumerate(steps, 1)]
    said: tuple[str, ...] = (Phrase.WELCOME_BACK,) if back else sentence.said
    return Words(Shown(title, [first, *names, *advice], said=said, foot="one arm up or g: go on     q: quit"), OPENING_S)


def advice_board(exercise: Exercise) -> Words:
    """What the guides say when an exercise was ended by pain."""
    lines: list[CardLine | str] = [*(CardLine(icons.stop, ORANGE, text) for text in PAIN_ADVICE), f"From: {guide_names(PAIN_GUIDES)}."]
    shown = Shown(f"{exercise.title}: stopped because of pain", lines, foot="one arm up or g: go on     q: quit", said=(Phrase.PAIN,))
    return Words(shown, ADVICE_S)


def closing_board(title: str, told: Sequence[Change], later: Sequence[str], said: tuple[str, ...] = (Phrase.THE_END,)) -> Words:
    """The card that a run, or one exercise, ends with."""
    lines: list[CardLine | str] = [CardLine(*_SIGNS[change.way], change.text) for change in told]
    lines += [CardLine(icons.play, SKY, text) for text in later]
    return Words(Shown(title, lines, said=said, foot="one arm up or g: close"), CLOSING_S)
