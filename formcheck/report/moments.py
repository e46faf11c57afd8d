"""Moments: those of which a picture says most: the start posture, each end of the range, and each fault where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from formcheck.engine.status import Fault, Hold, Phase
from formcheck.evaluate.trace import Trace
from formcheck.faults.line import LineFault
from formcheck.faults.range import RangeFault
from formcheck.faults.short_hold import ShortHoldFault
from formcheck.report.bands import plain

MOST: Final = 36  # pictures of one page
MOST_OF_A_FAULT: Final = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """time_s: of a frame.  rank: 0 is the first to be shown when there is little room."""

    kind: Literal["start", "peak", "hold", "fault"]
    time_s: float
    text: str
    rank: int = 0


def moments_of(seen: Trace, most: int = MOST) -> list[Moment]:
    """In the order of time, at most ``most``; of many repetitions some are left out, evenly."""
    faults = _faults(seen)[: most // 2]
    ends = _ends(seen)
    room = max(1, most - len(faults) - 1)
    if len(ends) > room:
        ends = [ends[k] for k in np.linspace(0, len(ends) - 1, room).round().astype(int)]
    return sorted([*_start(seen), *ends, *faults], key=lambda moment: moment.time_s)


def _start(seen: Trace) -> list[Moment]:
    opened = next((status.time_s for status in seen.statuses if status.waiting_for is None), None)
    return [] if opened is None else [Moment("start", opened, "start posture")]


def _ends(seen: Trace) -> list[Moment]:
    found = []
    for k, rep in enumerate(seen.report.reps):
        at = _farthest(seen, rep.start_s, rep.end_s)
        found.append(Moment("peak", at, f"repetition {k + 1}, end of the range", min(k, 1)))
    for k, hold in enumerate(seen.report.holds):
        found.append(Moment("hold", _held(seen, hold), f"hold {k + 1}", min(k, 1)))
    return found


def _held(seen: Trace, hold: Hold) -> float:
    """Midway through the time for which the clock ran; through all of it where that is not known."""
    ran = _ran(seen, hold.start_s, hold.end_s)
    return ran[len(ran) // 2] if ran else _nearest(seen, (hold.start_s + hold.end_s) / 2)


def _ran(seen: Trace, start_s: float, end_s: float) -> list[float]:
    """The times at which the clock of a hold ran."""
    return [seen.statuses[k].time_s for k in _inside(seen, start_s, end_s) if seen.statuses[k].phase in (Phase.HOLD, Phase.TOP)]


def _faults(seen: Trace) -> list[Moment]:
    """The first ones of each fault, those of different faults in turn."""
    rows: list[tuple[int, float, Moment]] = []
    for name in dict.fromkeys(fault.name for fault in seen.report.faults):
        for k, fault in enumerate([f for f in seen.report.faults if f.name == name][:MOST_OF_A_FAULT]):
            at = _worst(seen, fault)
            where = f", repetition {fault.rep}" if fault.rep is not None and seen.report.reps else ""
            rows.append((k, at, Moment("fault", at, f"{plain(name)}{where}", min(k, 1))))
    return [moment for _, _, moment in sorted(rows, key=lambda row: row[:2])]


def _worst(seen: Trace, fault: Fault) -> float:
    """When the fault is seen best: where its measure is farthest beyond the line.

    Of a range not reached, at its end; of a hold that was too short, as it is left; else midway.
    """
    rule = seen.variant.faults.get(fault.name)
    if isinstance(rule, ShortHoldFault) and (ran := _ran(seen, fault.start_s, fault.end_s)):
        return ran[-1]
    if isinstance(rule, RangeFault):
        return _farthest(seen, fault.start_s, fault.end_s)
    values = seen.values.get(rule.measure) if isinstance(rule, LineFault) else None
    if isinstance(rule, LineFault) and values is not None and (rule.above is None or rule.below is None):
        inside = _inside(seen, fault.start_s, fault.end_s)
        way = values[inside] if rule.above is not None else -values[inside]
        if len(way) and np.isfinite(way).any():
            return float(seen.time_s[inside][int(np.nanargmax(way))])
    return _nearest(seen, (fault.start_s + fault.end_s) / 2)


def _farthest(seen: Trace, start_s: float, end_s: float) -> float:
    inside = _inside(seen, start_s, end_s)
    levels = seen.levels[inside]
    if not np.isfinite(levels).any():
        return _nearest(seen, (start_s + end_s) / 2)
    return float(seen.time_s[inside][int(np.nanargmax(levels))])


def _inside(seen: Trace, start_s: float, end_s: float) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    times = seen.time_s
    return np.flatnonzero((times >= start_s - 1e-9) & (times <= end_s + 1e-9))


def _nearest(seen: Trace, time_s: float) -> float:
    times = seen.time_s
    return float(times[int(np.argmin(np.abs(times - time_s)))])


def for_print(moments: Sequence[Moment], most: int) -> set[float]:
    """Times of those that go on paper: the start, the first end of the range, and the first of each fault, at most so many."""
    return {moment.time_s for moment in sorted(moments, key=lambda m: (m.rank, m.time_s))[:most]}
