"""Tracks of videos, made once and kept: the cache is keyed by the video's content, the model, and the program's version."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from platformdirs import user_cache_path

from formcheck import __version__
from formcheck.errors import InputError, OutputError
from formcheck.files.places import own_folder
from formcheck.files.reading import check_regular
from formcheck.pose.pose import Track
from formcheck.pose.trackarrays import FORMAT_VERSION
from formcheck.pose.trackfile import TRACK_SUFFIX, read_track, write_track

if TYPE_CHECKING:
    from formcheck.tracking.record import Made, Way

DAMAGED: Final = "damaged"  # there too: what was wrong with the clip
MADE: Final = 7  # raised when other landmarks are made of the same clip
KEY: Final = "cache_key"  # in a kept track's provenance: what it was made of, so that a file under another's name is not taken for it


def cache_folder() -> Path:
    """Where tracks are kept; it may be deleted at any time."""
    return user_cache_path("formcheck", appauthor=False) / "tracks"


def _raise(error: OutputError) -> None:
    raise error


def track_of(
    clip: Path,
    model: Path | None = None,
    tick: Callable[[int, int | None], None] | None = None,
    not_kept: Callable[[OutputError], None] = _raise,
) -> Track:
    """The track of a clip, with outline: read when the clip is one, from the cache, or made now.

    not_kept: told why the track could not be put into the cache; it is returned all the same.
    Raises InputError when the clip cannot be read.
    """
    if clip.name.lower().endswith(TRACK_SUFFIX):
        return read_track(clip)
    from formcheck.tracking.record import Way

    return kept_or_made(clip, Way(model), tick or (lambda *_: None), lambda: False, not_kept).track


def kept_or_made(
    clip: Path,
    way: Way,
    tick: Callable[[int, int | None], None],
    stop: Callable[[], bool],
    not_kept: Callable[[OutputError], None] = _raise,
) -> Made:
    """The landmarks of a video, from the cache or made now and then kept, unless they were stopped; errors as for ``track_of``."""
    from formcheck.tracking.look import PIECES
    from formcheck.tracking.record import Made, landmarks

    usual = way == replace(way, outline=True, fast=False, pieces=PIECES)
    key = key_of(clip, way.model, "" if usual else f" outline {way.outline} fast {way.fast} {way.pieces}")
    kept = _path_of(key)
    if (track := _kept(kept, key)) is not None:
        told = str(track.provenance.get(DAMAGED, ""))
        return Made(track, told or None)
    made = landmarks(clip, way, tick, stop)
    if made.whole:
        made.poses.provenance.update({KEY: key, DAMAGED: made.damaged or ""})
        try:
            own_folder(kept.parent, "check its permissions")
            write_track(kept, made.poses)
        except OutputError as error:
            not_kept(error)
    return made


def why_not_kept() -> OutputError | None:
    """Why no track could be put into the cache now; None when one could."""
    try:
        own_folder(cache_folder(), "check its permissions")
        if not os.access(cache_folder(), os.W_OK):
            raise OutputError(f"{cache_folder()}: cannot be written")
    except OutputError as error:
        return error
    return None


def heedless(_: OutputError) -> None:
    """For ``not_kept``, where it was told before: the landmarks are worth more than their place in the cache."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A video whose track is to be kept."""

    clip: Path
    model: Path | None


def fill(what: Fill, tick: Callable[[int, int | None], None], stop: Callable[[], bool]) -> None:
    """Make the track of a video and keep it, unless it is stopped; errors as for ``track_of``."""
    from formcheck.tracking.record import Way

    kept_or_made(what.clip, Way(what.model), tick, stop)


def is_kept(clip: Path, model: Path | None) -> bool:
    """Need no landmarks be made for ``track_of``?  Raises InputError when the clip cannot be read."""
    return clip.name.lower().endswith(TRACK_SUFFIX) or cached_path(clip, model).is_file()


def cached_path(clip: Path, model: Path | None) -> Path:
    """The cache file of a clip, whether or not it is there.  Raises InputError when the clip cannot be read."""
    return _path_of(key_of(clip, model))


def key_of(clip: Path, model: Path | None, way: str = "") -> str:
    """What a clip's track depends on, as hexadecimal digits.  Raises InputError when the clip cannot be read."""
    from formcheck.estimate.model import check_model, default_model

    digest = hashlib.sha256()
    check_regular(clip, "a clip")
    try:
        with clip.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError:
        raise InputError(f"{clip}: no such file; check the name and the folder") from None
    except OSError as error:
        raise InputError(f"{clip}: cannot be read ({error.strerror})") from None
    except ValueError:
        raise InputError(f"{str(clip)!r}: cannot be the name of a file") from None
    digest.update(f"{check_model(model or default_model())} {__version__} {FORMAT_VERSION} {MADE}{way}".encode())
    return digest.hexdigest()


def _path_of(key: str) -> Path:
    return cache_folder() / f"{key[:40]}{TRACK_SUFFIX}"


def _kept(path: Path, key: str) -> Track | None:
    """The kept track; None when there is none, or one that is damaged or of something else, which is taken away."""
    if not path.is_file():
        return None
    try:
        track = read_track(path)
    except InputError:
        track = None
    if track is None or track.provenance.get(KEY) != key:
        with suppress(OSError):
            path.unlink()
        return None
    return track
