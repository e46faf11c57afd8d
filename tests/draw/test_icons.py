"""The signs can be told apart without colour."""

from __future__ import annotations

import itertools

import numpy as np

from formcheck.draw import icons
from formcheck.draw.canvas import Canvas
from formcheck.draw.icons import Icon
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import WHITE

ALL = (icons.tick, icons.cross, icons.half, icons.warning, icons.pause, icons.play, icons.frame, icons.absent, icons.stop)


def picture(icon: Icon) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    image = np.zeros((360, 360, 3), np.uint8)
    icon(Canvas(image, make_lettering()), (180, 180), 20, WHITE)
    return np.asarray((image > 128).any(axis=2))


def test_every_sign_has_a_shape_of_its_own() -> None:
    shapes = {icon.__name__: picture(icon) for icon in ALL}
    for (one, a), (other, b) in itertools.combinations(shapes.items(), 2):
        assert (a ^ b).sum() > 0.3 * max(a.sum(), b.sum()), f"{one} looks like {other}"


def test_signs_stay_inside_their_circle() -> None:
    for icon in ALL:
        ys, xs = np.nonzero(picture(icon))
        assert np.hypot(xs - 180, ys - 180).max() <= 20 * 1.5, icon.__name__
