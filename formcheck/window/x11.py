"""An X server, asked by a connection of our own beside the toolkit's: how large is the screen, which windows of this process are shown?"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_DEEPEST: Final = 4  # levels of windows below the root; a window manager puts one to three frames around a window
_MAP_NOTIFY: Final = 19
_VIEWABLE: Final = 2
_ANY_TYPE: Final = 0
_REPLY: Final = 32  # bytes before what a reply lists

_libc: Final = ctypes.CDLL(None) if os.name == "posix" else None


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class X11Connection:
    """xcb: the library libxcb; display: as in DISPLAY.  Replies are read by their places in the X11 protocol."""

    def __init__(self, xcb: Any, display: str) -> None:
        self._xcb = xcb
        xcb.xcb_connect.restype = ctypes.c_void_p
        xcb.xcb_poll_for_event.restype = ctypes.c_void_p
        self._connection: ctypes.c_void_p | None = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
        self._ours: list[int] = []

    @property
    def broken(self) -> bool:
        """Does the server answer no more?"""
        return bool(self._connection is not None and self._xcb.xcb_connection_has_error(self._connection))

    def read(self) -> None:
        """Read what the server sent, and so notice its end; no event is asked for, none comes."""
        if self._connection is not None:
            self._xcb.xcb_poll_for_event(self._connection)

    def close(self) -> None:
        """Ask no more."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._xcb.xcb_disconnect(connection)

    def screen_size(self) -> tuple[int, int]:
        """Width and height of the whole screen in pixels."""
        screen = self._screen()
        width, height = struct.unpack("=HH", ctypes.string_at(screen + 20, 4))
        return width, height

    def tell_shown(self) -> None:
        """Tell the windows of this process that are on the screen, once more, that they are.

        Under load Qt loses events of new windows now and then (seen with Qt 5.15).  One that never hears that it is shown draws nothing
        for as long as it lives; one that hears it twice draws itself twice.
        """
        if self._connection is None or self.broken:
            return
        self._ours = self._ours or list(self._of_this_process())
        for window in self._ours:
            if self._viewable(window):
                event = struct.pack("=BxHIIBxxx16x", _MAP_NOTIFY, 0, window, window, 0)
                self._xcb.xcb_send_event(self._connection, 0, window, 0, event)
        self._xcb.xcb_flush(self._connection)

    def _of_this_process(self) -> Iterator[int]:
        name = b"_NET_WM_PID"
        with self._reply("intern_atom", 1, len(name), name) as at:
            atom = _numbers(at + 8, 1)[0] if at else 0
        (root,) = _numbers(self._screen(), 1)
        level = [root]
        for _ in range(_DEEPEST):
            level = [child for window in level for child in self._children(window)]
            yield from (window for window in level if atom and self._process(window, atom) == os.getpid())

    def _children(self, window: int) -> list[int]:
        with self._reply("query_tree", window) as at:
            count = struct.unpack("=H", ctypes.string_at(at + 16, 2))[0] if at else 0
            return _numbers(at + _REPLY, count) if count else []

    def _process(self, window: int, atom: int) -> int | None:
        with self._reply("get_property", 0, window, atom, _ANY_TYPE, 0, 1) as at:
            return _numbers(at + _REPLY, 1)[0] if at and _numbers(at + 16, 1)[0] == 1 else None

    def _viewable(self, window: int) -> bool:
        with self._reply("get_window_attributes", window) as at:
            return bool(at) and ctypes.string_at(at + 26, 1)[0] == _VIEWABLE

    @contextmanager
    def _reply(self, request: str, *values: Any) -> Iterator[int]:
        """The address of the reply to a request; 0 when there is none: the window is gone, or the server."""
        cookie = getattr(self._xcb, f"xcb_{request}")(self._connection, *values)
        ask = getattr(self._xcb, f"xcb_{request}_reply")
        ask.restype = ctypes.c_void_p
        error = ctypes.c_void_p()
        at = ask(self._connection, ctypes.c_uint(cookie), ctypes.byref(error)) or 0
        try:
            yield at
        finally:
            for used in filter(None, (at, error.value)):
                _libc.free(ctypes.c_void_p(used))  # type: ignore[union-attr]

    def _screen(self) -> int:
        self._xcb.xcb_get_setup.restype = ctypes.c_void_p
        self._xcb.xcb_setup_roots_iterator.restype = _Screens
        setup = ctypes.c_void_p(self._xcb.xcb_get_setup(self._connection))
        return int(self._xcb.xcb_setup_roots_iterator(setup).data)


def _numbers(at: int, count: int) -> list[int]:
    """32-bit numbers from an address on."""
    return list(struct.unpack(f"={count}I", ctypes.string_at(at, 4 * count)))
