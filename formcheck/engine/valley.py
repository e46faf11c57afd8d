"""Valley: who goes out again without having come to rest has come back all the same, when it was for the most part."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from statistics import median
from typing import Final

from formcheck.faults.finished import Sample

LEFT: Final = 0.35  # share of the range that may be left on the way back
AGAIN: Final = 0.4  # share of it that the measure must have risen from there
TURN_S: Final = 0.8  # from the end of the range into the valley and out again: what is quicker is a bounce
_STEADY: Final = 3  # moments, of which the middle one counts: a landmark may jump for one


class Valley:
    """Of one movement; ``see`` each of its moments that count.  since_s: when it began.

    top: the farthest yet, without landmarks that jump for one moment; -inf before the first.
    """

    def __init__(self, since_s: float) -> None:
        self.top, self._lowest = -inf, inf
        self._far_s = since_s  # when the measure was last near the end of the range, before the valley
        self._at: int | None = None

    def see(self, samples: Sequence[Sample], base: float) -> int | None:
        """The index of the lowest sample, once the measure is well on its way out again; None before.

        samples: of the movement up to now; base: the level at rest before it.
        """
        now_s, x = samples[-1].time_s, median(sample.x for sample in samples[-_STEADY:])
        self.top = max(self.top, x)
        way = self.top - base
        if self._at is None and x > self.top - LEFT * way:
            self._far_s = now_s
        if x <= min(self._lowest, base + LEFT * way):
            self._at, self._lowest = len(samples) - 1, x
        if self._at is None or x < self._lowest + AGAIN * way:
            return None
        if now_s - self._far_s >= TURN_S:
            return self._at
        self.forget()
        return None

    def forget(self) -> None:
        """The lowest sample was none of the body."""
        self._at, self._lowest = None, inf
