"""Locks between processes: for a file that is being written, and for a folder in which a file is read, changed and written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


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
def alone_in(folder: Path) -> Iterator[None]:
    """While inside: no other process is inside for the same folder, which must be there; waits for one that is."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks: as good as it gets
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
