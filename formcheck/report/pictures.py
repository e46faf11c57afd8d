"""Pictures of a page: reduced and packed, and stick figures where there is no video."""

from __future__ import annotations

from base64 import b64encode
from typing import Final

import cv2
import numpy as np

from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import INK
from formcheck.draw.skeleton import Skeleton
from formcheck.engine.status import Status
from formcheck.pose.pose import Array, LongTrack, Pose, Track, parts_of
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

WIDTH: Final = 340  # pixels of a packed picture
_QUALITY: Final = 78  # of JPEG
_ROOM: Final = 0.12  # round a stick figure, as a share of its size
_RATIO: Final = 16 / 10  # width to height of a stick figure's picture


def packed(image_bgr: Image, width: int = WIDTH) -> str:
    """A JPEG of this width as an address that holds it (``data:``)."""
    height = max(1, round(image_bgr.shape[0] * width / image_bgr.shape[1]))
    small = cv2.resize(image_bgr, (width, height), interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return "data:image/jpeg;base64," + b64encode(data.tobytes()).decode("ascii")


class StickFigures:
    """Draws the person of a track on an empty ground; all pictures show the same part of the room."""

    def __init__(self, exercise: Exercise, track: Track | LongTrack) -> None:
        self._skeleton = Skeleton(exercise)
        self._letters = make_lettering()
        self._left, self._top, self._scale = _frame(np.concatenate([part.px for part in parts_of(track, outline=False)]))

    def draw(self, pose: Pose, status: Status) -> Image:
        """(height, 2 WIDTH, 3) blue-green-red, twice as large as it will be packed."""
        width, height = 2 * WIDTH, round(2 * WIDTH / _RATIO)
        image = np.full((height, width, 3), INK, np.uint8)
        shift = np.array([self._left, self._top])
        outline = None if pose.outline is None else (pose.outline - shift) * self._scale
        shown = Pose(pose.time_s, (pose.px - shift) * self._scale, pose.visibility, pose.world, (width, height), outline)
        if pose.found:
            self._skeleton.draw(Canvas(image, self._letters), shown, status, flipped=False)
        return image


def _frame(px: Array) -> tuple[float, float, float]:
    """Left and top of the part that is shown, in pixels of the clip, and what these are multiplied by."""
    known = px[np.isfinite(px).all(axis=2)]
    if len(known) == 0:
        return 0.0, 0.0, 1.0
    low, high = np.percentile(known, 0.5, axis=0), np.percentile(known, 99.5, axis=0)
    width, height = (high - low) * (1 + 2 * _ROOM)
    width = max(float(width), float(height) * _RATIO, 1.0)
    centre = (low + high) / 2
    return float(centre[0] - width / 2), float(centre[1] - width / _RATIO / 2), 2 * WIDTH / width
