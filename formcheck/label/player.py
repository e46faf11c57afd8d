"""Player: where in the clip one is, and how fast it goes on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

SPEEDS: Final = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0)


class Player:
    """time_s: of the clip's pictures, rising.  now_s: what is shown.  speed: one of SPEEDS; 1 is as it was filmed."""

    def __init__(self, time_s: Sequence[float]) -> None:
        self._time_s = list(time_s)
        self.now_s = self._time_s[0]
        self.playing = False
        self.speed = 1.0

    @property
    def end_s(self) -> float:
        """Time of the last picture."""
        return self._time_s[-1]

    def pass_time(self, seconds: float) -> None:
        """So much time of the user has passed; at the end of the clip it stops."""
        if self.playing:
            self.seek(self.now_s + seconds * self.speed)
            self.playing = self.now_s < self.end_s

    def toggle(self) -> None:
        """Play or stop; at the end of the clip play from its beginning."""
        if not self.playing and self.now_s >= self.end_s:
            self.seek(self._time_s[0])
        self.playing = not self.playing

    def seek(self, time_s: float) -> None:
        """Go to a moment; outside the clip: to its beginning or end."""
        self.now_s = min(max(time_s, self._time_s[0]), self.end_s)

    def step(self, pictures: int) -> None:
        """Stop, and go so many pictures on (or back)."""
        self.playing = False
        here = max(0, bisect_right(self._time_s, self.now_s + 1e-6) - 1)
        self.now_s = self._time_s[min(max(here + pictures, 0), len(self._time_s) - 1)]

    def change_speed(self, step: int) -> None:
        """The next faster (or slower) one there is."""
        k = SPEEDS.index(self.speed) + step
        self.speed = SPEEDS[min(max(k, 0), len(SPEEDS) - 1)]
