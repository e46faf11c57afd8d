"""A drawn person that the pose network recognises, so that a machine can be tested without a camera or a clip."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE: Final = (640, 360)

_WALL, _SKIN, _SHIRT, _TROUSERS, _HAIR = (200, 205, 210), (140, 170, 215), (150, 80, 40), (60, 50, 50), (30, 40, 60)
_MIDDLE: Final = 320

# from, to (x to the right of the middle, y down; both sides are drawn), thickness in pixels, colour
_LIMBS: Final = (
    ((14, 190), (18, 260), 24, _TROUSERS),
    ((18, 260), (18, 325), 18, _TROUSERS),
    ((24, 332), (20, 330), 12, _HAIR),
    ((38, 102), (54, 150), 16, _SHIRT),
    ((54, 150), (58, 195), 12, _SKIN),
)


def standing_figure() -> NDArray[np.uint8]:
    """A picture (360, 640, 3) blue-green-red of someone who stands and faces the camera."""
    image = np.full((SIZE[1], SIZE[0], 3), _WALL, np.uint8)
    for (x1, y1), (x2, y2), thickness, colour in _LIMBS:
        for side in (-1, 1):
            cv2.line(image, (_MIDDLE + side * x1, y1), (_MIDDLE + side * x2, y2), colour, thickness, cv2.LINE_AA)
    trunk = [[_MIDDLE - 36, 95], [_MIDDLE + 36, 95], [_MIDDLE + 26, 195], [_MIDDLE - 26, 195]]
    cv2.fillPoly(image, [np.array(trunk, np.int32)], _SHIRT, cv2.LINE_AA)
    cv2.line(image, (_MIDDLE, 75), (_MIDDLE, 95), _SKIN, 16, cv2.LINE_AA)
    cv2.ellipse(image, (_MIDDLE, 60), (17, 23), 0, 0, 360, _SKIN, -1, cv2.LINE_AA)
    cv2.ellipse(image, (_MIDDLE, 48), (18, 14), 0, 180, 360, _HAIR, -1, cv2.LINE_AA)
    for x in (-6, 6):
        cv2.circle(image, (_MIDDLE + x, 58), 2, _HAIR, -1, cv2.LINE_AA)
    cv2.line(image, (_MIDDLE - 5, 72), (_MIDDLE + 5, 72), (90, 90, 170), 2, cv2.LINE_AA)
    return image
