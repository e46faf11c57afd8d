"""Hurt: what follows when an exercise is broken off: how much it hurts, what the guides say, and the way back when it was a mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from formcheck.live.session import Session
from formcheck.routines.boards import GoOn, Pain
from formcheck.routines.stage import Stage
from formcheck.voice.phrases import Phrase

DURING: Final = "How much does it hurt?"


@dataclass
class Hurt:
    """ask: put the question; without it, pain ends the exercise at once.

    told: called with True when it hurts, and with False when that was not so: whoever keeps it besides the session.
    level: what was answered, None for nothing.
    """

    stage: Stage
    ask: bool
    told: Callable[[bool], None] = lambda _: None
    level: int | None = None

    def __call__(self, session: Session) -> bool:
        """True when the exercise goes on.  Else the session is ended: by pain, or by the person when nothing hurts."""
        session.hurts()
        self.told(True)
        if not self.ask:
            session.end("pain")
            return False
        board = Pain(DURING, Phrase.PAIN_DURING, offer_back=True)
        left = self.stage.show(board)
        self.level = board.level
        if left != "over" or not (board.back or board.level == 0):
            session.mark("pain_level", level=board.level)
            session.end("pain")
            return False
        session.hurts_not()
        self.told(False)
        return board.back or self._goes_on(session)

    def _goes_on(self, session: Session) -> bool:
        """Both arms end an exercise without pain as well; unless that was not meant either."""
        offer = GoOn()
        left = self.stage.show(offer)
        if left == "over" and offer.wanted:
            return True
        session.end("stopped" if left == "over" else left)
        return False
