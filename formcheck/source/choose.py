"""Which live source is meant by what the user gives as a camera."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import CameraError
from formcheck.source.camera import DEFAULT_SIZE, Camera
from formcheck.source.live import LiveReader
from formcheck.source.loop import LoopingFile


def open_live(device: str, size: tuple[int, int] = DEFAULT_SIZE, repeat: bool = False) -> LiveReader:
    """A number or a device file: that camera; an address: that stream; a clip: the clip in real time (repeat: again and again).

    Raises CameraError or InputError when it does not open.
    """
    if device.isdecimal():
        return Camera(int(device), size)
    path = Path(device)
    if path.is_file():
        return LoopingFile(path, realtime=True, repeat=repeat)
    if path.is_char_device() or "://" in device:
        return Camera(device, size)
    raise CameraError(f"{device}: neither a camera's number, nor the address of a stream, nor a clip; check it")
