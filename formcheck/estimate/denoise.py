"""Little light: pictures are grainy and dark, and the pose network, which looks at few pixels, takes grain for shape and finds nobody."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

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
_SPREAD: Final = 1.65  # median of |2 b - a - c| of three normal variates, in their standard deviations: 0.6745 times the root of 6
_AROUND: Final = 7  # pixels: a square in which the difference to the pictures before is averaged
_STILL: Final = 0.5  # of the grain's deviation: up to here nothing moves
_MOVES: Final = 1.0  # from here on something does, and only the new picture counts
_LEAST: Final = 0.3  # share of the new picture where nothing moves
_ROWS: Final = 16  # every so many rows are looked at: that costs a twentieth of a millisecond
_GREEN: Final = 1  # the channel that a camera sees best


class WithoutGrain:
    """Takes the grain out of pictures that follow each other; remembers what stands still in them."""

    def __init__(self) -> None:
        self._mean: NDArray[np.float32] | None = None  # of the pictures so far, where nothing moved
        self._part: object = None

    def __call__(self, image: Image, part: object = None) -> Image:
        """The picture, (height, width, 3) uint8, or, where most of its pixels are grainy, one with less of it.

        Each pixel becomes the median of itself and its neighbours, and where it differs from the pictures before by no more than grain
        does, it is averaged with them.  part: what the picture shows; when that changes nothing is averaged.
        """
        grain = grain_of(image)
        if not grain:
            self._mean = None
            return image
        with system_libraries():
            import cv2

        smooth = np.asarray(cv2.medianBlur(image, 3), np.float32)
        if self._mean is None or self._mean.shape != smooth.shape or part != self._part:
            self._mean, self._part = smooth, part
        else:
            off = cv2.blur(cv2.cvtColor(cv2.absdiff(smooth, self._mean), cv2.COLOR_BGR2GRAY), (_AROUND, _AROUND))
            new = np.clip((off / grain - _STILL) / (_MOVES - _STILL), _LEAST, 1)
            self._mean = np.asarray(cv2.blendLinear(smooth, self._mean, new, 1 - new), np.float32)
        return np.asarray(cv2.convertScaleAbs(self._mean), np.uint8)


def lit(image: Image) -> Image:
    """The picture, or, where it is dark all over, as it would be in more light; (height, width, 3) uint8."""
    some = image[::_ROWS, :, _GREEN]
    if np.count_nonzero(some >= DARK) >= (1 - BRIGHTEST) * some.size:  # what a percentile would say, but it takes seventeen times as long
        return image
    with system_libraries():
        import cv2

    brightest = float(np.quantile(some, BRIGHTEST))
    return np.asarray(cv2.convertScaleAbs(image, alpha=min(MOST, LIGHT / max(brightest, 1.0))), np.uint8)


def grain_of(image: Image) -> float:
    """The standard deviation of a pixel, grey levels; 0 where most differ from their neighbours in the row as little as in a surface."""
    rows = image[::_ROWS, :, _GREEN].astype(np.int16)
    off = np.abs(2 * rows[:, 1:-1] - rows[:, :-2] - rows[:, 2:])
    if np.count_nonzero(off >= GRAIN) <= MOSTLY * off.size:
        return 0.0
    return float(np.median(off)) / _SPREAD
