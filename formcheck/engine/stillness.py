"""Stillness: whether the measure that counts stands still, so that what is seen is a rest and no part of a movement."""

from __future__ import annotations

from collections import deque
from math import isnan

from formcheck.rules.exercise import Exercise

WINDOW_S = 0.4  # the measure is compared over so long; people rest for 0.3 to 0.9 s between repetitions
LEAST_S = 0.2  # and over no less: a single moment is always still
SHARE = 0.06  # of the way to the full range by which it may move in that time: a smooth turn takes 4 % of a movement of 3 s
DEEPER = 0.25  # of the way: a rest that lies so much farther out is the true one, and the one before was none
NOISE = {"deg": 2.0, "trunk": 0.03, "share": 0.03}  # and by this much in any case: landmarks of a body at rest


class Stillness:
    """Feed every moment of the measure that counts, in the unit of the pose file."""

    def __init__(self, exercise: Exercise) -> None:
        repetition, hold = exercise.repetition, exercise.hold
        whole = repetition or hold
        assert whole is not None
        self.measure = whole.measure
        self._noise = NOISE[exercise.measures[whole.measure].unit]
        out = repetition.attempt if repetition is not None else hold.enter if hold is not None else 0.0
        # +1 when the exercise raises the measure, -1 when it lowers it, 0 when it does both
        self.sign = 0 if repetition is not None and repetition.second is not None else 1 if out > whole.rest else -1
        self._full: float | None = None
        if repetition is None:
            self._way = abs(whole.full - whole.rest)
        elif repetition.second is not None:
            self._way = abs(repetition.second.attempt - repetition.attempt)
        elif repetition.from_start:
            self._full, self._way = repetition.full, 0.0  # the way is told by where the person is
        else:
            self._way = abs(repetition.full - repetition.rest)
        self.reset()

    def reset(self) -> None:
        """Forget what was seen."""
        self._recent: deque[tuple[float, float]] = deque()
        self._since_s: float | None = None

    @property
    def most(self) -> float:
        """By so much the measure may move in ``WINDOW_S`` while it stands still."""
        return self._most(self._way)

    def _most(self, way: float) -> float:
        return max(self._noise, SHARE * way)

    def deeper(self, value: float, than: float) -> bool:
        """Is this clearly farther from the end of the range than that?  The person rests there, and did not before."""
        way = self._way if self._full is None else abs(self._full - than)
        return self.sign * (than - value) > max(2 * self._noise, DEEPER * way)

    def add(self, now: float, value: float) -> float:
        """Seconds for which the measure has stood still; 0 while it moves, or is not known."""
        if isnan(value):
            self.reset()
            return 0.0
        self._recent.append((now, value))
        while now - self._recent[0][0] > WINDOW_S:
            self._recent.popleft()
        values = [v for _, v in self._recent]
        way = self._way if self._full is None else abs(self._full - value)
        if max(values) - min(values) > self._most(way):
            self._since_s = None
            return 0.0
        if now - self._recent[0][0] < LEAST_S - 1e-6:
            return 0.0
        if self._since_s is None:
            self._since_s = self._recent[0][0]
        return now - self._since_s
