"""Words: the one line of the moment, from what the checker says now and what it has just said."""

from __future__ import annotations

from collections import deque
from math import isnan
from typing import Final

from formcheck.draw import panels
from formcheck.draw.panels import TextLine
from formcheck.engine.pace import SLOW
from formcheck.engine.status import Event, Phase, Problem, Refused, Status

NOTED_S: Final = 3.0  # how long something that has happened is told
_LOOKED_AT_S: Final = 0.5  # who has kept still for so long is at rest,
_LEAST_S: Final = 0.3  # or, where the pictures come slowly, nearly so long
_STILL: Final = 0.08  # in shares of the range,
_NEAR_REST: Final = 0.5  # and stays nearer to rest than to the end of it

_CUES: Final = {"fault": panels.FAULT, "fixed": panels.FIXED, "praise": panels.PRAISE}


class Words:
    """Told every status in order of time; ``line`` is what to write under the picture.

    A movement that was refused is told for a few seconds, calmly.  What perhaps was a fault is never told while the exercise goes on.
    """

    def __init__(self) -> None:
        self._noted: TextLine | None = None
        self._noted_s = 0.0
        self._levels: deque[tuple[float, float]] = deque()  # time, level

    def line(self, status: Status) -> TextLine | None:
        """What the gate waits for, the cue, what was refused, or where the clock stands; None when there is nothing to say."""
        still = self._keeps_still(status)
        for event in status.events:
            text = _told(event)
            if text is not None:
                self._noted, self._noted_s = TextLine(panels.NOTED, text), status.time_s
        if self._noted is not None and not 0 <= status.time_s - self._noted_s < NOTED_S:
            self._noted = None
        if status.phase is Phase.LOST:
            return TextLine(panels.ABSENT, "Nobody in the picture")
        if status.waiting_for is None and status.cue is not None:
            return TextLine(_CUES[status.cue.kind], status.cue.text)
        if self._noted is not None:
            return self._noted
        if status.waiting_for is not None:
            return TextLine(panels.ASK, status.waiting_for)
        if status.phase is Phase.PAUSED:
            return TextLine(panels.PAUSED, "Clock stopped")
        if status.phase is Phase.REST and status.reps == status.holds == 0 and still:
            return TextLine(panels.READY, "Ready: begin")
        return None

    def _keeps_still(self, status: Status) -> bool:
        """False on the way into the movement and within it: there is nothing to begin then."""
        if isnan(status.level) or status.phase is not Phase.REST:
            self._levels.clear()
            return False
        self._levels.append((status.time_s, status.level))
        while status.time_s - self._levels[0][0] > _LOOKED_AT_S:
            self._levels.popleft()
        levels = [level for _, level in self._levels]
        long_enough = status.time_s - self._levels[0][0] >= _LEAST_S
        return long_enough and max(levels) - min(levels) <= _STILL and status.level <= _NEAR_REST


def _told(event: Event) -> str | None:
    match event:
        case Refused():
            return f"Not counted: {event.why}"
        case Problem() if event.text.startswith(SLOW):
            return event.text
    return None
