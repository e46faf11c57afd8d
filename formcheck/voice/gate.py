"""Gate: what the closed gate asks for, said with its remedy, not before it is sure and not too often."""

from __future__ import annotations

from typing import Final

from formcheck.engine.status import Phase, Status
from formcheck.voice.phrases import Phrase
from formcheck.voice.utterance import Kind, Utterance

SURE_S: Final = 0.8  # a wish that changes sooner is not said
STAY_S: Final = 1.8  # the start posture is held for about a second; only who waits longer is told to stay
AGAIN_S: Final = 6.0  # the same instruction is not begun again sooner,
LONGER: Final = 2.0  # each time it waits so many times longer,
LONGEST_S: Final = 30.0  # but no longer than this
REST_S: Final = 20.0  # after a set nobody is asked to get into position for so long

_OUT: Final = " out of the picture"
_PARTS: Final = {  # what is farthest from the middle of the body comes first: that is what moving back brings into the picture
    "ankle": Phrase.UNSEEN_FEET,
    "heel": Phrase.UNSEEN_FEET,
    "foot": Phrase.UNSEEN_FEET,
    "wrist": Phrase.UNSEEN_HANDS,
    "nose": Phrase.UNSEEN_HEAD,
    "ear": Phrase.UNSEEN_HEAD,
    "knee": Phrase.UNSEEN_KNEES,
    "elbow": Phrase.UNSEEN_ELBOWS,
    "shoulder": Phrase.UNSEEN_SHOULDERS,
    "hip": Phrase.UNSEEN_HIPS,
}
_ASKED: Final = {
    "step back: the whole body must be in the picture": Phrase.UNSEEN,
    "hold the start position": Phrase.STAY,
    "get into the start position": Phrase.START_POSITION,
}


def spoken(waiting_for: str) -> str:
    """The gate's wish as it is said; most of them are said as they are written."""
    if waiting_for.endswith(_OUT):
        return next((phrase for joint, phrase in _PARTS.items() if joint in waiting_for), Phrase.UNSEEN)
    return _ASKED.get(waiting_for, waiting_for)


class GatePrompts:
    """Feed every status; gives what is to be said of the gate."""

    def __init__(self) -> None:
        self._wish: str | None = None
        self._since_s = 0.0
        self._said: dict[str, tuple[float, float]] = {}  # wish: when it was said last, seconds until it may be said again
        self._quiet_until_s = 0.0
        self._was_closed = True

    def rest(self, now: float, seconds: float = REST_S) -> None:
        """A set is over: nothing is asked for so long, or until the gate has opened."""
        self._quiet_until_s = now + seconds

    def see(self, status: Status) -> Utterance | None:
        """The instruction of this moment, or the word that it begins."""
        now = status.time_s
        wish = self._wished(status)
        if wish != self._wish:
            self._wish, self._since_s = wish, now
        opened = wish is None and self._was_closed
        self._was_closed = wish is not None
        if opened:
            self._said.clear()
            self._quiet_until_s = now
            return Utterance(Kind.WORD, (Phrase.BEGIN,), now)
        if wish is None or now < self._quiet_until_s:
            return None
        if now - self._since_s < (STAY_S if wish == Phrase.STAY else SURE_S) or not self._may_be_said(now, wish):
            return None
        return Utterance(Kind.GATE, (wish,), now)

    def said(self, utterance: Utterance, now: float) -> None:
        """An instruction has been begun; until then it is given again and again."""
        if utterance.kind is Kind.GATE:
            wish = utterance.parts[0]
            _, wait_s = self._said.get(wish, (0.0, AGAIN_S / LONGER))
            self._said[wish] = now, min(LONGER * wait_s, LONGEST_S)

    def _wished(self, status: Status) -> str | None:
        if status.phase is Phase.LOST:
            return Phrase.LOST
        return None if status.waiting_for is None else spoken(status.waiting_for)

    def _may_be_said(self, now: float, wish: str) -> bool:
        if wish not in self._said:
            return True
        said_s, wait_s = self._said[wish]
        return now - said_s >= wait_s
