"""What is over and can be judged: a movement, the repetition made of it, and a hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Final, Literal

from formcheck.pose.landmarks import SideName

End = Literal["first", "second"]

TOP_SHARE: Final = 0.2  # within this share of the range of the peak is the end of the range, where levels are compared
LONGEST_STEP_S: Final = 0.5  # a longer gap between two poses is not counted as held
HOLD_SLACK_S: Final = 0.2  # a hold that is short by less than this is not called short
OURS: Final = 0.7  # share of the moments beyond the attempt line that must be like this exercise


@dataclass(slots=True)
class Sample:
    """One moment of a movement.

    x: the measure times the sign; full: the range is complete, or nearly; short: what is missing to the line of the full range; ours: it
    may be this exercise; extra: other measures.
    """

    time_s: float
    x: float
    full: bool
    ours: bool = True
    extra: dict[str, float] = field(default_factory=dict)
    short: float = 0.0


@dataclass(slots=True)
class Movement:
    """A finished movement: start_s, end_s, peak (in the measure's own sign), and its samples."""

    start_s: float
    end_s: float
    peak: float
    base: float
    samples: list[Sample]
    sign: int
    seen_whole: bool = True  # False when it was under way already at the first moment
    from_rest: bool = True  # it was seen from rest, or for most of the way out
    beyond_rest: float = 0.0  # how far it went beyond the line of rest
    jumped: bool = False  # landmarks jumped to and fro: how long it took is not known

    @property
    def range(self) -> float:
        """How far the measure went, from rest to the peak."""
        return self.sign * self.peak - self.base

    @property
    def full(self) -> bool:
        return any(s.full for s in self.samples)

    def ours(self, attempt: float) -> bool:
        """Most of the movement beyond the attempt line (times sign) may be this exercise."""
        beyond = [s.ours for s in self.samples if s.x >= attempt]
        return sum(beyond) >= OURS * len(beyond)

    def way_s(self, back: bool) -> float:
        """Seconds between 10 % and 90 % of the way out, or of the way back; inf when it cannot be told."""
        peak = self.sign * self.peak
        rows = list(reversed(self.samples)) if back else self.samples
        base = self._level(rows)
        low, high = base + 0.1 * (peak - base), base + 0.9 * (peak - base)
        t_high = first_beyond(rows, high)
        before = [s for s in rows if (s.time_s >= t_high if back else s.time_s <= t_high)]
        t_low = first_beyond(list(reversed(before)), low, falling=True)
        return abs(t_high - t_low) if t_high < inf and t_low < inf else inf

    def _level(self, rows: list[Sample]) -> float:
        return min((s.x for s in rows[: max(3, len(rows) // 4)]), default=self.base)

    def top(self, share: float = TOP_SHARE) -> list[Sample]:
        """Samples within a share of the range of the peak."""
        peak = self.sign * self.peak
        return [s for s in self.samples if s.x >= peak - share * (peak - self.base)]


@dataclass(frozen=True, slots=True)
class FinishedRepetition:
    """A repetition that is over.

    paths: its movements in order of time; full: the range was complete, or nearly (the margin of the fault that tells it); short_by: how
    far the measure stayed from the line of the full range, 0 past it; missing: the end it left out; held_s: seconds at the end of
    the range; near: the side nearer to the camera; side: the one that worked; start: measures in the start posture that rules ask for.
    """

    paths: tuple[Movement, ...]
    full: bool
    missing: End | None
    held_s: float
    short_by: float = 0.0
    near: SideName | None = None
    side: SideName | None = None
    start: Mapping[str, float] = field(default_factory=dict)

    @property
    def start_s(self) -> float:
        return self.paths[0].start_s

    @property
    def end_s(self) -> float:
        return self.paths[-1].end_s


@dataclass(slots=True)
class FinishedHold:
    """A hold that is over.  held_s: seconds with the right form; start and end do not ask about the form."""

    start_s: float
    end_s: float
    held_s: float  # no more than lies between start and end
    clock_s: float  # what the clock showed: from the edge of the zone on, a little before the end of the range
    in_zone: bool  # False: attempted, but the zone was never entered
    sunk_s: float | None = None  # when the person sank back to rest, where a return was waited for

    @property
    def there_s(self) -> float:
        """Seconds in the position, whatever the form."""
        return self.end_s - self.start_s


def first_beyond(rows: list[Sample], line: float, falling: bool = False) -> float:
    """Time, interpolated, at which x first passes the line (first falls below it with falling)."""
    last: Sample | None = None
    for s in rows:
        if (s.x < line) if falling else (s.x >= line):
            if last is None or last.x == s.x:
                return s.time_s
            return last.time_s + (line - last.x) / (s.x - last.x) * (s.time_s - last.time_s)
        last = s
    return inf
