"""Canvas: one picture to draw on, with lengths in units that grow with it and text that fits.

A unit is 1/360 of the picture's shorter side, so that a layout made for 640x360 looks the same from 160x120 to 4K.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.draw.lettering import CAPITAL, Lettering
from formcheck.draw.palette import INK, Colour
from formcheck.source.frame import Image

SMALLEST_TEXT: Final = 8  # pixels; smaller letters cannot be read and are left out
CORNER: Final = 9  # units
_FAR: Final = 4  # points further outside than this many picture sizes are drawn at that distance
_SHIFT: Final = 3  # bits of a pixel in drawn coordinates

Anchor = Literal["left", "centre", "right"]
Spot = tuple[float, float]
Weights = NDArray[np.float32]


class Canvas:
    """Draws on the image in place.  Positions and sizes are in pixels unless they say units; unit: pixels of one, None: by the size."""

    def __init__(self, image: Image, letters: Lettering, unit: float | None = None) -> None:
        self.image = image
        self.letters = letters
        self.height, self.width = image.shape[:2]
        self.unit: float = min(self.width, self.height) / 360 if unit is None else unit

    def px(self, units: float) -> int:
        """Units to whole pixels, at least one."""
        return max(1, round(units * self.unit))

    # ---- text

    def text_width(self, text: str, size: float, weight: int = 600) -> int:
        """Width in pixels of a text of this size in units."""
        return self.letters.width(text, self.px(size), weight)

    def text(self, text: str, x: float, middle: float, size: float, colour: Colour, weight: int = 600, anchor: Anchor = "left") -> None:
        """Write with the middle of the capitals at ``middle``; size in units.  Nothing when too small to be read."""
        pixels = self.px(size)
        if pixels < SMALLEST_TEXT or not text:
            return
        if anchor != "left":
            x -= self.letters.width(text, pixels, weight) / (2 if anchor == "centre" else 1)
        self.letters.write(self.image, text, round(x), round(middle + pixels * CAPITAL / 2), pixels, colour, weight)

    def fitted(self, text: str, room: float, size: float, least: float, weight: int = 600) -> tuple[list[str], float]:
        """Lines (one or two) and size in units, no larger than asked for, so that the text is no wider than ``room`` pixels."""
        if self.text_width(text, size, weight) <= room:
            return [text], size
        lines = _halves(text, lambda part: self.text_width(part, size, weight))
        widest = max(self.text_width(line, size, weight) for line in lines)
        return lines, max(least, min(size, size * room / widest))

    def wrapped(self, text: str, room: float, size: float, weight: int = 600) -> list[str]:
        """The text in as many lines as it takes, each no wider than ``room`` pixels; size in units."""
        lines: list[str] = []
        for word in text.split():
            if lines and self.text_width(f"{lines[-1]} {word}", size, weight) <= room:
                lines[-1] = f"{lines[-1]} {word}"
            else:
                lines.append(word)
        return [self.shortened(line, room, size, weight) for line in lines]

    def shortened(self, text: str, room: float, size: float, weight: int = 600) -> str:
        """The text, or as much of it as fits into ``room`` pixels, ending in dots."""
        if self.text_width(text, size, weight) <= room:
            return text
        while text and self.text_width(text + "...", size, weight) > room:
            text = text[:-1]
        return text.rstrip() + "..." if text else ""

    # ---- areas

    def panel(
        self, x: float, y: float, width: float, height: float, colour: Colour = INK, cover: float = 0.7, corner: float = CORNER
    ) -> None:
        """A see-through rectangle with round corners; cover: share of the colour, 0..1; corner: radius in units."""
        left, top = max(0, round(x)), max(0, round(y))
        right, bottom = min(self.width, round(x + width)), min(self.height, round(y + height))
        if right <= left or bottom <= top:
            return
        area = self.image[top:bottom, left:right]
        radius = min(round(corner * self.unit), (right - left) // 2, (bottom - top) // 2)
        corners = [area[ys, xs] for ys in _ends(radius) for xs in _ends(radius)] if radius > 1 else []
        before = [corner.copy() for corner in corners]
        cv2.addWeighted(area, 1 - cover, _solid(bottom - top, right - left, colour), cover, 0, dst=area)
        for part, old, (outside, inside) in zip(corners, before, _rounding(radius), strict=False):
            cv2.blendLinear(old, part, outside, inside, dst=part)

    # ---- lines

    def line(self, a: Spot, b: Spot, colour: Colour, thickness: float, edge: float = 0.0) -> None:
        """A line with round ends, thickness in units; edge: units of dark border to either side."""
        p, q = self._fine(a), self._fine(b)
        if edge:
            cv2.line(self.image, p, q, INK, self.px(thickness + 2 * edge), cv2.LINE_AA, _SHIFT)
        cv2.line(self.image, p, q, colour, self.px(thickness), cv2.LINE_AA, _SHIFT)

    def path(self, points: list[Spot] | NDArray[np.float64], colour: Colour, thickness: float, closed: bool = False) -> None:
        """A line through points, thickness in units."""
        fine = np.array([self._fine((x, y)) for x, y in points], dtype=np.int32)
        cv2.polylines(self.image, [fine], closed, colour, self.px(thickness), cv2.LINE_AA, _SHIFT)

    def shape(self, points: list[Spot], colour: Colour) -> None:
        """A filled shape without dents."""
        fine = np.array([self._fine(p) for p in points], dtype=np.int32)
        cv2.fillConvexPoly(self.image, fine, colour, cv2.LINE_AA, _SHIFT)

    def disc(self, centre: Spot, radius: float, colour: Colour, thickness: float | None = None) -> None:
        """A circle of ``radius`` pixels, filled or (thickness in units) drawn as a line."""
        width = cv2.FILLED if thickness is None else self.px(thickness)
        cv2.circle(self.image, self._fine(centre), max(1, round(radius)) << _SHIFT, colour, width, cv2.LINE_AA, _SHIFT)

    def arc(self, centre: Spot, radius: float, start_deg: float, sweep_deg: float, colour: Colour, thickness: float) -> None:
        """Part of a circle, clockwise from ``start_deg`` (0: to the right); radius in pixels, thickness in units."""
        axis = max(1, round(radius)) << _SHIFT
        cv2.ellipse(
            self.image,
            self._fine(centre),
            (axis, axis),
            0,
            start_deg,
            start_deg + sweep_deg,
            colour,
            self.px(thickness),
            cv2.LINE_AA,
            _SHIFT,
        )

    def _fine(self, point: Spot) -> tuple[int, int]:
        x = min(max(point[0], -_FAR * self.width), (_FAR + 1) * self.width)
        y = min(max(point[1], -_FAR * self.height), (_FAR + 1) * self.height)
        return round(x * (1 << _SHIFT)), round(y * (1 << _SHIFT))


def _ends(radius: int) -> tuple[slice, slice]:
    return slice(0, radius), slice(-radius, None)


@lru_cache(maxsize=16)
def _solid(height: int, width: int, colour: Colour) -> Image:
    return np.full((height, width, 3), colour, np.uint8)


@lru_cache(maxsize=64)
def _rounding(radius: int) -> tuple[tuple[Weights, Weights], ...]:
    """Shares of each pixel of the four corners outside and inside the round: top left, top right, bottom left, bottom right."""
    away = radius - 0.5 - np.arange(radius, dtype=np.float32)
    outside = np.clip(np.hypot(*np.meshgrid(away, away)) - radius + 0.5, 0, 1).astype(np.float32)
    corners = (outside, outside[:, ::-1], outside[::-1], outside[::-1, ::-1])
    return tuple((np.ascontiguousarray(c), np.ascontiguousarray(1 - c)) for c in corners)


def _halves(text: str, width: Callable[[str], int]) -> list[str]:
    """The text in two lines, broken at the space that leaves the shortest long line."""
    words = text.split()
    splits = [[" ".join(words[:i]), " ".join(words[i:])] for i in range(1, len(words))]
    return min(splits, key=lambda lines: max(map(width, lines))) if splits else [text]
