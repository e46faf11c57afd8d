"""Locks between processes: for a file that is being written, and for a folder in which a file is read, changed and written."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

if sys.platform != "win32":
    import fcntl

LOCK_FILE: Final = ".formcheck-lock"
_WAITED: Final = (errno.EDEADLK, errno.EACCES)  # somebody else has it


def try_lock(handle: int) -> bool:
    """Lock an open file until it is closed, or the process ends; False when another process has it.

    True also where the system has no such locks: whoever asks must have another sign then.
    """
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


@contextmanager
def _alone_on_windows(folder: Path) -> Iterator[None]:
    """There a folder cannot be locked: a file in it is, which stays, and which nobody reads."""
    msvcrt: Any = import_module("msvcrt")  # its types are known on Windows only
    handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # tries for ten seconds
                break
            except OSError as error:
                if error.errno not in _WAITED:  # a file system without locks: as good as it gets
                    break
        yield
    finally:
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """While inside: no other process is inside for the same folder, which must be there; waits for one that is."""
    if sys.platform == "win32":
        with _alone_on_windows(folder):
            yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks: as good as it gets
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
