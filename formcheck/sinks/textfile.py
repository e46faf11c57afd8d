"""TextFile: a text that appears under its name when it is finished, not before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.errors import OutputError
from formcheck.files.beside import Beside
from formcheck.files.places import Kind, check_place, is_device


class TextFile:
    """Writes UTF-8 text beside ``path`` and renames it at the end of the ``with`` block, also when an error ended the block.

    So an earlier file of that name is whole until the new one is.  A device or a pipe (``/dev/stdout``) is written to directly.
    Half a character, which UTF-8 cannot say, is written as its number.
    Raises OutputError when the place must not or cannot be written; nothing half-written stays then.
    """

    def __init__(self, path: Path, kind: Kind) -> None:
        self._path = path
        self._kind = kind
        self._failed = False
        self._beside: Beside | None = None

    def __enter__(self) -> Self:
        try:
            if is_device(self._path):
                handle = _open_device(check_place(self._path, self._kind))
            else:
                self._beside = Beside(self._path, self._kind)
                handle = os.open(self._beside.hidden, os.O_WRONLY)
            self._file = os.fdopen(handle, "w", encoding="utf-8", newline="", errors="backslashreplace")
        except OSError as error:
            self._drop()
            raise self._told(error) from error
        return self

    def write(self, text: str) -> None:
        """Add text; it is on the disk when this returns."""
        try:
            self._file.write(text)
            self._file.flush()
        except OSError as error:
            self._failed = True
            raise self._told(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._close()
        except OSError as fault:
            self._drop()
            if kind is None:
                raise self._told(fault) from fault

    def _close(self) -> None:
        if self._failed:
            self._drop()
            return
        self._file.close()
        if self._beside is not None:
            self._beside.keep()

    def _drop(self) -> None:
        if hasattr(self, "_file"):
            with suppress(OSError):  # what is left in the buffer cannot be written either
                self._file.close()
        if self._beside is not None:
            self._beside.drop()

    def _told(self, error: OSError) -> OutputError:
        return OutputError(f"{self._path}: cannot be written: {error.strerror}; choose another place or make room")


def _open_device(path: Path) -> int:
    """Open without waiting for somebody to read.  Raises OSError, for a pipe that nobody reads too."""
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "set_blocking"):
        os.set_blocking(handle, True)
    return handle
