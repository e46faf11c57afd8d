"""Presence: is there a person to judge in this frame?  Dropouts freeze, long gaps reset, and nobody steals the skeleton."""

from __future__ import annotations

from math import hypot, inf
from typing import Literal

from formcheck.engine.mixed_sides import Sides
from formcheck.engine.signals import Signals

GAP_RESET_S = 3.0  # a longer gap starts over at the gate
LOST_AFTER_S = 0.5  # and after this the person is told
JUMP = 0.5  # trunk lengths that a trunk does not move between two frames,
FASTEST = 10.0  # unless they are so far apart that this speed explains it, trunk lengths per second; fast repetitions reach 9
LONGEST_STEP_S = 0.15  # frames further apart than this say no more about the speed
JUMP_WITHIN_S = 0.25  # frames further apart than this cannot be compared
RESCALE = 1.5  # nor does its length change by this factor
MOVES = 1.5  # trunk lengths a second: so fast may the person have moved on while somebody else was seen (a squat takes 1 T in a second),
MOVES_MOST = 0.75  # but by no more trunk lengths: others stand farther away
ACCEPT_S = 2.5  # who stays at the new place for this long is the person now; somebody who walks through does not

Place = tuple[float, float, float, float]  # of a pose: time, x, y of the middle of the trunk, its length
Seen = Literal["yes", "frozen", "lost", "new", "stayed"]


class Presence:
    """Feed every frame; ``yes``: judge it, ``frozen``: skip it, ``lost``: skip and start over, ``new``: judge it after starting over.

    ``stayed``: judge it after the moments that were held back: they were of the same person.
    """

    def __init__(self) -> None:
        self._last: Place | None = None  # of the last accepted pose
        self._jumped_s: float | None = None
        self._stray: Place | None = None
        self._looked_s = 0.0
        self._reach = JUMP
        self._sides = Sides()

    def look(self, signals: Signals, i: int) -> Seen:
        """What is to be done with moment i."""
        now = float(signals.time_s[i])
        if not signals.found[i]:
            return self._missing(now)
        self._reach, self._looked_s = reach(now - self._looked_s), now
        x, y = signals.centre(i)
        here = (now, x, y, float(signals.trunk_px[i]))
        if self._last is None or not self._jumps(self._last, here) or self._jumped_back(self._last, here):
            sides = self._sides.see(now, signals.joints(i), here[3])
            if sides == "exchanged":
                return "frozen"
            gap = self._last is not None and now - self._last[0] > GAP_RESET_S
            same = sides == "stayed" or self._came_back(here)
            self._last, self._jumped_s = here, None
            return "new" if gap else "stayed" if same else "yes"
        if self._jumped_s is None or (self._stray is not None and self._jumps(self._stray, here)):
            self._jumped_s = now
        self._stray = here
        if now - self._jumped_s < ACCEPT_S:
            return "frozen"
        self._last, self._jumped_s = here, None
        return "new"

    @property
    def held_back_s(self) -> float:
        """Since when somebody is seen where the person cannot be, or with left taken for right; infinity when that is not so.

        It may have to be judged later.
        """
        if self._jumped_s is not None:
            return self._jumped_s
        return inf if self._sides.since_s is None else self._sides.since_s

    def gap_s(self, now: float) -> float:
        """Seconds since the last accepted pose."""
        return now - self._last[0] if self._last is not None else inf

    def _came_back(self, here: Place) -> bool:
        """From where it could not be the trunk has come back without a jump: it was the same person's, and the landmarks had jumped."""
        return self._jumped_s is not None and self._stray is not None and not self._jumps(self._stray, here)

    def _jumped_back(self, last: Place, here: Place) -> bool:
        """From somebody else the landmarks have jumped to where the person may have moved on to in the meantime."""
        if self._stray is None or self._jumped_s is None or not self._jumps(self._stray, here):
            return False
        return not self._jumps(last, here, min(MOVES * (here[0] - last[0]), MOVES_MOST))

    def _missing(self, now: float) -> Seen:
        return "lost" if self.gap_s(now) > GAP_RESET_S else "frozen"

    def _jumps(self, a: Place, b: Place, moved: float = 0.0) -> bool:
        """True when b cannot be the same trunk as a: too far away or of another size, for frames that follow each other.

        moved: by how many trunk lengths farther it may be.
        """
        if self._jumped_s is None and b[0] - a[0] > JUMP_WITHIN_S:
            return False
        size = max(a[3], 1.0)
        ratio = b[3] / size
        return hypot(b[1] - a[1], b[2] - a[2]) > (self._reach + moved) * size or not 1 / RESCALE < ratio < RESCALE


def reach(step_s: float) -> float:
    """How far a trunk may come between two frames so far apart, in its lengths."""
    return max(JUMP, FASTEST * min(step_s, LONGEST_STEP_S))
