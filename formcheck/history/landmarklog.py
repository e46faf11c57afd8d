"""LandmarkLog: the poses of a session, on the disk a second after they were seen.

A file of pieces, one after the other:

    4 bytes  FCLM
    4 bytes  length of the piece, little-endian
    4 bytes  its CRC-32
    n bytes  a track file (see `formcheck.pose.trackfile`) of about a second

A piece that was cut off, or is damaged, ends what can be read; all pieces before it are good.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from formcheck.errors import InputError, OutputError
from formcheck.files.growing import open_growing, to_disk
from formcheck.files.places import LANDMARK_LOG
from formcheck.files.reading import check_regular
from formcheck.pose.pose import Pose, Track
from formcheck.pose.quantise import TIME_STEPS
from formcheck.pose.trackarrays import MOST_BYTES, most_frames
from formcheck.pose.trackfile import packed_track, unpacked_track
from formcheck.tracking.queues import WriteBehind

FILE_NAME: Final = "landmarks.fclm"
MAGIC: Final = b"FCLM"
PIECE_S: Final = 1.0
_HEAD: Final = struct.Struct("<4sII")
_ROOM: Final = 64  # pieces that may wait for a slow disk


class LandmarkLog:
    """Appends poses to a file, in a thread of its own; a context manager.

    provenance: kept with every piece.  Raises OutputError when the file cannot be written, by the next ``add`` or at the end.
    """

    def __init__(self, path: Path, provenance: dict[str, str | int | float] | None = None) -> None:
        self._path = path
        self._provenance = provenance or {}
        self._poses: list[Pose] = []
        self._last_us = -1
        self._lane = WriteBehind(self._write, _ROOM)

    def __enter__(self) -> Self:
        try:
            self._file = os.fdopen(open_growing(self._path, LANDMARK_LOG), "ab")
        except OSError as error:
            raise self._told(error) from error
        self._lane.__enter__()
        return self

    def add(self, pose: Pose) -> bool:
        """One pose; True when it is kept: one whose time does not rise is not."""
        time_us = round(pose.time_s * TIME_STEPS)
        if time_us <= self._last_us:
            return False
        self._last_us = time_us
        self._poses.append(pose)
        if pose.time_s - self._poses[0].time_s >= PIECE_S:
            self.flush()
        return True

    def flush(self) -> None:
        """Hand over what has come until now."""
        poses, self._poses = self._poses, []
        if poses:
            self._lane.put(poses)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.flush()
        finally:
            try:
                self._lane.__exit__(kind, error, trace)
            finally:
                self._file.close()

    def _write(self, poses: list[Pose]) -> None:
        data = packed_track(Track.from_poses(poses, self._provenance))
        try:
            self._file.write(_HEAD.pack(MAGIC, len(data), zlib.crc32(data)) + data)
            self._file.flush()
            to_disk(self._file.fileno())
        except OSError as error:
            raise self._told(error) from error

    def _told(self, error: OSError) -> OutputError:
        return OutputError(f"{self._path}: the landmarks cannot be recorded: {error.strerror}; make room, or use --no-record")


def read_landmarks(path: Path) -> Track | None:
    """All poses that can be read; None when there are none.  Raises InputError when the file cannot be opened."""
    check_regular(path, "the landmarks of a session", MOST_BYTES)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    poses: list[Pose] = []
    provenance: dict[str, str | int | float] = {}
    for piece in _pieces(data):
        if len(poses) + len(piece) > most_frames(piece.outline is not None):
            break
        provenance = piece.provenance
        poses += [pose for pose in piece if not poses or pose.time_s > poses[-1].time_s]
    return Track.from_poses(poses, provenance) if poses else None


def _pieces(data: bytes) -> Iterator[Track]:
    at = 0
    while at + _HEAD.size <= len(data):
        magic, length, crc = _HEAD.unpack_from(data, at)
        piece = data[at + _HEAD.size : at + _HEAD.size + length]
        if magic != MAGIC or len(piece) < length or zlib.crc32(piece) != crc:
            return
        try:
            yield unpacked_track(piece)
        except ValueError:
            return
        at += _HEAD.size + length
