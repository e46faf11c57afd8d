"""PoseLog: the poses of a clip as they come, kept packed, so that an hour of them takes some tens of megabytes.

Its landmarks and outlines are packed as in a track file, part by part; what is asked for is unpacked, and forgotten again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Final, overload

import numpy as np

from formcheck.pose.pose import OUTLINE_POINTS, Array, Flags, Pose, Track
from formcheck.pose.trackarrays import PART
from formcheck.pose.trackfile import packed_track, read_parts, unpacked_track

_KEPT: Final = 3  # parts that stay unpacked: who looks on may look back a little
_MOST: Final = 10 * PART  # poses that are unpacked together at most, where a piece of the whole is wanted


class PoseLog(Sequence[Pose]):
    """A `LongTrack`: append poses that are rounded by `quantise`, of pictures of one size; they come out as they went in."""

    def __init__(self, provenance: dict[str, str | int | float] | None = None) -> None:
        self.provenance = provenance or {}
        self.times_s: list[float] = []
        self.outlined = False
        self._found = bytearray()
        self._starts: list[int] = []  # of the packed parts
        self._packed: list[bytes] = []
        self._open: list[Pose] = []
        self._size: tuple[int, int] | None = None
        self._unpacked: dict[tuple[int, bool], Track] = {}

    @classmethod
    def read(cls, path: Path) -> PoseLog:
        """Of a track file; errors as of ``read_track``."""
        log = cls()
        for part in read_parts(path):
            log.append_all(part)
            log.provenance = part.provenance
        return log

    @classmethod
    def of(cls, track: Track) -> PoseLog:
        """The poses of a track."""
        log = cls(track.provenance)
        for pose in track:
            log.append(pose)
        return log

    def append(self, pose: Pose) -> None:
        """One more."""
        self._size = self._size or pose.size
        self.times_s.append(pose.time_s)
        self._found.append(pose.found)
        self.outlined = self.outlined or pose.outline is not None
        self._open.append(pose)
        if len(self._open) == PART:
            self.close()

    def append_all(self, track: Track) -> None:
        """Those of a track, which follow."""
        self.close()
        self._size = self._size or track.size
        self._starts.append(len(self))
        self._packed.append(packed_track(track))
        self._found += track.found.tobytes()
        self.times_s += track.time_s.tolist()
        self.outlined = self.outlined or track.outlined

    def close(self) -> None:
        """Pack what is not packed yet."""
        if self._open:
            self._starts.append(len(self) - len(self._open))
            self._packed.append(packed_track(Track.from_poses(self._open)))
            self._open = []

    def extend(self, later: PoseLog) -> None:
        """Those of another one, which follow."""
        self.close()
        later.close()
        self._size = self._size or later._size
        self._starts += [len(self) + start for start in later._starts]
        self._packed += later._packed
        self._found += later._found
        self.times_s += later.times_s
        self.outlined = self.outlined or later.outlined

    @property
    def time_s(self) -> Array:
        """(n,) seconds."""
        return np.array(self.times_s)

    @property
    def found(self) -> Flags:
        """(n,) true where a person was found."""
        return np.frombuffer(bytes(self._found), np.bool_)

    @property
    def size(self) -> tuple[int, int]:
        """Of the pictures.  Raises ValueError when there is no pose."""
        if self._size is None:
            raise ValueError("a track needs at least one pose")
        return self._size

    @property
    def parts(self) -> range:
        """The numbers of its parts; the poses that were appended last are not packed yet, and one more."""
        return range(len(self._packed) + bool(self._open))

    def place(self, i: int) -> tuple[int, int]:
        """The part that a pose is in, and its number there."""
        if i >= len(self) - len(self._open):
            return len(self._packed), i - len(self) + len(self._open)
        number = bisect_right(self._starts, i) - 1
        return number, i - self._starts[number]

    def part(self, number: int, outline: bool = True) -> Track:
        """One part; outline: False when it is not needed, which is quicker."""
        if number == len(self._packed):
            return Track.from_poses(self._open)
        key = number, outline
        if key not in self._unpacked:
            while len(self._unpacked) >= _KEPT:
                self._unpacked.pop(next(iter(self._unpacked)))
            self._unpacked[key] = unpacked_track(self._packed[number], outline)
        return self._unpacked[key]

    def __len__(self) -> int:
        return len(self.times_s)

    @overload
    def __getitem__(self, i: int) -> Pose: ...

    @overload
    def __getitem__(self, i: slice) -> list[Pose]: ...

    def __getitem__(self, i: int | slice) -> Pose | list[Pose]:
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        number, k = self.place(range(len(self))[i])
        return self._open[k] if number == len(self._packed) else self.part(number)[k]

    def between(self, first: int, end: int) -> Track | PoseLog:
        """The poses from one to before another; unpacked when they are few."""
        if end - first > _MOST:
            log = PoseLog(self.provenance)
            for i in range(first, end):
                log.append(self[i])
            return log
        (a, k), (b, last) = self.place(first), self.place(end - 1)
        tracks = [self.part(number) for number in range(a, b + 1)]
        tracks[-1] = tracks[-1].between(0, last + 1)
        tracks[0] = tracks[0].between(k, len(tracks[0]))
        return joined(tracks, self.provenance)

    def track(self, provenance: dict[str, str | int | float] | None = None) -> Track:
        """All of them, unpacked.  Raises ValueError when there is none."""
        self.close()
        if not self._packed:
            raise ValueError("a track needs at least one pose")
        return joined([unpacked_track(data) for data in self._packed], self.provenance if provenance is None else provenance)

    def __getstate__(self) -> dict[str, object]:
        self.close()
        return self.__dict__ | {"_unpacked": {}}  # it travels packed


def joined(parts: Sequence[Track], provenance: dict[str, str | int | float]) -> Track:
    """One track of several that follow each other, at least one."""
    outline = None
    if any(part.outline is not None for part in parts):
        outline = np.concatenate([_outline(part) for part in parts])
    return Track(
        np.concatenate([part.time_s for part in parts]),
        np.concatenate([part.px for part in parts]),
        np.concatenate([part.visibility for part in parts]),
        np.concatenate([part.world for part in parts]),
        parts[0].size,
        outline,
        provenance,
    )


def _outline(part: Track) -> Array:
    return np.full((len(part), OUTLINE_POINTS, 2), np.nan) if part.outline is None else part.outline
