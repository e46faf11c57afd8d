"""Stays: how often a signal goes to one of its ends and remains there, and how much it looks like holds."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.draft.swings import StraightLine, Swing, Swings, quality
from formcheck.measures.units import Unit
from formcheck.pose.pose import Array

THERE: Final = 0.7  # share of the range past which the posture is reached
LEFT: Final = 0.5  # and short of which it is left
HELD_S: Final = 3.2  # a stay of less is the pause of a repetition at the end of its range
KEPT: Final = 0.1  # of the range to either side: the posture is kept
_GAP_S: Final = 1.0  # left for less than this and back again is the same stay


def stays(time_s: Array, line: StraightLine, sign: int) -> Swings:
    """The stays of a line at its high (sign +1) or low (-1) end, as swings from leaving rest until being back.

    Unlike a repetition a stay may begin with the clip and go on until its end.  ``peak`` is where it was for most of its time.
    """
    away = line.away(sign)
    rows = tuple(_whole(away, first, last) for first, last in _spans(time_s, away) if _kept_s(time_s, away, first, last) >= HELD_S)
    near = away < 0.25
    moving = np.flatnonzero(~near)
    length_s = float(time_s[-1] - time_s[0])
    begins_s = float(time_s[moving[0]] - time_s[0]) if len(moving) else length_s
    ends_s = float(time_s[-1] - time_s[moving[-1]]) if len(moving) else length_s
    uneven = float(np.std([row.peak for row in rows])) if rows else 1.0
    return Swings(line, sign, rows, begins_s, ends_s, float(near.mean()), uneven, 0.0)


def _spans(time_s: Array, away: Array) -> list[tuple[int, int]]:
    """First and last frame of each stay past THERE."""
    found: list[tuple[int, int]] = []
    inside = False
    for i, x in enumerate(away):
        if x > THERE:
            if inside or (found and time_s[i] - time_s[found[-1][1]] < _GAP_S):
                found[-1] = (found[-1][0], i)
            else:
                found.append((i, i))
            inside = True
        elif x < LEFT:
            inside = False
    return found


def _kept_s(time_s: Array, away: Array, first: int, last: int) -> float:
    """Seconds for which a stay keeps near to where it is for most of its time; slow ways in and out are none of them."""
    level = float(np.median(away[first : last + 1]))
    kept = np.flatnonzero(np.abs(away[first : last + 1] - level) < KEPT)
    return float(time_s[first + kept[-1]] - time_s[first + kept[0]]) if len(kept) else 0.0


def _whole(away: Array, first: int, last: int) -> Swing:
    """The stay with its way in and out: from the last moment near rest before it to the first one after it."""
    peak = float(np.median(away[first : last + 1]))
    before, after = np.flatnonzero(away[:first] < 0.3), np.flatnonzero(away[last:] < 0.3)
    return Swing(int(before[-1]) if len(before) else 0, last + int(after[0]) if len(after) else len(away) - 1, peak)


def there(found: Swings) -> list[NDArray[np.bool_]]:
    """(n,) of each stay: True at the frames in which the posture is held."""
    away = found.line.away(found.sign)
    frames = np.arange(len(away))
    return [(frames >= row.first) & (frames <= row.last) & (away > THERE * row.peak) for row in found.rows]


def stillness(found: Swings, unit: Unit) -> float:
    """How much this looks like holds: as repetitions are rated, and less where the posture is not kept."""
    away = found.line.away(found.sign)
    kept = [float(np.subtract(*np.percentile(away[rows], [90, 10]))) for rows in there(found) if rows.any()]
    return quality(found, unit) * (1 - 0.6 * min(max(kept, default=1.0), 1))
