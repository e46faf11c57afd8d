"""Whether a window can be shown, and how large the screen is.

Qt, which draws OpenCV's windows on Linux, ends the whole program when it cannot.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from typing import Any, Final

from formcheck.errors import OutputError
from formcheck.window.x11 import X11Connection

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
    return _other_display(sys.platform)


def _other_display(platform: str) -> Display:
    """One that is there for certain; without its size where the system does not tell it."""
    try:
        if platform == "win32":
            return WindowsDisplay(ctypes.CDLL)
        if platform == "darwin":
            return MacDisplay(ctypes.CDLL)
    except OSError:
        pass
    return Display()


class Display:
    """A display that says nothing of its end, nor of its size."""

    def check(self) -> None:
        """Return while it is there.  Raises OutputError when it is gone."""

    def size(self) -> tuple[int, int] | None:
        """Width and height of the screen in pixels; None when that is not known."""
        return None

    def tell_shown(self) -> None:
        """See to it that a window that is on the screen knows it is."""

    def close(self) -> None:
        """Ask no more."""


class WindowsDisplay(Display):
    """The screen of Windows; load: loads a library of the system."""

    def __init__(self, load: Callable[[str], Any]) -> None:
        self._user = load("user32")

    def size(self) -> tuple[int, int] | None:
        """See `Display`."""
        return _known(self._user.GetSystemMetrics(0), self._user.GetSystemMetrics(1))


class MacDisplay(Display):
    """The main screen of macOS; load: loads a library of the system."""

    def __init__(self, load: Callable[[str], Any]) -> None:
        self._graphics = load("/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics")

    def size(self) -> tuple[int, int] | None:
        """See `Display`."""
        main = self._graphics.CGMainDisplayID()
        for function in (self._graphics.CGDisplayPixelsWide, self._graphics.CGDisplayPixelsHigh):
            function.restype = ctypes.c_size_t
        return _known(self._graphics.CGDisplayPixelsWide(main), self._graphics.CGDisplayPixelsHigh(main))


class X11Display(Display):
    """An X11 display, by a connection of our own: when its server ends, Qt ends the whole program, unless it is left alone from then on.

    load: loads a library of the system.  Raises OutputError when it does not answer.
    """

    def __init__(self, display: str, load: Callable[[str], Any]) -> None:
        if not display:
            raise OutputError(NO_DISPLAY)
        for library, package in LIBRARIES.items():
            try:
                xcb = load(library)  # the last one
            except OSError as error:
                raise OutputError(f"no window: the system library {library} is missing: `sudo apt install {package}`") from error
        self._server = X11Connection(xcb, display)
        if self._server.broken:
            self.close()
            raise OutputError(f"no display: DISPLAY is {display!r}, but nothing answers there; run `formcheck live` in a desktop session")

    def check(self) -> None:
        """See `Display`."""
        self._server.read()
        if self._server.broken:
            raise OutputError(GONE)

    def size(self) -> tuple[int, int] | None:
        """See `Display`."""
        return _known(*self._server.screen_size())

    def tell_shown(self) -> None:
        """See `Display`."""
        self._server.tell_shown()

    def close(self) -> None:
        """See `Display`."""
        self._server.close()


def _known(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width > 0 and height > 0 else None
