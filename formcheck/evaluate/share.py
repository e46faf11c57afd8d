"""Share: so many of so many, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

_Z: Final = 1.959964  # of the normal distribution: 95 % lie within


@dataclass(frozen=True, slots=True)
class Share:
    """part of whole; whole may be 0, then there is no share."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """0..1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, 0..1, as if all cases were independent of each other; None of nothing.

        Wilson's score interval (J. Am. Stat. Assoc. 22, 1927), which holds for few cases and for shares near 0 and 1 too.
        """
        if not self.whole:
            return None
        n, p = self.whole, self.part / self.whole
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        """``97.9 % (183 of 187; 95–99)``; ``-`` of nothing."""
        if self.interval is None:
            return "-"
        return f"{100 * self.part / self.whole:.1f} % ({self.part} of {self.whole}; {self.between})"

    @property
    def between(self) -> str:
        """The interval in whole per cent: ``95–99``."""
        low, high = self.interval or (0.0, 1.0)
        return f"{100 * low:.0f}–{100 * high:.0f}"

    def to_json(self) -> dict[str, Any]:
        """Plain numbers."""
        low, high = self.interval or (None, None)
        return {
            "part": self.part,
            "whole": self.whole,
            "low": None if low is None else round(low, 4),
            "high": None if high is None else round(high, 4),
        }
