"""What is asked of an X server, with a library that answers from a made-up screen of windows."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Callable
from typing import Any

import pytest

from formcheck.window.x11 import X11Connection

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no X server there")

ROOT, FRAME, OURS, HIDDEN, THEIRS = 1, 2, 3, 4, 5
CHILDREN = {ROOT: [FRAME, THEIRS, HIDDEN], FRAME: [OURS]}
PROCESS = {OURS: os.getpid(), HIDDEN: os.getpid(), THEIRS: os.getpid() + 1}


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class FakeXcb:
    """Requests leave their reply under the cookie they return; ``sent``: (window, event) of each event that was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, bytes]] = []
        self._replies: list[bytes | None] = []
        self._screen = ctypes.create_string_buffer(struct.pack("=5I2H", ROOT, 0, 0, 0, 0, 1024, 600))
        libc = ctypes.CDLL(None)
        libc.malloc.restype = ctypes.c_void_p
        self._malloc = libc.malloc

    def __getattr__(self, name: str) -> Any:
        ours = name.replace("xcb_", "_x_")
        call = getattr(self, ours) if hasattr(FakeXcb, ours) else self._answer if name.endswith("_reply") else lambda *values: 0
        function = _callable(call)
        setattr(self, name, function)
        return function

    def _x_connect(self, *values: Any) -> int:
        return 1

    def _x_get_setup(self, *values: Any) -> int:
        return 1

    def _x_setup_roots_iterator(self, *values: Any) -> Any:
        return _Screens(ctypes.addressof(self._screen), 1, 0)

    def _x_intern_atom(self, *values: Any) -> int:
        return self._later(struct.pack("=8xI", 77))

    def _x_query_tree(self, connection: Any, window: int) -> int:
        children = CHILDREN.get(window, [])
        return self._later(struct.pack(f"=16xH14x{len(children)}I", len(children), *children))

    def _x_get_property(self, connection: Any, delete: int, window: int, atom: int, *values: Any) -> int:
        assert atom == 77
        known = window in PROCESS
        return self._later(struct.pack("=16xI12xI", int(known), PROCESS.get(window, 0)))

    def _x_get_window_attributes(self, connection: Any, window: int) -> int:
        return self._later(None if window == HIDDEN else struct.pack("=26xB5x", 2))

    def _x_send_event(self, connection: Any, propagate: int, window: int, mask: int, event: bytes) -> int:
        self.sent.append((window, event))
        return 0

    def _later(self, reply: bytes | None) -> int:
        self._replies.append(reply)
        return len(self._replies) - 1

    def _answer(self, connection: Any, cookie: ctypes.c_uint, error: Any) -> int | None:
        reply = self._replies[cookie.value]
        if reply is None:
            return None
        at = self._malloc(ctypes.c_size_t(len(reply)))
        ctypes.memmove(at, reply, len(reply))
        return int(at)


def _callable(call: Callable[..., Any]) -> Any:
    """Takes attributes such as restype, as functions of ctypes do."""
    return type("Function", (), {"__call__": staticmethod(call)})()


def test_the_size_of_the_screen() -> None:
    assert X11Connection(FakeXcb(), ":0").screen_size() == (1024, 600)


def test_only_windows_of_this_process_that_are_shown_are_told_so() -> None:
    xcb = FakeXcb()
    server = X11Connection(xcb, ":0")
    server.tell_shown()
    assert xcb.sent == [(OURS, struct.pack("=BxHIIBxxx16x", 19, 0, OURS, OURS, 0))]
    server.tell_shown()
    assert len(xcb.sent) == 2


def test_a_closed_connection_tells_nothing() -> None:
    xcb = FakeXcb()
    server = X11Connection(xcb, ":0")
    server.close()
    server.tell_shown()
    server.read()
    assert not xcb.sent
    assert not server.broken
