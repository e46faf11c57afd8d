"""Lines: the thresholds of a repetition or of a hold, from what one clip shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.draft.stays import there
from formcheck.draft.swings import BACK, Swings
from formcheck.measures.units import DIGITS, Unit
from formcheck.pose.pose import Array

ATTEMPT: Final = 0.45  # share of the range
FULL: Final = 0.8  # of the way to the smallest peak
ENTER: Final = 0.6  # of the way to the nearest hold of the clip
_SLACK: Final = 0.04  # share of the range
_TREND_S: Final = 1.0  # what is slower than this is no bounce
_LEAST_BOUNCE: Final[dict[Unit, float]] = {"deg": 5.0, "trunk": 0.06, "share": 0.06}


@dataclass(frozen=True)
class Thresholds:
    """In the unit of the measure, rounded.  level: where rest is; peaks: nearest and farthest end of the range.

    settle_s, least_s, longest_s, quickest_s: seconds; quickest_s: the fastest way between 10 % and 90 % of the range.
    """

    rest: float
    attempt: float
    full: float
    bound: float
    level: float
    peaks: tuple[float, float]
    settle_s: float
    least_s: float
    longest_s: float
    quickest_s: float


def thresholds(time_s: Array, swings: Swings, unit: Unit) -> Thresholds:
    """The lines between rest and the peaks of the clip."""
    line, sign = swings.line, swings.sign
    base = line.low if sign > 0 else line.high
    digits = _digits(line.reach, unit)

    def at(share: float) -> float:
        return round(base + sign * share * line.reach, digits) + 0.0  # no minus zero

    peaks = [row.peak for row in swings.rows]
    seconds = [float(time_s[row.last] - time_s[row.first]) for row in swings.rows]
    full = max(FULL * min(peaks), ATTEMPT + 0.05)
    resting = _longest_rest(time_s, line.away(sign), swings)
    return Thresholds(
        rest=at(BACK),
        attempt=at(ATTEMPT),
        full=at(full),
        bound=at(BACK),
        level=at(0.0),
        peaks=(at(min(peaks)), at(max(peaks))),
        settle_s=round(min(1.0, 0.6 * resting), 1),
        least_s=round(max(0.2, min(0.6, 0.5 * min(seconds))), 1),
        longest_s=float(max(20, round(4 * max(seconds)))),
        quickest_s=_quickest(time_s, swings),
    )


@dataclass(frozen=True)
class HoldLines:
    """In the unit of the measure, rounded.  bound: the start posture is on the near side of it, None when the clip shows no rest.

    level: where rest is; depths: nearest and farthest hold; bounce: a swing that nobody makes in the clip; settle_s: seconds.
    """

    rest: float
    attempt: float
    enter: float
    full: float
    slack: float
    bound: float | None
    level: float
    depths: tuple[float, float]
    bounce: float
    settle_s: float


def hold_lines(time_s: Array, swings: Swings, unit: Unit) -> HoldLines:
    """The lines between rest and where the holds of the clip are."""
    line, sign = swings.line, swings.sign
    base = line.low if sign > 0 else line.high
    digits = _digits(line.reach, unit)

    def at(share: float) -> float:
        return round(base + sign * share * line.reach, digits) + 0.0

    depths = [row.peak for row in swings.rows]
    from_start = swings.begins_s == 0
    return HoldLines(
        rest=at(BACK),
        attempt=at(ATTEMPT * min(1.0, min(depths))),
        enter=at(ENTER * min(depths)),
        full=at(FULL * min(depths)),
        slack=round(_SLACK * line.reach, digits + 1),
        bound=None if from_start else at(BACK),
        level=at(0.0),
        depths=(at(min(depths)), at(max(depths))),
        bounce=round(max(_LEAST_BOUNCE[unit], 1.5 * _unrest(time_s, swings)), digits + 1),
        settle_s=1.0 if from_start else round(min(1.0, 0.6 * _longest_rest(time_s, line.away(sign), swings)), 1),
    )


def _unrest(time_s: Array, swings: Swings) -> float:
    """The greatest way between two extremes within a hold, without what changes slowly."""
    frames = max(1, round(_TREND_S / float(np.median(np.diff(time_s))))) | 1
    values = swings.line.values
    slow = np.convolve(np.pad(values, frames // 2, mode="edge"), np.ones(frames) / frames, "valid")
    quick = values - slow
    return max((float(np.ptp(quick[rows][frames:-frames])) for rows in there(swings) if rows.sum() > 3 * frames), default=0.0)


def _digits(reach: float, unit: Unit) -> int:
    """Decimals of a line, so that lines do not fall together."""
    return DIGITS[unit] if reach > 10 * 10.0 ** -DIGITS[unit] else DIGITS[unit] + 1


def _longest_rest(time_s: Array, away: Array, swings: Swings) -> float:
    """Seconds at rest before the first swing, at one stretch."""
    first = swings.rows[0].first
    rows = np.flatnonzero(away[: first + 1] >= BACK)
    begun = int(rows[-1]) + 1 if len(rows) else 0
    return float(time_s[first] - time_s[min(begun, first)])


def _quickest(time_s: Array, swings: Swings) -> float:
    """Of all the ways out and back, seconds between 10 % and 90 % of the way."""
    away, found = swings.line.away(swings.sign), [float("inf")]
    for row in swings.rows:
        top = row.first + int(away[row.first : row.last + 1].argmax())
        for ways in (slice(row.first, top + 1), slice(top, row.last + 1)):
            way, times = away[ways], time_s[ways]
            low = float(way.min())
            inside = times[(way > low + 0.1 * (row.peak - low)) & (way < low + 0.9 * (row.peak - low))]
            if len(inside) > 1:
                found.append(float(inside[-1] - inside[0]))
    return min(found)
