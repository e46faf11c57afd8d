"""Calibration: a person's own comfortable range in an exercise, from two or three slow repetitions."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.status import Hold, Repetition
from formcheck.errors import InputError
from formcheck.pose.pose import Array, Track
from formcheck.rules.exercise import Cycle, Exercise, Stay
from formcheck.rules.faults import DiffersFault
from formcheck.rules.profile import Own, SideWord, written_out
from formcheck.tune.trace import Trace, trace

ENOUGH: Final = 3  # repetitions; two serve as well, one is not told from a mishap
LEAST_REPS: Final = 2
_EASY: Final = 0.4  # share of the usual lines that a movement must pass to be looked at
_STIR: Final = (0.12, 0.25)  # of the usual range: rest and attempt, from the person's own level at rest
_TOP: Final = 0.8  # of the way to the peak: the end of the range, where levels are compared


def lenient(exercise: Exercise) -> Exercise:
    """The exercise in which also a small movement counts, whatever else is done."""
    variants = {}
    for name, variant in exercise.variants.items():
        form = exercise.variant(name)
        eased = form.model_copy(update=_eased(form))
        variants[name] = variant.model_copy(update={"change": written_out(variant.change, eased)})
    return exercise.model_copy(update={**_eased(exercise), "variants": variants})


def _eased(exercise: Exercise) -> dict[str, Cycle | Stay]:
    if exercise.repetition is not None:
        relative = exercise.measures[exercise.repetition.measure].relative_to is not None
        return {"repetition": _easy_cycle(exercise.repetition, relative)}
    stay = exercise.hold
    assert stay is not None
    lines = {name: stay.rest + _EASY * (getattr(stay, name) - stay.rest) for name in ("enter", "full")}
    if stay.attempt is not None:
        lines["attempt"] = stay.rest + _EASY * (stay.attempt - stay.rest)
    return {"hold": stay.model_copy(update={**lines, "requires": ()})}


def _easy_cycle(rule: Cycle, relative: bool) -> Cycle:
    if rule.second is not None:
        middle = (rule.rest + rule.second.rest) / 2
        ends = {name: middle + _EASY * (getattr(rule.second, name) - middle) for name in ("rest", "attempt")}
        lines = {name: middle + _EASY * (getattr(rule, name) - middle) for name in ("rest", "attempt")}
        return rule.model_copy(update={**lines, "second": rule.second.model_copy(update=ends), "requires": ()})
    if rule.from_start or relative:
        return rule.model_copy(update={"rest": _EASY * rule.rest, "attempt": _EASY * rule.attempt, "requires": ()})
    rest, attempt = (share * (rule.full - rule.rest) for share in _STIR)
    return rule.model_copy(update={"rest": rest, "attempt": attempt, "from_start": True, "requires": ()})


def calibrated(exercise: Exercise, track: Track, clip: str) -> tuple[str, Own]:
    """The person's own range, and its key in a profile.  Raises InputError when too little was done to tell."""
    differing = tuple({f.measure for form in exercise.forms() for f in form.faults.values() if isinstance(f, DiffersFault)})
    seen = trace(lenient(exercise), track, clip, 0.0, differing)
    rows: Sequence[Repetition | Hold] = seen.report.reps or seen.report.holds
    needed = 1 if exercise.hold is not None else LEAST_REPS
    if len(rows) < needed:
        raise InputError(f"{clip}: {_too_few(seen, len(rows), exercise)}")
    index = exercise.forms().index(_same(exercise, seen))
    form = exercise.forms()[index]
    key = exercise.name if index == 0 else f"{exercise.name}:{_view_variants(exercise)[index - 1]}"
    whole = form.repetition or form.hold
    assert whole is not None
    sign = 1 if whole.full > whole.rest else -1
    if isinstance(whole, Cycle) and whole.second is not None:
        sign = 1 if whole.attempt > whole.rest else -1
    time_s, values = seen.time_s, seen.counted
    level = _level(seen, rows)
    spans = [(time_s >= row.start_s) & (time_s <= row.end_s) & np.isfinite(values) for row in rows]
    there, back = _ways(whole, rows)
    ends = [_end(values[span], sign, isinstance(whole, Stay)) for span, row in zip(spans, there, strict=True) if row and span.any()]
    others = [_end(values[span], -sign, False) for span, row in zip(spans, back, strict=True) if row and span.any()]
    if not ends:
        raise InputError(f"{clip}: only one of the two sides was seen; do both of them slowly")
    second = round(median(others), 4) if others else None
    zero = _zeros(form, seen, spans, sign, level)
    return key, Own(measure=whole.measure, level=round(level, 4), end=round(median(ends), 4), second=second, reps=len(rows), zero=zero)


def _ways(whole: Cycle | Stay, rows: Sequence[Repetition | Hold]) -> tuple[list[bool], list[bool]]:
    """For each row: whether it went to the first end, and whether to the second."""
    if not isinstance(whole, Cycle) or whole.second is None:
        return [True] * len(rows), [False] * len(rows)
    if whole.end_sides is None:
        return [True] * len(rows), [True] * len(rows)
    first, second = whole.end_sides
    return [row.side == first for row in rows], [row.side == second for row in rows]


def _same(exercise: Exercise, seen: Trace) -> Exercise:
    """The form of the exercise that was seen, before it was eased."""
    judged = [status.form for status in seen.statuses if status.waiting_for is None] or [0]
    return exercise.forms()[max(set(judged), key=judged.count)]


def _view_variants(exercise: Exercise) -> list[str]:
    return [name for name, variant in exercise.variants.items() if variant.chosen == "view"]


def _too_few(seen: Trace, count: int, exercise: Exercise) -> str:
    if seen.report.problems:
        return f"{seen.report.problems[0]}; calibrate again"
    what = "hold" if exercise.hold is not None else "repetitions"
    return f"{count or 'no'} {what} seen; begin in the start posture, then do two or three slowly, as far as is comfortable"


def _level(seen: Trace, rows: Sequence[Repetition | Hold]) -> float:
    """The measure at rest: while nothing is under way."""
    quiet = np.isfinite(seen.counted)
    for row in rows:
        quiet &= (seen.time_s < row.start_s) | (seen.time_s > row.end_s)
    values = seen.counted[quiet]
    if len(values):
        return float(np.median(values))
    first = np.flatnonzero(np.isfinite(seen.counted))[0]
    return float(seen.counted[first])


def _end(values: Array, sign: int, held: bool) -> float:
    """How far it went: the peak, without the one outermost moment; of a hold the middle of its time."""
    if held:
        return float(np.median(values))
    return float(np.quantile(values, 0.95 if sign > 0 else 0.05))


def _zeros(form: Exercise, seen: Trace, spans: Sequence[NDArray[np.bool_]], sign: int, level: float) -> dict[str, dict[SideWord, float]]:
    """For faults that compare with the first repetition: the value at the end of the range, by the near side."""
    near = seen.report.near_side
    found: dict[str, dict[SideWord, float]] = {}
    for name, rule in form.faults.items():
        if not isinstance(rule, DiffersFault) or near is None:
            continue
        tops = []
        for span in spans:
            out = sign * (seen.counted - level)
            top = span & (out >= _TOP * np.max(out[span], initial=0.0))
            known = seen.values[rule.measure][top & np.isfinite(seen.values[rule.measure])]
            tops += [float(np.median(known))] if len(known) else []
        if tops:
            found[name] = {near: round(median(tops), 4)}
    return found
