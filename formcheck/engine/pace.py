"""Pace: are there enough pictures a second for the rules to be believed?"""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

SLOW_S: Final = 0.11  # seconds between pictures, above which the pose network loses people
LEAST_S: Final = 3.0  # of pictures, before their pace says something: the first ones take longer
LOOKED_AT_S: Final = 6.0  # newest pictures that are looked at
_A_BREAK_S: Final = 2.0  # a longer time between pictures is no slow camera, but a break

SLOW: Final = "fewer than 9 pictures a second: what was counted is not sure"


class Pace:
    """Told the time of every picture.  ``slow``: for a while there were fewer than 9 a second, whatever came after."""

    def __init__(self) -> None:
        self.slow = False
        self._before_s: float | None = None
        self._steps_s: deque[float] = deque()
        self._sum_s = 0.0

    def add(self, time_s: float) -> None:
        """One picture."""
        step_s = 0.0 if self._before_s is None else time_s - self._before_s
        self._before_s = time_s
        if not 0 < step_s < _A_BREAK_S:
            return
        self._steps_s.append(step_s)
        self._sum_s += step_s
        while self._sum_s - self._steps_s[0] >= LOOKED_AT_S:
            self._sum_s -= self._steps_s.popleft()
        if not self.slow and self._sum_s >= LEAST_S and self._sum_s / len(self._steps_s) > SLOW_S:  # the mean is quick to tell that
            self.slow = median(self._steps_s) > SLOW_S
