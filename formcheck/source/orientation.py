"""Orientation: how a recorded picture is turned to stand upright, from the display matrix of its file.

Phones record sideways and note the turn in the file; some front cameras note a mirroring as well, which an angle alone
cannot tell.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from formcheck.source.frame import Image
from formcheck.system import system_libraries

_MATRIX_BYTES = 36  # nine 32-bit integers: a b u, c d v, x y w; only a b c d turn the picture


@dataclass(frozen=True, slots=True)
class Orientation:
    """First swap the axes, then mirror along x, then along y."""

    swap: bool = False
    mirror_x: bool = False
    mirror_y: bool = False

    @classmethod
    def from_matrix(cls, matrix: bytes) -> Orientation:
        """From the nine native 32-bit integers of a display matrix, rounded to quarter turns; anything else: upright."""
        if len(matrix) < _MATRIX_BYTES:
            return cls()
        a, b, _, c, d = struct.unpack_from("=5i", matrix)
        if abs(a) + abs(d) >= abs(b) + abs(c):
            return cls(False, a < 0, d < 0)
        return cls(True, c < 0, b < 0)

    @classmethod
    def from_turn(cls, degrees: int) -> Orientation:
        """From a turn against the clock that makes the picture upright, rounded to quarter turns."""
        turns = round(degrees / 90) % 4
        return cls(turns in (1, 3), turns in (2, 3), turns in (1, 2))

    def size(self, width: int, height: int) -> tuple[int, int]:
        """(width, height) in pixels of the upright picture."""
        return (height, width) if self.swap else (width, height)

    def apply(self, image: Image) -> Image:
        """The upright picture, contiguous in memory."""
        if self == Orientation():
            return image
        with system_libraries():
            import cv2  # it turns a picture ten times as fast as numpy copies it

        turned = cv2.transpose(image) if self.swap else image
        if self.mirror_x or self.mirror_y:
            turned = cv2.flip(turned, -1 if self.mirror_x and self.mirror_y else int(self.mirror_x))
        return np.asarray(turned, np.uint8)
