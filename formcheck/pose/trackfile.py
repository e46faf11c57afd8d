"""Track files: the poses of a clip, small, without loss beyond the rounding of `quantise`.

What is in them is told in `formcheck.pose.trackarrays`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.errors import InputError, OutputError
from formcheck.files.beside import Beside
from formcheck.files.places import TRACK
from formcheck.files.reading import check_regular
from formcheck.pose.archive import Archive, archive_in, open_archive
from formcheck.pose.pose import LongTrack, Track
from formcheck.pose.trackarrays import MOST_BYTES, Packed, TooNewError, most_frames, to_arrays

TRACK_SUFFIX: Final = ".track.npz"


def write_track(path: Path, track: Track | LongTrack) -> None:
    """Write a track.  Raises OutputError when the place must not or cannot be written; nothing half-written is left behind.

    Of the provenance's source only the name is kept, not the folder; the version of the program is added.
    """
    if len(track) > most_frames(track.outlined):
        raise OutputError(f"{path}: the clip is too long for one track ({len(track)} frames); cut it into parts")
    arrays = to_arrays(track)
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
    with _opened(path) as archive:
        return Packed(archive).track()


def read_parts(path: Path) -> Iterator[Track]:
    """The same, `PART` frames at a time."""
    with _opened(path) as archive:
        yield from Packed(archive).parts()


@contextmanager
def _opened(path: Path) -> Iterator[Archive]:
    """The file as an archive; what goes wrong inside the block is told as the user needs it."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a track in it (*{TRACK_SUFFIX})")
    check_regular(path, "a track", MOST_BYTES)
    try:
        with open_archive(path) as archive:
            yield archive
    except TooNewError as error:
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
    np.savez_compressed(out, **to_arrays(track))  # type: ignore[arg-type]  # numpy has an option beside the names
    return out.getvalue()


def unpacked_track(data: bytes, outline: bool = True) -> Track:
    """The track of a track file's bytes, with its outline or without.  Raises ValueError when they are none, or of a later format."""
    try:
        with archive_in(BytesIO(data)) as archive:
            return Packed(archive, outline).track()
    except TooNewError as error:
        raise ValueError(f"track format {error}") from None
