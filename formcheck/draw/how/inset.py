"""Inset: the film of an exercise and the camera's place in a corner of a larger picture, as before a set begins."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from formcheck.draw.how.plan import plan
from formcheck.draw.how.stage import make_stage
from formcheck.draw.palette import WHITE
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

FPS: Final = 8
_RATIO: Final = 1.4  # width to height
_RIM: Final = 3  # pixels


class Inset:
    """Draws itself into pictures.  Everything is drawn once, at the beginning, which takes one to three seconds.

    width: of the inset, in pixels.  side: the working side.  Without a movement that comes with the program it draws nothing.
    """

    def __init__(self, exercise: Exercise, width: int, side: SideName | None = None) -> None:
        stage = make_stage(exercise, side)
        size = (width, round(width / _RATIO))
        frames = [] if stage is None else stage.film(stage.scene(size), FPS)
        framed = {id(image): _framed(image) for image in frames}  # those that stay are one picture
        self._frames = [framed[id(image)] for image in frames]
        self._plan = None if stage is None else _framed(plan(stage, (width, round(0.8 * width / _RATIO))))

    def draw(self, picture: Image, time_s: float, margin: int = 16) -> None:
        """Into the upper right corner of (height, width, 3), as far as there is room: the film as it is at a time, below it the plan."""
        top = margin
        for image in (self._frames[int(time_s * FPS) % len(self._frames)], self._plan) if self._frames else ():
            if image is None or top + image.shape[0] + margin > picture.shape[0] or image.shape[1] + 2 * margin > picture.shape[1]:
                return
            right = picture.shape[1] - margin
            picture[top : top + image.shape[0], right - image.shape[1] : right] = image
            top += image.shape[0] + margin


def _framed(image: Image) -> Image:
    return np.asarray(cv2.copyMakeBorder(image, _RIM, _RIM, _RIM, _RIM, cv2.BORDER_CONSTANT, value=WHITE), np.uint8)
