"""Pictures of a clip, reduced and kept, so that every one of them can be shown at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.draw.palette import INK
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import TRACK_SUFFIX
from formcheck.source.frame import Image
from formcheck.source.video import VideoFile

LONGEST_PX: Final = 960  # of a kept picture
MOST: Final = 9000  # pictures kept; of a longer clip some are left out: about 40 kB each
_QUALITY: Final = 82  # of JPEG


class Pictures(Protocol):
    """time_s: of each picture, rising."""

    time_s: list[float]

    def number(self, time_s: float) -> int:
        """The number of the picture that is shown at this time."""
        ...

    def at(self, number: int) -> Image:
        """(height, width, 3) blue-green-red."""
        ...


class _Kept:
    """What both kinds have in common."""

    time_s: list[float]

    def number(self, time_s: float) -> int:
        """The picture that is on the screen at a moment."""
        return max(0, bisect_right(self.time_s, time_s + 1e-6) - 1)


class ClipPictures(_Kept):
    """Of a video, decoded once from beginning to end.  tick: told how many are done, of about how many; stop: gives up.

    Raises InputError when the video cannot be read.
    """

    def __init__(self, clip: Path, tick: Callable[[int, int | None], None], stop: Callable[[], bool]) -> None:
        self.time_s = []
        self._packed: list[NDArray[np.uint8]] = []
        with VideoFile(clip) as video:
            every = -(-(video.frame_count or 0) // MOST) or 1
            scale = min(1.0, LONGEST_PX / max(video.size))
            for k, frame in enumerate(video):
                tick(k + 1, video.frame_count)
                if stop():
                    break
                if k % every:
                    continue
                small = frame.image if scale == 1 else cv2.resize(frame.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
                _, packed = cv2.imencode(".jpg", small, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
                self.time_s.append(frame.time_s)
                self._packed.append(np.asarray(packed, np.uint8))

    def at(self, number: int) -> Image:
        """(height, width, 3)."""
        return np.asarray(cv2.imdecode(self._packed[number], cv2.IMREAD_COLOR), np.uint8)


class TrackPictures(_Kept):
    """Of a track without its video: empty ones, on which the skeleton is drawn."""

    def __init__(self, track: Track) -> None:
        self.time_s = [float(t) for t in track.time_s]
        scale = min(1.0, LONGEST_PX / max(track.size))
        self._size = (max(1, round(track.size[1] * scale)), max(1, round(track.size[0] * scale)))

    def at(self, number: int) -> Image:  # noqa: ARG002  (a track has no pictures: all are the same)
        """(height, width, 3)."""
        return np.full((*self._size, 3), INK, np.uint8)


def open_pictures(clip: Path, track: Track, tick: Callable[[int, int | None], None], stop: Callable[[], bool]) -> Pictures:
    """The pictures of a clip or of a track.  Raises InputError."""
    return TrackPictures(track) if clip.name.endswith(TRACK_SUFFIX) else ClipPictures(clip, tick, stop)
