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
from formcheck.rules.exercise import Mover
from formcheck.source.frame import Image

# what an arrow follows: points of the body, and the point that carries them along
_MOVERS: Final[dict[Mover, tuple[tuple[str, ...], str]]] = {
    "hands": (("left_wrist", "right_wrist"), "shoulder"),
    "elbows": (("left_elbow", "right_elbow"), "shoulder"),
    "feet": (("left_ankle", "right_ankle"), "hip"),
    "knees": (("left_knee", "right_knee"), "hip"),
    "hips": (("left_hip", "right_hip"), ""),
    "back": (("spine3",), ""),
    "head": (("nose",), ""),
}
_USUAL: Final[tuple[Mover, ...]] = ("hands", "feet", "knees", "hips", "head")
_SHARE: Final = 0.5  # what moves less than this share of what moves most gets no arrow
_OWN: Final = 0.4  # nor what is carried along: of its way at least this share must be its own
_MOST: Final = 2  # arrows for a way
_SHORTEST: Final = 0.09  # of the picture's width
_SHIFT: Final = 8  # fractional bits of OpenCV's drawing


def draw_arrows(image: Image, eye: Eye, ways: Sequence[Array], asked: Sequence[Mover], fine: int) -> None:
    """The paths of what moves most, or of what is asked for, from rest towards the end of the range.

    eye: of a picture that is ``fine`` times as large.
    """
    for way in ways:
        for name in _movers(way, asked):
            _arrow(image, _longer(eye.project(way[:, INDEX[name]]) / fine, _SHORTEST * image.shape[1]))


def _movers(way: Array, asked: Sequence[Mover]) -> list[str]:
    """The points whose paths are shown; of the left and the right one that which moves most."""
    gone = {name: way[-1, k] - way[0, k] for name, k in INDEX.items()}
    length = {name: float(np.linalg.norm(by)) for name, by in gone.items()}
    outward = _outward(way)
    found = {mover: max(_MOVERS[mover][0], key=lambda name: length[name] * (1.2 if outward[name] else 1)) for mover in asked or _USUAL}
    if asked:
        return list(found.values())
    own = {m: name for m, name in found.items() if np.linalg.norm(gone[name] - gone.get(_carrier(m, name), 0)) > _OWN * length[name]}
    if "feet" in own and "knees" in own:
        del own["knees" if length[own["feet"]] > length[own["knees"]] else "feet"]
    most = max(length[name] for name in own.values())
    return sorted((name for name in own.values() if length[name] > _SHARE * most), key=lambda name: -length[name])[:_MOST]


def _outward(way: Array) -> dict[str, bool]:
    """Which points move away from the middle plane of the body; of two that move as much they are the ones to follow."""
    hips = way[0, [INDEX["left_hip"], INDEX["right_hip"]]]
    aside = np.abs((way[[0, -1]] - hips.mean(axis=0)) @ (hips[0] - hips[1]))
    return {name: bool(aside[1, k] > aside[0, k]) for name, k in INDEX.items()}


def _carrier(mover: Mover, name: str) -> str:
    return name.split("_")[0] + "_" + _MOVERS[mover][1]


def _longer(path: Array, least: float) -> Array:
    """A path too short to be seen, drawn out in its own direction."""
    gone = path[-1] - path[0]
    length = float(np.linalg.norm(gone))
    if length >= least or length == 0:
        return path
    longer: Array = np.stack([path[0], path[0] + gone * (least / length)])
    return longer


def _arrow(image: Image, path: Array) -> None:
    """A bent arrow with a light rim; it ends with its tip at the end of the path."""
    size = max(3.0, 0.011 * image.shape[1])
    path = _rounded(path)
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


def _rounded(path: Array) -> Array:
    """Corners cut off, twice; both ends stay."""
    for _ in range(2):
        cut = np.stack([0.75 * path[:-1] + 0.25 * path[1:], 0.25 * path[:-1] + 0.75 * path[1:]], axis=1).reshape(-1, 2)
        path = np.vstack([path[:1], cut, path[-1:]])
    return path


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
