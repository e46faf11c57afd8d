"""JumpBack: a way back to rest that no body goes, as landmarks of a limb behind the body jump between it and the limb before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formcheck.faults.finished import Sample

JUMP: Final = 0.7  # share of the way, within
JUMP_S: Final = 0.14  # this: a smooth (minimum-jerk) movement that goes so far so soon would take .33 s for the whole way
WAIT_S: Final = 1.0  # a limb is dropped as fast at times; landmarks that jump out again within this were not at rest
FAR: Final = 2.0  # times as far as an attempt went who jumps: of shorter ways any trembling makes jumps


class JumpBack:
    """Of one movement that has come back: was it by a jump, and does it jump out again?"""

    def __init__(self) -> None:
        self._since_s: float | None = None

    def came_back(self, rows: Sequence[Sample], way: float, attempt: float) -> None:
        """Its samples up to the first one at rest; way: how far it went, attempt: how far an attempt goes, both from rest."""
        jumped = way >= FAR * attempt and _jumped(rows, way)
        self._since_s = rows[-1].time_s if jumped else None

    def waits(self, now: float) -> bool:
        """It is not known yet whether this is rest."""
        return self._since_s is not None and now - self._since_s < WAIT_S

    def jumps_out(self, rows: Sequence[Sample], sample: Sample, rest: float, way: float) -> bool | None:
        """Is this sample, after those at rest, out again by a jump?  None: not known yet."""
        if not self.waits(sample.time_s):
            return False
        rested_s = next((row.time_s for row in reversed(rows) if row.x <= rest), rows[-1].time_s)
        if sample.time_s - rested_s > JUMP_S:
            return False
        return sample.x >= rest + JUMP * way or None


def _jumped(rows: Sequence[Sample], way: float) -> bool:
    """Did the measure go JUMP of this way within the last JUMP_S?"""
    last = rows[-1]
    for row in reversed(rows):
        if row.time_s < last.time_s - JUMP_S:
            return False
        if row.x - last.x >= JUMP * way:
            return True
    return False
