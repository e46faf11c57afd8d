"""OwnScale: movements that stay short of everybody's attempt line, and are large for this person all the same.

How far people go differs by more than a shallow repetition differs from none: who turns by 18 degrees and then by 6 has been shallow,
while 6 degrees of somebody who turns by 45 are getting comfortable.  Once the person's own full movements are known, a movement that
comes to a good share of these, and takes about as long, is a repetition.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from formcheck.engine.movement_tracker import MovementTracker, Thresholds
from formcheck.faults.finished import End, Movement, Sample

LEFT_AT, ATTEMPT_AT = 0.15, 0.25  # shares of the person's own way where such a movement is noticed, and where it counts
AS_LONG = 0.5  # share of the time that the person's own full movements take
STAYS = 2.0  # times as long


class OwnScale:
    """``learn`` each full movement, ``add`` each moment; of one set without a break."""

    def __init__(self) -> None:
        self._own: dict[End, list[Movement]] = {}
        self.trackers: dict[End, MovementTracker] = {}
        self._wanted: dict[End, Thresholds] = {}

    def learn(self, end: End, path: Movement, attempt: float, floor: float) -> None:
        """A full movement to one end has been counted; attempt, floor: everybody's, times the sign."""
        own = self._own.setdefault(end, [])
        own.append(path)
        way, base = median(one.range for one in own), median(one.base for one in own)
        self._wanted.pop(end, None)
        if base + ATTEMPT_AT * way < attempt:
            sign = path.sign
            self._wanted[end] = Thresholds(sign * (base + LEFT_AT * way), sign * (base + ATTEMPT_AT * way), floor)
        else:
            self.trackers.pop(end, None)

    def add(self, samples: Mapping[End, Sample], attempts: Mapping[End, float]) -> list[tuple[End, Movement]]:
        """One moment, for each end; attempts: everybody's lines, times the sign.  The movements that this moment ends.

        ``as_long`` tells which of them are repetitions; the others are over too soon.
        """
        found = []
        for end, lines in self._wanted.items():
            tracker = self.trackers.get(end)
            if tracker is None or (tracker.stage == "rest" and tracker.lines is not lines):
                tracker = self.trackers[end] = MovementTracker(lines)
            path = tracker.add(samples[end])
            if path is not None and path.sign * path.peak < attempts[end] and path.from_rest and path.ours(tracker.attempt):
                found.append((end, path))
        return found

    def as_long(self, end: End, path: Movement) -> bool:
        """Did it take about as long as this person's full movements do?"""
        return path.end_s - path.start_s >= AS_LONG * self._lasts_s(end)

    def beyond(self, value: float) -> bool:
        """Is this value of the measure far out for this person?"""
        return any(t.lines.sign * (value - t.lines.attempt) >= 0 for t in self.trackers.values())

    def under_way(self, now: float) -> bool:
        """In a movement that may be one of these; who stays out for much longer has come to rest elsewhere."""
        return any(t.attempted and t.since_s(now) < STAYS * self._lasts_s(end) for end, t in self.trackers.items())

    def abandon(self) -> None:
        """Forget everything under way."""
        for tracker in self.trackers.values():
            tracker.abandon()

    def _lasts_s(self, end: End) -> float:
        return median(one.end_s - one.start_s for one in self._own[end])
