"""Where may be written: decided here, for everything that is written.

A result replaces an earlier result of its own kind, and nothing else: who mistypes a name must not lose a pose file, labels or a video.
What a file is, its first bytes say, as a name says little.  Links are followed, so that the file they stand for is the one that changes.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import OutputError

_LOOKED_AT: Final = 65_536  # bytes at the beginning of a file
_MOST_LINKS: Final = 40


@dataclass(frozen=True)
class Kind:
    """A kind of file that is written.  name: in words.  is_one: whether a file that begins with these bytes is of it.

    private: it tells of a person, and is for that person's eyes only.
    """

    name: str
    is_one: Callable[[bytes], bool]
    private: bool = True


def _begins(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(heads)


def _has(pattern: bytes) -> Callable[[bytes], bool]:
    """A text with such a line."""
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda head: b"\0" not in head and compiled.search(head) is not None


JSON_LINES: Final = Kind("results (JSON)", _begins(b'{"clip": '))
RECORD: Final = Kind("a session record", _begins(b'{"event": '))
CSV: Final = Kind("a table (CSV)", _begins(b"clip,exercise,kind,"))
PARQUET: Final = Kind("a table (Parquet)", _begins(b"PAR1"))
CURVES: Final = Kind("values of measures (CSV)", lambda head: head.startswith(b"time_s,") and not head.startswith(b"time_s,phase,"))
EVIDENCE: Final = Kind("evidence of faults", _begins(b"# How far right and wrong people"), private=False)
LABELS: Final = Kind("labels", _has(rb"^\s*exercise\s*:"))
PROFILE: Final = Kind("a profile", _has(rb"^name\s*:"))
TRACK: Final = Kind("a track", lambda head: head.startswith(b"PK\3\4") and head[30:48] == b"format_version.npy")
VIDEO: Final = Kind("a video (MP4)", lambda head: head[4:8] == b"ftyp")
PAGE: Final = Kind("a page of pictures", _begins(b'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport"'))
ALBUM_PICTURE: Final = Kind("a picture (PNG)", _begins(b"\x89PNG\r\n\x1a\n"))
REPORT: Final = Kind("a page of results", _begins(b'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv='))
SIGNALS: Final = Kind("measures of every frame (CSV)", _begins(b"time_s,phase,"))
TRC: Final = Kind("landmarks (TRC)", _begins(b"PathFileType\t"))
WEEKS: Final = Kind("a history (CSV)", _begins(b"exercise,title,begins,"))
LANDMARK_LOG: Final = Kind("the landmarks of a session", _begins(b"FCLM"))
RULES: Final = Kind("the rules of a session", _begins(b'{"'))
KEPT_RULES: Final = Kind("rules that were read before", _begins(b"formcheck "))
DATABASE: Final = Kind("the index of sessions", lambda _: True)  # of a name in the program's own folder; a damaged one is made anew
PICTURE: Final = Kind("a picture (PNG)", _begins(b"\x89PNG\r\n\x1a\n"), private=False)
POSE_FILE: Final = Kind("a text", lambda head: b"\0" not in head, private=False)  # of a name that only pose files have


def real_place(path: Path) -> Path:
    """The file that a path stands for, links followed; it need not be there.  Raises OutputError for links that go round."""
    place, followed = path, 0
    try:
        while place.is_symlink():
            place, followed = place.parent / place.readlink(), followed + 1
            if followed > _MOST_LINKS:
                raise OutputError(f"{path}: is no place for a file (links that go round); choose another")
        return Path(os.path.realpath(place.parent)) / place.name
    except (OSError, ValueError) as error:  # ValueError: a zero in the name
        raise OutputError(f"{path}: is no place for a file ({getattr(error, 'strerror', None) or error}); choose another") from error


def is_device(path: Path) -> bool:
    """True for a device or a pipe, which is written to as it is."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def check_place(path: Path, kind: Kind, clips: Sequence[Path] = ()) -> Path:
    """The file that will be written for this path.

    clips: files that are read, and never overwritten.  Raises OutputError when something else would be lost or it cannot be written.
    """
    if any(same_file(path, clip) for clip in clips):
        raise OutputError(f"{path}: is the clip itself, which is never overwritten; choose another place")
    if path.is_dir():
        raise OutputError(f"{path}: cannot be written: it is a folder; give the name of a file")
    if is_device(path):
        return path
    place = real_place(path)
    if not place.parent.is_dir():
        raise OutputError(f"{path}: cannot be written: no such folder as {place.parent}; make it first")
    if not os.access(place if place.exists() else place.parent, os.W_OK):
        raise OutputError(f"{path}: cannot be written here; choose another place")
    if place.exists() and not _may_replace(place, kind):
        raise OutputError(f"{path}: is there already and is not {kind.name}, so that it is not replaced; take another name")
    return place


def check_apart(paths: Sequence[Path]) -> None:
    """Raises OutputError when two results would be one file, however it is spelt."""
    seen: set[str] = set()
    for path in paths:
        if is_device(path):
            continue
        place = os.path.normcase(real_place(path))
        if place in seen:
            raise OutputError(f"{path}: two results would be written to this one file; give each its own name or folder")
        seen.add(place)


def same_file(path: Path, other: Path) -> bool:
    """True for the same file, also by way of a link."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return path.absolute() == other.absolute()


def make_folder(folder: Path, private: bool, what_to_do: str) -> None:
    """Make a folder and those above it; private: for the owner only, also when it was there.  Raises OutputError.

    what_to_do: goes on after the reason.
    """
    try:
        for place in (*reversed(folder.parents), folder):
            if not place.is_dir():
                place.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{folder}: the folder cannot be made: {reason}; {what_to_do}") from error


def own_folder(folder: Path, what_to_do: str) -> None:
    """Make a folder of this program's own for what it knows of a person; one from earlier is closed to others.  Raises OutputError."""
    make_folder(folder, True, what_to_do)
    if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        try:
            folder.chmod(0o700)
        except OSError as error:
            raise OutputError(f"{folder}: others can look into it, and that cannot be changed: {error.strerror}; {what_to_do}") from error


def _may_replace(place: Path, kind: Kind) -> bool:
    try:
        with place.open("rb") as file:
            head = file.read(_LOOKED_AT)
    except OSError:  # may be written but not read: what it is nobody knows
        return False
    return not head or kind.is_one(head.removeprefix(b"\xef\xbb\xbf"))
