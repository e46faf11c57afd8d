"""PoseLog: the poses of a clip as they come, kept packed, so that an hour of them takes a few megabytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, overload

import numpy as np

from formcheck.pose.pose import OUTLINE_POINTS, Array, Pose, Track
from formcheck.pose.trackfile import packed_track, unpacked_track

_PART: Final = 600  # poses packed together


class PoseLog(Sequence[Pose]):
    """Append poses that are rounded by `quantise`, of pictures of one size; they come out as they went in."""

    def __init__(self) -> None:
        self.times_s: list[float] = []
        self._packed: list[bytes] = []
        self._open: list[Pose] = []
        self._looked_at: tuple[int, Track] | None = None  # the part that was read last

    @classmethod
    def of(cls, track: Track) -> PoseLog:
        """The poses of a track."""
        log = cls()
        for pose in track:
            log.append(pose)
        return log

    def append(self, pose: Pose) -> None:
        """One more."""
        self.times_s.append(pose.time_s)
        self._open.append(pose)
        if len(self._open) == _PART:
            self._packed.append(packed_track(Track.from_poses(self._open)))
            self._open = []

    def __len__(self) -> int:
        return len(self.times_s)

    @overload
    def __getitem__(self, i: int) -> Pose: ...

    @overload
    def __getitem__(self, i: slice) -> list[Pose]: ...

    def __getitem__(self, i: int | slice) -> Pose | list[Pose]:
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        i = range(len(self))[i]
        part, place = divmod(i, _PART)
        if part == len(self._packed):
            return self._open[place]
        if self._looked_at is None or self._looked_at[0] != part:
            self._looked_at = part, unpacked_track(self._packed[part])
        return self._looked_at[1][place]

    def track(self, provenance: dict[str, str | int | float]) -> Track:
        """All of them.  Raises ValueError when there is none."""
        parts = [unpacked_track(data) for data in self._packed]
        if self._open or not parts:
            parts.append(Track.from_poses(self._open))
        return joined(parts, provenance)


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
