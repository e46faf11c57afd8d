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
NO_DISPLAY: Final = "no display: run `formcheck live` in a desktop session, or review a recording with `formcheck review`"


def check_display() -> None:
    """Return when a window can be shown.  Raises OutputError that says why not."""
    import cv2

    toolkit = cv2.currentUIFramework()
    if not toolkit:
        raise OutputError("no window: this OpenCV has no windows; `pip uninstall opencv-python-headless`, then `pip install opencv-python`")
    if sys.platform.startswith("linux") and toolkit.startswith("QT") and os.environ.get("QT_QPA_PLATFORM", "xcb") == "xcb":
        check_x11(os.environ.get("DISPLAY", ""), ctypes.CDLL)
        os.environ["QT_QPA_PLATFORM"] = "xcb"  # else Qt complains in Wayland sessions before it takes this one


def check_x11(display: str, load: Callable[[str], ctypes.CDLL]) -> None:
    """Return when the X11 display answers.  Raises OutputError."""
    if not display:
        raise OutputError(NO_DISPLAY)
    for library, package in LIBRARIES.items():
        try:
            xcb = load(library)
        except OSError as error:
            raise OutputError(f"no window: the system library {library} is missing: `sudo apt install {package}`") from error
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    wrong = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if wrong:
        raise OutputError(f"no display: DISPLAY is {display!r}, but nothing answers there; run `formcheck live` in a desktop session")
