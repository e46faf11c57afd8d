"""Moves: what each repetition and hold was, in numbers: range against target, and the seconds of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Final

import numpy as np

from formcheck.engine.status import Hold, Repetition
from formcheck.evaluate.trace import Trace
from formcheck.pose.landmarks import SideName
from formcheck.pose.pose import Array
from formcheck.rules.exercise import RepetitionRule

END_SHARE: Final = 0.9  # beyond this share of the way is the end of the range


@dataclass(frozen=True, slots=True)
class Move:
    """One repetition or hold.

    peak, target: in the unit of the measure that counts; with two ends the range between them, and the one asked for.
    way: from where it began to the peak, same unit.  level: share of the full range, 1 is full.
    up_s, top_s, down_s: seconds to the end of the range, in it, and back; NaN where the movement has two ends, or of a hold.
    NaN for what is not known.
    """

    number: int
    side: SideName | None
    start_s: float
    end_s: float
    peak: float
    target: float
    way: float
    level: float
    up_s: float
    top_s: float
    down_s: float
    held_s: float
    verdict: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The medians of one side; NaN when not known.  good: share of repetitions that are good, or of holds that reached their time."""

    side: str
    count: int
    good: float
    peak: float
    way: float
    up_s: float
    down_s: float
    held_s: float


def moves_of(seen: Trace) -> list[Move]:
    """Repetitions, then holds, each numbered from 1."""
    reps = [_repetition(seen, k, rep) for k, rep in enumerate(seen.report.reps, 1)]
    return reps + [_hold(seen, k, hold) for k, hold in enumerate(seen.report.holds, 1)]


def sides_of(moves: Sequence[Move]) -> list[Side]:
    """Left and right, when both were done; otherwise nothing."""
    rows = {side: [move for move in moves if move.side == side] for side in ("left", "right")}
    if not all(rows.values()):
        return []
    return [_side(side, done) for side, done in rows.items()]


def median(values: Sequence[float]) -> float:
    """Of those that are known; NaN when none is."""
    known = [value for value in values if isfinite(value)]
    return float(np.median(known)) if known else nan


def _side(side: str, done: Sequence[Move]) -> Side:
    good = sum(move.verdict in ("good", "reached") for move in done) / len(done)
    parts = [median([getattr(move, name) for move in done]) for name in ("peak", "way", "up_s", "down_s", "held_s")]
    return Side(side, len(done), good, *parts)


def _repetition(seen: Trace, number: int, rep: Repetition) -> Move:
    rule = seen.variant.repetition
    times, values, levels = _span(seen, rep.start_s, rep.end_s)
    base = float(values[0]) if len(values) else nan
    peak, target, way = rep.peak, nan if rule is None else _target(rule, rep), abs(rep.peak - base)
    level = float(levels.max()) if len(levels) else nan
    up_s = top_s = down_s = nan
    if rule is not None and rule.both_ways:
        peak = way = float(values.max() - values.min()) if len(values) else nan
        level = way / rule.full if rule.full else nan
    elif len(values) and way > 0:
        there = times[np.abs(values - base) >= END_SHARE * np.abs(values - base).max()]
        up_s, top_s, down_s = float(there[0] - rep.start_s), float(there[-1] - there[0]), float(rep.end_s - there[-1])
    return Move(
        number, rep.side, rep.start_s, rep.end_s, peak, target, way, level, up_s, top_s, down_s, rep.held_s, rep.verdict, rep.faults
    )


def _hold(seen: Trace, number: int, hold: Hold) -> Move:
    part = seen.variant.hold or seen.variant.repetition
    assert part is not None
    _, values, levels = _span(seen, hold.start_s, hold.end_s)
    peak = float(values[int(np.argmax(levels))]) if len(values) else nan
    level = float(levels.max()) if len(levels) else nan
    verdict = "reached" if hold.reached else "short"
    return Move(number, hold.side, hold.start_s, hold.end_s, peak, part.full, nan, level, nan, nan, nan, hold.held_s, verdict, hold.faults)


def _target(rule: RepetitionRule, rep: Repetition) -> float:
    """The line of the full range; mirrored for the other end of a movement whose ends belong to sides."""
    if rule.second is not None and rule.end_sides is not None and rep.side == rule.end_sides[1]:
        return rule.rest + rule.second.rest - rule.full
    return rule.full


def _span(seen: Trace, start_s: float, end_s: float) -> tuple[Array, Array, Array]:
    """Times, values and levels between the two moments, where all are known."""
    times, values, levels = seen.time_s, seen.counted, seen.levels
    inside = (times >= start_s - 1e-9) & (times <= end_s + 1e-9) & np.isfinite(values) & np.isfinite(levels)
    return times[inside], values[inside], levels[inside]
