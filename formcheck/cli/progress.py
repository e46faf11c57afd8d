"""A progress bar on stderr, when somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self


class Progress:
    """One bar at a time; nothing at all when stderr is not a terminal.  A context manager."""

    def __enter__(self) -> Self:
        self._bar = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[unit]}"),
                TimeRemainingColumn(),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar = None

    @contextmanager
    def clip(self, name: str, unit: str = "frames") -> Iterator[Callable[[int, int | None], None]]:
        """Show a bar for one clip; yields what to call with the frames done and about how many there are."""
        bar = self._bar
        if bar is None:
            yield lambda *_: None
            return
        with bar:
            row = bar.add_task(name, total=None, unit=unit)
            try:
                yield lambda done, total: bar.update(row, completed=done, total=total and max(done, total))
            finally:
                bar.remove_task(row)
