"""A closer look: a small person is not found in the whole picture, which the network that finds people sees at 224 pixels.

Where nobody has been found for a moment, parts of the picture are looked at in turn, one with each frame, so that it costs nothing;
the part in which somebody is found is kept for as long as the body is well inside it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.pose.pose import Array

AFTER_S: Final = 0.4  # so long nobody was found: a person who is lost for a moment is found again in the same place
PART: Final = 0.6  # of the width and the height of the picture; somebody looks so much larger in it
INSIDE: Final = 0.02  # of the part: a body nearer to an edge of it, that is no edge of the picture, may be cut off
_MIDDLE: Final = (1 - PART) / 2
_CORNERS: Final = ((_MIDDLE, _MIDDLE), (_MIDDLE, 1 - PART), (0.0, 1 - PART), (1 - PART, 1 - PART), (0.0, 0.0), (1 - PART, 0.0))

Box = tuple[int, int, int, int]


class CloserLook:
    """Says which part of each picture is to be looked at, in order of time."""

    def __init__(self) -> None:
        self._found_s: float | None = None  # when somebody was last found, or the first picture
        self._turn = 0
        self._kept = False  # somebody is in the part whose turn it is

    def part(self, time_s: float, size: tuple[int, int]) -> Box:
        """(left, top, right, bottom) pixels of the part of the next picture to look at; size: its width and height."""
        if self._found_s is None:
            self._found_s = time_s
        closer = self._kept or time_s - self._found_s > AFTER_S
        return _box(self._turn, size) if closer else (0, 0, *size)

    def saw(self, time_s: float, size: tuple[int, int], box: Box, points: Array | None) -> bool:
        """Told what was found there: points (n, 2) pixels of the whole picture, None for nobody.  False when that is a body cut off."""
        whole = box == (0, 0, *size)
        good = points is not None and (whole or _inside(box, size, points))
        if good:
            self._found_s = time_s
        elif self._found_s is not None and not self._kept and time_s - self._found_s > AFTER_S:
            self._turn = (self._turn + 1) % (len(_CORNERS) + 1)  # the whole picture has its turn too
        self._kept = good and not whole
        return good


def _box(number: int, size: tuple[int, int]) -> Box:
    """The part with this number; after the last one comes the whole picture."""
    width, height = size
    if number >= len(_CORNERS):
        return (0, 0, width, height)
    across, down = _CORNERS[number]
    left, top = round(across * width), round(down * height)
    return (left, top, min(width, left + round(PART * width)), min(height, top + round(PART * height)))


def _inside(box: Box, size: tuple[int, int], points: Array) -> bool:
    """Is the body well inside the part?"""
    left, top, right, bottom = box
    across, down = INSIDE * (right - left), INSIDE * (bottom - top)
    (first_x, first_y), (last_x, last_y) = np.min(points, axis=0), np.max(points, axis=0)
    return bool(
        (left == 0 or first_x >= left + across)
        and (top == 0 or first_y >= top + down)
        and (right == size[0] or last_x <= right - across)
        and (bottom == size[1] or last_y <= bottom - down)
    )
