"""Overlay: draws on a picture what the checker says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from formcheck.draw import panels
from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import make_lettering
from formcheck.draw.panels import Say, TextLine
from formcheck.draw.skeleton import Skeleton, mirror, second_level
from formcheck.draw.words import Words
from formcheck.engine.status import Phase, Repetition, Status, Verdict
from formcheck.pose.pose import Pose
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

SHOW_VERDICT_S: Final = 1.5  # how long the frame round the count tells the verdict of the last repetition


class Overlay:
    """Draws skeleton, count, hold and words of one exercise.  say: puts its words into the language of the user."""

    def __init__(self, exercise: Exercise, say: Say = str) -> None:
        self._exercise = exercise
        self._say = say
        self._letters = make_lettering()
        self._skeleton = Skeleton(exercise)
        self._second = second_level(exercise)
        self._last: Repetition | None = None
        self._words = Words()

    def draw(
        self,
        image_bgr: Image,
        pose: Pose,
        status: Status,
        mirrored: bool = False,
        line: TextLine | None = None,
        footer: str = "",
        note: str = "",
    ) -> None:
        """Draw on the picture in place.

        image_bgr: (height, width, 3) uint8 of any size; landmarks are scaled when the pose's picture had another one.
        mirrored: the picture has been flipped left to right already; the skeleton is flipped with it, words are not.
        line: words to show instead of the checker's; footer: a small line at the very bottom; note: a few
        words beside the count.
        """
        canvas = Canvas(image_bgr, self._letters)
        if pose.found and status.phase is not Phase.LOST:
            shown = fit(pose, (canvas.width, canvas.height))
            self._skeleton.draw(canvas, mirror(shown) if mirrored else shown, status, mirrored)
        panels.draw_count(canvas, self._exercise, status, self._verdict(status), note, self._say)
        low = float(canvas.px(panels.MARGIN))
        if self._exercise.kind == "hold" or status.target_s > 0:
            low += panels.draw_hold(canvas, status)
        foot = panels.draw_footer(canvas, footer)
        if status.waiting_for is None and status.phase not in (Phase.LOST, Phase.WAITING):
            panels.draw_range(canvas, status.level, low, canvas.height - foot - canvas.px(62), self._second)
        told = self._words.line(status)
        words = line or told
        if words:
            panels.draw_line(canvas, replace(words, text=self._say(words.text)), foot)

    def _verdict(self, status: Status) -> Verdict | None:
        for event in status.events:
            if isinstance(event, Repetition):
                self._last = event
        last = self._last
        if last and status.reps and 0 <= status.time_s - last.end_s < SHOW_VERDICT_S:
            return last.verdict
        self._last = None
        return None


def fit(pose: Pose, size: tuple[int, int]) -> Pose:
    """The pose in the pixels of a picture of another size."""
    if pose.size == size:
        return pose
    scale = (size[0] / pose.size[0], size[1] / pose.size[1])
    outline = None if pose.outline is None else pose.outline * scale
    return Pose(pose.time_s, pose.px * scale, pose.visibility, pose.world, size, outline)
