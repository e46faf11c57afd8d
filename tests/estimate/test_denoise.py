"""Grain is taken out of a picture, and a picture without grain is left as it is, bit for bit."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.estimate.denoise import WithoutGrain, grain_of, lit
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.pose.pose import Pose
from formcheck.source.frame import Frame, Image
from samples import first_picture

CLIP = "bridge-good-female"


def grainy(image: Image, gain: float, sd: float) -> Image:
    """As a camera sees it in little light."""
    noise = np.random.default_rng(1).normal(0, sd, image.shape)
    return np.clip(gain * image + noise, 0, 255).astype(np.uint8)


def test_a_clean_picture_stays_the_same_object() -> None:
    image = first_picture(CLIP)
    without_grain = WithoutGrain()
    assert without_grain(image) is image
    assert without_grain(image) is image


@pytest.mark.parametrize(("gain", "sd"), [(0.3, 8.0), (0.3, 4.0), (1.0, 8.0)])
def test_grain_is_lessened(gain: float, sd: float) -> None:
    clean = np.clip(gain * first_picture(CLIP), 0, 255).astype(np.uint8)
    image = grainy(first_picture(CLIP), gain, sd)
    assert grain_of(image) == pytest.approx(sd, rel=0.15)
    before, after = (float(np.std(one.astype(float) - clean)) for one in (image, WithoutGrain()(image)))
    assert after < 0.75 * before


@pytest.mark.parametrize("sd", [4.0, 8.0])
def test_what_stands_still_is_averaged_and_what_moves_leaves_no_trace(sd: float) -> None:
    """Somebody in the left half walks on by ten pixels a picture; the right half stands still."""
    still = (0.4 * first_picture(CLIP)).astype(np.uint8)
    half = still.shape[1] // 2
    noise = np.random.default_rng(3)
    without_grain = WithoutGrain()
    for k in range(12):
        clean = still.copy()
        clean[:, :half] = np.roll(still[:, :half], 10 * k, axis=1)
        image = np.clip(clean + noise.normal(0, sd, clean.shape), 0, 255).astype(np.uint8)
        calm = without_grain(image)
    off, alone = (one.astype(float) - clean for one in (calm, cv2.medianBlur(image, 3)))
    assert np.std(off[:, half:]) < 0.8 * np.std(alone[:, half:])
    assert np.std(off[:, :half]) < 1.1 * np.std(alone[:, :half])


def test_of_another_part_of_the_picture_nothing_is_averaged() -> None:
    image, other = (grainy(np.full((90, 160, 3), level, np.uint8), 1.0, 5.0) for level in (60, 62))
    without_grain = WithoutGrain()
    without_grain(image, "left")
    assert np.array_equal(without_grain(other, "right"), WithoutGrain()(other))
    assert not np.array_equal(without_grain(image, "right"), WithoutGrain()(image))


@pytest.mark.parametrize("gain", [0.3, 1.0])
def test_a_dark_or_blurred_picture_is_not_grainy_for_that(gain: float) -> None:
    image = np.clip(gain * first_picture(CLIP), 0, 255).astype(np.uint8)
    assert not grain_of(image)
    assert not grain_of(np.asarray(cv2.GaussianBlur(image, (9, 9), 0), np.uint8))


def test_the_smallest_pictures() -> None:
    assert not grain_of(np.zeros((16, 16, 3), np.uint8))
    assert not grain_of(np.zeros((1, 2, 3), np.uint8))


def test_a_picture_in_good_light_stays_the_same_object() -> None:
    image = first_picture(CLIP)
    assert lit(image) is image


def test_a_dark_picture_becomes_as_bright_as_one_in_good_light_whatever_the_darkness() -> None:
    brightest = [float(np.percentile(lit((share * first_picture(CLIP)).astype(np.uint8)), 99)) for share in (0.5, 0.4, 0.3)]
    assert brightest == pytest.approx([235] * 3, abs=12)


def test_what_is_black_is_no_picture_of_noise() -> None:
    black = np.zeros((36, 64, 3), np.uint8)
    black[::2] = 3
    assert lit(black).max() <= 12


def test_somebody_is_found_in_little_light(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same body as in good light, in the same place; without more light nobody is found."""
    image = first_picture(CLIP)
    dark = grainy(image, 0.1, 3.0)
    joints = [11, 12, 23, 24, 25, 26, 27, 28]
    truth, found = last_of(image), last_of(dark)
    assert found.found
    assert found.px[joints] == pytest.approx(truth.px[joints], abs=8)
    monkeypatch.setattr("formcheck.estimate.estimator.lit", lambda image: image)
    assert not last_of(dark).found


def last_of(image: Image) -> Pose:
    """Half a second of the same picture."""
    with MediaPipeEstimator() as estimator:
        return [estimator.estimate(Frame(k / 10, image)) for k in range(5)][-1]
