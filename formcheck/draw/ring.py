"""Ring: how much of a time has been kept, at the top in the middle, with a word below it."""

from __future__ import annotations

from typing import Final

from formcheck.draw.canvas import Canvas
from formcheck.draw.palette import GREY, INK, SKY, WHITE

_RADIUS: Final = 34  # units


def ring(canvas: Canvas, share: float, word: str) -> None:
    """share: of the ring that is full, 0..1."""
    radius, x, y = canvas.px(_RADIUS), canvas.width / 2, canvas.px(_RADIUS + 14)
    room = max(3 * radius, canvas.text_width(word, 16) + radius / 2)
    canvas.panel(x - room / 2, y - 1.2 * radius, room, 3.0 * radius, INK, 0.7)
    canvas.disc((x, y), radius, GREY, 3)
    canvas.arc((x, y), radius, -90, 360 * share, SKY, 7)
    canvas.text(word, x, y + 1.45 * radius, 16, WHITE, 600, "centre")
