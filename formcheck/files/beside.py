"""Beside: a new file that appears under its name when it is whole; until then it has a hidden name in the same folder.

What a run left behind that was killed is cleared away by the next one that writes into the folder.  A file that somebody still writes
is locked and carries the number of its process, so that it is left alone.
"""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from formcheck.errors import OutputError
from formcheck.files.lock import try_lock
from formcheck.files.places import Kind, check_place

_MARK: Final = ".formcheck-part"
_LEFT: Final = re.compile(rf"\..*\.(\d+)\.\w+{re.escape(_MARK)}")
_NAME_BYTES: Final = 150  # of the target's name in the hidden one: a file's name has at most 255
_FRESH_S: Final = 60.0  # a process of the same number may have made a newer one just now

_cleared: set[Path] = set()
_open: set[Path] = set()  # targets that are being written in this process
_unfinished: set[Path] = set()  # and their hidden files


class Beside:
    """path: the target, a link is followed.  hidden: where to write.  End with ``keep`` or ``drop``.

    Raises OutputError when the place must not be written (see ``formcheck.files.places``), OSError when it cannot be.
    """

    def __init__(self, path: Path, kind: Kind) -> None:
        self.target = check_place(path, kind)
        if self.target in _open:
            raise OutputError(f"{path}: two results would be written to this one file; give each its own name or folder")
        self._rights = _rights(self.target, kind)
        clear_left_behind(self.target.parent)
        short = os.fsdecode(os.fsencode(self.target.name)[:_NAME_BYTES])
        handle, name = mkstemp(prefix=f".{short}.{os.getpid()}.", suffix=_MARK, dir=self.target.parent)  # readable by the owner only
        self.hidden = Path(name)
        self._handle: int | None = handle
        try_lock(handle)
        _open.add(self.target)
        _unfinished.add(self.hidden)

    def keep(self) -> None:
        """Put the file under its name.  Raises OSError; it is dropped then."""
        try:
            self.hidden.chmod(self._rights)
            self._release()
            self.hidden.replace(self.target)
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Leave nothing behind; an earlier file of the name stays as it was."""
        self._release()
        with suppress(OSError):
            self.hidden.unlink(missing_ok=True)

    def _release(self) -> None:
        _open.discard(self.target)
        _unfinished.discard(self.hidden)
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)


def drop_all() -> None:
    """Leave nothing behind of whatever is being written; for a process that ends at once."""
    for hidden in tuple(_unfinished):
        with suppress(OSError):
            hidden.unlink(missing_ok=True)


def clear_left_behind(folder: Path) -> None:
    """Remove what killed runs left in a folder; looked at once in a process."""
    if folder in _cleared:
        return
    _cleared.add(folder)
    with suppress(OSError):
        for entry in os.scandir(folder):
            found = _LEFT.fullmatch(entry.name)
            if found is not None and entry.is_file(follow_symlinks=False) and _is_left(entry, int(found[1])):
                Path(entry.path).unlink(missing_ok=True)


def _is_left(entry: os.DirEntry[str], process: int) -> bool:
    try:
        handle = os.open(entry.path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        if not try_lock(handle):
            return False
        return not runs(process) or time.time() - entry.stat().st_mtime > _FRESH_S
    finally:
        os.close(handle)


def runs(process: int) -> bool:
    """False when there is no process of this number any more."""
    if os.name != "posix":  # there a file that is being written cannot be removed anyway, and asking would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True


def _rights(target: Path, kind: Kind) -> int:
    """For the owner only when it tells of a person; otherwise those of the file that is replaced, or the usual ones."""
    if kind.private:
        return 0o600
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
