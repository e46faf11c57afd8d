"""Swings: how often a signal goes away from rest and comes back, and how much it looks like repetitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.draft.candidates import Candidate
from formcheck.measures.units import Unit
from formcheck.pose.pose import Array

BACK: Final = 0.3  # share of the range within which a swing is back at rest
OUT: Final = 0.5  # and beyond which it counts
LEAST_S: Final = 0.4  # of a swing
_MEDIAN: Final = 5  # frames, against landmarks that jump
_SMOOTH_S: Final = 0.25
_NATURAL: Final[dict[Unit, float]] = {"deg": 25.0, "trunk": 0.25, "share": 0.2}  # a range that is clearly a movement
_CLEAR: Final = 4.0  # natural logarithm of a range over noise that leaves no doubt


@dataclass(frozen=True)
class StraightLine:
    """A smoothed signal.  low, high: its usual ends; noise: what smoothing took away; known: (n,) False where it was filled in."""

    values: Array
    low: float
    high: float
    noise: float

    @property
    def reach(self) -> float:
        """From one end to the other."""
        return self.high - self.low

    def within(self, other: StraightLine) -> StraightLine:
        """The same signal with the ends of both."""
        return StraightLine(self.values, min(self.low, other.low), max(self.high, other.high), self.noise)

    def away(self, sign: int) -> Array:
        """(n,) distance from the resting end, as a share of the reach; sign: +1 when the movement raises the signal."""
        return (self.values - self.low if sign > 0 else self.high - self.values) / max(self.reach, 1e-9)


@dataclass(frozen=True)
class Swing:
    """Frames from leaving rest until being back; peak: share of the reach."""

    first: int
    last: int
    peak: float


@dataclass(frozen=True)
class Swings:
    """The swings of a line in one direction.

    begins_s, ends_s: how long it is at rest at the beginning and the end; dwell: share of the time near rest.
    """

    line: StraightLine
    sign: int
    rows: tuple[Swing, ...]
    begins_s: float
    ends_s: float
    dwell: float
    uneven: float  # spread of the peaks, as a share of the reach
    ragged: float  # spread of the durations, as a share of their mean

    @property
    def count(self) -> int:
        """How many swings there are."""
        return len(self.rows)

    def mask(self) -> Array:
        """(n,) 1 within a swing, else 0."""
        found = np.zeros(len(self.line.values))
        for row in self.rows:
            found[row.first : row.last + 1] = 1
        return found


def smoothed(time_s: Array, values: Array) -> StraightLine:
    """The line of a candidate; gaps are filled."""
    known = np.isfinite(values)
    filled = np.interp(time_s, time_s[known], values[known])
    half = _MEDIAN // 2
    steady = np.median(np.lib.stride_tricks.sliding_window_view(np.pad(filled, half, mode="edge"), _MEDIAN), axis=1)
    frames = max(1, round(_SMOOTH_S / float(np.median(np.diff(time_s))))) | 1
    weights = np.hanning(frames + 2)[1:-1]
    smooth = np.convolve(np.pad(steady, frames // 2, mode="edge"), weights / weights.sum(), "valid")
    low, high = np.percentile(smooth, [2, 98])
    return StraightLine(smooth, float(low), float(high), float(np.median(np.abs(steady - smooth))) * 1.48 + 1e-6)


def swings(time_s: Array, line: StraightLine, sign: int) -> Swings:
    """The swings of a line away from its low (sign +1) or high (-1) end."""
    away = line.away(sign)
    rows = tuple(row for row in _cut(away) if time_s[row.last] - time_s[row.first] >= LEAST_S)
    near = away < 0.25
    moving = np.flatnonzero(~near)
    first_s, last_s = float(time_s[0]), float(time_s[-1])
    begins_s = float(time_s[moving[0]]) - first_s if len(moving) else last_s - first_s
    ends_s = last_s - float(time_s[moving[-1]]) if len(moving) else last_s - first_s
    seconds = np.array([time_s[row.last] - time_s[row.first] for row in rows])
    uneven = float(np.std([row.peak for row in rows])) if rows else 1.0
    ragged = float(seconds.std() / seconds.mean()) if rows else 1.0
    return Swings(line, sign, rows, begins_s, ends_s, float(near.mean()), uneven, ragged)


def _cut(away: Array) -> list[Swing]:
    """Swings that begin at rest; the last one may still be on its way back."""
    found: list[Swing] = []
    at_rest: int | None = None  # last frame at rest
    begun: int | None = None
    peak = 0.0
    for i, x in enumerate(away):
        if begun is None:
            if x < BACK:
                at_rest = i
            elif x > OUT and at_rest is not None:
                begun, peak = at_rest, float(x)
            continue
        peak = max(peak, float(x))
        if x < BACK:
            found.append(Swing(begun, i, peak))
            begun, at_rest = None, i
    if begun is not None and away[-1] < peak - OUT:
        found.append(Swing(begun, len(away) - 1, peak))
    return found


def quality(found: Swings, unit: Unit) -> float:
    """How much this looks like repetitions: a large range, little noise, swings alike; 0 or more."""
    line = found.line
    size = np.log1p(min(line.reach / _NATURAL[unit], 4))
    clear = min(max(np.log(max(line.reach, 1e-9) / line.noise) / _CLEAR, 0), 1.2)
    return float(size * clear * (1 - 0.7 * min(2 * found.uneven, 1)) * (1 - 0.4 * min(found.ragged, 1)))


@dataclass(frozen=True)
class Rated:
    """A candidate with its swings in the direction of the movement."""

    candidate: Candidate
    swings: Swings
    quality: float
