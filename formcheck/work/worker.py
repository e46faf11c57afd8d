"""The other end of `Processes`: what runs in a process that works for another one.

It ends when the other one does, however that happens: the connection breaks then.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any, Final

from formcheck.files.beside import drop_all
from formcheck.work.base import unexpected

STOP: Final = "stop"
SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def signals_held_back() -> Iterator[None]:
    """While a process is started: it must not die of a signal to all before it has learnt to leave signals to its master."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_signals_to_master() -> None:
    """In a process that was started with ``signals_held_back``: Ctrl-C goes to all of a terminal, and the master says when to stop."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def serve(connection: Connection) -> None:
    """Take (job, item) and send back the result or a FormCheckError, until the connection is closed."""
    leave_signals_to_master()
    orders: SimpleQueue[Any] = SimpleQueue()
    stop = Event()
    Thread(target=_listen, args=(connection, orders, stop), daemon=True).start()
    while True:
        job, item = orders.get()
        try:
            result = job(item, lambda *_: None, stop.is_set)
        except Exception as error:  # noqa: BLE001 - told as the result of this clip
            result = unexpected(item, error)
        with suppress(OSError):  # nobody waits for it any more; the listener ends the process
            connection.send(result)


def _listen(connection: Connection, orders: SimpleQueue[Any], stop: Event) -> None:
    try:
        while True:
            order = connection.recv()
            if order == STOP:
                stop.set()
            else:
                orders.put(order)
    except (EOFError, OSError):
        drop_all()  # what is half written
        os._exit(0)
