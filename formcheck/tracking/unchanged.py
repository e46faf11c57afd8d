"""Unchanged: does a picture show the same as another?  Then a look at the one tells what a look at the other would."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.source.frame import Image
from formcheck.system import system_libraries

LONG_SIDE: Final = 160  # pixels of the small pictures that are compared: grain and the blocks of a compression are smaller than theirs
AROUND: Final = 5  # of these pixels: a square in which the difference is averaged, a hand or a foot of somebody who fills the picture
CHANGED: Final = 8  # grey levels of 256: where nothing moves 1 to 4, where a limb moves 10 to 100


class Unchanged:
    """Ask for each picture whether it shows the same as the one that was kept last."""

    def __init__(self) -> None:
        self._kept: Image | None = None
        self._small: Image | None = None

    def __call__(self, image: Image) -> bool:
        """image: (height, width, 3) uint8.  False when none was kept."""
        self._small = _small(image)
        return self._kept is not None and self._kept.shape == self._small.shape and _most(self._kept, self._small) < CHANGED

    def keep(self) -> None:
        """The next pictures are compared with the one asked for last."""
        self._kept = self._small


def _small(image: Image) -> Image:
    with system_libraries():
        import cv2

    scale = min(1.0, LONG_SIDE / max(image.shape[:2]))
    size = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    return np.asarray(cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY), np.uint8)


def _most(one: Image, other: Image) -> int:
    """The greatest mean difference of a square, grey levels."""
    with system_libraries():
        import cv2

    return int(cv2.blur(cv2.absdiff(one, other), (AROUND, AROUND)).max())
