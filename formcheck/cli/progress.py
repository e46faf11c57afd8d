"""A progress bar on stderr, when somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import IO, Any, Self, TextIO, cast

from formcheck.cli.shared import note
from formcheck.errors import FormCheckError
from formcheck.files.words import plain


class _Heedless:
    """A stream that loses what it cannot write: when the terminal is closed, the work still has to come to its end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            return self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Progress:
    """One bar at a time; nothing at all when stderr is not a terminal.  A context manager."""

    def __enter__(self) -> Self:
        self._bar = None
        self._told = False
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[unit]}"),
                TimeRemainingColumn(),
            )
            self._bar = Bar(*columns, console=Console(file=cast(IO[str], _Heedless(sys.stderr))), transient=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar = None

    def not_kept(self, error: FormCheckError) -> None:
        """Say once that landmarks could not be kept for the next time."""
        if not self._told:
            self._told = True
            note(f"{error}; the landmarks of the clips are not kept, the next run looks at the clips again")

    def resuming(self, asked: bool) -> None:
        """Say before the work, when landmarks are to be kept, that they cannot be."""
        from formcheck.tracking.cache import why_not_kept

        if asked and (why := why_not_kept()) is not None:
            self.not_kept(why)

    @contextmanager
    def clip(self, name: str, unit: str = "frames") -> Iterator[Callable[[int, int | None], None]]:
        """Show a bar for one clip; yields what to call with the frames done and about how many there are."""
        bar = self._bar
        if bar is None:
            yield lambda *_: None
            return
        with bar:
            row = bar.add_task(plain(name), total=None, unit=unit)
            try:
                yield lambda done, total: bar.update(row, completed=done, total=total and max(done, total))
            finally:
                bar.remove_task(row)
