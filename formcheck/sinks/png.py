"""PNG files: written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import cv2
import numpy as np

from formcheck.errors import InputError, OutputError
from formcheck.files.beside import Beside
from formcheck.files.places import Kind
from formcheck.files.reading import check_regular
from formcheck.source.frame import Image

_LARGEST: Final = 50_000_000  # bytes


def write_png(path: Path, image_bgr: Image, kind: Kind) -> None:
    """Write a picture beside ``path`` and rename it.  Raises OutputError."""
    _, packed = cv2.imencode(".png", image_bgr, (cv2.IMWRITE_PNG_COMPRESSION, 9))
    try:
        beside = Beside(path, kind)
        try:
            beside.hidden.write_bytes(packed.tobytes())
            beside.keep()
        finally:
            beside.drop()
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}; choose another place or make room") from error


def read_png(path: Path) -> Image:
    """(height, width, 3) blue-green-red.  Raises InputError."""
    check_regular(path, "a picture", _LARGEST)
    try:
        image = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        image = None
    if image is None:
        raise InputError(f"{path}: is no picture that can be read; install Form Check anew")
    return np.asarray(image, np.uint8)
