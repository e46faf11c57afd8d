"""Curves: the measures over time with their lines, in as many points as a screen can show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from formcheck.draw.palette import BLUE, GREEN
from formcheck.draw.plot import reach_of
from formcheck.evaluate.plots import fault_lines, levels_of
from formcheck.evaluate.trace import Trace
from formcheck.measures.units import NAMES, Unit
from formcheck.pose.pose import Array
from formcheck.report.bands import plain
from formcheck.rules.exercise import Exercise

MOST_POINTS: Final = 4000  # of one curve; of each pair of neighbours beyond that the farthest are kept

FAR: Final = 0.6  # of the reach without it; a line of a fault that is farther away is not drawn

LineKind = Literal["rest", "attempt", "full", "fault"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that the rules draw.  value: in the unit of the measure."""

    value: float
    name: str
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Curve:
    """time_s, values: (n,), NaN where it is not known.  title: its name and unit in words.

    reach: least and greatest value to be drawn; what is farther away is cut off, as when the person turns round between two holds.
    """

    name: str
    unit: Unit
    title: str
    time_s: Array
    values: Array
    lines: tuple[Line, ...]
    reach: tuple[float, float]


def measures_of(exercise: Exercise) -> tuple[str, ...]:
    """The measures that are worth a plot: what counts, then what faults look at, in the order of the pose file."""
    names: dict[str, None] = {}
    for variant in exercise.each_variant():
        part = variant.repetition or variant.hold
        assert part is not None
        names[part.measure] = None
    for variant in exercise.each_variant():
        for rule in variant.faults.values():
            if rule.looks_at is not None:
                names[rule.looks_at] = None
    return tuple(names)


def curves_of(seen: Trace) -> list[Curve]:
    """What counts first; measures that were never known are left out."""
    part = seen.variant.repetition or seen.variant.hold
    assert part is not None
    curves = [_curve(seen, part.measure, seen.counted, _counted_lines(seen, part.measure))]
    for name, values in seen.values.items():
        if name != part.measure and name in seen.variant.measures and np.isfinite(values).any():
            curves.append(_curve(seen, name, values, _fault_lines(seen, name)))
    return curves


def thinned(time_s: Array, values: Array, most: int = MOST_POINTS) -> tuple[Array, Array]:
    """At most about ``most`` points: of each stretch the least and the greatest, and one NaN where a stretch has none known."""
    n = len(time_s)
    if n <= most:
        return time_s, values
    kept: list[int] = []
    edges = np.linspace(0, n, most // 2 + 1).astype(int)
    for start, end in pairwise(edges.tolist()):
        part = values[start:end]
        known = np.flatnonzero(np.isfinite(part))
        if len(known) == 0:
            kept.append(start)
            continue
        low, high = known[int(np.argmin(part[known]))], known[int(np.argmax(part[known]))]
        kept += sorted({start + int(low), start + int(high)})
    return time_s[kept], values[kept]


def _curve(seen: Trace, name: str, values: Array, lines: tuple[Line, ...]) -> Curve:
    unit = seen.variant.measures[name].unit
    times, points = thinned(seen.time_s, values)
    return Curve(name, unit, f"{plain(name)}, {NAMES[unit]}", times, points, lines, _reach(seen, values, lines))


def _reach(seen: Trace, values: Array, lines: tuple[Line, ...]) -> tuple[float, float]:
    """Everything within repetitions and holds, nearly everything else, and the lines; those of faults only when they are near."""
    done = np.zeros(len(values), bool)
    spans = [(rep.start_s, rep.end_s) for rep in seen.report.reps] + [(hold.start_s, hold.end_s) for hold in seen.report.holds]
    for start_s, end_s in spans:
        done |= (seen.time_s >= start_s) & (seen.time_s <= end_s)
    known = values[np.isfinite(values)]
    usual = np.percentile(known, (2, 98)) if len(known) else np.empty(0)
    spots = np.concatenate([values[done & np.isfinite(values)], usual, [line.value for line in lines if line.kind != "fault"]])
    if not len(spots):
        return 0.0, 1.0
    low, high = float(spots.min()), float(spots.max())
    far = FAR * (high - low)
    near = [line.value for line in lines if low - far <= line.value <= high + far]
    return reach_of(np.array([low, high]), near)


def _counted_lines(seen: Trace, measure: str) -> tuple[Line, ...]:
    kinds: dict[tuple[int, int, int], LineKind] = {GREEN: "full", BLUE: "attempt"}
    own = [Line(level.value, level.name, kinds.get(level.colour, "rest")) for level in levels_of(seen, faults=False)]
    return (*own, *_fault_lines(seen, measure))


def _fault_lines(seen: Trace, measure: str) -> tuple[Line, ...]:
    return tuple(
        Line(level.value, plain(name), "fault") for name in seen.variant.faults for level in fault_lines(seen.variant, name, measure)
    )
