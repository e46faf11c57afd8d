"""Speaker: one mouth.  Of all that could be said it chooses what is begun now; nothing piles up, nothing comes late.

Pure: it knows how long an utterance takes, and time comes with the status.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from formcheck.engine.status import Status
from formcheck.rules.exercise import Exercise
from formcheck.voice.prompts import Prompts
from formcheck.voice.utterance import WANTED, Amount, Kind, Utterance

BREATH_S: Final = 0.1  # between two utterances
NEARLY_S: Final = 0.35  # what ends so soon is not cut off


class Speaker:
    """Feed every status; gives the utterance to begin now, which replaces the one being said.

    duration_s: seconds that saying these parts takes.  amount: how much is said.  announced: the exercise has been named already.
    led: what comes after a set is said elsewhere.
    """

    def __init__(
        self,
        exercise: Exercise,
        duration_s: Callable[[tuple[str, ...]], float],
        amount: Amount = "all",
        announced: bool = False,
        led: bool = False,
    ) -> None:
        self._prompts = Prompts(exercise, announced, led)
        self._duration_s = duration_s
        self._amount = amount
        self._wanted = WANTED[amount]
        self._waiting: dict[Kind, Utterance] = {}  # of a kind only the newest
        self._said: Utterance | None = None
        self._free_s = 0.0  # when the mouth is free
        self._now = 0.0

    def next_exercise(self, exercise: Exercise) -> Speaker:
        """One that speaks of another exercise, which has been announced."""
        return Speaker(exercise, self._duration_s, self._amount, announced=True)

    def see(self, status: Status, looks_like: str | None = None) -> Utterance | None:
        """A status; looks_like: title of another exercise that seems to be done."""
        self._now = status.time_s
        self._waiting.pop(Kind.GATE, None)  # it is asked for again while it is true
        for utterance in self._prompts.see(status, looks_like):
            self._take(utterance)
        return self._next()

    def tell(self, *parts: str, kind: Kind = Kind.STOP) -> Utterance | None:
        """Something that no status says, for example the answer to a key; of the time of the last status."""
        self._take(Utterance(kind, parts, self._now))
        return self._next()

    def start_over(self) -> None:
        """The counts begin again."""
        self._prompts.start_over()

    def _take(self, utterance: Utterance) -> None:
        if utterance.kind in self._wanted:
            self._waiting[utterance.kind] = utterance

    def _next(self) -> Utterance | None:
        """Begin the most important of what waits, if it may be begun now."""
        self._waiting = {kind: u for kind, u in self._waiting.items() if self._now <= u.latest_s}
        if not self._waiting:
            return None
        chosen = self._waiting[max(self._waiting)]
        if not self._may_begin(chosen):
            return None
        del self._waiting[chosen.kind]
        self._prompts.said(chosen, self._now)
        chosen = self._in_one_breath(chosen)
        self._said, self._free_s = chosen, self._now + self._duration_s(chosen.parts) + BREATH_S
        return chosen

    def _in_one_breath(self, chosen: Utterance) -> Utterance:
        """A count goes before its cue, or before the word that a fault is mended."""
        if chosen.kind is Kind.CUE and (count := self._waiting.pop(Kind.COUNT, None)) is not None:
            return replace(chosen, parts=(*count.parts, *chosen.parts))
        if chosen.kind is Kind.COUNT and (fixed := self._waiting.pop(Kind.FIXED, None)) is not None:
            return replace(chosen, parts=(*chosen.parts, *fixed.parts))
        return chosen

    def _may_begin(self, chosen: Utterance) -> bool:
        """True when the mouth is free, or what is being said is cut off for this.

        What is said of the moment cuts off asides and the gate at once.  Else the one being said is waited for when it ends
        in time; when it does not, it is cut off for what is at least as important.  The gate always waits: it asks again.
        """
        if self._said is None or self._now >= self._free_s:
            return True
        said = self._said.kind
        if chosen.kind is Kind.STOP or (chosen.kind >= Kind.WORD and said <= Kind.GATE):
            return True
        ends_in_time = self._free_s <= chosen.latest_s
        return chosen.kind >= Kind.WORD and chosen.kind >= said and not ends_in_time and self._free_s - self._now > NEARLY_S
