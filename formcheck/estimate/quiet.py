"""Keeps log lines that libraries write straight to the terminal away from it, and nothing else."""

from __future__ import annotations

import os
import re
import sys
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Final, Self

_STDERR: Final = 2

# abseil's and TensorFlow Lite's own lines: `W0000 00:00:1795266748.947580    7959 some_file.cc:114] text`
_LOG_LINE = re.compile(rb"(?:[IWE]\d{4} \d\d:\d\d:|(?:INFO|WARNING|ERROR): |Calculator::)")


class QuietLogs:
    """While inside: what C code writes to stderr is held back; on leaving, all of it but log lines is written after all.

    The redirection is of the file descriptor, hence for the whole process: keep the stretch short.
    """

    def __init__(self) -> None:
        self._terminal: int | None = None
        self._held: IO[bytes] | None = None

    def __enter__(self) -> Self:
        if sys.stderr is not None:
            sys.stderr.flush()
        try:
            self._held = TemporaryFile()
            self._terminal = os.dup(_STDERR)
            os.dup2(self._held.fileno(), _STDERR)
        except OSError:  # no stderr, no temporary folder: log lines then, but no failure
            self._release()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        held = self._held
        if self._terminal is None or held is None:
            return
        if sys.stderr is not None:
            sys.stderr.flush()
        os.dup2(self._terminal, _STDERR)
        held.seek(0)
        rest = b"".join(line for line in held if not _LOG_LINE.match(line))
        if rest:
            os.write(_STDERR, rest)
        self._release()

    def _release(self) -> None:
        if self._terminal is not None:
            os.close(self._terminal)
        if self._held is not None:
            self._held.close()
        self._terminal = self._held = None
