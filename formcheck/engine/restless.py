"""Restlessness: how much a body moves from second to second, whatever the exercise; who holds a posture hardly does."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.engine.presence import reach
from formcheck.pose import arrays
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Array, LongTrack, Track

_WINDOW_S: Final = 1.0
_STEP_S: Final = 0.5
_EDGE: Final = 0.25  # share of a span, at most half a second, that is the way in or out
_VISIBLE: Final = 0.6  # landmarks that are less sure move by themselves
_JOINTS: Final = [side for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle") for side in PAIRS[joint]]
_TRUNK: Final = [0, 1, 6, 7]  # of these: shoulders, hips
_LEAST: Final = 3  # poses and joints without which nothing can be told


class Restlessness:
    """Of one track; ``within`` tells it for a part."""

    def __init__(self, track: Track | LongTrack) -> None:
        parts = [track] if isinstance(track, Track) else (track.part(number, False) for number in track.parts)
        time_s, px, seen, trunk_px = zip(*(_of(part) for part in parts), strict=True)
        self._time_s: Array = np.concatenate(time_s)
        self._px: Array = np.concatenate(px)
        self._seen: Array = np.concatenate(seen)
        trunks_px = np.concatenate(trunk_px)
        self._trunk_px = float(np.median(trunks_px)) if len(trunks_px) else 0.0

    def within(self, start_s: float, end_s: float, trunk: bool = False) -> float:
        """How far the joint moves that moves second most, in trunk lengths a second: the median over the span; 0 when not known.

        trunk: that of the trunk's ends that moves most, the middle of the shoulders or of the hips; the model may take the left side of a
        body that lies still for the right one, again and again.
        """
        edge_s = min(_WINDOW_S, _EDGE * (end_s - start_s)) / 2
        first_s, last_s = start_s + edge_s, max(start_s + edge_s, end_s - edge_s - _WINDOW_S)
        ways = [self._way(at_s, trunk) for at_s in np.arange(first_s, last_s + 1e-6, _STEP_S)]
        return float(np.median(ways)) if self._trunk_px > 0 else 0.0

    def _way(self, start_s: float, trunk: bool) -> float:
        rows = (self._time_s >= start_s) & (self._time_s <= start_s + _WINDOW_S)
        if rows.sum() < _LEAST:
            return 0.0
        px, seen = _one_body(self._px[rows], self._time_s[rows], self._trunk_px), self._seen[rows].mean(axis=0) > _VISIBLE
        if trunk:
            ends = px[:, _TRUNK].reshape(len(px), 2, 2, 2).mean(axis=2)
            return float(np.hypot(*(ends.max(axis=0) - ends.min(axis=0)).T).max()) / self._trunk_px
        far = np.hypot(*np.moveaxis(px.max(axis=0) - px.min(axis=0), 1, 0))[seen]
        return float(np.sort(far)[-2]) / self._trunk_px if len(far) >= _LEAST else 0.0


def _one_body(px: Array, time_s: Array, trunk_px: float) -> Array:
    """Of joints the longest time without a jump of the trunk that no body makes: for some frames somebody else may have been seen."""
    middle = px[:, _TRUNK].mean(axis=1)
    far = np.hypot(*np.diff(middle, axis=0).T)
    jumps = np.flatnonzero(far > trunk_px * np.array([reach(step_s) for step_s in np.diff(time_s)]))
    if not len(jumps):
        return px
    bounds = [0, *(jumps + 1).tolist(), len(px)]
    first, end = max(pairwise(bounds), key=lambda run: run[1] - run[0])
    return px[first:end]


def _of(track: Track) -> tuple[Array, Array, Array, Array]:
    """Time, joints, how sure they are, and the length of the trunk, where a person was found."""
    found = track.found
    return (
        track.time_s[found],
        track.px[found][:, _JOINTS],
        track.visibility[found][:, _JOINTS],
        arrays.trunk_px(PoseArrays.of(track))[found],
    )
