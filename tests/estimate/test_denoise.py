"""Grain is taken out of a picture, and a picture without grain is left as it is, bit for bit."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.estimate.denoise import is_grainy, without_grain
from formcheck.source.frame import Image
from formcheck.source.video import VideoFile
from samples import SAMPLES


def picture() -> Image:
    with VideoFile(SAMPLES / "bridge" / "bridge-good-female.mp4") as frames:
        return next(iter(frames)).image


def grainy(image: Image, gain: float, sd: float) -> Image:
    """As a camera sees it in little light."""
    noise = np.random.default_rng(1).normal(0, sd, image.shape)
    return np.clip(gain * image + noise, 0, 255).astype(np.uint8)


def test_a_clean_picture_stays_the_same_object() -> None:
    image = picture()
    assert without_grain(image) is image


@pytest.mark.parametrize(("gain", "sd"), [(0.3, 8.0), (0.3, 4.0), (1.0, 8.0)])
def test_grain_is_lessened(gain: float, sd: float) -> None:
    clean = np.clip(gain * picture(), 0, 255).astype(np.uint8)
    image = grainy(picture(), gain, sd)
    assert is_grainy(image)
    before, after = (float(np.std(one.astype(float) - clean)) for one in (image, without_grain(image)))
    assert after < 0.75 * before


@pytest.mark.parametrize("gain", [0.3, 1.0])
def test_a_dark_or_blurred_picture_is_not_grainy_for_that(gain: float) -> None:
    image = np.clip(gain * picture(), 0, 255).astype(np.uint8)
    assert not is_grainy(image)
    assert not is_grainy(np.asarray(cv2.GaussianBlur(image, (9, 9), 0), np.uint8))


def test_the_smallest_pictures() -> None:
    assert not is_grainy(np.zeros((16, 16, 3), np.uint8))
    assert not is_grainy(np.zeros((1, 2, 3), np.uint8))
