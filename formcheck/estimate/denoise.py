"""Little light: pictures are grainy and dark, and the pose network, which looks at few pixels, takes grain for shape and finds nobody."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.source.frame import Image
from formcheck.system import system_libraries

GRAIN: Final = (
    3  # grey levels, twice what a pixel is off the mean of its neighbours: 0 to 2 in clean pictures, 4 to 13 in dark ones with noise
)
MOSTLY: Final = 0.5  # of the pixels
DARK: Final = 120  # grey levels of 256: the brightest parts of a dark picture; where there is light, something white is in the picture
LIGHT: Final = 235  # what they are brought to
BRIGHTEST: Final = 0.99  # share of the pixels that are no brighter; the rest may be a lamp
MOST: Final = 4.0  # times as bright; more is noise
_ROWS: Final = 16  # every so many rows are looked at: that costs a twentieth of a millisecond
_GREEN: Final = 1  # the channel that a camera sees best


def without_grain(image: Image) -> Image:
    """The picture, or, where most of its pixels are grainy, the median of each pixel and its neighbours; (height, width, 3) uint8."""
    if not is_grainy(image):
        return image
    with system_libraries():
        import cv2

    return np.asarray(cv2.medianBlur(image, 3), np.uint8)


def lit(image: Image) -> Image:
    """The picture, or, where it is dark all over, as it would be in more light; (height, width, 3) uint8."""
    some = image[::_ROWS, :, _GREEN]
    if np.count_nonzero(some >= DARK) >= (1 - BRIGHTEST) * some.size:  # what a percentile would say, but it takes seventeen times as long
        return image
    with system_libraries():
        import cv2

    brightest = float(np.quantile(some, BRIGHTEST))
    return np.asarray(cv2.convertScaleAbs(image, alpha=min(MOST, LIGHT / max(brightest, 1.0))), np.uint8)


def is_grainy(image: Image) -> bool:
    """Do most pixels differ from both neighbours in their row, as no surface does?"""
    rows = image[::_ROWS, :, _GREEN].astype(np.int16)
    off = np.abs(2 * rows[:, 1:-1] - rows[:, :-2] - rows[:, 2:])
    return bool(np.count_nonzero(off >= GRAIN) > MOSTLY * off.size)
