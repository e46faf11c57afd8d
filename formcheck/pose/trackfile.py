"""Track files: the poses of a clip, small, without loss beyond the rounding of `quantise`.

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
from io import BytesIO
from math import prod
from pathlib import Path, PurePath
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck import __version__
from formcheck.errors import InputError, OutputError
from formcheck.files.beside import Beside
from formcheck.files.places import TRACK
from formcheck.files.reading import check_regular
from formcheck.pose.archive import Archive, Arrays, DamagedArchiveError, archive_in, open_archive
from formcheck.pose.landmarks import LANDMARK_COUNT
from formcheck.pose.packing import pack, unpack
from formcheck.pose.pose import OUTLINE_POINTS, Array, Track
from formcheck.pose.quantise import OUTLINE_STEPS, PX_STEPS, TIME_STEPS, VISIBILITY_STEPS, WORLD_STEPS, counts

TRACK_SUFFIX: Final = ".track.npz"
FORMAT_VERSION: Final = 1

_ALONG_TIME: Final = -1
_ALONG_OUTLINE: Final = 1

# bounds of what is read; what is written lies far within
MOST_BYTES: Final = 512 * 1024**2  # packed numbers of one track
_MOST_PX: Final = 65_536  # width and height of the picture
_MOST_US: Final = 10**13  # four months
_FAR_PX: Final = 1e7  # landmarks and outlines outside of the picture
_FAR_M: Final = 1e6
_PROVENANCE_BYTES: Final = 64_000
_PART: Final = 2000  # frames unpacked at a time


def write_track(path: Path, track: Track) -> None:
    """Write a track.  Raises OutputError when the place must not or cannot be written; nothing half-written is left behind.

    Of the provenance's source only the name is kept, not the folder; the version of the program is added.
    """
    if len(track) > most_frames(track.outline is not None):
        raise OutputError(f"{path}: the clip is too long for one track ({len(track)} frames); cut it into parts")
    arrays = _to_arrays(track)
    try:
        beside = Beside(path, TRACK)
        try:
            with beside.hidden.open("wb") as file:
                np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # numpy has an option beside the names
            beside.keep()
        finally:
            beside.drop()
    except OSError as error:
        raise OutputError(f"{path}: the track cannot be written ({error.strerror}); free some space or choose another place") from error


def read_track(path: Path) -> Track:
    """Read a track.  Raises InputError when there is none, or it is damaged, or of a later format."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a track in it (*{TRACK_SUFFIX})")
    check_regular(path, "a track", MOST_BYTES)
    try:
        with open_archive(path) as archive:
            return _from_archive(archive)
    except _TooNewError as error:
        raise InputError(f"{path}: written by a later Form Check (track format {error}); update Form Check, or record it again") from None
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the name and the folder") from error
    except PermissionError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a track, or a damaged one; record it again with `formcheck track`") from error


def packed_track(track: Track) -> bytes:
    """A track file as bytes."""
    out = BytesIO()
    np.savez_compressed(out, **_to_arrays(track))  # type: ignore[arg-type]  # numpy has an option beside the names
    return out.getvalue()


def unpacked_track(data: bytes, outline: bool = True) -> Track:
    """The track of a track file's bytes, with its outline or without.  Raises ValueError when they are none, or of a later format."""
    try:
        with archive_in(BytesIO(data)) as archive:
            return _from_archive(archive, outline)
    except _TooNewError as error:
        raise ValueError(f"track format {error}") from None


class _TooNewError(Exception):
    """A format that this version does not know."""


def most_frames(outline: bool) -> int:
    """How many frames one track may have: two hours at 30 frames a second with the outline, more without."""
    numbers = 6 * LANDMARK_COUNT + (2 * OUTLINE_POINTS if outline else 0)
    return MOST_BYTES // (4 * numbers)


def _to_arrays(track: Track) -> Arrays:
    provenance = {"formcheck": __version__} | track.provenance
    if "source" in provenance:
        provenance["source"] = PurePath(str(provenance["source"])).name
    arrays: Arrays = {
        "format_version": np.array(FORMAT_VERSION),
        "provenance": np.array(json.dumps(provenance, sort_keys=True)),
        "size": np.array(track.size, np.int32),
        "time_us": counts(track.time_s, TIME_STEPS).astype(np.int64),
        "visibility": _packed(np.moveaxis(track.visibility, 0, -1), VISIBILITY_STEPS, _ALONG_TIME),
    }
    for name, values, steps in (("px", track.px, PX_STEPS), ("world", track.world, WORLD_STEPS)):
        arrays[name] = _packed(np.moveaxis(values, 0, -1), steps, _ALONG_TIME)
        arrays[f"{name}_known"] = np.packbits(np.isfinite(values))
    if track.outline is not None:
        arrays["outline"] = _packed(track.outline, OUTLINE_STEPS, _ALONG_OUTLINE)
        arrays["outline_known"] = np.packbits(np.isfinite(track.outline))
    return arrays


