"""Text on pictures, with the font of OpenCV 5 and with that of OpenCV 4."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import Lettering, Strokes, make_lettering
from formcheck.draw.palette import WHITE


def written(letters: Lettering, text: str, size: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    image = np.zeros((100, 400, 3), np.uint8)
    letters.write(image, text, 10, 60, size, WHITE, 600)
    return np.asarray((image > 128).any(axis=2))


@pytest.mark.parametrize("letters", [make_lettering(), Strokes()])
def test_text_is_as_wide_as_it_says_and_stands_on_its_line(letters: Lettering) -> None:
    ys, xs = np.nonzero(written(letters, "HHHH", 40))
    assert xs.min() >= 8 and xs.max() <= 10 + letters.width("HHHH", 40, 600) + 3
    assert 58 <= ys.max() <= 62 and ys.max() - ys.min() == pytest.approx(0.7 * 40, abs=4)


def test_letters_that_the_stroke_font_lacks_are_left_out() -> None:
    assert np.array_equal(written(Strokes(), "172°", 40), written(Strokes(), "172", 40))


def test_a_text_too_long_for_its_room_ends_in_dots() -> None:
    canvas = Canvas(np.zeros((360, 640, 3), np.uint8), make_lettering())
    short = canvas.shortened("Standing hamstring stretch", 120, 14)
    assert short.endswith("...") and short.startswith("Stand") and canvas.text_width(short, 14) <= 120
    assert canvas.shortened("Bridge", 120, 14) == "Bridge"
