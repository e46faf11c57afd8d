"""Lanes: threads with a short queue, so that decoding and encoding go on beside the pose network.

Both are context managers that hand on the error of their thread and never leave a thread behind: also when a signal interrupts them,
they end only when their thread has, for what it reads or writes is closed next, and a decoder closed in its work kills the program.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from threading import Semaphore
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

T = TypeVar("T")

ROOM_BYTES: Final = 24_000_000  # of pictures waiting in one lane: 8K frames have 100 MB each
MOST_ROOM: Final = 16
FAREWELL_S: Final = 5.0  # after an interruption, for work that is stuck: on a disk that does not answer


class _End:
    """Marks the end of a queue."""


def room_for(size: tuple[int, int]) -> int:
    """How many pictures of this size (width, height) may wait in one lane, at least one."""
    return max(1, min(MOST_ROOM, ROOM_BYTES // max(1, 3 * size[0] * size[1])))


def end_when_done(pool: ThreadPoolExecutor, work: Future[None]) -> None:
    """End a thread after its work, and only then raise what interrupted the waiting; a thread that is stuck is given up after FAREWELL_S.

    ``Thread.join`` would not do: up to Python 3.12 one that was interrupted takes the thread for ended (python/cpython#90882).
    """
    interrupted: KeyboardInterrupt | None = None
    given_up = False
    while not work.done() and not given_up:
        try:
            wait([work], None if interrupted is None else FAREWELL_S)
            given_up = interrupted is not None
        except KeyboardInterrupt as error:
            interrupted = error
    pool.shutdown(wait=work.done())
    if interrupted is not None:
        raise interrupted


class ReadAhead(Generic[T]):
    """Iterates in a thread of its own, at most ``room`` items ahead of the reader.

    An error of the iterable is raised in the reader, after the items that came before it.
    """

    def __init__(self, items: Iterable[T], room: int) -> None:
        self._items = items
        self._queue: SimpleQueue[T | _End] = SimpleQueue()
        self._room = Semaphore(room)
        self._closed = False
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="read-ahead")

    def __enter__(self) -> Self:
        self._future = self._pool.submit(self._fill)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closed = True
        self._room.release()
        end_when_done(self._pool, self._future)

    def _fill(self) -> None:
        items = iter(self._items)
        try:
            for item in items:
                self._room.acquire()
                if self._closed:
                    return
                self._queue.put(item)
        finally:
            if isinstance(items, Generator):
                items.close()  # lets go of the file at once
            self._queue.put(_End())

    def __iter__(self) -> Iterator[T]:
        while True:
            item = self._queue.get()
            if isinstance(item, _End):
                self._future.result()
                return
            self._room.release()
            yield item


class WriteBehind(Generic[T]):
    """Writes in a thread of its own, in order, at most ``room`` items behind the one who puts.

    An error of ``write`` is raised by the next ``put``, or at the latest when the lane is closed.
    Leaving the ``with`` block waits until everything that was put is written, whatever ended the block.
    """

    def __init__(self, write: Callable[[T], None], room: int) -> None:
        self._write = write
        self._queue: SimpleQueue[T | _End] = SimpleQueue()
        self._room = Semaphore(room)
        self._stopped = False
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="write-behind")

    def __enter__(self) -> Self:
        self._future: Future[None] = self._pool.submit(self._drain)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._queue.put(_End())
        end_when_done(self._pool, self._future)
        if kind is None:  # an error under way goes first
            self._future.result()

    def put(self, item: T) -> None:
        """Hand over an item; waits while the lane is full."""
        self._room.acquire()
        if self._stopped:
            self._room.release()
            self._future.result()
        self._queue.put(item)

    def _drain(self) -> None:
        try:
            while not isinstance(item := self._queue.get(), _End):
                self._write(item)
                self._room.release()
        finally:
            self._stopped = True
            self._room.release()
