"""Screen: turns frames and statuses into the pictures of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

import cv2
import numpy as np

from formcheck.draw import panels
from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import make_lettering
from formcheck.draw.overlay import Overlay
from formcheck.draw.panels import Say, TextLine
from formcheck.draw.ring import ring
from formcheck.engine.status import Status
from formcheck.live.opening import Opening
from formcheck.pose.pose import Pose
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

LEAST: Final = (1280, 720)  # smaller pictures are enlarged before anything is written on them, so that letters stay sharp
MOST: Final = (1920, 1080)  # larger ones are reduced: they would only cost time
_DIM: Final = 0.4  # brightness of a picture that is not watched


class LiveScreen:
    """Pictures of one session.  mirrored: as in a mirror; only pictures are flipped, never words.  opening: shown until it has begun.

    note: a few words beside the count, such as the number of the set.  say: puts words into the language of the user.
    """

    def __init__(self, exercise: Exercise, mirrored: bool, opening: Opening | None = None, say: Say = str) -> None:
        self.mirrored = mirrored
        self.note = ""
        self._opening, self._begun = opening, False
        self._overlay = Overlay(exercise, say)
        self._say = say
        self._letters = make_lettering()
        self._exercise = exercise
        self._status: Status | None = None
        self._last: Image = np.zeros((LEAST[1], LEAST[0], 3), np.uint8)

    def watched(self, image_bgr: Image, pose: Pose, status: Status, footer: str, line: TextLine | None = None) -> Image:
        """The frame with everything the checker says.  line: words that come before its own."""
        self._status = status
        picture = self._stage(image_bgr)
        self._overlay.draw(picture, pose, status, self.mirrored, line, self._say(footer), self.note)
        self._begun = self._begun or status.waiting_for is None
        if not self._begun and self._opening is not None:
            self._opening.draw(picture, status)
        if status.settled > 0:
            ring(Canvas(picture, self._letters), status.settled, self._say("stay like this"))
        return picture

    def unwatched(self, image_bgr: Image | None, line: TextLine, footer: str) -> Image:
        """A darkened frame (None: the last one) with one line of words, and the count as it stands."""
        if image_bgr is not None:
            self._stage(image_bgr)
        picture = cast(Image, cv2.convertScaleAbs(self._last, alpha=_DIM))
        canvas = Canvas(picture, self._letters)
        if self._status is not None:
            panels.draw_count(canvas, self._exercise, self._status, None, self.note, self._say)
        panels.draw_line(canvas, replace(line, text=self._say(line.text)), panels.draw_footer(canvas, self._say(footer)))
        return picture

    def _stage(self, image_bgr: Image) -> Image:
        """A copy in the right size and direction; kept, before anything is drawn on it, for when no frame comes."""
        height, width = image_bgr.shape[:2]
        scale = max(1.0, min(LEAST[0] / width, LEAST[1] / height)) * min(1.0, MOST[0] / width, MOST[1] / height)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        picture = image_bgr
        if size != (width, height):
            picture = cast(Image, cv2.resize(image_bgr, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR))
        self._last = cast(Image, cv2.flip(picture, 1)) if self.mirrored else picture
        return self._last.copy()
