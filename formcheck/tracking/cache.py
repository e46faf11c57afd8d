"""Tracks of videos, made once and kept: the cache is keyed by the video's content, the model, and the program's version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from formcheck import __version__
from formcheck.errors import InputError, OutputError
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import FORMAT_VERSION, TRACK_SUFFIX, read_track, write_track


def cache_folder() -> Path:
    """Where tracks are kept; it may be deleted at any time."""
    return user_cache_path("formcheck", appauthor=False) / "tracks"


def track_of(clip: Path, model: Path | None = None, tick: Callable[[int, int | None], None] | None = None) -> Track:
    """The track of a clip, with outline: read when the clip is one, from the cache, or made now.

    Raises InputError when the clip cannot be read, OutputError when the cache cannot be written.
    """
    if clip.name.endswith(TRACK_SUFFIX):
        return read_track(clip)
    kept = cached_path(clip, model)
    if kept.is_file():
        try:
            return read_track(kept)
        except InputError:
            kept.unlink()  # damaged: made anew
    from formcheck.tracking.record import landmarks

    track, _ = landmarks(clip, True, model, tick or (lambda *_: None), lambda: False)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{kept.parent}: the folder for tracks cannot be made ({error.strerror}); check its permissions") from None
    write_track(kept, track)
    return track


def cached_path(clip: Path, model: Path | None) -> Path:
    """The cache file of a clip, whether or not it is there.  Raises InputError when the clip cannot be read."""
    from formcheck.estimate.model import check_model, default_model

    digest = hashlib.sha256()
    try:
        with clip.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError:
        raise InputError(f"{clip}: no such file; check the name and the folder") from None
    except OSError as error:
        raise InputError(f"{clip}: cannot be read ({error.strerror})") from None
    digest.update(f"{check_model(model or default_model())} {__version__} {FORMAT_VERSION}".encode())
    return cache_folder() / f"{digest.hexdigest()[:40]}{TRACK_SUFFIX}"
