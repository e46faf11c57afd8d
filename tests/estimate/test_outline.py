"""The outline of shapes whose outline is known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.estimate.outline import outline_of
from formcheck.pose.pose import OUTLINE_POINTS


def mask(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (200, 100)) -> NDArray[np.float32]:
    """Boxes (left, top, right, bottom), the last two not included."""
    picture = np.zeros((size[1], size[0]), np.float32)
    for left, top, right, bottom in boxes:
        picture[top:bottom, left:right] = 0.9
    return picture


def test_the_outline_of_a_box_runs_through_the_middle_of_its_outermost_pixels() -> None:
    outline = outline_of(mask((40, 20, 140, 80)), 1)
    assert outline is not None
    assert outline.shape == (OUTLINE_POINTS, 2)
    assert outline.min(axis=0) == pytest.approx([40.5, 20.5])
    assert outline.max(axis=0) == pytest.approx([139.5, 79.5])
    on_edge = np.isclose(outline[:, 0], 40.5) | np.isclose(outline[:, 0], 139.5) | np.isclose(outline[:, 1], 20.5)
    assert (on_edge | np.isclose(outline[:, 1], 79.5)).all()


def test_points_are_evenly_spaced_and_start_at_the_top_left() -> None:
    outline = outline_of(mask((40, 20, 140, 80)), 1)
    assert outline is not None
    assert outline[0] == pytest.approx([40.5, 20.5])
    steps = np.abs(np.diff(np.vstack([outline, outline[:1]]), axis=0)).sum(axis=1)  # along the sides, also round a corner
    assert steps == pytest.approx(np.full(OUTLINE_POINTS, 2 * (99 + 59) / OUTLINE_POINTS))


def test_it_is_in_pixels_of_the_picture() -> None:
    small, large = outline_of(mask((40, 20, 140, 80)), 1), outline_of(mask((40, 20, 140, 80)), (2.0, 3.0))
    assert small is not None
    assert large is not None
    assert large.max(axis=0) == pytest.approx([139.5 * 2, 79.5 * 3])


def test_only_the_largest_piece_counts_and_holes_do_not() -> None:
    ring = mask((40, 20, 140, 80), (160, 10, 190, 30))
    ring[40:60, 60:100] = 0
    outline = outline_of(ring, 1)
    assert outline is not None
    assert outline == pytest.approx(outline_of(mask((40, 20, 140, 80)), 1))


def test_a_foot_that_is_cut_off_at_the_ankle_is_joined_where_its_landmark_lies_in_it() -> None:
    spots = np.full((33, 2), 5.0)
    spots[25], spots[27] = (130, 50), (155, 50)  # the left knee in the large piece, the ankle in the small one
    cut = mask((40, 20, 140, 80), (145, 40, 165, 60))
    joined, elsewhere = outline_of(cut, 1, spots), outline_of(cut, 1, np.full((33, 2), 5.0))
    assert joined is not None
    assert elsewhere is not None
    assert joined[:, 0].max() == pytest.approx(164.5)
    assert elsewhere[:, 0].max() == pytest.approx(139.5)


@pytest.mark.parametrize("boxes", [(), ((50, 50, 54, 54),), ((10, 50, 190, 51),)], ids=["nothing", "a speck", "a line"])
def test_no_body_no_outline(boxes: tuple[tuple[int, int, int, int], ...]) -> None:
    assert outline_of(mask(*boxes), 1) is None


def test_what_the_network_is_not_sure_of_is_not_body() -> None:
    assert outline_of(mask((40, 20, 140, 80)) * np.float32(0.5), 1) is None
