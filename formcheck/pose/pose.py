"""Pose: what the estimator knows of the person at one moment; Track: the same over a whole clip.

Both have the same array names, a Track with one more leading axis, so that one implementation of a measure
serves the frame loop and the whole track.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import LANDMARK_COUNT

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

OUTLINE_POINTS: Final = 200  # points of the body outline, evenly spaced along it


@dataclass(frozen=True, slots=True)
class Pose:
    """One moment.

    time_s: seconds since the start of the source, from the frame and nowhere else.
    px: (33, 2) landmarks in pixels of the picture, x to the right, y down; NaN when nobody was found.
    visibility: (33,) 0..1 as reported by the network (it says 0.99 of hidden points: no measure of truth).
    world: (33, 3) metres, origin between the hips, x right, y down, z away from the camera; NaN when nobody was found.
    size: (width, height) of the picture in pixels.
    outline: (OUTLINE_POINTS, 2) closed outline of the body in pixels, or None when not asked for or not found.
    """

    time_s: float
    px: Array
    visibility: Array
    world: Array
    size: tuple[int, int]
    outline: Array | None = None

    def __post_init__(self) -> None:
        _check(self.px, (LANDMARK_COUNT, 2), "px")
        _check(self.visibility, (LANDMARK_COUNT,), "visibility")
        _check(self.world, (LANDMARK_COUNT, 3), "world")
        if self.outline is not None:
            _check(self.outline, (OUTLINE_POINTS, 2), "outline")

    @property
    def found(self) -> bool:
        """True when a person was found in the frame."""
        return bool(self.px[0, 0] == self.px[0, 0])


def nobody(time_s: float, size: tuple[int, int]) -> Pose:
    """The pose of a frame in which nobody was found."""
    return Pose(time_s, np.full((LANDMARK_COUNT, 2), np.nan), np.zeros(LANDMARK_COUNT), np.full((LANDMARK_COUNT, 3), np.nan), size)


@dataclass(frozen=True)
class Track:
    """A clip's poses as arrays: time_s (n,), px (n, 33, 2), visibility (n, 33), world (n, 33, 3).

    outline: (n, OUTLINE_POINTS, 2), NaN where there is none, or None when it was not recorded.
    provenance: where the track comes from (source name, model hash, versions); plain strings and numbers.
    """

    time_s: Array
    px: Array
    visibility: Array
    world: Array
    size: tuple[int, int]
    outline: Array | None = None
    provenance: dict[str, str | int | float] = field(default_factory=dict)

    @property
    def found(self) -> Flags:
        """(n,) true where a person was found."""
        return np.isfinite(self.px[:, 0, 0])

    @property
    def outlined(self) -> bool:
        """Was the outline recorded?"""
        return self.outline is not None

    def __post_init__(self) -> None:
        n = len(self.time_s)
        _check(self.px, (n, LANDMARK_COUNT, 2), "px")
        _check(self.visibility, (n, LANDMARK_COUNT), "visibility")
        _check(self.world, (n, LANDMARK_COUNT, 3), "world")
        if self.outline is not None:
            _check(self.outline, (n, OUTLINE_POINTS, 2), "outline")

    def __len__(self) -> int:
        return len(self.time_s)

    def __getitem__(self, i: int) -> Pose:
        outline = None if self.outline is None or np.isnan(self.outline[i, 0, 0]) else self.outline[i]
        return Pose(float(self.time_s[i]), self.px[i], self.visibility[i], self.world[i], self.size, outline)

    def __iter__(self) -> Iterator[Pose]:
        return (self[i] for i in range(len(self)))

    def between(self, first: int, end: int) -> Track:
        """The poses from one to before another, which share their numbers with these."""
        part = slice(first, end)
        outline = None if self.outline is None else self.outline[part]
        return Track(self.time_s[part], self.px[part], self.visibility[part], self.world[part], self.size, outline, self.provenance)

    @classmethod
    def from_poses(cls, poses: Iterable[Pose], provenance: dict[str, str | int | float] | None = None) -> Track:
        """Stack poses; the picture size is that of the first one.  Raises ValueError when there are none."""
        rows = list(poses)
        if not rows:
            raise ValueError("a track needs at least one pose")
        outline = None
        if any(p.outline is not None for p in rows):
            blank = np.full((OUTLINE_POINTS, 2), np.nan)
            outline = np.stack([blank if p.outline is None else p.outline for p in rows])
        return cls(
            np.array([p.time_s for p in rows]),
            np.stack([p.px for p in rows]),
            np.stack([p.visibility for p in rows]),
            np.stack([p.world for p in rows]),
            rows[0].size,
            outline,
            provenance or {},
        )


class LongTrack(Protocol):
    """A track that is kept packed, as an hour of it would fill the memory; it is unpacked part by part.  See `PoseLog`."""

    provenance: dict[str, str | int | float]

    @property
    def time_s(self) -> Array:
        """(n,) as of a Track; so the next three."""
        ...

    @property
    def found(self) -> Flags: ...  # noqa: D102

    @property
    def size(self) -> tuple[int, int]: ...  # noqa: D102

    @property
    def outlined(self) -> bool: ...  # noqa: D102

    @property
    def parts(self) -> range:
        """The numbers of its parts, in order of time."""
        ...

    def __len__(self) -> int: ...

    def __getitem__(self, i: int) -> Pose: ...

    def __iter__(self) -> Iterator[Pose]: ...

    def place(self, i: int) -> tuple[int, int]:
        """The part that a pose is in, and its number there."""
        ...

    def part(self, number: int, outline: bool = True) -> Track:
        """One part; outline: False when it is not needed, which is quicker."""
        ...

    def between(self, first: int, end: int) -> Track | LongTrack:
        """The poses from one to before another."""
        ...


def parts_of(track: Track | LongTrack, outline: bool = True) -> Iterator[Track]:
    """A track in parts that follow each other, one in the memory at a time; outline: as for ``LongTrack.part``."""
    if isinstance(track, Track):
        yield track
    else:
        yield from (track.part(number, outline) for number in track.parts)


def part_of(track: Track | LongTrack, start_s: float, end_s: float) -> Track | LongTrack | None:
    """The track between two times, which stay those of the whole; None when fewer than two poses are there."""
    rows = np.flatnonzero((track.time_s >= start_s) & (track.time_s <= end_s))
    return None if len(rows) < 2 else track.between(int(rows[0]), int(rows[-1]) + 1)


def _check(array: Array, shape: tuple[int, ...], name: str) -> None:
    if array.shape != shape:
        raise ValueError(f"{name}: expected shape {shape}, got {array.shape}")
