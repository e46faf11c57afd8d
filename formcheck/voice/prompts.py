"""Prompts: statuses in, utterances out.  Pure: no sound, no clock; time comes with the status."""

from __future__ import annotations

from math import inf
from typing import Final

from formcheck.engine.status import Cue, Repetition, Status
from formcheck.faults.line import LineFault
from formcheck.rules.exercise import Exercise
from formcheck.voice.counts import DoseCounts, HoldCounts
from formcheck.voice.gate import REST_S, GatePrompts
from formcheck.voice.phrases import Phrase
from formcheck.voice.utterance import Kind, Utterance

_AS_EVER: Final = LineFault.model_fields["fixed"].default  # the word of a mended fault when its pose file gives none; said more shortly


class Prompts:
    """Everything that could be said of a session of one exercise; whether it is said is for the Speaker to decide.

    announced: by a routine, which has named the exercise; only its word of safety is still to be said.  led: what comes after a set is
    said elsewhere.
    """

    def __init__(self, exercise: Exercise, announced: bool = False, led: bool = False) -> None:
        self._gate = GatePrompts()
        self._dose = DoseCounts(exercise, ends=not (announced or led))
        self._hold = HoldCounts(exercise)
        opening = (exercise.safety,) if announced else (exercise.title, exercise.safety)
        self._opening = tuple(" ".join(text.split()) for text in opening if text)
        self._safety = bool(exercise.safety)
        self._is_hold = exercise.kind == "hold"
        self._opened = False
        self._hinted: str | None = None
        self._cue: Cue | None = None
        self._to_mend: str | None = None  # the fault of the last cue, until a repetition is free of it

    def see(self, status: Status, looks_like: str | None = None) -> list[Utterance]:
        """What has become true with this status.  looks_like: title of another exercise that seems to be done."""
        told: list[Utterance] = []
        if not self._opened:
            self._opened = True
            if self._opening:
                told.append(Utterance(Kind.SAFETY if self._safety else Kind.ASIDE, self._opening, status.time_s))
        told += self._dose.see(status)
        if self._dose.set_over:
            self._gate.rest(status.time_s, inf if self._dose.over else REST_S)
        told += self._hold.see(status)
        told += self._of_cue(status)
        if looks_like is not None and looks_like != self._hinted:
            told.append(Utterance(Kind.ASIDE, (Phrase.LOOKS_LIKE, looks_like), status.time_s))
        self._hinted = looks_like
        gate = self._gate.see(status)
        return [*told, gate] if gate is not None else told

    def said(self, utterance: Utterance, now: float) -> None:
        """It has been begun."""
        self._gate.said(utterance, now)

    def start_over(self) -> None:
        """The counts begin again."""
        self._dose.reset()

    def _of_cue(self, status: Status) -> list[Utterance]:
        """A cue when it begins, and the word when its fault is mended."""
        cue, new = status.cue, status.cue is not None and status.cue is not self._cue
        self._cue = cue
        if self._is_hold and 0 < status.target_s <= status.held_s:
            return []  # on the way back the posture is left, and that is right
        if cue is not None and new and cue.kind == "fault":
            self._to_mend = cue.fault
            return [Utterance(Kind.CUE, (cue.text,), status.time_s)]
        if cue is not None and new and cue.kind == "fixed":
            self._to_mend = None
            return [Utterance(Kind.FIXED, (Phrase.FIXED if cue.text == _AS_EVER else cue.text,), status.time_s)]
        return self._mended(status)

    def _mended(self, status: Status) -> list[Utterance]:
        """A fault that is told after a repetition is mended by one without it."""
        reps = [event for event in status.events if isinstance(event, Repetition)]
        if not reps or self._to_mend is None or self._to_mend in reps[-1].faults or reps[-1].verdict != "good":
            return []
        self._to_mend = None
        return [Utterance(Kind.FIXED, (Phrase.FIXED,), status.time_s)]
