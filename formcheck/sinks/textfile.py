"""TextFile: a text that appears under its name when it is finished, not before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from types import TracebackType
from typing import Self

from formcheck.errors import OutputError


class TextFile:
    """Writes UTF-8 text beside ``path`` and renames it at the end of the ``with`` block, also when an error ended the block.

    So an earlier file of that name is whole until the new one is.  A device (``/dev/stdout``) is written to directly.
    Raises OutputError when the place cannot be written; nothing half-written stays then.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._failed = False

    def __enter__(self) -> Self:
        try:
            if self._path.is_dir():
                raise IsADirectoryError(0, "it is a folder")
            if self._path.exists() and not self._path.is_file():
                self._beside = None
                self._file = self._path.open("w", encoding="utf-8", newline="")
            else:
                handle, name = mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)
                self._beside = Path(name)
                self._file = os.fdopen(handle, "w", encoding="utf-8", newline="")
        except OSError as error:
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
            umask = os.umask(0)  # a temporary file is private; the finished one has the usual rights
            os.umask(umask)
            self._beside.chmod(0o666 & ~umask)
            self._beside.replace(self._path)

    def _drop(self) -> None:
        with suppress(OSError):  # what is left in the buffer cannot be written either
            self._file.close()
        if self._beside is not None:
            self._beside.unlink(missing_ok=True)

    def _told(self, error: OSError) -> OutputError:
        return OutputError(f"{self._path}: cannot be written: {error.strerror}; choose another place or make room")
