"""Labelling: which state each moment of a recording is in, so that as much as possible is explained with as few changes as possible.

States are the exercises, and one more in which nothing is done.  The best way through the recording is found as Viterbi does it
(A. J. Viterbi 1967, https://doi.org/10.1109/TIT.1967.1054010): for each cell of time the best way to each state, then back from the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.pose.pose import Array

CELL_S: Final = 0.25
BEGINNING: Final = 3.0  # seconds well done that an exercise must explain before it is worth beginning it
IDLE: Final = 0.1  # what a second costs in which the exercise does nothing


@dataclass(frozen=True, slots=True)
class Piece:
    """A repetition or hold that an exercise sees.  worth: seconds that it explains, at most its own."""

    start_s: float
    end_s: float
    worth: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which one exercise is done.  state: its number."""

    state: int
    start_s: float
    end_s: float


def label(pieces: Sequence[Sequence[Piece]], start_s: float, end_s: float) -> list[Stretch]:
    """The stretches between two times in which something is done, in order; they do not overlap.  pieces: of each exercise."""
    count = max(1, int(np.ceil((end_s - start_s) / CELL_S)))
    gains = np.stack([_gains(some, start_s, count) for some in pieces]) if pieces else np.zeros((0, count))
    states = _best_way(np.vstack([gains, np.zeros(count)]))
    edges = np.flatnonzero(np.diff(states, prepend=-1, append=-1))
    runs = [(int(states[a]), start_s + a * CELL_S, start_s + b * CELL_S) for a, b in zip(edges[:-1], edges[1:], strict=True)]
    return [Stretch(*run) for run in runs if run[0] < len(pieces)]


def _gains(pieces: Sequence[Piece], start_s: float, count: int) -> Array:
    """What each cell of time is worth to one exercise."""
    edges = start_s + CELL_S * np.arange(count + 1)
    gains = np.zeros(count)
    busy = np.zeros(count)
    for piece in pieces:
        inside = np.clip(np.minimum(edges[1:], piece.end_s) - np.maximum(edges[:-1], piece.start_s), 0.0, None)
        gains += inside * piece.worth / max(piece.end_s - piece.start_s, CELL_S)
        busy += inside
    return gains - IDLE * np.clip(CELL_S - busy, 0.0, None)


def _best_way(gains: Array) -> Array:
    """The state of each cell, (cells,).  gains: (states, cells), the last state is the one in which nothing is done."""
    states, count = gains.shape
    entry = np.full(states, BEGINNING)
    entry[-1] = 0.0
    came_from = np.empty((count, states), int)
    best = -entry
    own = np.arange(states)
    for k in range(count):
        first = int(np.argmax(best))
        changed = best[first] - entry
        change = changed > best
        came_from[k] = np.where(change, first, own) if k else own
        best = (np.where(change, changed, best) if k else best) + gains[:, k]
    way = np.empty(count, int)
    state = int(np.argmax(best))
    for k in range(count - 1, -1, -1):
        way[k] = state
        state = int(came_from[k, state])
    return way
