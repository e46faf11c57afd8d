"""Text on pictures: the font that OpenCV 5 carries inside itself, or the stroke font of OpenCV 4."""

from __future__ import annotations

import unicodedata
from typing import Any, Final, Protocol

import cv2

from formcheck.draw.palette import Colour
from formcheck.source.frame import Image

CAPITAL: Final = 0.7  # height of a capital letter as a share of the font size, in both fonts


class Lettering(Protocol):
    """Writes and measures text; sizes in pixels, weight 100 (thin) to 900."""

    def width(self, text: str, size: int, weight: int) -> int:
        """Width of the text in pixels."""
        ...

    def write(self, image: Image, text: str, x: int, baseline: int, size: int, colour: Colour, weight: int) -> None:
        """Write from x on, standing on the baseline."""
        ...


def make_lettering() -> Lettering:
    """The better of the two that this OpenCV has."""
    return BuiltIn() if hasattr(cv2, "FontFace") else Strokes()


class BuiltIn:
    """The scalable font inside OpenCV 5."""

    def __init__(self) -> None:
        self._font: Any = cv2.FontFace("sans")
        self._widths: dict[tuple[str, int, int], int] = {}

    def width(self, text: str, size: int, weight: int) -> int:
        """Width of the text in pixels."""
        key = (text, size, weight)
        if key not in self._widths:
            if len(self._widths) > 500:
                self._widths.clear()
            self._widths[key] = int(cv2.getTextSize((1, 1), text, (0, 0), self._font, size, weight=weight)[2])
        return self._widths[key]

    def write(self, image: Image, text: str, x: int, baseline: int, size: int, colour: Colour, weight: int) -> None:
        """Write from x on, standing on the baseline."""
        cv2.putText(image, text, (x, baseline), colour, self._font, size, weight=weight)


class Strokes:
    """The Hershey font of OpenCV 4: letters of ASCII only."""

    _FONT: Final = cv2.FONT_HERSHEY_SIMPLEX
    _CAPITAL_PX: Final = 21  # height of its capitals at scale 1

    def width(self, text: str, size: int, weight: int) -> int:
        """Width of the text in pixels."""
        return int(cv2.getTextSize(_ascii(text), self._FONT, self._scale(size), self._thickness(size, weight))[0][0])

    def write(self, image: Image, text: str, x: int, baseline: int, size: int, colour: Colour, weight: int) -> None:
        """Write from x on, standing on the baseline."""
        thickness = self._thickness(size, weight)
        cv2.putText(image, _ascii(text), (x, baseline), self._FONT, self._scale(size), colour, thickness, cv2.LINE_AA)

    def _scale(self, size: int) -> float:
        return size * CAPITAL / self._CAPITAL_PX

    def _thickness(self, size: int, weight: int) -> int:
        return max(1, round(size * weight / 6500))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
