"""Workers: who looks at the clips.  What is asked for is one call for each clip; where it is done makes no difference to the result."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self, TypeVar

from formcheck.errors import FormCheckError, InputError

Tick = Callable[[int, int | None], None]  # told how much is done, and about how much there is
Show = Callable[[str, str], AbstractContextManager[Tick]]  # shows progress of something, counted in a unit, while inside
Stop = Callable[[], bool]  # true when the work is to end

FRESH_AFTER: Final = 50  # clips, after which a process makes way for a fresh one: whatever its libraries have lost goes with it
TRIES: Final = 2  # a clip whose process dies is tried again once: another process may have taken the memory


class Item(Protocol):
    """What one call is about; it and the results travel between processes, pickled."""

    @property
    def clip(self) -> Path:
        """The clip, by which failures are told."""
        ...


ItemT = TypeVar("ItemT", bound=Item)
ResultT = TypeVar("ResultT")
Job = Callable[[ItemT, Tick, Stop], ResultT]  # raises FormCheckError for a clip that is no good; a function of a module, or data


class Workers(Protocol):
    """A context manager; leaving it ends whatever still works."""

    def run(self, job: Job[ItemT, ResultT], items: Sequence[ItemT]) -> Iterator[ResultT | FormCheckError]:
        """The result of each item, in their order, or why there is none; fewer when the work was stopped."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def poisoned(item: Item, how: str) -> InputError:
    """Why there is no result of a clip whose process died, again and again."""
    return InputError(f"{item.clip}: whoever looked at it died {TRIES} times ({how}); it is damaged, or too large for this machine")


def unexpected(item: Item, error: BaseException) -> FormCheckError:
    """What nobody thought of must not cost the other clips their results."""
    if isinstance(error, FormCheckError):
        return error
    text = " ".join(str(error).split()) or "no more is known"
    return InputError(f"{item.clip}: could not be looked at ({type(error).__name__}: {text}); leave it out, or report this")
