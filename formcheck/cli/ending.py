"""Signals that end the program: Ctrl-C, SIGTERM, and SIGHUP when the terminal is closed.  What was done until then is kept."""

from __future__ import annotations

import signal
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import Any, Final, Self

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP")  # the last one is unknown to Windows
SIGNALS: Final = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
_SHELL: Final = 128  # what shells report of a program that a signal ended: this and its number


class Ended(KeyboardInterrupt):
    """A signal has ended the work at once; files that were being written are cleared away on the way out."""

    STATUSES: Final = tuple(_SHELL + number for number in SIGNALS)

    def __init__(self, number: int = signal.SIGINT) -> None:
        self.status = _SHELL + number
        super().__init__()

    @staticmethod
    def status_of(error: KeyboardInterrupt) -> int:
        """The exit status of a program that this has ended."""
        return error.status if isinstance(error, Ended) else _SHELL + signal.SIGINT


def end_on_signals() -> None:
    """From now on a signal raises Ended, so that nothing half-written stays.  One that is ignored (`nohup`) stays ignored."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    raise Ended(number)


class Stop:
    """While inside: the first signal only sets ``asked``, so that a loop ends between two frames; the second one ends at once.

    status: the exit status then.  Outside the main thread, where Python allows no signal handler, it never fires.
    """

    def __init__(self) -> None:
        self.asked = False
        self.status = _SHELL + signal.SIGINT
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if current_thread() is main_thread():
            for number in SIGNALS:
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def __call__(self) -> bool:
        """True when the loop is to end."""
        return self.asked

    def _ask(self, number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise Ended(number)
        self.asked, self.status = True, _SHELL + number
