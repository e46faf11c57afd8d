"""A person too small to be found in the whole picture is looked for in parts of it, and nobody else is disturbed by that."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.estimate.closer import AFTER_S, CloserLook
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.pose.pose import Array
from formcheck.source.frame import Frame, Image
from samples import first_picture

CLIP = "bridge-good-female"

SIZE = (640, 360)
WHOLE = (0, 0, *SIZE)


def body(left: float, top: float, right: float, bottom: float) -> Array:
    return np.array([[left, top], [right, bottom]], dtype=float)


def after_a_while(look: CloserLook) -> float:
    """Nobody is found in the whole picture; returns the time of the next one."""
    for k in range(5):
        assert look.part(k / 10, SIZE) == WHOLE
        look.saw(k / 10, SIZE, WHOLE, None)
    return AFTER_S + 0.1


def test_where_somebody_is_found_the_whole_picture_is_looked_at() -> None:
    look = CloserLook()
    for k in range(100):
        assert look.part(k / 10, SIZE) == WHOLE
        assert look.saw(k / 10, SIZE, WHOLE, body(300, 100, 340, 160))


def test_somebody_lost_for_a_moment_is_looked_for_in_the_whole_picture() -> None:
    look = CloserLook()
    for k in range(60):
        assert look.part(k / 10, SIZE) == WHOLE
        look.saw(k / 10, SIZE, WHOLE, None if k % 3 else body(300, 100, 340, 160))


def test_every_place_has_its_turn_and_the_whole_picture_too() -> None:
    look = CloserLook()
    start, boxes = after_a_while(look), set()
    seen = np.zeros((SIZE[1], SIZE[0]), bool)
    for k in range(7):
        box = look.part(start + k / 10, SIZE)
        boxes.add(box)
        look.saw(start + k / 10, SIZE, box, None)
        if box != WHOLE:
            seen[box[1] : box[3], box[0] : box[2]] = True
    assert len(boxes) == 7 and WHOLE in boxes
    assert seen.all()


def test_a_part_is_kept_while_the_body_is_well_inside() -> None:
    look = CloserLook()
    time_s = after_a_while(look)
    box = look.part(time_s, SIZE)
    for k in range(50):
        assert look.part(time_s + k / 10, SIZE) == box != WHOLE
        assert look.saw(time_s + k / 10, SIZE, box, body(280, 140, 340, 200))
    assert not look.saw(time_s + 5, SIZE, box, body(box[0] - 5, 140, 340, 200))  # walks out of it
    assert look.part(time_s + 5.1, SIZE) == WHOLE


def test_a_body_cut_off_by_the_part_is_nobody() -> None:
    look = CloserLook()
    time_s = after_a_while(look)
    box = look.part(time_s, SIZE)
    assert not look.saw(time_s, SIZE, box, body(300, 20, 340, box[3] + 30))
    assert look.part(time_s + 0.1, SIZE) != box


def far_away(image: Image, scale: float, left: int) -> Image:
    """The same picture made small, on the ground of a plain one."""
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    far = np.empty_like(image)
    far[:] = np.median(image.reshape(-1, 3), axis=0)
    far[-small.shape[0] :, left : left + small.shape[1]] = small
    return far


def test_a_far_person_is_found_where_it_is() -> None:
    near, scale, left = first_picture(CLIP), 0.3, 80
    far = far_away(near, scale, left)
    with MediaPipeEstimator(outline=True) as estimator:
        found = [estimator.estimate(Frame(k / 10, far)) for k in range(20)]
    with MediaPipeEstimator() as estimator:
        truth = [estimator.estimate(Frame(k / 10, near)) for k in range(5)][-1]
    assert not found[1].found  # in the whole picture: else this is no test
    pose, top = found[-1], far.shape[0] - round(near.shape[0] * scale)
    assert pose.found and pose.size == (far.shape[1], far.shape[0])
    joints = [11, 12, 23, 24, 25, 26, 27, 28]
    assert pose.px[joints] == pytest.approx(truth.px[joints] * scale + (left, top), abs=8)
    assert pose.outline is not None
    assert pose.outline.mean(axis=0) == pytest.approx(pose.px[joints].mean(axis=0), abs=20)
