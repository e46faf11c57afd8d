"""Here: the work is done in this process, one clip after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from formcheck.errors import FormCheckError
from formcheck.work.base import ItemT, Job, ResultT, Show, Stop


class Here:
    """`Workers` that are none."""

    def __init__(self, stop: Stop, show: Show) -> None:
        self._stop = stop
        self._show = show

    def run(self, job: Job[ItemT, ResultT], items: Sequence[ItemT]) -> Iterator[ResultT | FormCheckError]:
        """See `Workers`."""
        for item in items:
            found: ResultT | FormCheckError
            try:
                with self._show(item.clip.name, "frames") as tick:
                    found = job(item, tick, self._stop)
            except FormCheckError as error:
                found = error
            yield found
            if self._stop():
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass
