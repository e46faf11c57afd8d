"""Curves: every measure of an exercise over a clip, as the rules see it, and what it is at rest and at the end of the range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite, nan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.status import Phase
from formcheck.evaluate.baseline import absolute
from formcheck.evaluate.trace import Trace, trace
from formcheck.measures.base import AnyMeasure
from formcheck.measures.units import DIGITS
from formcheck.pose.landmarks import SideName
from formcheck.pose.pose import Array, Track
from formcheck.rules.exercise import Exercise

NEAR_END: Final = 0.9  # share of a repetition's own range past which it is at the end
_HELD: Final = (Phase.HOLD, Phase.PAUSED)

Frames = NDArray[np.bool_]


@dataclass(frozen=True)
class Curve:
    """One measure.  values: (n,) as the rules see it, NaN while the gate is closed.

    plain: (n,) relative to nothing, also before the gate opens; of the near side, working side and trunk length of that moment while
    it is closed, of those that the gate locked while it is open.  start: (n,) what is taken off, 0 unless it is relative to the start.
    at_rest, ends: medians of ``values`` in the start posture and at the end (or both ends) of the range; NaN when that was not seen.
    """

    name: str
    rule: AnyMeasure
    values: Array
    plain: Array
    start: Array
    at_rest: float
    ends: tuple[float, ...]

    @property
    def least(self) -> float:
        """Least value with the gate open; NaN without any."""
        known = self.values[np.isfinite(self.values)]
        return float(known.min()) if len(known) else nan

    @property
    def greatest(self) -> float:
        """Greatest value with the gate open; NaN without any."""
        known = self.values[np.isfinite(self.values)]
        return float(known.max()) if len(known) else nan

    @property
    def outside(self) -> Array:
        """(n,) while the gate is closed: what the rules would see, with the nearest start value; NaN while it is open, or without one."""
        first = self.start[np.isfinite(self.start)]
        if len(first) == 0:
            return np.full(len(self.plain), nan)
        values = self.plain - _carried(self.start)
        return np.where(np.isfinite(self.values), nan, np.abs(values) if self.rule.either_way else values)


@dataclass(frozen=True)
class Curves:
    """The measures of the way of doing the exercise that was judged.

    near: the side towards the camera; working: the sides that worked, in order of time; empty for an exercise without.
    """

    seen: Trace
    rows: tuple[Curve, ...]
    near: SideName | None
    working: tuple[SideName, ...]


def curves(exercise: Exercise, track: Track, clip: str, target_s: float | None = None) -> Curves:
    """All measures of a track."""
    names = {name for variant in exercise.each_variant() for name in variant.measures}
    seen = trace(exercise, track, clip, target_s, tuple(names))
    judged = [exercise.each_variant()[status.variant] is seen.variant for status in seen.statuses]
    rest, ends = _at_rest(seen), _at_ends(seen)
    rows = []
    for name, rule in seen.variant.measures.items():
        values = np.where(judged, seen.values[name], nan)
        start = np.where(judged, seen.starts[name], nan) if rule.relative_to == "start" else np.zeros(len(track))
        plain = absolute(seen.variant, track, name)
        locked = values + start  # the same as plain, but with the sides and the trunk length of the gate
        if not (rule.either_way and rule.relative_to == "start"):
            plain = np.where(np.isfinite(locked), locked, plain)
        rows.append(Curve(name, rule, values, plain, start, _median(values[rest]), tuple(_median(values[end]) for end in ends)))
    working = tuple(dict.fromkeys(s.active_side for s in seen.statuses if s.active_side is not None))
    return Curves(seen, tuple(rows), seen.report.near_side, working)


def sides_said(found: Curves) -> str:
    """The near side, where ahead is in the picture, and the working sides, in words."""
    if found.near is None:
        return f"the gate never opened: {found.seen.statuses[-1].waiting_for or 'nobody seen'}" if found.seen.statuses else "no frames"
    words = f"near side: {found.near} (ahead is to the {found.near} of the picture)"
    return f"{words}; working side: {', then '.join(found.working)}" if found.working else words


def table(found: Curves) -> Iterator[list[str]]:
    """Rows of a CSV file, a header first: time, sides, phase, and of every measure the value that the rules see, and the plain one."""
    yield ["time_s", "near_side", "working_side", "phase", *(text for row in found.rows for text in (row.name, f"{row.name}.plain"))]
    for i, status in enumerate(found.seen.statuses):
        numbers = [(one[i], DIGITS[row.rule.unit] + 2) for row in found.rows for one in (row.values, row.plain)]
        cells = [f"{value:.{digits}f}" if isfinite(value) else "" for value, digits in numbers]
        yield [f"{status.time_s:.3f}", status.near_side or "", status.active_side or "", str(status.phase), *cells]


def _at_rest(seen: Trace) -> Frames:
    """(n,) frames with the gate open and nothing under way."""
    return np.array([status.phase is Phase.REST for status in seen.statuses])


def _at_ends(seen: Trace) -> list[Frames]:
    """(n,) frames at the end of the range in each repetition, at both ends when it has two; or with the clock of a hold on."""
    if seen.variant.hold is not None:
        return [np.array([status.phase in _HELD for status in seen.statuses])]
    level = np.array([status.level for status in seen.statuses])
    time_s = seen.time_s
    two = seen.variant.repetition is not None and seen.variant.repetition.second is not None
    found = [np.zeros(len(level), bool) for _ in range(1 + two)]
    for rep in seen.report.reps:
        inside = (time_s >= rep.start_s) & (time_s <= rep.end_s) & np.isfinite(level)
        for end, way in zip(found, (level, -level), strict=False):
            top = way[inside].max(initial=0.0)
            if top > 0:
                end |= inside & (way >= NEAR_END * top)
    return found


def _carried(start: Array) -> Array:
    """The start values, where there is none the one before, or else the first one."""
    known = np.flatnonzero(np.isfinite(start))
    at = np.searchsorted(known, np.arange(len(start)), side="right") - 1
    return np.asarray(start[known[np.maximum(at, 0)]])


def _median(values: Array) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else nan