def _from_archive(archive: Archive, with_outline: bool = True) -> Track:
    version = int(archive.read("format_version", "<i8", 8))
    if version > FORMAT_VERSION:
        raise _TooNewError(version)
    time_us = archive.read("time_us", "<i8", 8 * most_frames(False))
    outlined = "outline" in archive.names
    n = len(time_us)
    width, height = (int(v) for v in archive.read("size", "<i4", 8))
    if time_us.ndim != 1 or not 0 < n <= most_frames(outlined) or not (0 < width <= _MOST_PX and 0 < height <= _MOST_PX):
        raise DamagedArchiveError("no frames, too many of them, or no picture")
    if np.abs(time_us // 2).max() > _MOST_US or (np.diff(time_us) <= 0).any():
        raise DamagedArchiveError("times that do not rise")
    joints = LANDMARK_COUNT
    return Track(
        time_us / TIME_STEPS,
        _numbers(archive, "px", (joints, 2, n), PX_STEPS, _FAR_PX),
        np.ascontiguousarray(np.moveaxis(_within(_unpacked(archive, "visibility", (joints, n), VISIBILITY_STEPS, _ALONG_TIME), 1), -1, 0)),
        _numbers(archive, "world", (joints, 3, n), WORLD_STEPS, _FAR_M),
        (width, height),
        _outline(archive, n) if outlined and with_outline else None,
        _provenance(archive),
    )


def _provenance(archive: Archive) -> dict[str, str | int | float]:
    """Texts and numbers by name."""
    found = json.loads(str(archive.read("provenance", "<U", _PROVENANCE_BYTES)))
    if not isinstance(found, dict) or not all(isinstance(value, str | int | float) for value in found.values()):
        raise DamagedArchiveError("no provenance")
    return found


def _numbers(archive: Archive, name: str, shape: tuple[int, ...], steps: int, most: float) -> Array:
    """Landmarks, time first, as they were packed along time."""
    values = np.moveaxis(_unpacked(archive, name, shape, steps, _ALONG_TIME), -1, 0)
    return _within(_masked(values, _known(archive, name, values.size)), most)


def _outline(archive: Archive, n: int) -> Array:
    """(n, OUTLINE_POINTS, 2), a part at a time: it is most of a track, and takes several times its size while it is unpacked."""
    shape = (n, OUTLINE_POINTS, 2)
    planes = _planes(archive, "outline", shape)
    bits = np.unpackbits(_known(archive, "outline", planes[0].size), count=planes[0].size).reshape(shape)
    values = np.empty(shape)
    for start in range(0, n, _PART):
        part = slice(start, start + _PART)
        values[part] = unpack(planes[:, part], _ALONG_OUTLINE) / OUTLINE_STEPS
    values[bits == 0] = np.nan
    return _within(values, _FAR_PX)


def _within(values: Array, most: float) -> Array:
    """The same; numbers that cannot be make it a damaged file."""
    if (np.abs(values) > most).any():
        raise DamagedArchiveError("numbers that cannot be")
    return values


def _packed(values: Array, steps: int, axis: int) -> NDArray[np.uint8]:
    """Unknown numbers are packed as zero."""
    return pack(np.nan_to_num(counts(values, steps)).astype(np.int64), axis)


def _planes(archive: Archive, name: str, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    planes = archive.read(name, "|u1", 4 * prod(shape))
    if planes.shape != (4, *shape):
        raise DamagedArchiveError(f"{name}: expected bytes of shape {(4, *shape)}, got {planes.shape}")
    return planes


def _unpacked(archive: Archive, name: str, shape: tuple[int, ...], steps: int, axis: int) -> Array:
    return unpack(_planes(archive, name, shape), axis) / steps


def _known(archive: Archive, name: str, numbers: int) -> NDArray[np.uint8]:
    """The bits of so many numbers."""
    known = archive.read(f"{name}_known", "|u1", -(-numbers // 8))
    if known.shape != (-(-numbers // 8),):
        raise DamagedArchiveError(f"{name}: expected the bits of {numbers} numbers, got {known.shape} bytes")
    return known


def _masked(values: Array, known: NDArray[np.uint8]) -> Array:
    """Contiguous, with NaN where the bits say that nothing is known."""
    bits = np.unpackbits(known, count=values.size).reshape(values.shape)
    return np.where(bits == 1, values, np.nan)
