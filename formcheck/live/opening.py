"""Opening: what is shown beside the picture until the exercise has begun: how much, what to mind, and how it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from formcheck.draw.canvas import Canvas
from formcheck.draw.card import CardLine
from formcheck.draw.how import Inset
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import INK, WHITE
from formcheck.engine.status import Status
from formcheck.live.hint import in_background
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

_TOP: Final = 122  # units, below the count
_MARGIN: Final = 8  # units
_SHARE: Final = 0.4  # of the width, for the words
_READ_S: Final = 15.0  # then they go away, so that the person can be seen
_INSET: Final = 320  # pixels
_SIZE: Final = 15.5  # units
_SIGN: Final = 26  # units


class Opening:
    """lines: in words, with their signs.  The film of the exercise is drawn in the background, and shown as soon as it is ready."""

    def __init__(self, exercise: Exercise, lines: Sequence[CardLine], run: Callable[[Callable[[], None]], None] = in_background) -> None:
        self._lines = lines
        self._letters = make_lettering()
        self._inset: Inset | None = None
        self._since_s: float | None = None
        run(lambda: self._prepare(exercise))

    def _prepare(self, exercise: Exercise) -> None:
        self._inset = Inset(exercise, _INSET)

    def draw(self, picture: Image, status: Status) -> None:
        """Into a picture, (height, width, 3), in place."""
        canvas = Canvas(picture, self._letters)
        self._since_s = status.time_s if self._since_s is None else self._since_s
        if status.time_s - self._since_s <= _READ_S:
            self._words(canvas)
        if self._inset is not None:
            self._inset.draw(picture, status.time_s)

    def _words(self, canvas: Canvas) -> None:
        room = _SHARE * canvas.width
        sign, margin, row, gap = (canvas.px(units) for units in (_SIGN, _MARGIN, 1.25 * _SIZE, 0.45 * _SIZE))
        wrapped = [canvas.wrapped(line.text, room - sign - 2 * margin, _SIZE, 500) for line in self._lines]
        height = sum(len(texts) * row + gap for texts in wrapped) + gap
        y = float(canvas.px(_TOP))
        canvas.panel(margin, y, room, height, INK, 0.7)
        y += gap
        for line, texts in zip(self._lines, wrapped, strict=True):
            line.icon(canvas, (margin + sign / 2, y + row / 2), canvas.px(7), line.colour)
            for text in texts:
                canvas.text(text, margin + sign, y + row / 2, _SIZE, WHITE, 500)
                y += row
            y += gap
