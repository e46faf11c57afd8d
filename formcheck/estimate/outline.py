"""The outline of the body: from the network's segmentation mask to a closed line of evenly spaced points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import LIMBS, PAIRS
from formcheck.pose.pose import OUTLINE_POINTS, Array

_INSIDE: Final = 0.5  # a pixel is body from here on
_LEAST_AREA: Final = 0.002  # of the picture; less is a speck, not a body
_LEAST_PIECE: Final = 0.0005  # of the picture; a foot of a person of half size is 0.001
_NEAR: Final = 0.02  # of the shorter side of the mask: a landmark so near to a piece may belong to it
_LINE: Final = 0.012  # of the shorter side of the mask: the width of what joins two pieces


def outline_of(mask: NDArray[np.float32], scale: float | tuple[float, float], spots: Array | None = None) -> Array | None:
    """(OUTLINE_POINTS, 2) outline of the largest piece of the mask, in pixels of the picture, None when there is none.

    mask: (h, w) 0..1, how sure it is that a pixel is body.  scale: picture pixels per mask pixel, or (along x, along y).
    spots: (33, 2) landmarks in pixels of the mask; a piece that is cut off within a limb, one end of which lies in it, is joined again.
    The points follow the outline against the clock as it is seen, evenly spaced, from the one nearest the top left corner on, so
    that a body that keeps still keeps its points.
    """
    import cv2

    body = (mask >= _INSIDE).astype(np.uint8)
    pieces, _ = cv2.findContours(body, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if spots is not None and _joined(body, pieces, spots):
        pieces, _ = cv2.findContours(body, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not pieces:
        return None
    largest = max(pieces, key=cv2.contourArea)
    if cv2.contourArea(largest) < _LEAST_AREA * mask.size:
        return None
    corners = np.asarray(largest[:, 0], np.float64)
    start = int(np.argmin(corners.sum(axis=1)))
    # pixel centres, as for the landmarks: the corner of the picture is (0, 0), the middle of its first pixel (0.5, 0.5)
    return _evenly((np.roll(corners, -start, axis=0) + 0.5) * scale)


def _joined(body: NDArray[np.uint8], pieces: Sequence[NDArray[Any]], spots: Array) -> bool:
    """Draw limbs into the mask that lead from one piece of a body to another: at a cuff, or before a wall of the colour of the clothes."""
    import cv2

    large = [piece for piece in pieces if cv2.contourArea(piece) >= _LEAST_PIECE * body.size]
    if len(large) < 2:
        return False
    side = min(body.shape)
    joined = False
    for limb in LIMBS:
        for start, end in zip(*(PAIRS[joint] for joint in limb), strict=True):
            homes = [_home(large, (float(x), float(y)), _NEAR * side) for x, y in (spots[start], spots[end])]
            if None not in homes and homes[0] != homes[1]:
                (ax, ay), (bx, by) = (np.rint(spots[k]).astype(int).tolist() for k in (start, end))
                cv2.line(body, (ax, ay), (bx, by), 1, max(1, round(_LINE * side)))
                joined = True
    return joined


def _home(pieces: Sequence[NDArray[Any]], spot: tuple[float, float], near: float) -> int | None:
    """The number of the piece that a landmark lies in, or nearest to; None when it is far from all."""
    import cv2

    depths = [cv2.pointPolygonTest(piece, spot, True) for piece in pieces]
    best = int(np.argmax(depths))
    return best if depths[best] >= -near else None


def _evenly(line: Array) -> Array:
    """OUTLINE_POINTS points at equal distances along a closed line (n, 2), the first one at its start."""
    closed = np.concatenate([line, line[:1]])
    steps = np.hypot(*np.diff(closed, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0.0, along[-1], OUTLINE_POINTS, endpoint=False)
    return np.column_stack([np.interp(at, along, closed[:, 0]), np.interp(at, along, closed[:, 1])])
