"""The card at the end of a reviewed video: what was done, and what to work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2

from formcheck.draw.canvas import Canvas
from formcheck.draw.icons import Icon
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import INK, PALE, WHITE, Colour
from formcheck.source.frame import Image

_DIM: Final = 0.35  # brightness of the picture behind the card
_PAD: Final = 18  # units
_ROW: Final = 30  # units


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of the card with its sign."""

    icon: Icon
    colour: Colour
    text: str


def card(behind_bgr: Image, title: str, lines: Sequence[CardLine], foot: str = "") -> Image:
    """A picture of the same size: ``behind_bgr`` darkened, (height, width, 3), and the card on it.  foot: a small last line."""
    picture = cast(Image, cv2.convertScaleAbs(behind_bgr, alpha=_DIM))
    canvas = Canvas(picture, make_lettering())
    pad, row = canvas.px(_PAD), canvas.px(_ROW)
    room = canvas.width - 4 * pad
    head, size = canvas.fitted(title, room, 26, 12, 700)
    texts = [canvas.shortened(line.text, room - row, 18, 500) for line in lines]
    widths = [canvas.text_width(text, size, 700) for text in head] + [row + canvas.text_width(text, 18, 500) for text in texts]
    below = canvas.shortened(foot, room, 12, 400)
    widths.append(canvas.text_width(below, 12, 400))
    width = max(widths) + 2 * pad
    height = 2 * pad + row * (len(head) + len(texts)) + (canvas.px(22) if below else 0)
    left, top = (canvas.width - width) / 2, max(0.0, (canvas.height - height) / 2)
    canvas.panel(left, top, width, height, INK, 0.86)
    y = top + pad + row / 2
    for text in head:
        canvas.text(text, left + pad, y, size, WHITE, 700)
        y += row
    for line, text in zip(lines, texts, strict=True):
        line.icon(canvas, (left + pad + canvas.px(9), y), canvas.px(9), line.colour)
        canvas.text(text, left + pad + row, y, 18, WHITE, 500)
        y += row
    canvas.text(below, left + pad, y - canvas.px(2), 12, PALE, 400)
    return picture
