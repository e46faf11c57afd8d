"""PNG files: written whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np

from formcheck.errors import InputError, OutputError
from formcheck.source.frame import Image


def write_png(path: Path, image_bgr: Image) -> None:
    """Write a picture beside ``path`` and rename it.  Raises OutputError."""
    _, packed = cv2.imencode(".png", image_bgr, (cv2.IMWRITE_PNG_COMPRESSION, 9))
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(packed.tobytes())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {error.strerror}; choose another place or make room") from error


def read_png(path: Path) -> Image:
    """(height, width, 3) blue-green-red.  Raises InputError."""
    try:
        image = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        image = None
    if image is None:
        raise InputError(f"{path}: is no picture that can be read; install Form Check anew")
    return np.asarray(image, np.uint8)
