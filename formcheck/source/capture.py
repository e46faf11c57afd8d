"""Captures: the border to OpenCV's camera input, and what to say when a camera does not open."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import numpy as np

from formcheck.source.frame import Image
from formcheck.system import system_libraries

_STREAM_TIMEOUT_MS: Final = 5000
_RATE: Final = 30
# ways to a camera, by system, in the order in which they are tried; elsewhere OpenCV chooses
BACKENDS: Final = {"win32": ("CAP_MSMF", "CAP_DSHOW"), "darwin": ("CAP_AVFOUNDATION",)}
# where the user allows the use of the camera, which all but Linux ask for
PRIVACY: Final = {
    "win32": "allow desktop apps to use the camera: Settings, Privacy & security, Camera",
    "darwin": "allow the terminal to use the camera: System Settings, Privacy & Security, Camera; then open the terminal anew",
}


class Capture(Protocol):
    """An open device."""

    def read(self) -> Image | None:
        """The next picture, waiting for it; None when the device gives none any more."""
        ...

    def release(self) -> None:
        """Give the device back."""
        ...


class OpenCvCapture:
    """A camera by number, or the address of a stream, with OpenCV."""

    def __init__(self, capture: Any, error: type[Exception]) -> None:
        self._capture = capture
        self._error = error

    def read(self) -> Image | None:
        """See `Capture`."""
        try:
            ok, image = self._capture.read()
        except self._error:
            return None
        return np.asarray(image, np.uint8) if ok and image is not None and image.size else None

    def release(self) -> None:
        """See `Capture`."""
        self._capture.release()


def open_capture(device: int | str, size: tuple[int, int]) -> Capture | None:
    """Open a camera (size: the width and height to ask for) or a stream; None when that fails."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # read by OpenCV when it loads FFmpeg: silence
    os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")  # of Windows: with it a camera takes up to a minute to open
    with system_libraries():
        import cv2
    if hasattr(cv2, "setLogLevel"):  # until 4.12
        cv2.setLogLevel(0)
    else:
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # a missing camera is told by us, in words
    try:
        if isinstance(device, str):
            capture = cv2.VideoCapture()
            timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _STREAM_TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _STREAM_TIMEOUT_MS]
            if not capture.open(device, cv2.CAP_FFMPEG, timeouts):
                capture = cv2.VideoCapture(device)
        else:
            capture = _camera(device)
    except cv2.error:
        return None
    if not capture.isOpened():
        capture.release()
        return None
    if isinstance(device, int):
        _configure(capture, size)
    return OpenCvCapture(capture, cv2.error)


def _camera(number: int) -> Any:
    """The first way of the system that opens a camera; the last one tried when none does."""
    import cv2

    for name in BACKENDS.get(sys.platform, ("CAP_ANY",)):
        capture = cv2.VideoCapture(number, getattr(cv2, name))
        if capture.isOpened():
            break
        capture.release()
    return capture


def _configure(capture: Any, size: tuple[int, int]) -> None:
    """What a camera does not know of this it ignores."""
    import cv2

    if sys.platform == "linux":  # uncompressed, most cameras give 10 frames a second at this size
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
    capture.set(cv2.CAP_PROP_FPS, _RATE)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)


def camera_name(device: int | str) -> str:
    """How a camera is called in messages; of an address without user name and password."""
    if isinstance(device, int):
        return f"camera {device}"
    parts = urlsplit(device)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if parts.scheme else device


def why_not_open(device: int | str, folder: Path = Path("/dev")) -> str:
    """One line on a camera that does not open.  folder: where Linux keeps its devices."""
    name = camera_name(device)
    if isinstance(device, str):
        return f"{name}: does not open; check the address, and that the camera is switched on and in the same network"
    node = folder / f"video{device}"
    if sys.platform != "linux":
        allow = PRIVACY.get(sys.platform, "allow the terminal to use the camera in the system's privacy settings")
        return f"{name}: does not open; plug it in, close other programs that use it, and {allow}"
    if not node.exists():
        others = sorted(int(path.name[5:]) for path in folder.glob("video*") if path.name[5:].isdigit())
        hint = f"there is --camera {', '.join(map(str, others))}" if others else "plug one in, or give a recorded clip with --camera FILE"
        return f"{name}: not found; {hint}"
    if not os.access(node, os.R_OK | os.W_OK):
        return f"{name}: you may not use it; run `sudo usermod -aG video $USER`, then log out and in again"
    return f"{name}: does not open; close other programs that use it, or choose another one with --camera"
