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
import os
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck import __version__
from formcheck.errors import InputError, OutputError
from formcheck.pose.landmarks import LANDMARK_COUNT
from formcheck.pose.packing import pack, unpack
from formcheck.pose.pose import OUTLINE_POINTS, Array, Track
from formcheck.pose.quantise import OUTLINE_STEPS, PX_STEPS, TIME_STEPS, VISIBILITY_STEPS, WORLD_STEPS, counts

TRACK_SUFFIX: Final = ".track.npz"
FORMAT_VERSION: Final = 1

_ALONG_TIME: Final = -1
_ALONG_OUTLINE: Final = 1

Arrays = dict[str, NDArray[Any]]


def write_track(path: Path, track: Track) -> None:
    """Write a track.  Raises OutputError when the place cannot be written; nothing half-written is left behind.

    Of the provenance's source only the name is kept, not the folder; the version of the program is added.
    """
    arrays = _to_arrays(track)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as file:
                np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # numpy has an option beside the names
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: the track cannot be written ({error.strerror}); free some space or choose another place") from error


def read_track(path: Path) -> Track:
    """Read a track.  Raises InputError when there is none, or it is damaged, or of a later format."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a track in it (*{TRACK_SUFFIX})")
    try:
        arrays = _load(path)
        version = int(arrays["format_version"])
        if version > FORMAT_VERSION:
            raise InputError(f"{path}: written by a later Form Check (track format {version}); update Form Check, or record it again")
        return _from_arrays(arrays)
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the name and the folder") from error
    except PermissionError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"{path}: not a track, or a damaged one; record it again with `formcheck track`") from error


def packed_track(track: Track) -> bytes:
    """A track file as bytes."""
    out = BytesIO()
    np.savez_compressed(out, **_to_arrays(track))  # type: ignore[arg-type]  # numpy has an option beside the names
    return out.getvalue()


def unpacked_track(data: bytes) -> Track:
    """The track of a track file's bytes.  Raises ValueError or KeyError when they are none."""
    with np.load(BytesIO(data), allow_pickle=False) as archive:
        return _from_arrays({name: archive[name] for name in archive.files})


def _load(path: Path) -> Arrays:
    # opened here, as numpy leaves a file open that turns out to be a broken archive
    with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


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


def _from_arrays(arrays: Arrays) -> Track:
    time_us = arrays["time_us"]
    n = len(time_us)
    width, height = (int(v) for v in arrays["size"])
    if time_us.dtype != np.int64 or n == 0 or width <= 0 or height <= 0 or (np.diff(time_us) <= 0).any():
        raise ValueError("no frames, no picture, or times that do not rise")
    outline = None
    if "outline" in arrays:
        shape = (n, OUTLINE_POINTS, 2)
        outline = _masked(_unpacked(arrays["outline"], shape, OUTLINE_STEPS, _ALONG_OUTLINE), arrays["outline_known"])
    joints = LANDMARK_COUNT
    return Track(
        time_us / TIME_STEPS,
        _masked(np.moveaxis(_unpacked(arrays["px"], (joints, 2, n), PX_STEPS, _ALONG_TIME), -1, 0), arrays["px_known"]),
        np.ascontiguousarray(np.moveaxis(_unpacked(arrays["visibility"], (joints, n), VISIBILITY_STEPS, _ALONG_TIME), -1, 0)),
        _masked(np.moveaxis(_unpacked(arrays["world"], (joints, 3, n), WORLD_STEPS, _ALONG_TIME), -1, 0), arrays["world_known"]),
        (width, height),
        outline,
        json.loads(str(arrays["provenance"])),
    )


def _packed(values: Array, steps: int, axis: int) -> NDArray[np.uint8]:
    """Unknown numbers are packed as zero."""
    return pack(np.nan_to_num(counts(values, steps)).astype(np.int64), axis)


def _unpacked(planes: NDArray[np.uint8], shape: tuple[int, ...], steps: int, axis: int) -> Array:
    if planes.dtype != np.uint8 or planes.shape != (4, *shape):
        raise ValueError(f"expected bytes of shape {(4, *shape)}, got {planes.dtype} of shape {planes.shape}")
    return unpack(planes, axis) / steps


def _masked(values: Array, known: NDArray[np.uint8]) -> Array:
    """Contiguous, with NaN where the bits say that nothing is known."""
    if len(known) != -(-values.size // 8):
        raise ValueError(f"expected the bits of {values.size} numbers, got {len(known)} bytes")
    bits = np.unpackbits(known, count=values.size).reshape(values.shape)
    return np.where(bits == 1, values, np.nan)
