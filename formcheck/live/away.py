"""Away: who leaves the posture for long has paused, without a key and without an arm."""

from __future__ import annotations

from typing import Final

from formcheck.engine.status import Phase, Status

AWAY_S: Final = 20.0  # outside the posture for so long after the exercise had begun
_REST_S: Final = 2.0  # without a status: a pause or a rest between sets


class Away:
    """Feed every status.  away: the person has left; over when the start posture is taken again."""

    def __init__(self) -> None:
        self._begun = self.away = False
        self._since_s: float | None = None
        self._last_s = 0.0

    def see(self, status: Status) -> bool:
        """True when ``away`` has just changed."""
        was, now = self.away, status.time_s
        if not 0 <= now - self._last_s <= _REST_S:
            self._begun, self._since_s = False, None
        self._last_s = now
        if status.waiting_for is None and status.phase is not Phase.LOST:
            self._begun, self._since_s = True, None
        elif self._since_s is None:
            self._since_s = now
        self.away = self._begun and self._since_s is not None and now - self._since_s >= AWAY_S
        return self.away != was
