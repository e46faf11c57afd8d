"""Signals: the measures of one exercise over some moments, each computed once and only when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from formcheck.pose import arrays
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.landmarks import LEFT, PAIRS, RIGHT
from formcheck.pose.pose import Array, Pose, Track
from formcheck.pose.viewpoint import Viewpoint, place
from formcheck.rules.exercise import Exercise

_JOINTS = [PAIRS[joint][side] for side in (LEFT, RIGHT) for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")]
LEAST_TRUNK_PX = 1.0  # a shorter trunk is nobody, and no unit of length


class Signals:
    """Measures over a Track, or over one Pose as a track of one.

    time_s, found, trunk_px, nearer_left, left_to_right, turned: (n,).  Values of measures come from ``raw``.
    """

    def __init__(self, exercise: Exercise, data: Pose | Track, like: Signals | None = None) -> None:
        """like: signals of another exercise over the same data; what does not depend on the exercise is taken from there."""
        self._rules = exercise.measures
        # lists, as taking one number out of an array costs more than the rules do; keys without objects, whose hashing costs as much
        self._cache: dict[tuple[str, int, int, bool], list[float]] = {}
        self._places: dict[tuple[str, int, int, bool], list[tuple[float, float]]] = {}
        self.size = data.size
        if like is None:
            self._moments = PoseArrays.of(data)
            self.time_s = np.atleast_1d(np.asarray(data.time_s, dtype=float))
            self.trunk_px = arrays.trunk_px(self._moments)
            self.found = self.trunk_px >= LEAST_TRUNK_PX  # NaN where nobody was found
            self._centre = arrays.trunk_centre(self._moments)
        else:
            self._moments, self.time_s, self.trunk_px = like._moments, like.time_s, like.trunk_px
            self.found, self._centre = like.found, like._centre

    @cached_property
    def nearer_left(self) -> Array:
        """As `arrays.nearer_left`; so the next two.  Most moments ask for none of them."""
        return arrays.nearer_left(self._moments)

    @cached_property
    def left_to_right(self) -> Array:
        """As `arrays.left_to_right`."""
        return arrays.left_to_right(self._moments)

    @cached_property
    def turned(self) -> Array:
        """As `arrays.turned`."""
        return arrays.turned(self._moments)

    def __len__(self) -> int:
        return len(self.time_s)

    def in_parts(self) -> Iterator[Signals]:
        """The same one after the other, in parts that lie in memory."""
        yield self

    def raw(self, name: str, view: Viewpoint, i: int) -> float:
        """Value of a measure at moment i: degrees or shares as they are, lengths in pixels."""
        key = (name, view.near, view.active, view.mirrored)
        values = self._cache.get(key)
        if values is None:
            values = self._cache[key] = self._rules[name].values(self._moments, view).tolist()
        return values[i]

    def series(self, name: str, view: Viewpoint) -> Array:
        """The same at all moments, (n,)."""
        self.raw(name, view, 0)
        return np.array(self._cache[name, view.near, view.active, view.mirrored])

    def point(self, word: str, view: Viewpoint, i: int) -> tuple[float, float]:
        """Pixels of a point at moment i."""
        key = (word, view.near, view.active, view.mirrored)
        places = self._places.get(key)
        if places is None:
            places = self._places[key] = [(x, y) for x, y in place(self._moments, word, view).tolist()]
        return places[i]

    def joints(self, i: int) -> Array:
        """Pixels of the joints of both sides at moment i, (12, 2): first the left ones, then those of the right side in the same order."""
        return self._moments.px[i, _JOINTS]

    def centre(self, i: int) -> tuple[float, float]:
        """Pixels of the middle of the trunk at moment i."""
        return float(self._centre[i, 0]), float(self._centre[i, 1])
