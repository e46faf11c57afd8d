"""Cluster: clips handed to a scheduler of Dask `distributed` that runs already, at an address.

Each worker of it does one clip at a time, in a process of its own that makes way for a fresh one, as `Processes` does here: a clip that
kills its process becomes one row of errors and costs no worker.  A worker that dies itself gives back its clip, and another one takes it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import local
from time import monotonic
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

from formcheck import __version__
from formcheck.errors import FormCheckError, InputError
from formcheck.work.base import ItemT, Job, ResultT, Show, Stop, Tick, poisoned
from formcheck.work.processes import Processes

_WAIT_S: Final = 20.0  # for the scheduler to answer, and for its first worker
_LOOK_S: Final = 0.5  # how often it is asked whether to stop
_COUNT_S: Final = 2.0  # how often it is asked how many workers there are: each time costs both some milliseconds
_AHEAD: Final = 4  # clips for each worker that the scheduler knows of: it holds no million of them, and nobody runs dry

_own = local()  # of each thread of a worker: the processes that do its clips


class Cluster:
    """`Workers` on other machines, which must see the clips under the same names.  Raises InputError when nobody answers."""

    def __init__(self, address: str, stop: Stop, show: Show) -> None:
        self._address = address
        self._stop = stop
        self._show = show
        self._client: Any = None
        self._room = 0  # for clips under way
        self._counted_s = 0.0

    def __enter__(self) -> Self:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            raise InputError("--cluster needs the extra `cluster`: python -m pip install 'formcheck[cluster]'") from None
        try:
            self._distributed = distributed
            self._client = distributed.Client(self._address, timeout=_WAIT_S)
            self._client.wait_for_workers(1, timeout=_WAIT_S)
            versions = set(self._client.run(version).values())
        except (OSError, ValueError, TimeoutError, ImportError) as error:
            self._close()
            reason = " ".join(str(error).split()) or "it has no worker"
            raise InputError(
                f"{self._address}: no Dask scheduler with workers that have Form Check ({reason}); start them first"
            ) from error
        if versions != {__version__}:
            self._close()
            others = ", ".join(sorted(versions - {__version__}))
            raise InputError(f"{self._address}: its workers have Form Check {others}, this is {__version__}; install the same everywhere")
        return self

    def run(self, job: Job[ItemT, ResultT], items: Sequence[ItemT]) -> Iterator[ResultT | FormCheckError]:
        """See `Workers`.  When the work is stopped, clips that are under way are given up."""
        to_come, found = deque(enumerate(items)), {}
        under_way: dict[Any, int] = {}
        for turn in range(len(items)):
            if turn not in found:
                with self._show("all clips", "clips") as tick:
                    while turn not in found:
                        if self._stop():
                            self._client.cancel(list(under_way))
                            return
                        self._hand_out(job, to_come, under_way)
                        for future in self._done(list(under_way)):
                            number = under_way.pop(future)
                            found[number] = self._result(future, items[number])
                        tick(len(items) - len(to_come) - len(under_way), len(items))
            yield found.pop(turn)

    def _hand_out(self, job: Any, to_come: deque[tuple[int, Any]], under_way: dict[Any, int]) -> None:
        if not to_come:
            return
        if not self._room or monotonic() - self._counted_s > _COUNT_S:
            self._room, self._counted_s = _AHEAD * max(1, sum(self._client.nthreads().values())), monotonic()
        while to_come and len(under_way) < self._room:
            number, item = to_come.popleft()
            under_way[self._client.submit(do, _Within(Path.cwd(), job), item, key=f"formcheck-{uuid4().hex}", pure=False)] = number

    def _done(self, futures: list[Any]) -> list[Any]:
        """Those that are over; waits a moment when none is."""
        if not any(future.done() for future in futures):
            with suppress(TimeoutError):
                self._distributed.wait(futures, timeout=_LOOK_S, return_when="FIRST_COMPLETED")
        return [future for future in futures if future.done()]

    def _result(self, future: Any, item: ItemT) -> Any:
        try:
            return future.result()
        except self._distributed.KilledWorker:
            return poisoned(item, "with workers of the cluster")
        except CancelledError as error:
            raise InputError(f"{self._address}: the scheduler is gone; what was done is kept: start it and go on") from error

    def _close(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            client.close()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()


@dataclass(frozen=True)
class _Within:
    """A job in the folder that names of clips without a folder are meant in."""

    folder: Path
    job: Any

    def __call__(self, item: Any, tick: Tick, stop: Stop) -> Any:
        try:
            os.chdir(self.folder)
        except OSError as error:
            raise InputError(f"{self.folder}: a worker does not see this folder ({error.strerror}); all need the same places") from error
        return self.job(item, tick, stop)


def version() -> str:
    """Of a worker's Form Check."""
    return __version__


def do(job: Job[ItemT, ResultT], item: ItemT) -> ResultT | FormCheckError:
    """On a worker: one clip, in a process that is used for some more."""
    if not hasattr(_own, "processes"):
        # a nanny starts its worker as a "daemon", which may start no process; this one ends with the worker all the same
        getattr(multiprocessing.current_process(), "_config", {})["daemon"] = False
        _own.processes = Processes(1, lambda: False, lambda *_: nullcontext(lambda *_: None), apart=True)
    found: ResultT | FormCheckError = next(_own.processes.run(job, [item]))
    return found
