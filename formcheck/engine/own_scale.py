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
        self._own: dict[End, list[tuple[float, float, float]]] = {}  # of each full movement: level at rest, way, seconds
        self.trackers: dict[End, MovementTracker] = {}
        self._wanted: dict[End, Thresholds] = {}

    def learn(self, end: End, path: Movement, attempt: float, floor: float) -> None:
        """A full movement to one end has been counted; attempt, floor: everybody's, times the sign."""
        own = self._own.setdefault(end, [])
        own.append((path.base, path.range, path.end_s - path.start_s))
        base, way = median(base for base, _, _ in own), median(way for _, way, _ in own)
        self._wanted.pop(end, None)
        if base + ATTEMPT_AT * way < attempt:
            sign = path.sign
            self._wanted[end] = Thresholds(sign * (base + LEFT_AT * way), sign * (base + ATTEMPT_AT * way), floor)
        else:
            self.trackers.pop(end, None)

    def add(self, samples: Mapping[End, Sample], ends: Mapping[End, MovementTracker]) -> list[tuple[End, Movement]]:
        """One moment, for each end; ends: what follows everybody's lines.  The movements that this moment ends.

        ``as_long`` tells which of them are repetitions; the others are over too soon.
        """
        found = []
        for end, lines in self._wanted.items():
            tracker = self.trackers.get(end)
            if tracker is None or (tracker.stage == "rest" and tracker.lines is not lines):
                tracker = self.trackers[end] = MovementTracker(lines)
            path = tracker.add(samples[end])
            if path is not None and _small(path, tracker, ends[end].lines):
                found.append((end, path))
        return found

    def finish(self, ends: Mapping[End, MovementTracker]) -> list[tuple[End, Movement]]:
        """The source has ended: those that are over, or mostly back."""
        paths = [(end, tracker, tracker.finish()) for end, tracker in self.trackers.items()]
        return [(end, path) for end, tracker, path in paths if path is not None and _small(path, tracker, ends[end].lines)]

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
        return median(lasted_s for _, _, lasted_s in self._own[end])


def _small(path: Movement, tracker: MovementTracker, everybodys: Thresholds) -> bool:
    """Short of everybody's attempt line, and a movement of this exercise."""
    return everybodys.sign * (path.peak - everybodys.attempt) < 0 and path.from_rest and path.ours(tracker.attempt)
