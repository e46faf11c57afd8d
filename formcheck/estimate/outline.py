"""The outline of the body: from the network's segmentation mask to a closed line of evenly spaced points."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.pose import OUTLINE_POINTS, Array

_INSIDE: Final = 0.5  # a pixel is body from here on
_LEAST_AREA: Final = 0.002  # of the picture; less is a speck, not a body


def outline_of(mask: NDArray[np.float32], scale: float | tuple[float, float]) -> Array | None:
    """(OUTLINE_POINTS, 2) outline of the largest piece of the mask, in pixels of the picture, None when there is none.

    mask: (h, w) 0..1, how sure it is that a pixel is body.  scale: picture pixels per mask pixel, or (along x, along y).
    The points follow the outline against the clock as it is seen, evenly spaced, from the one nearest the top left corner on, so
    that a body that keeps still keeps its points.
    """
    import cv2

    body = (mask >= _INSIDE).astype(np.uint8)
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


def _evenly(line: Array) -> Array:
    """OUTLINE_POINTS points at equal distances along a closed line (n, 2), the first one at its start."""
    closed = np.concatenate([line, line[:1]])
    steps = np.hypot(*np.diff(closed, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0.0, along[-1], OUTLINE_POINTS, endpoint=False)
    return np.column_stack([np.interp(at, along, closed[:, 0]), np.interp(at, along, closed[:, 1])])
