"""Track arrays: what is in a track file.

A numpy archive (.npz, no pickle) with

    format_version  1
    provenance      JSON: source name, model hash, versions
    size            (2,) width and height of the picture in pixels
    time_us         (n,) microseconds since the first frame
    px              (4, 33, 2, n) packed 1/8 pixels;  visibility (4, 33, n) packed 1/255;  world (4, 33, 3, n) packed millimetres
    outline         (4, n, 200, 2) packed 1/4 pixels, only when it was recorded
    *_known         bits of the numbers of px, world and outline that are known, eight to a byte, in the order of the numbers

Packed: see `formcheck.pose.packing`; along time, the outline along itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import prod
from pathlib import PurePath
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck import __version__
from formcheck.pose.archive import Archive, Arrays, DamagedArchiveError
from formcheck.pose.landmarks import LANDMARK_COUNT
from formcheck.pose.packing import pack, unpack
from formcheck.pose.pose import OUTLINE_POINTS, Array, Flags, LongTrack, Track, parts_of
from formcheck.pose.quantise import OUTLINE_STEPS, PX_STEPS, TIME_STEPS, VISIBILITY_STEPS, WORLD_STEPS, counts

FORMAT_VERSION: Final = 1

_BYTES: Final = 4  # that a number is packed into
_ALONG_OUTLINE: Final = 1

# bounds of what is read; what is written lies far within
MOST_BYTES: Final = 512 * 1024**2  # packed numbers of one track
_MOST_PX: Final = 65_536  # width and height of the picture
_MOST_US: Final = 10**13  # four months
_FAR_PX: Final = 1e7  # landmarks and outlines outside of the picture
_FAR_M: Final = 1e6
_ALONG_TIME: Final = (("px", PX_STEPS, _FAR_PX), ("visibility", VISIBILITY_STEPS, 1), ("world", WORLD_STEPS, _FAR_M))
_PROVENANCE_BYTES: Final = 64_000
PART: Final = 600  # frames that are packed or unpacked at a time: an hour of them, and what it takes on the way, would fill the memory


class TooNewError(Exception):
    """A format that this version does not know."""


def most_frames(outline: bool) -> int:
    """How many frames one track may have: two hours at 30 frames a second with the outline, more without."""
    numbers = 6 * LANDMARK_COUNT + (2 * OUTLINE_POINTS if outline else 0)
    return MOST_BYTES // (_BYTES * numbers)


def to_arrays(track: Track | LongTrack) -> Arrays:
    """All that is written.  Raises ValueError for numbers too large to be packed."""
    provenance = {"formcheck": __version__} | track.provenance
    if "source" in provenance:
        provenance["source"] = PurePath(str(provenance["source"])).name
    n, joints = len(track), LANDMARK_COUNT
    px, world, visibility = _Along((joints, 2, n), PX_STEPS), _Along((joints, 3, n), WORLD_STEPS), _Along((joints, n), VISIBILITY_STEPS)
    outlined: dict[str, NDArray[np.uint8]] = {}
    if track.outlined:
        outlined["outline"] = np.empty((_BYTES, n, OUTLINE_POINTS, 2), np.uint8)
    known: dict[str, Flags] = {"px": np.empty((n, joints, 2), np.bool_), "world": np.empty((n, joints, 3), np.bool_)}
    known |= {name: np.zeros(planes.shape[1:], np.bool_) for name, planes in outlined.items()}
    for start, part in _parts_of(track):
        rows = slice(start, start + len(part))
        px.put(start, part.px)
        world.put(start, part.world)
        visibility.put(start, part.visibility)
        known["px"][rows], known["world"][rows] = np.isfinite(part.px), np.isfinite(part.world)
        for name, planes in outlined.items():
            outline = np.full((len(part), OUTLINE_POINTS, 2), np.nan) if part.outline is None else part.outline
            planes[:, rows], known[name][rows] = pack(_whole(outline, OUTLINE_STEPS), _ALONG_OUTLINE), np.isfinite(outline)
    arrays: Arrays = {
        "format_version": np.array(FORMAT_VERSION),
        "provenance": np.array(json.dumps(provenance, sort_keys=True)),
        "size": np.array(track.size, np.int32),
        "time_us": counts(track.time_s, TIME_STEPS).astype(np.int64),
        "visibility": visibility.planes,
    }
    for name, planes in ({"px": px.planes, "world": world.planes} | outlined).items():
        arrays |= {name: planes, f"{name}_known": np.packbits(known[name])}
    return arrays


def _parts_of(track: Track | LongTrack) -> Iterator[tuple[int, Track]]:
    """Each part, short ones, with the number of its first frame."""
    start = 0
    for part in parts_of(track):
        yield from ((start + k, part.between(k, k + PART)) for k in range(0, len(part), PART))
        start += len(part)


class _Along:
    """Numbers packed along time, one part after the other.  planes: (4, *shape) bytes; shape: time last."""

    def __init__(self, shape: tuple[int, ...], steps: int) -> None:
        self.planes = np.empty((_BYTES, *shape), np.uint8)
        self._before = np.zeros((*shape[:-1], 1), np.int64)
        self._steps = steps

    def put(self, start: int, values: Array) -> None:
        """values: time first."""
        numbers = np.concatenate([self._before, _whole(np.moveaxis(values, 0, -1), self._steps)], axis=-1)
        self.planes[..., start : start + len(values)] = pack(numbers, -1)[..., 1:]
        self._before = numbers[..., -1:]


def _whole(values: Array, steps: int) -> NDArray[np.int64]:
    """Whole counts; what is not known becomes zero."""
    return np.nan_to_num(counts(values, steps)).astype(np.int64)


class Packed:
    """What a track file says, still packed."""

    def __init__(self, archive: Archive, with_outline: bool = True) -> None:
        version = int(archive.read("format_version", "<i8", 8))
        if version > FORMAT_VERSION:
            raise TooNewError(version)
        time_us = archive.read("time_us", "<i8", 8 * most_frames(False))
        outlined = "outline" in archive.names
        self.n = n = len(time_us)
        width, height = (int(v) for v in archive.read("size", "<i4", 8))
        if time_us.ndim != 1 or not 0 < n <= most_frames(outlined) or not (0 < width <= _MOST_PX and 0 < height <= _MOST_PX):
            raise DamagedArchiveError("no frames, too many of them, or no picture")
        if np.abs(time_us // 2).max() > _MOST_US or (np.diff(time_us) <= 0).any():
            raise DamagedArchiveError("times that do not rise")
        self._time_s, self._size = time_us / TIME_STEPS, (width, height)
        joints = LANDMARK_COUNT
        self._planes = {"px": _planes(archive, "px", (joints, 2, n)), "world": _planes(archive, "world", (joints, 3, n))}
        self._planes["visibility"] = _planes(archive, "visibility", (joints, n))
        self._known = {"px": _known(archive, "px", n, (joints, 2)), "world": _known(archive, "world", n, (joints, 3))}
        if outlined and with_outline:
            self._planes["outline"] = _planes(archive, "outline", (n, OUTLINE_POINTS, 2))
            self._known["outline"] = _known(archive, "outline", n, (OUTLINE_POINTS, 2))
        self._provenance = _provenance(archive)

    def parts(self) -> Iterator[Track]:
        """`PART` frames at a time.  Raises DamagedArchiveError for numbers that cannot be."""
        before: dict[str, NDArray[np.int64]] = {}
        for start in range(0, self.n, PART):
            rows = slice(start, start + PART)

            def along(name: str, steps: int, most: float, rows: slice = rows) -> Array:
                numbers = unpack(self._planes[name][..., rows], -1) + before.get(name, 0)
                before[name] = numbers[..., -1:]
                return self._within(name, rows, np.ascontiguousarray(np.moveaxis(numbers / steps, -1, 0)), most)

            px, visibility, world = (along(*how) for how in _ALONG_TIME)
            outline = None
            if "outline" in self._planes:
                values = unpack(self._planes["outline"][:, rows], _ALONG_OUTLINE) / OUTLINE_STEPS
                outline = self._within("outline", rows, values, _FAR_PX)
            yield Track(self._time_s[rows], px, visibility, world, self._size, outline, self._provenance)

    def track(self) -> Track:
        """All of it."""
        n, joints = self.n, LANDMARK_COUNT
        px, visibility, world = np.empty((n, joints, 2)), np.empty((n, joints)), np.empty((n, joints, 3))
        outline = np.empty((n, OUTLINE_POINTS, 2)) if "outline" in self._planes else None
        start = 0
        for part in self.parts():
            rows = slice(start, start := start + len(part))
            px[rows], visibility[rows], world[rows] = part.px, part.visibility, part.world
            if outline is not None:
                outline[rows] = part.outline
        return Track(self._time_s, px, visibility, world, self._size, outline, self._provenance)

    def _within(self, name: str, rows: slice, values: Array, most: float) -> Array:
        """The numbers of some frames, NaN where nothing is known; numbers that cannot be make it a damaged file."""
        if (np.abs(values) > most).any():
            raise DamagedArchiveError("numbers that cannot be")
        if name in self._known:
            values[~self._known[name][rows]] = np.nan
        return values


def _provenance(archive: Archive) -> dict[str, str | int | float]:
    """Texts and numbers by name."""
    found = json.loads(str(archive.read("provenance", "<U", _PROVENANCE_BYTES)))
    if not isinstance(found, dict) or not all(isinstance(value, str | int | float) for value in found.values()):
        raise DamagedArchiveError("no provenance")
    return found


def _planes(archive: Archive, name: str, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    planes = archive.read(name, "|u1", _BYTES * prod(shape))
    if planes.shape != (_BYTES, *shape):
        raise DamagedArchiveError(f"{name}: expected bytes of shape {(_BYTES, *shape)}, got {planes.shape}")
    return planes


def _known(archive: Archive, name: str, n: int, shape: tuple[int, ...]) -> Flags:
    """(n, *shape) true for the numbers that are known."""
    numbers = n * prod(shape)
    known = archive.read(f"{name}_known", "|u1", -(-numbers // 8))
    if known.shape != (-(-numbers // 8),):
        raise DamagedArchiveError(f"{name}: expected the bits of {numbers} numbers, got {known.shape} bytes")
    return np.unpackbits(known, count=numbers).view(np.bool_).reshape(n, *shape)
