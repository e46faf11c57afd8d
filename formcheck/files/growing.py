"""Growing: files that lie on the disk as they are written, for what must outlast whatever ends the program."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from formcheck.files.places import Kind, check_place, is_device


def open_growing(path: Path, kind: Kind, fresh: bool = False) -> int:
    """A handle to write with, at the end of what is there already; fresh: in place of it.  Only the owner can read the file.

    Raises OutputError when the place must not be written (see ``formcheck.files.places``), OSError when it cannot be.
    """
    place = check_place(path, kind)
    how = os.O_TRUNC if fresh else os.O_APPEND
    flags = os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(place, flags, 0o600)
    if kind.private and not is_device(place) and os.name == "posix":
        try:
            os.fchmod(handle, 0o600)  # one from earlier may be readable by others
        except BaseException:
            os.close(handle)
            raise
    return handle


def open_lines(path: Path, kind: Kind) -> TextIO:
    """The same for a text of lines: what is written begins on a line of its own, also after one that was cut off."""
    file = os.fdopen(open_growing(path, kind), "a", encoding="utf-8", newline="\n")
    try:
        if _is_cut_off(path):
            file.write("\n")
    except BaseException:
        file.close()
        raise
    return file


def _is_cut_off(path: Path) -> bool:
    """True when the last line has no end: the disk was full, or the power went."""
    if not path.is_file() or not path.stat().st_size:
        return False
    with path.open("rb") as before:
        before.seek(-1, os.SEEK_END)
        return before.read(1) != b"\n"


def to_disk(handle: int) -> None:
    """Past the buffers of the system, where the file lies on a disk: what is written survives a power cut."""
    with suppress(OSError):  # a pipe or a device has no disk
        os.fsync(handle)


def folder_to_disk(folder: Path) -> None:
    """The same for the names in a folder, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        to_disk(handle)
    finally:
        os.close(handle)
