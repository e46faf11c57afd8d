"""Labelling: which state each moment of a recording is in, so that as much as possible is explained with as few changes as possible.

States are the exercises, and one more in which nothing is done.  The best way through the recording is found as Viterbi does it
(A. J. Viterbi 1967, https://doi.org/10.1109/TIT.1967.1054010): for each cell of time the best way to each state, then back from the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.cut.evidence import Piece, Span
from formcheck.pose.pose import Array

CELL_S: Final = 0.25
IDLE: Final = 0.05  # what a second costs between two repetitions,
ELSEWHERE: Final = 1.0  # and one in which the body is not as the exercise begins: as much as one well done brings


@dataclass(frozen=True, slots=True)
class Voice:
    """What an exercise says of a recording.  pieces: what it counts.  closed: spans in which it sees another posture or movement.

    entry: seconds that it must explain before it is worth beginning it.
    """

    pieces: Sequence[Piece]
    closed: Sequence[Span]
    entry: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which one exercise is done.  state: its number."""

    state: int
    start_s: float
    end_s: float


def label(voices: Sequence[Voice], start_s: float, end_s: float) -> list[Stretch]:
    """The stretches between two times in which something is done, in order; they do not overlap."""
    edges = np.asarray(start_s + CELL_S * np.arange(max(2, int(np.ceil((end_s - start_s) / CELL_S)) + 1)), np.float64)
    gains = np.stack([*(_gains(voice, edges) for voice in voices), np.zeros(len(edges) - 1)])
    states = _best_way(gains, np.array([*(voice.entry for voice in voices), 0.0]))
    turns = np.flatnonzero(np.diff(states, prepend=-1, append=-1))
    return [Stretch(int(states[a]), float(edges[a]), float(edges[b])) for a, b in pairwise(turns) if states[a] < len(voices)]


def worth_between(voice: Voice, start_s: float, end_s: float) -> float:
    """Seconds that an exercise explains between two times, less what the time between costs."""
    edges = np.linspace(start_s, end_s, max(2, round((end_s - start_s) / CELL_S) + 1))
    return float(_gains(voice, edges).sum())


def _gains(voice: Voice, edges: Array) -> Array:
    """What each cell of time is worth to one exercise."""
    gains, busy, away = np.zeros((3, len(edges) - 1))
    for piece in voice.pieces:
        busy += _inside(edges, piece.start_s, piece.end_s)
        lasted_s = max(sum(b - a for a, b in piece.spans), CELL_S)
        for span in piece.spans:
            gains += _inside(edges, *span) * piece.worth / lasted_s
    for span in voice.closed:
        away += _inside(edges, *span)
    free = np.clip(np.diff(edges) - busy, 0.0, None)
    away = np.minimum(away, free)
    return np.asarray(gains - ELSEWHERE * away - IDLE * (free - away), float)


def _inside(edges: Array, start_s: float, end_s: float) -> Array:
    """Seconds of each cell between two times."""
    return np.asarray(np.clip(np.minimum(edges[1:], end_s) - np.maximum(edges[:-1], start_s), 0.0, None), np.float64)


def _best_way(gains: Array, entry: Array) -> Array:
    """The state of each cell, (cells,).  gains: (states, cells).  entry: what it costs to change to each state."""
    states, count = gains.shape
    own = np.arange(states)
    came_from = np.tile(own, (count, 1))
    best = gains[:, 0] - entry
    for k in range(1, count):
        first = int(np.argmax(best))
        changed = best[first] - entry
        came_from[k] = np.where(changed > best, first, own)
        best = np.maximum(best, changed) + gains[:, k]
    way = np.empty(count, int)
    state = int(np.argmax(best))
    for k in range(count - 1, -1, -1):
        way[k] = state
        state = int(came_from[k, state])
    return way
