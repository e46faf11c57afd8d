"""A person too small to be found in the whole picture is looked for in parts of it, and nobody else is disturbed by that."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from made_up import draw_person

from formcheck.estimate.closer import AFTER_S, CloserLook
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.pose.pose import Array
from formcheck.source.frame import Frame, Image

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


def small(scale: float) -> Image:
    """The drawn person far away, to the left, in a large room."""
    picture, person = np.full((720, 1280, 3), 235, np.uint8), draw_person(640, 480)

    shrunk = cv2.resize(person, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    picture[:] = person[0, 0]
    picture[500 : 500 + shrunk.shape[0], 120 : 120 + shrunk.shape[1]] = shrunk
    return picture


def test_a_far_person_is_found_where_it_is() -> None:
    with MediaPipeEstimator(outline=True) as estimator:
        poses = [estimator.estimate(Frame(k / 10, small(0.3))) for k in range(16)]
    pose = poses[-1]
    assert pose.found and pose.size == (1280, 720)
    assert pose.px[[11, 12], 0].mean() == pytest.approx(120 + 320 * 0.3, abs=8)
    assert pose.px[[27, 28], 1].mean() == pytest.approx(500 + 430 * 0.3, abs=10)
    assert pose.outline is not None and 120 < pose.outline[:, 0].mean() < 120 + 640 * 0.3
