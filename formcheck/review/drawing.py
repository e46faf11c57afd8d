"""Drawing: frames with what the checker says of them, into the annotated video."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import cv2
import numpy as np

from formcheck.draw.overlay import Overlay
from formcheck.engine.status import Status
from formcheck.pose.pose import Pose
from formcheck.rules.exercise import Exercise
from formcheck.sinks.video import AnnotatedVideo
from formcheck.source.frame import Frame, Image

LONGEST_PX: Final = 1280  # a larger video takes longer to encode than the pose network takes to look at it


class Drawing:
    """Draws on frames (in place, unless they are larger than the video) and writes them; a context manager."""

    def __init__(self, path: Path, exercise: Exercise, size: tuple[int, int], rate: Fraction | float) -> None:
        self._overlay = Overlay(exercise)
        self._scale = min(1.0, LONGEST_PX / max(size))
        self._size = (max(1, round(size[0] * self._scale)), max(1, round(size[1] * self._scale)))
        self._video = AnnotatedVideo(path, self._size, rate)

    def __enter__(self) -> Self:
        self._video.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._video.__exit__(kind, error, trace)

    def write(self, shot: tuple[Frame, Pose, Status]) -> None:
        """Draw and encode one frame."""
        self.encode(self.draw(*shot), shot[0].time_s)

    def draw(self, frame: Frame, pose: Pose, status: Status) -> Image:
        """The picture of the video, (height, width, 3); it may be the frame's own, drawn upon."""
        image = frame.image
        if frame.size != self._size:
            # INTER_AREA takes five times as long, and down to one half linear interpolation leaves no pixel out
            method = cv2.INTER_LINEAR if self._scale >= 0.5 else cv2.INTER_AREA
            image = np.asarray(cv2.resize(image, self._size, interpolation=method), np.uint8)
        self._overlay.draw(image, pose, status)
        return image

    def encode(self, image: Image, time_s: float) -> None:
        """Add a drawn picture to the video."""
        self._video.write(image, time_s)
