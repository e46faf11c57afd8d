"""Measures on the outline, on outlines that were drawn with ruler and compass."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest
from skeletons import arched, band, resampled, turn_of_middle

from formcheck.pose.contour import LOW_BACK, back_distance, back_turn, crossings, thickness
from formcheck.pose.pose import Array

SHOULDER, HIP = np.array([[500.0, 300.0]]), np.array([[300.0, 300.0]])  # looks to the right: the back is above
SPAN = np.linspace(-20, 20, 9)[None]


def picture(outline: Array, front: int = 1) -> Array:
    """Trunk lengths (hip at the origin, shoulder at (1, 0), y up) -> (1, n, 2) pixels of a 200-pixel trunk."""
    return np.stack([300 + front * 200 * outline[:, 0], 300 - 200 * outline[:, 1]], axis=-1)[None]


def arc(turn_deg: float, above: float = 0.15) -> Array:
    return arched((0.0, 0.0), (1.0, 0.0), turn_deg, above)


@pytest.mark.parametrize("turn_deg", [-60.0, -45.0, -30.0, -15.0, 0.0, 15.0, 30.0, 45.0, 60.0])
def test_an_arc_is_found_as_its_turn(turn_deg: float) -> None:
    """The parabola that is laid through it turns a little less than the circle."""
    found = back_turn(picture(arc(turn_deg)), SHOULDER, HIP, front=1)
    assert found == pytest.approx(turn_of_middle(turn_deg), abs=0.5 + 0.035 * abs(turn_deg))


def test_rounding_raises_the_turn_and_hollowing_lowers_it() -> None:
    turns = [float(back_turn(picture(arc(t)), SHOULDER, HIP, 1)[0]) for t in (-50, -25, 0, 25, 50)]
    assert turns == sorted(turns)
    assert turns[2] == pytest.approx(0, abs=0.01)


def test_a_body_that_looks_to_the_left_gives_the_same() -> None:
    other_way = np.array([[100.0, 300.0]])
    for turn_deg in (-30, 40):
        right = back_turn(picture(arc(turn_deg)), SHOULDER, HIP, 1)
        left = back_turn(picture(arc(turn_deg), front=-1), other_way, HIP, -1)
        assert left == pytest.approx(right)


@pytest.mark.parametrize("angle_deg", [-70.0, 20.0, 135.0])
def test_turning_the_whole_picture_changes_nothing(angle_deg: float) -> None:
    turn = np.array([[cos(radians(angle_deg)), -sin(radians(angle_deg))], [sin(radians(angle_deg)), cos(radians(angle_deg))]])
    upright = back_turn(picture(arc(35)), SHOULDER, HIP, 1)
    assert back_turn(picture(arc(35)) @ turn.T, SHOULDER @ turn.T, HIP @ turn.T, 1) == pytest.approx(upright)


def test_a_back_of_which_half_is_missing_still_turns() -> None:
    """The outline of a dark shirt before a dark wall: far off at the shoulder end."""
    outline = arc(40)
    outline[outline[:, 0] > 0.62] += [0, 2]
    found = back_turn(picture(outline), SHOULDER, HIP, 1)
    assert found == pytest.approx(turn_of_middle(40), abs=2.5)


def test_too_little_of_a_back_is_not_known() -> None:
    outline = arc(40)
    outline[outline[:, 0] > 0.35] += [0, 2]
    assert np.isnan(back_turn(picture(outline), SHOULDER, HIP, 1)).all()


def test_the_middle_of_an_arc_stands_out_by_its_height() -> None:
    half = radians(40) / 2
    height = 0.5 / sin(half) - 0.5 / np.tan(half)
    found = back_distance(picture(arc(40)), SHOULDER, HIP, 1, LOW_BACK)
    assert found / 200 == pytest.approx(0.15 + height, abs=0.004)


@pytest.mark.parametrize("angle_deg", [0.0, 33.0, 90.0, 160.0])
@pytest.mark.parametrize("wide", [0.2, 0.45])
def test_a_band_is_as_thick_as_it_is(angle_deg: float, wide: float) -> None:
    """Across the line of the band, whichever way it lies; the corners of the sampled outline are cut a little."""
    outline = picture(band((0.5, 0.0), angle_deg, 1.0, wide))
    at = np.array([[400.0, 300.0]])
    along = np.array([[cos(radians(angle_deg)), -sin(radians(angle_deg))]])
    assert thickness(outline, at, at - along, at + 2 * along, SPAN) == pytest.approx(200 * wide, rel=0.01)


def test_a_point_off_the_middle_of_the_band_gives_the_same() -> None:
    outline = picture(band((0.5, 0.0), 0, 1.0, 0.4))
    along = np.array([[1.0, 0.0]])
    found = [float(thickness(outline, np.array([[400.0, y]]), -along, along, SPAN)[0]) for y in (300.0, 325.0, 270.0)]
    assert found == pytest.approx([80, 80, 80], rel=0.01)


def test_only_the_stretch_the_point_lies_in_is_measured() -> None:
    """A second band beside it, joined at one end: an arm beside the body."""
    fork = np.array([(0, 0), (1, 0), (1, 0.3), (0.1, 0.3), (0.1, 0.5), (1, 0.5), (1, 0.7), (0, 0.7)], dtype=float)
    outline = picture(resampled(fork))
    along = np.array([[1.0, 0.0]])
    assert thickness(outline, np.array([[420.0, 270.0]]), -along, along, SPAN) == pytest.approx(60, rel=0.02)
    assert thickness(outline, np.array([[420.0, 180.0]]), -along, along, SPAN) == pytest.approx(40, rel=0.02)
    assert np.isnan(thickness(outline, np.array([[420.0, 220.0]]), -along, along, SPAN)).all()  # between the two


def test_beside_the_body_there_is_no_thickness() -> None:
    outline = picture(band((0.5, 0.0), 0, 1.0, 0.4))
    along = np.array([[1.0, 0.0]])
    assert np.isnan(thickness(outline, np.array([[400.0, 100.0]]), -along, along, SPAN)).all()


def test_without_an_outline_nothing_is_known() -> None:
    assert np.isnan(back_turn(None, SHOULDER, HIP, 1)).all()
    assert np.isnan(thickness(None, HIP, SHOULDER, HIP, SPAN)).all()
    assert np.isnan(back_distance(None, SHOULDER, HIP, 1, LOW_BACK)).all()


def test_a_moment_without_an_outline_does_not_hide_the_others() -> None:
    outline = np.concatenate([picture(arc(30)), np.full((1, 200, 2), np.nan), picture(arc(-30))])
    shoulder, hip = np.repeat(SHOULDER, 3, axis=0), np.repeat(HIP, 3, axis=0)
    assert np.isnan(back_turn(outline, shoulder, hip, 1)).tolist() == [False, True, False]
    stations = np.repeat(SPAN, 3, axis=0)
    middle = (shoulder + hip) / 2
    assert np.isnan(thickness(outline, middle, shoulder, hip, stations)).tolist() == [False, True, False]


def test_joints_at_one_spot_give_nothing_and_no_warning() -> None:
    assert np.isnan(back_turn(picture(arc(30)), HIP, HIP, 1)).all()
    assert np.isnan(thickness(picture(arc(30)), HIP, HIP, HIP, SPAN)).all()


def test_every_crossing_of_a_line_is_found_with_its_side() -> None:
    """Along to the right on the screen: below is positive."""
    square = np.array([[[100.0, 100.0], [300.0, 100.0], [300.0, 200.0], [100.0, 200.0]]])
    row, station, across = crossings(square, np.array([[0.0, 160.0]]), np.array([[1.0, 0.0]]), np.array([[50.0, 150.0, 250.0]]))
    assert row.tolist() == [0] * 4
    assert sorted(zip(station.tolist(), across.tolist(), strict=True)) == [(1, -60.0), (1, 40.0), (2, -60.0), (2, 40.0)]
