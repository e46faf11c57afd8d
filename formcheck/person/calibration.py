"""Calibration: a person's own comfortable range in an exercise, from two or three slow repetitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from statistics import median
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.status import Hold, Repetition, Status
from formcheck.errors import InputError
from formcheck.evaluate.trace import Trace, judged_variant, trace
from formcheck.faults.base import Zero
from formcheck.faults.condition import Condition
from formcheck.person.personal import follow, follows, key_of, whole_of, with_variant
from formcheck.person.profile import Own
from formcheck.pose.landmarks import SideName
from formcheck.pose.pose import Array, Track
from formcheck.rules.exercise import Exercise, HoldRule, RepetitionRule

ENOUGH: Final = 3  # repetitions; two serve as well, one is not told from a mishap
LEAST_REPS: Final = 2
LEAST_HOLDS: Final = 1
_EASY: Final = 0.4  # share of the usual lines that a movement must pass to be looked at
_ANY: Final = 1e6  # beyond all values of all measures
_STIR: Final = (0.12, 0.25)  # of the usual range: rest and attempt, from the person's own level at rest
_NEARER: Final = 0.25  # quantile of what is seen outside of holds
_TOP: Final = 0.8  # of the way to the peak: the end of the range, where levels are compared


def lenient(exercise: Exercise) -> Exercise:
    """The exercise in which also a small movement counts, is full, and nobody is told to go further."""
    variants = {}
    for name in exercise.variants:
        variant = exercise.variant(name)
        variants[name] = with_variant(exercise, name, variant.model_copy(update=_eased(variant)))
    asked = exercise.dose.model_copy(update={"reps": ENOUGH, "sets": 1, "hold_s": 0.0, "per_side": False})
    return exercise.model_copy(update={**_eased(exercise), "title": f"Your range: {exercise.title}", "dose": asked, "variants": variants})


def _eased(exercise: Exercise) -> dict[str, Any]:
    faults = {name: rule for name, rule in exercise.faults.items() if not rule.asks_for_more and not follows(exercise, rule)}
    return {
        "faults": {n: r.model_copy(update={"unless": tuple(set(r.unless) & set(faults))}) for n, r in faults.items()},
        **_easy(exercise),
    }


def _easy(exercise: Exercise) -> dict[str, RepetitionRule | HoldRule]:
    if exercise.repetition is not None:
        relative = exercise.measures[exercise.repetition.measure].relative_to is not None
        return {"repetition": _easy_cycle(exercise.repetition, relative)}
    stay = exercise.hold
    assert stay is not None
    lines = {name: stay.rest + _EASY * (getattr(stay, name) - stay.rest) for name in ("enter", "full")}
    if stay.attempt is not None:
        lines["attempt"] = stay.rest + _EASY * (stay.attempt - stay.rest)
    return {"hold": stay.model_copy(update={**lines, "requires": ()})}


def _easy_cycle(rule: RepetitionRule, relative: bool) -> RepetitionRule:
    if rule.second is not None:
        middle = (rule.rest + rule.second.rest) / 2
        ends = {name: middle + _EASY * (getattr(rule.second, name) - middle) for name in ("rest", "attempt")}
        lines = {name: middle + _EASY * (getattr(rule, name) - middle) for name in ("rest", "attempt")}
        full = _EASY * rule.full if rule.both_ways else lines["attempt"]
        return rule.model_copy(update={**lines, "full": full, "second": rule.second.model_copy(update=ends), "requires": ()})
    any_range = Condition(measure=rule.measure, above=-_ANY, below=None)
    if rule.from_start or relative:
        return rule.model_copy(update={"rest": _EASY * rule.rest, "attempt": _EASY * rule.attempt, "full_or": any_range, "requires": ()})
    rest, attempt = (share * (rule.full - rule.rest) for share in _STIR)
    return rule.model_copy(update={"rest": rest, "attempt": attempt, "from_start": True, "full_or": any_range, "requires": ()})


@dataclass(frozen=True)
class Calibration:
    """What was found.  variant: the way it was done, as the pose file has it; key: its name in a profile.

    seen: repetitions or holds in the recording; counted: of these, those that the exercise with the person's own lines counts, and
    full: those whose range is whole by them.
    """

    variant: Exercise
    key: str
    own: Own
    seen: int
    counted: int
    full: int


def calibrate(exercise: Exercise, track: Track, clip: str, variant: str = "") -> Calibration:
    """The person's own range.  variant: the one that the exercise is, when one was asked for.

    Raises InputError when too little was done to tell, or when it was another exercise.
    """
    variants = exercise.each_variant()
    measures = {rule.looks_at for variant in variants for rule in variant.faults.values() if rule.compared or follows(variant, rule)}
    seen = trace(lenient(exercise), track, clip, 0.0, tuple(name for name in measures if name is not None))
    rows: Sequence[Repetition | Hold] = seen.report.reps or seen.report.holds
    if len(rows) < least_rows(exercise):
        raise InputError(f"{clip}: {_too_few(seen, len(rows), exercise)}")
    index = judged_variant(seen.statuses)
    key = key_of(exercise, variant if index == 0 else _view_variants(exercise)[index - 1])
    own = _own(variants[index], seen, rows, clip)
    after = trace(follow(variants[index], own), track, clip, 0.0).report
    full = sum(rep.verdict != "incomplete" for rep in after.reps) or sum(hold.held_s > 0 for hold in after.holds)
    if not after.reps and not after.holds:
        raise InputError(
            f"{clip}: {len(rows)} movements seen, too small or of another exercise; `formcheck exercises {exercise.name}` says how"
        )
    return Calibration(variants[index], key, own, len(rows), len(after.reps or after.holds), full)


class Enough:
    """Listens to a session with the lenient exercise; ``done``: enough was seen, on both sides where each has an end of its own."""

    def __init__(self, exercise: Exercise) -> None:
        self._needed = ENOUGH if exercise.hold is None else LEAST_HOLDS
        cycle = exercise.repetition
        self._sides = set() if cycle is None or cycle.end_sides is None else set(cycle.end_sides)
        self._seen: list[SideName | None] = []

    def __call__(self, status: Status) -> None:
        """Take in the status after one pose."""
        self._seen += [event.side for event in status.events if isinstance(event, Repetition | Hold)]

    @property
    def done(self) -> bool:
        """Was enough seen?"""
        return len(self._seen) >= self._needed and self._sides <= set(self._seen)


def least_rows(exercise: Exercise) -> int:
    """Repetitions or holds without which nothing can be told."""
    return LEAST_HOLDS if exercise.hold is not None else LEAST_REPS


def _own(variant: Exercise, seen: Trace, rows: Sequence[Repetition | Hold], clip: str) -> Own:
    whole = whole_of(variant)
    sign = 1 if whole.full > whole.rest else -1
    if isinstance(whole, RepetitionRule) and whole.second is not None:
        sign = 1 if whole.attempt > whole.rest else -1
    values, quiet = seen.counted, _quiet(seen, rows)
    level = _level(values[quiet], sign if isinstance(whole, HoldRule) else 0)
    spans = [(seen.time_s >= row.start_s) & (seen.time_s <= row.end_s) & np.isfinite(values) for row in rows]
    there, back = _ways(whole, rows)
    ends = [
        (row.side, _end(values[span], sign, isinstance(whole, HoldRule))) for row, span, to in zip(rows, spans, there, strict=True) if to
    ]
    others = [_end(values[span], -sign, False) for span, to in zip(spans, back, strict=True) if to]
    if not ends:
        raise InputError(f"{clip}: only one of the two sides was seen; do both of them slowly")
    end = _of_the_stiffer_side(ends, sign)
    levels = {name: round(_level(known[quiet], 0), 4) for name, known in seen.values.items() if name != whole.measure}
    zero = _zeros(variant, seen, spans, sign, level)
    second = round(median(others), 4) if others else None
    akin = {rule.looks_at for rule in variant.faults.values() if follows(variant, rule)}
    return Own(
        measure=whole.measure,
        level=round(level, 4),
        end=round(end, 4),
        second=second,
        reps=len(rows),
        levels={name: value for name, value in levels.items() if name in akin and isfinite(value)},
        zero=zero,
    )


def _of_the_stiffer_side(ends: Sequence[tuple[SideName | None, float]], sign: int) -> float:
    """How far it goes on the side that goes less far; the lines are those of both sides."""
    sides = {side for side, _ in ends}
    return sign * min(sign * median(end for side, end in ends if side == of) for of in sides)


def _ways(whole: RepetitionRule | HoldRule, rows: Sequence[Repetition | Hold]) -> tuple[list[bool], list[bool]]:
    """For each row: whether it went to the first end, and whether to the second."""
    if not isinstance(whole, RepetitionRule) or whole.second is None:
        return [True] * len(rows), [False] * len(rows)
    if whole.end_sides is None:
        return [True] * len(rows), [True] * len(rows)
    first, second = whole.end_sides
    return [row.side == first for row in rows], [row.side == second for row in rows]


def _view_variants(exercise: Exercise) -> list[str]:
    return [name for name, variant in exercise.variants.items() if variant.chosen == "view"]


def _too_few(seen: Trace, count: int, exercise: Exercise) -> str:
    if seen.report.problems:
        return f"{seen.report.problems[0]}; calibrate again"
    what = "hold" if exercise.hold is not None else "repetition"
    return f"{count or 'no'} {what} seen; begin in the start posture, then do two or three slowly, as far as is comfortable"


def _quiet(seen: Trace, rows: Sequence[Repetition | Hold]) -> NDArray[np.bool_]:
    """(n,) moments at which nothing is under way; the first known one when there are none."""
    known = np.isfinite(seen.counted)
    quiet = known.copy()
    for row in rows:
        quiet &= (seen.time_s < row.start_s) | (seen.time_s > row.end_s)
    if not quiet.any():
        quiet[np.flatnonzero(known)[0]] = True
    return quiet


def _level(values: Array, sign: int) -> float:
    """A measure at rest: its median, or with a sign what lies nearer to rest, as the way into a hold is no part of the hold."""
    known = values[np.isfinite(values)]
    if not len(known):
        return nan
    return float(np.quantile(known, _NEARER if sign > 0 else 1 - _NEARER)) if sign else float(np.median(known))


def _end(values: Array, sign: int, held: bool) -> float:
    """How far it went: the peak, without the one outermost moment; of a hold the middle of its time."""
    if held:
        return float(np.median(values))
    return float(np.quantile(values, 0.95 if sign > 0 else 0.05))


def _zeros(variant: Exercise, seen: Trace, spans: Sequence[NDArray[np.bool_]], sign: int, level: float) -> dict[str, dict[SideName, Zero]]:
    """For faults that compare with the first repetition: what is right at the end of the range, by the near side."""
    near = seen.report.near_side
    found: dict[str, dict[SideName, Zero]] = {}
    for name, rule in variant.faults.items():
        if rule.compared is None or near is None:
            continue
        values, tops = seen.values[rule.compared], []
        for span in spans:
            out = sign * (seen.counted - level)
            top = span & (out >= _TOP * np.max(out[span], initial=0.0))
            tops.append(_level(values[top], 0))
        known, rest = [value for value in tops if isfinite(value)], seen.start.get(rule.compared)
        if known and rest is not None:
            found[name] = {near: Zero(value=round(median(known), 4), rest=round(rest, 4))}
    return found
