"""Unchanged: a picture in which nobody moved shows the same, however the camera trembles in its greys; a hand that moves changes it."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.source.frame import Image
from formcheck.tracking.unchanged import Unchanged

SIZES = [(360, 640), (1280, 720), (90, 160), (2160, 3840)]


def room(size: tuple[int, int], hand: float = 0.5) -> Image:
    """A grey room with a white bar, a twentieth of its long side across, at this share of the width; (height, width, 3)."""
    height, width = size
    image = np.full((height, width, 3), 90, np.uint8)
    half, x, y = max(size) // 40, round(hand * width), height // 2
    image[y - half : y + half, x - half : x + half] = 200
    return image


@pytest.mark.parametrize("size", SIZES)
def test_what_moves_by_a_hundredth_of_the_picture_is_seen_at_any_size(size: tuple[int, int]) -> None:
    unchanged = Unchanged()
    assert not unchanged(room(size))  # there is none to compare with
    unchanged.keep()
    assert unchanged(room(size))
    assert not unchanged(room(size, 0.5 + 0.01 * max(size) / size[1]))


def test_grain_changes_nothing() -> None:
    chance, unchanged = np.random.default_rng(3), Unchanged()

    def grainy() -> Image:
        return np.asarray(np.clip(room((720, 1280)) + chance.normal(0, 4, (720, 1280, 3)), 0, 255), np.uint8)

    unchanged(grainy())
    unchanged.keep()
    assert all(unchanged(grainy()) for _ in range(5))


def test_it_is_the_picture_that_was_kept_that_others_are_compared_with() -> None:
    """What drifts slowly has changed in the end."""
    unchanged = Unchanged()
    unchanged(room((360, 640)))
    unchanged.keep()
    places = [0.5 + 0.001 * k for k in range(1, 20)]
    assert not all(unchanged(room((360, 640), place)) for place in places)


def test_another_size_is_another_picture() -> None:
    unchanged = Unchanged()
    unchanged(room((360, 640)))
    unchanged.keep()
    assert not unchanged(room((640, 360)))
