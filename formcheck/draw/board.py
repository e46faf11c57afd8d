"""Board: a whole picture of words that can be read from three metres, with a picture and a number in a ring where they help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np

from formcheck.draw.canvas import Canvas
from formcheck.draw.card import CardLine
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import GREEN, GREY, INK, PALE, SKY, WHITE
from formcheck.source.frame import Image

_DIM: Final = 0.3  # brightness of the picture behind
_PAD: Final = 14  # units
_TITLE: Final = (30, 18)  # units: size of the title, and the least
_TEXT: Final = (27, 13)
_RING: Final = 62  # units, radius
_SHARE: Final = 0.46  # of the width, for the picture


@dataclass(frozen=True, slots=True)
class Dial:
    """A number in a ring.  text: in it; below: a word under the text; share: of the ring that is full, 0..1; taken: it is settled."""

    text: str
    below: str = ""
    share: float = 0.0
    taken: bool = False


def board(
    behind_bgr: Image,
    title: str,
    lines: Sequence[CardLine | str],
    picture_bgr: Image | None = None,
    dial: Dial | None = None,
    foot: str = "",
) -> Image:
    """A picture of the size of ``behind_bgr``, (height, width, 3), which is darkened.

    lines: with or without a sign.  picture_bgr: at the right, on white.  foot: a small last line.
    """
    image = cast(Image, cv2.convertScaleAbs(behind_bgr, alpha=_DIM))
    canvas = Canvas(image, make_lettering())
    pad = canvas.px(_PAD)
    canvas.panel(pad / 2, pad / 2, canvas.width - pad, canvas.height - pad, INK, 0.8)
    right = canvas.width - 2 * pad
    beside = picture_bgr is not None or dial is not None
    if picture_bgr is not None:
        right = _put_picture(canvas, picture_bgr)
    if dial is not None:
        right = min(right, _put_dial(canvas, dial, picture_bgr is not None))
    floor = canvas.height - 2 * pad
    if foot:
        size = 13
        canvas.text(canvas.shortened(foot, canvas.width - 4 * pad, size, 400), 2 * pad, floor - canvas.px(4), size, PALE, 400)
        floor -= canvas.px(22)
    room = right - 2 * pad - (pad if beside else 0)
    y = _put_title(canvas, title, room)
    _put_lines(canvas, lines, room, y, floor)
    return image


def _put_title(canvas: Canvas, title: str, room: float) -> float:
    """Returns the y below it."""
    pad = canvas.px(_PAD)
    y = 2.0 * pad
    words, size = canvas.fitted(title, room, *_TITLE, 700)
    row = canvas.px(size * 1.25)
    for text in words:
        canvas.text(text, 2 * pad, y + row / 2, size, WHITE, 700)
        y += row
    return y + pad


def _put_lines(canvas: Canvas, lines: Sequence[CardLine | str], room: float, top: float, floor: float) -> None:
    """As large as they fit; the last ones are left out when even the smallest letters do not."""
    pad = canvas.px(_PAD)
    sign = canvas.px(30)
    for size in range(_TEXT[0], _TEXT[1] - 1, -1):
        row, gap = canvas.px(size * 1.3), canvas.px(size * 0.45)
        wrapped = [
            canvas.wrapped(line if isinstance(line, str) else line.text, room - (0 if isinstance(line, str) else sign), size, 500)
            for line in lines
        ]
        if top + sum(len(texts) * row + gap for texts in wrapped) <= floor:
            break
    y = top
    for line, texts in zip(lines, wrapped, strict=True):
        if y + len(texts) * row > floor:
            return
        x = 2.0 * pad
        if not isinstance(line, str):
            line.icon(canvas, (x + canvas.px(10), y + row / 2), canvas.px(9), line.colour)
            x += sign
        for text in texts:
            canvas.text(text, x, y + row / 2, size, WHITE, 500)
            y += row
        y += gap


def _put_picture(canvas: Canvas, picture_bgr: Image) -> float:
    """At the right, at the top, as large as its share of the width; returns its left edge."""
    pad = canvas.px(_PAD)
    height, width = picture_bgr.shape[:2]
    scale = min(_SHARE * canvas.width / width, (canvas.height - 4 * pad) / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    scaled = cv2.resize(picture_bgr, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    left, top = canvas.width - 2 * pad - size[0], 2 * pad
    canvas.image[top : top + size[1], left : left + size[0]] = np.asarray(scaled, np.uint8)
    return float(left)


def _put_dial(canvas: Canvas, dial: Dial, low: bool) -> float:
    """At the right, in the middle or (``low``) at the bottom; returns its left edge."""
    pad, radius = canvas.px(_PAD), canvas.px(_RING)
    x = canvas.width - 3 * pad - radius
    y = canvas.height - 4 * pad - radius if low else canvas.height / 2
    canvas.disc((x, y), radius, GREY, 3)
    if dial.share > 0:
        canvas.arc((x, y), radius, -90, 360 * min(dial.share, 1), GREEN if dial.taken else SKY, 9)
    size = 60 if len(dial.text) < 3 else 44 if len(dial.text) < 5 else 30
    canvas.text(dial.text, x, y - (canvas.px(8) if dial.below else 0), size, WHITE, 700, "centre")
    canvas.text(dial.below, x, y + canvas.px(34), 15, PALE, 500, "centre")
    return float(x - radius - pad) if not low else float(canvas.width)
