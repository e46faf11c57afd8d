"""Moments: one pose or many, and what can be read off them whatever the exercise.

Every function takes `Moments` of either kind, so that the frame loop and the whole track use the same code: of a track every number is
an (n,) array, of a single pose a plain float.  For one pose numpy takes far longer to be called than to do the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan, pi
from typing import Any, Final, Protocol, TypeVar

import numpy as np

from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Array, Pose, Track

V = TypeVar("V", float, Array)  # a number of one moment, or (n,) of many
Key = tuple[str, tuple[int, int, bool]]  # the name of a point or measure, and the viewpoint

DEGREES: Final = 180.0 / pi  # in a radian


class Moments(Protocol[V]):
    """outline: (n, points, 2) or None.  spots: points of the picture that were asked for already."""

    @property
    def outline(self) -> Array | None: ...  # noqa: D102

    @property
    def spots(self) -> dict[Key, tuple[V, V]]: ...  # noqa: D102

    def __len__(self) -> int: ...

    def at(self, k: int) -> tuple[V, V]:
        """Pixels of landmark k, x and y."""
        ...

    def world_at(self, k: int) -> tuple[V, V, V]:
        """Metres of landmark k: x, y and z."""
        ...

    def each(self, marks: Sequence[int]) -> list[list[float]]:
        """Pixels of these landmarks, x and y in turn, of every moment."""
        ...

    def pick(self, first: Any, a: V, b: V) -> V:
        """The one where ``first`` (of bool) is so, the other elsewhere."""
        ...

    def only(self, known: Any, values: V) -> V:
        """NaN where ``known`` (of bool) is not so."""
        ...

    def rows(self, spot: tuple[V, V]) -> Array:
        """A point as (n, 2)."""
        ...

    def of_rows(self, values: Array) -> V:
        """What was computed for (n,) rows."""
        ...


@dataclass(frozen=True, slots=True)
class PoseArrays:
    """px (n, 33, 2), world (n, 33, 3), outline (n, points, 2) or None: a Track, or a Pose as a track of one."""

    px: Array
    world: Array
    outline: Array | None
    spots: dict[Key, tuple[Array, Array]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Pose | Track) -> PoseArrays:
        """The arrays of a track, or of a pose as a track of one."""
        if isinstance(data, Track):
            return cls(data.px, data.world, data.outline)
        return cls(data.px[None], data.world[None], None if data.outline is None else data.outline[None])

    def __len__(self) -> int:
        return len(self.px)

    def at(self, k: int) -> tuple[Array, Array]:  # noqa: D102 - as of Moments; so the next ones
        return self.px[:, k, 0], self.px[:, k, 1]

    def world_at(self, k: int) -> tuple[Array, Array, Array]:  # noqa: D102
        return self.world[:, k, 0], self.world[:, k, 1], self.world[:, k, 2]

    def each(self, marks: Sequence[int]) -> list[list[float]]:  # noqa: D102
        flat: list[list[float]] = self.px[:, marks].reshape(len(self), -1).tolist()
        return flat

    def pick(self, first: Any, a: Array, b: Array) -> Array:  # noqa: D102
        return np.where(first, a, b)

    def only(self, known: Any, values: Array) -> Array:  # noqa: D102
        return np.where(known, values, nan)

    def rows(self, spot: tuple[Array, Array]) -> Array:  # noqa: D102
        return np.stack(spot, axis=-1)

    def of_rows(self, values: Array) -> Array:  # noqa: D102
        return values


class PoseNumbers:
    """One pose, in plain floats."""

    __slots__ = ("_pose", "_px", "_world", "spots")

    def __init__(self, pose: Pose) -> None:
        self._pose = pose
        self._px: list[float] = pose.px.ravel().tolist()
        self._world: list[float] | None = None  # many exercises do not ask for it
        self.spots: dict[Key, tuple[float, float]] = {}

    @property
    def outline(self) -> Array | None:
        """(1, points, 2) or None."""
        return None if self._pose.outline is None else self._pose.outline[None]

    def __len__(self) -> int:
        return 1

    def at(self, k: int) -> tuple[float, float]:  # noqa: D102 - as of Moments; so the next ones
        return self._px[2 * k], self._px[2 * k + 1]

    def world_at(self, k: int) -> tuple[float, float, float]:  # noqa: D102
        if self._world is None:
            self._world = self._pose.world.ravel().tolist()
        return self._world[3 * k], self._world[3 * k + 1], self._world[3 * k + 2]

    def each(self, marks: Sequence[int]) -> list[list[float]]:  # noqa: D102
        return [[value for k in marks for value in self._px[2 * k : 2 * k + 2]]]

    def pick(self, first: Any, a: float, b: float) -> float:  # noqa: D102
        return a if first else b

    def only(self, known: Any, values: float) -> float:  # noqa: D102
        return values if known else nan

    def rows(self, spot: tuple[float, float]) -> Array:  # noqa: D102
        return np.array([spot])

    def of_rows(self, values: Array) -> float:  # noqa: D102
        return float(values[0])


def length(x: V, y: V) -> V:
    """Of the line from the origin."""
    return abs(complex(x, y)) if isinstance(x, float) else np.hypot(x, y)  # both are the `hypot` of C; that of `math` is another


def bearing(y: V, x: V) -> V:
    """Degrees from the direction of x towards that of y, -180..180; of numpy for either kind: its last bit is not that of `math`."""
    return np.arctan2(y, x) * DEGREES  # type: ignore[no-any-return]


def trunk_px(moments: Moments[V]) -> V:
    """(n,) length from the middle of the shoulders to the middle of the hips in pixels: the unit of lengths."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = _trunk(moments)
    return length((ax + bx - cx - dx) / 2, (ay + by - cy - dy) / 2)


def trunk_centre(moments: Moments[V]) -> tuple[V, V]:
    """Pixels of the middle of the trunk, x and y."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = _trunk(moments)
    return (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4


def nearer_left(moments: Moments[V]) -> V:
    """(n,) metres by which the left shoulder and hip are nearer to the camera than the right ones; the sign tells the near side."""
    (_, _, a), (_, _, b), (_, _, c), (_, _, d) = _trunk_in_space(moments)
    found: V = (b - a + d - c) / 2
    return found


def left_to_right(moments: Moments[V]) -> V:
    """(n,) pixels by which the left shoulder and hip lie to the right of the right ones in the picture."""
    (a, _), (b, _), (c, _), (d, _) = _trunk(moments)
    found: V = (a - b + c - d) / 2
    return found


def turned(moments: Moments[V]) -> V:
    """(n,) degrees by which shoulders and hips are turned from facing the camera, 0..90."""
    a, b, c, d = _trunk_in_space(moments)
    x, y, z = (abs(b[k] - a[k] + d[k] - c[k]) for k in range(3))
    return bearing(z, length(x, y))


def _trunk(moments: Moments[V]) -> tuple[tuple[V, V], tuple[V, V], tuple[V, V], tuple[V, V]]:
    """Both shoulders, then both hips; so the next."""
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    return moments.at(a), moments.at(b), moments.at(c), moments.at(d)


def _trunk_in_space(moments: Moments[V]) -> tuple[tuple[V, V, V], tuple[V, V, V], tuple[V, V, V], tuple[V, V, V]]:
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    return moments.world_at(a), moments.world_at(b), moments.world_at(c), moments.world_at(d)
