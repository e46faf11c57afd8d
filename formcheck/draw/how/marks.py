"""Marks: arrows of a movement, numbers of pictures, and the plan of the camera's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from formcheck.draw.how.eye import Eye
from formcheck.draw.how.movement import INDEX
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import INK, VERMILLION, WHITE, Colour
from formcheck.pose.pose import Array
from formcheck.source.frame import Image

_LIMBS: Final = (
    ("left_wrist",),
    ("right_wrist",),
    ("left_ankle", "left_knee"),
    ("right_ankle", "right_knee"),
    ("spine1",),
    ("head",),
    ("spine3",),
)
_LEAST: Final = 0.035  # metres: what moves less gets no arrow
_SHARE: Final = 0.7  # what moves less than this share of what moves most gets none either
_MOST: Final = 2  # arrows for a way
_SHIFT: Final = 8  # fractional bits of OpenCV's drawing


def draw_arrows(image: Image, eye: Eye, ways: Sequence[Array], fine: int) -> None:
    """The paths of what moves most, from rest towards the end of the range.  eye: of a picture that is ``fine`` times as large."""
    for way in ways:
        for name in _movers(way):
            path = eye.project(way[:, INDEX[name]]) / fine
            if np.ptp(path, axis=0).max() > 14:
                _arrow(image, path)


def _movers(way: Array) -> list[str]:
    """The points whose paths are shown: of each limb the one that moves most."""
    gone = np.linalg.norm(way[-1] - way[0], axis=-1)
    of_limbs = [max(((float(gone[INDEX[name]]), name) for name in names)) for names in _LIMBS]
    most = max(gone for gone, _ in of_limbs)
    told = sorted((limb for limb in of_limbs if limb[0] > max(_LEAST, _SHARE * most)), reverse=True)
    return [name for _, name in told[:_MOST]]


def _arrow(image: Image, path: Array) -> None:
    """A bent arrow with a light rim; it ends with its tip at the end of the path."""
    size = max(3.0, 0.011 * image.shape[1])
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    neck = lengths[-1] - 2.6 * size
    if neck <= size:
        return
    base = np.array([np.interp(neck, lengths, path[:, k]) for k in (0, 1)])
    line = np.vstack([path[lengths < neck], base])
    along = (path[-1] - base) / np.linalg.norm(path[-1] - base)
    across = np.array([-along[1], along[0]])
    head = np.stack([path[-1], base + 1.7 * size * across, base - 1.7 * size * across])
    for colour, wider in ((WHITE, 3), (VERMILLION, 0)):
        cv2.polylines(image, [_fixed(line)], False, colour, round(size) + wider, cv2.LINE_AA, _SHIFT)
        cv2.polylines(image, [_fixed(head)], True, colour, wider + 1, cv2.LINE_AA, _SHIFT)
    cv2.fillPoly(image, [_fixed(head)], VERMILLION, cv2.LINE_AA, _SHIFT)


def number(image: Image, which: int) -> None:
    """The number of a picture, in its upper left corner."""
    size = max(11, round(0.045 * image.shape[1]))
    middle = (round(1.2 * size), round(1.2 * size))
    cv2.circle(image, middle, round(0.85 * size), INK, -1, cv2.LINE_AA)
    write(image, str(which), middle[0], middle[1] + round(0.35 * size), size, WHITE)


def write(image: Image, text: str, x: int, baseline: int, size: int, colour: Colour = INK) -> None:
    """Text with its middle at x."""
    letters = make_lettering()
    letters.write(image, text, x - letters.width(text, size, 600) // 2, baseline, size, colour, 600)


def _fixed(points: Array) -> Array:
    fixed: Array = np.rint(points * 2**_SHIFT).astype(np.int32)
    return fixed


def spans(values: tuple[float, float]) -> str:
    """A range of metres in the fewest figures."""
    low, high = (f"{v:g}" for v in values)
    return f"{low} m" if low == high else f"{low}–{high} m"
