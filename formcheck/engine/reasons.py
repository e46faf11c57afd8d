"""Reasons: why a movement is not counted, a part of a hold not timed, or the gate stays closed, in words a person can act on."""

from __future__ import annotations

from collections import Counter
from typing import Final

from formcheck.engine.snapshot import Snapshot
from formcheck.engine.status import Refused
from formcheck.faults.condition import Condition
from formcheck.faults.line import LineFault
from formcheck.measures.units import DIGITS, amount
from formcheck.rules.exercise import Exercise

ANOTHER: Final = "it did not look like this exercise"
UNDER_WAY: Final = "it was under way before you were seen at rest"
TOO_SMALL: Final = "it was too small and too quick for a repetition"
SETTING_UP: Final = "it was small, and over before you were seen ready: it was taken for getting into place"
TOO_SMALL_BESIDE: Final = "it was far smaller than your other repetitions"
TOO_SHORT: Final = "it was over too soon for a repetition"
TOO_LONG: Final = "it went on for too long for a repetition"
UNFINISHED: Final = "it was not finished: you were not seen coming back"
UNSEEN: Final = "nobody was seen: let nothing hide the body, and keep all of it in the picture"
NOT_THERE: Final = "you were not far enough in the posture"


def too_little(exercise: Exercise, measure: str, farthest: float, begins: float, what: str) -> str:
    """Nothing was counted, as the measure never came to the line where it begins."""
    unit = exercise.measures[measure].unit
    here, there = (amount(round(value, DIGITS[unit]), unit) for value in (farthest, begins))
    text = f"no {what} was seen: {exercise.setting.named(measure)} came to {here}, and a {what} begins at {there}"
    remedy = _remedy(exercise, measure, farthest)
    return f"{text}; {remedy[:1].lower()}{remedy[1:]}" if remedy else text


def _remedy(exercise: Exercise, measure: str, value: float) -> str:
    """The cue of the fault that this value would be, "" for none: what is too bad to be timed is mended in the same way."""
    for fault in sorted(exercise.faults.values(), key=lambda fault: -fault.priority):
        if isinstance(fault, LineFault) and fault.measure == measure and fault.is_beyond(value):
            return fault.cue
    return ""


def unlike(moment: Snapshot, unmet: Condition) -> str:
    """A further condition of the exercise that is not so."""
    setting = moment.exercise.setting
    unit = setting.measures[unmet.measure].unit
    value = amount(round(moment.value(unmet.measure), DIGITS[unit]), unit)
    return f"{ANOTHER}: {setting.named(unmet.measure)} was {value}, and {unmet.asked(setting)} is expected"


class Spell:
    """A time without a break in which something is not as it should be, and what that was for most of it.

    least_s: a shorter one is not told.
    """

    def __init__(self, least_s: float) -> None:
        self._least_s = least_s
        self._since_s: float | None = None
        self._now = 0.0
        self._reasons: Counter[str] = Counter()

    def add(self, now: float, why: str) -> None:
        """One more moment of it."""
        if self._since_s is None:
            self._since_s = now
        self._now = now
        self._reasons[why] += 1

    def end(self) -> list[Refused]:
        """It is over, or never was."""
        since_s, self._since_s = self._since_s, None
        reasons, self._reasons = self._reasons, Counter()
        if since_s is None or self._now - since_s < self._least_s:
            return []
        return [Refused(since_s, self._now, reasons.most_common(1)[0][0])]
