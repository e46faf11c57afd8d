"""Processes: clips side by side, each in a process of its own that shares nothing with the others.

Started anew (spawn), which works on every system and lets no thread or lock of this process into them.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Final, Self

from formcheck.errors import FormCheckError
from formcheck.work.base import FRESH_AFTER, TRIES, ItemT, Job, ResultT, Show, Stop, poisoned
from formcheck.work.here import Here
from formcheck.work.worker import STOP, serve, signals_held_back

_LOOK_S: Final = 0.2  # how often it is asked whether to stop
_PATIENCE_S: Final = 5.0  # for a process to end of itself


@dataclass
class _Process:
    process: SpawnProcess
    connection: Connection
    served: int = 0
    busy_with: int | None = None  # number of the item

    @classmethod
    def started(cls) -> _Process:
        context = multiprocessing.get_context("spawn")
        mine, its = context.Pipe()
        process = context.Process(target=serve, args=(its,), daemon=True)
        with signals_held_back():
            process.start()
        its.close()
        return cls(process, mine)

    def end(self) -> str:
        """End it, at once when it is busy.  Returns how it has ended, in words."""
        self.connection.close()
        self.process.join(_PATIENCE_S)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        code = self.process.exitcode or 0
        self.process.close()
        return f"signal {-code}" if code < 0 else f"exit status {code}"


@dataclass
class _Run:
    """One call of ``run``.  found: results whose turn has not come."""

    job: Any
    items: Sequence[Any]
    waiting: deque[int]
    found: dict[int, Any] = field(default_factory=dict)
    deaths: Counter[int] = field(default_factory=Counter)
    done: int = 0


class Processes:
    """`Workers` in at most ``jobs`` processes; each makes way for a fresh one after ``fresh_after`` clips.

    A clip whose process dies is tried once more, in a fresh one.  apart: also a single clip has a process of its own.
    """

    def __init__(self, jobs: int, stop: Stop, show: Show, fresh_after: int = FRESH_AFTER, apart: bool = False) -> None:
        self._apart = apart
        self._jobs = jobs
        self._stop = stop
        self._show = show
        self._fresh_after = fresh_after
        self._all: list[_Process] = []
        self._told_to_stop = False

    def run(self, job: Job[ItemT, ResultT], items: Sequence[ItemT]) -> Iterator[ResultT | FormCheckError]:
        """See `Workers`.  Items are begun in their order; those that were begun when the work is stopped end early and are told."""
        if len(items) == 1 and not self._all and not self._apart:  # a process would only take time to start
            yield from Here(self._stop, self._show).run(job, items)
            return
        run = _Run(job, items, deque(range(len(items))))
        for turn in range(len(items)):
            if turn not in run.found:
                with self._show("all clips", "clips") as tick:
                    while turn not in run.found and self._goes_on(run):
                        tick(run.done, len(items))
            if turn not in run.found:
                return
            yield run.found.pop(turn)

    def _goes_on(self, run: _Run) -> bool:
        """Hand out work and take in results for a moment; False when nothing is left to wait for."""
        if self._stop():
            run.waiting.clear()
            self._tell_to_stop()
        self._hand_out(run)
        busy = {one.connection: one for one in self._all if one.busy_with is not None}
        for connection in wait(list(busy), _LOOK_S) if busy else ():
            self._take(run, busy[connection])  # type: ignore[index]  # only these are waited for
        return bool(busy)

    def _tell_to_stop(self) -> None:
        if self._told_to_stop:
            return
        self._told_to_stop = True
        for one in self._all:
            try:
                one.connection.send(STOP)
            except OSError:  # it has just died; that is seen when its result is awaited
                continue

    def _hand_out(self, run: _Run) -> None:
        while run.waiting:
            one = next((one for one in self._all if one.busy_with is None), None)
            if one is None:
                if len(self._all) >= self._jobs:
                    return
                one = _Process.started()
                self._all.append(one)
            one.busy_with = run.waiting.popleft()
            try:
                one.connection.send((run.job, run.items[one.busy_with]))
            except OSError:
                self._bury(run, one)

    def _take(self, run: _Run, one: _Process) -> None:
        try:
            result = one.connection.recv()
        except (EOFError, OSError):
            self._bury(run, one)
            return
        assert one.busy_with is not None
        run.found[one.busy_with] = result
        run.done += 1
        one.busy_with, one.served = None, one.served + 1
        if one.served >= self._fresh_after:
            self._all.remove(one)
            one.end()

    def _bury(self, run: _Run, one: _Process) -> None:
        """Its process is dead: what it was busy with is begun again, or given up."""
        self._all.remove(one)
        how, number = one.end(), one.busy_with
        assert number is not None
        run.deaths[number] += 1
        if run.deaths[number] < TRIES and not self._told_to_stop:
            run.waiting.appendleft(number)
        else:
            run.found[number] = poisoned(run.items[number], how)
            run.done += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        ending, self._all = self._all, []
        for one in ending:
            one.connection.close()  # all at once, so that nobody waits for the other
        for one in ending:
            one.end()
