"""The model: how like each exercise a track is, by multinomial logistic regression over `formcheck.likeness.looks`.

It was learnt from drawn people only (`scripts/learn.py`), and knows no repetition and no form: what it says is weighed with what the rules
of the exercises count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.likeness.looks import windows_of
from formcheck.pose.pose import Array, LongTrack, Track

FARTHEST: Final = 5.0  # standard deviations: what lies farther from the people it was learnt from says no more
LEAST: Final = 1e-3  # the least probability of one window: a single one rules nothing out


@dataclass(frozen=True, eq=False)
class Likeness:
    """names: (k) exercises.  middle, spread: (f,) of each number.  weights: (k, f).  bias: (k,)."""

    names: tuple[str, ...]
    middle: Array
    spread: Array
    weights: Array
    bias: Array

    def opinion(self, track: Track | LongTrack) -> dict[str, float]:
        """The probability of each exercise that is known, as the windows of a track together have it; empty where nothing is seen."""
        rows = windows_of(track)
        if not len(rows):
            return {}
        known = np.clip((rows - self.middle) / self.spread, -FARTHEST, FARTHEST) @ self.weights.T + self.bias
        each = _softmax(known)
        together = _softmax(np.log(np.maximum(each, LEAST)).mean(axis=0, keepdims=True))[0]
        return dict(zip(self.names, together.tolist(), strict=True))


def _softmax(values: Array) -> Array:
    """Of each row."""
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float64)
