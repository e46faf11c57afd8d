"""Signals: the measures of one exercise over some moments, each computed once and only when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np

from formcheck.pose import arrays
from formcheck.pose.arrays import Key, Moments, PoseArrays, PoseNumbers
from formcheck.pose.landmarks import LEFT, PAIRS, RIGHT
from formcheck.pose.pose import Array, Flags, Pose, Track
from formcheck.pose.viewpoint import Viewpoint, spot
from formcheck.rules.exercise import Exercise

_JOINTS = [PAIRS[joint][side] for side in (LEFT, RIGHT) for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")]
LEAST_TRUNK_PX = 1.0  # a shorter trunk is nobody, and no unit of length


class Signals:
    """Measures over a Track, or over one Pose as a track of one.

    time_s, found, trunk_px, nearer_left, left_to_right, turned: (n,), in a list where it is of one pose.  Values of measures come
    from ``raw``.
    """

    time_s: Array | list[float]
    trunk_px: Array | list[float]
    found: Flags | list[bool]

    def __init__(self, exercise: Exercise, data: Pose | Track, like: Signals | None = None) -> None:
        """like: signals of another exercise over the same data; what does not depend on the exercise is taken from there."""
        self._rules = exercise.measures
        # lists, as taking one number out of an array costs more than the rules do; and so does the hashing of objects
        self._cache: dict[Key, list[float]] = {}
        self._places: dict[Key, list[tuple[float, float]]] = {}
        self.size = data.size
        self._one = isinstance(data, Pose)
        if like is None:
            self._moments = _moments_of(data)
            self.time_s = [data.time_s] if isinstance(data, Pose) else data.time_s
            self.trunk_px = trunk_px = _rows(arrays.trunk_px(self._moments))
            found = [trunk_px[0] >= LEAST_TRUNK_PX] if isinstance(trunk_px, list) else trunk_px >= LEAST_TRUNK_PX
            self.found = found  # not where the length is NaN: nobody is there
        else:
            self._moments, self.time_s, self.trunk_px, self.found = like._moments, like.time_s, like.trunk_px, like.found

    @cached_property
    def nearer_left(self) -> Array | list[float]:
        """As `arrays.nearer_left`; so the next two.  Most moments ask for none of them."""
        return _rows(arrays.nearer_left(self._moments))

    @cached_property
    def left_to_right(self) -> Array | list[float]:
        """As `arrays.left_to_right`."""
        return _rows(arrays.left_to_right(self._moments))

    @cached_property
    def turned(self) -> Array | list[float]:
        """As `arrays.turned`."""
        return _rows(arrays.turned(self._moments))

    def __len__(self) -> int:
        return len(self.time_s)

    def in_parts(self) -> Iterator[Signals]:
        """The same one after the other, in parts that lie in memory."""
        yield self

    def raw(self, name: str, view: Viewpoint, i: int) -> float:
        """Value of a measure at moment i: degrees or shares as they are, lengths in pixels."""
        key = name, view
        values = self._cache.get(key)
        if values is None:
            values = self._cache[key] = _list(self._rules[name].values(self._moments, view))
        return values[i]

    def series(self, name: str, view: Viewpoint) -> Array:
        """The same at all moments, (n,)."""
        self.raw(name, view, 0)
        return np.array(self._cache[name, view])

    def point(self, word: str, view: Viewpoint, i: int) -> tuple[float, float]:
        """Pixels of a point at moment i."""
        if self._one:
            return spot(self._moments, word, view)
        key = word, view
        places = self._places.get(key)
        if places is None:
            x, y = spot(self._moments, word, view)
            places = self._places[key] = list(zip(x.tolist(), y.tolist(), strict=True))
        return places[i]

    def joints(self, i: int) -> list[float]:
        """Pixels of the joints of both sides at moment i, x and y in turn: first the left ones, then those of the right side."""
        return self._joints[i]

    def centre(self, i: int) -> tuple[float, float]:
        """Pixels of the middle of the trunk at moment i."""
        x, y = self._centre
        return x[i], y[i]

    @cached_property
    def _joints(self) -> list[list[float]]:
        return self._moments.each(_JOINTS)

    @cached_property
    def _centre(self) -> tuple[list[float], list[float]]:
        x, y = arrays.trunk_centre(self._moments)
        return _list(x), _list(y)


def _moments_of(data: Pose | Track) -> Moments[Any]:
    return PoseNumbers(data) if isinstance(data, Pose) else PoseArrays.of(data)


def _rows(values: Any) -> Array | list[float]:
    """(n,) of what was computed of `Moments`."""
    return values if isinstance(values, np.ndarray) else [float(values)]


def _list(values: Any) -> list[float]:
    return values.tolist() if isinstance(values, np.ndarray) else [float(values)]
