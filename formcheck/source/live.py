"""LiveReader: what cameras and clips played in real time have in common.

A thread of its own takes pictures as they come and keeps only the newest, so that whoever reads them is never shown the past, however
slow it is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Condition, Event, Thread
from types import TracebackType
from typing import Final, Self

from formcheck.errors import FormCheckError
from formcheck.source.frame import Frame

_FAREWELL_S: Final = 2.0  # how long `close` waits for a thread that is stuck in a driver
_PATIENCE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class CameraState:
    """Why there is no new picture.  text: in words, empty when it is only not there yet.  ended: there will never be one."""

    text: str = ""
    ended: bool = False


class LiveReader(ABC):
    """A `Source` that can also be polled.  Its pictures may be read from one thread at a time."""

    name: str
    size: tuple[int, int]
    frame_count: int | None = None

    def __init__(self) -> None:
        self._news = Condition()
        self._newest: Frame | None = None
        self._over = False
        self._failure: FormCheckError | None = None
        self._stop = Event()
        self._thread = Thread(target=self._work, name="formcheck-reader", daemon=True)

    def read(self, timeout_s: float) -> Frame | CameraState:
        """The newest picture not read before, waiting for it at most timeout_s seconds; or why there is none.

        Raises FormCheckError when the source has failed for good.
        """
        with self._news:
            self._news.wait_for(lambda: self._newest is not None or self._over, timeout_s)
            frame, self._newest = self._newest, None
        if frame is not None:
            return frame
        if self._failure is not None:
            raise self._failure
        return self._state()

    def close(self) -> None:
        """Stop reading and release the device; can be called more than once."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_FAREWELL_S)

    def __iter__(self) -> Iterator[Frame]:
        """Newest pictures, until the source is closed or ends."""
        while not self._stop.is_set():
            got = self.read(_PATIENCE_S)
            if isinstance(got, Frame):
                yield got
            elif got.ended:
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @abstractmethod
    def _run(self) -> None:
        """In the thread: `_put` pictures until `_stop` is set or there are no more."""

    @abstractmethod
    def _state(self) -> CameraState:
        """In the reader's thread: what to say when there is no new picture."""

    def _put(self, frame: Frame) -> None:
        with self._news:
            self._newest = frame
            self._news.notify_all()

    def _work(self) -> None:
        try:
            self._run()
        except FormCheckError as error:  # told to whoever reads, not to the thread's end
            self._failure = error
        finally:
            with self._news:
                self._over = True
                self._news.notify_all()
