"""Whether a window can be shown.  Qt, which draws OpenCV's windows on Linux, ends the whole program when it cannot."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from typing import Final

from formcheck.errors import OutputError

# what Qt's X11 plugin loads from the system, and the Debian or Ubuntu package that has it
LIBRARIES: Final = {
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libxcb.so.1": "libxcb1",
}
GONE: Final = "the display is gone: what was done until then is kept; begin again in a desktop session"
NO_DISPLAY: Final = "no display: run `formcheck live` in a desktop session, or review a recording with `formcheck review`"


def check_display() -> None:
    """Return when a window can be shown.  Raises OutputError that says why not."""
    open_display().close()


def open_display() -> Display:
    """What says later whether the display is still there.  Raises OutputError when no window can be shown now."""
    import cv2

    toolkit = cv2.currentUIFramework()
    if not toolkit:
        raise OutputError("no window: this OpenCV has no windows; `pip uninstall opencv-python-headless`, then `pip install opencv-python`")
    if sys.platform.startswith("linux") and toolkit.startswith("QT") and os.environ.get("QT_QPA_PLATFORM", "xcb") == "xcb":
        display = X11Display(os.environ.get("DISPLAY", ""), ctypes.CDLL)
        os.environ["QT_QPA_PLATFORM"] = "xcb"  # else Qt complains in Wayland sessions before it takes this one
        return display
    return Display()


class Display:
    """A display that says nothing of its end."""

    def check(self) -> None:
        """Return while it is there.  Raises OutputError when it is gone."""

    def close(self) -> None:
        """Ask no more."""


class X11Display(Display):
    """An X11 display, by a connection of our own: when its server ends, Qt ends the whole program, unless it is left alone from then on.

    load: loads a library of the system.  Raises OutputError when it does not answer.
    """

    def __init__(self, display: str, load: Callable[[str], ctypes.CDLL]) -> None:
        if not display:
            raise OutputError(NO_DISPLAY)
        for library, package in LIBRARIES.items():
            try:
                self._xcb = load(library)  # the last one
            except OSError as error:
                raise OutputError(f"no window: the system library {library} is missing: `sudo apt install {package}`") from error
        self._xcb.xcb_connect.restype = ctypes.c_void_p
        self._xcb.xcb_poll_for_event.restype = ctypes.c_void_p
        self._connection: ctypes.c_void_p | None = ctypes.c_void_p(self._xcb.xcb_connect(display.encode(), None))
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OutputError(f"no display: DISPLAY is {display!r}, but nothing answers there; run `formcheck live` in a desktop session")

    def check(self) -> None:
        """See `Display`."""
        if self._connection is None:
            return
        self._xcb.xcb_poll_for_event(self._connection)  # reads, and so notices the end; no event is asked for, none comes
        if self._xcb.xcb_connection_has_error(self._connection):
            raise OutputError(GONE)

    def close(self) -> None:
        """See `Display`."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._xcb.xcb_disconnect(connection)
