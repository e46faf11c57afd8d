"""Every measure of an exercise over a clip of bodies whose angles are known."""

from __future__ import annotations

from math import isnan, radians

import numpy as np
import pytest
from rulebook import CAT_CAMEL, STRETCH, exercise
from skeletons import film, half_kneeling, hops, on_all_fours, on_back

from formcheck.draw.palette import GREEN, PURPLE
from formcheck.evaluate.curves import Curve, Curves, curves, sides_said, table
from formcheck.evaluate.curves_picture import lines_of, picture
from formcheck.evaluate.plots import WIDTH
from formcheck.pose.pose import Track

STAY = [(0, 0), (2, 0), (3, 22), (9, 22), (10, 0), (13, 0)]


def row(found: Curves, name: str) -> Curve:
    return next(curve for curve in found.rows if curve.name == name)


def bridges(*tops: float, **camera: object) -> Track:
    return film(15, **camera).along(on_back, hops(130, tops))  # type: ignore[arg-type]


def test_rest_end_least_and_greatest_of_a_bridge() -> None:
    hip = row(curves(exercise(), bridges(175, 172), "a.mp4"), "hip")
    assert hip.at_rest == pytest.approx(130, abs=1)
    assert hip.ends[0] == pytest.approx(174, abs=1.5)
    assert hip.least == pytest.approx(130, abs=0.5)
    assert hip.greatest == pytest.approx(175, abs=0.5)


def test_a_movement_that_is_not_full_has_an_end_too() -> None:
    assert row(curves(exercise(), bridges(156), "a.mp4"), "hip").ends[0] == pytest.approx(156, abs=1.5)


def test_both_ends_of_a_movement_that_goes_both_ways() -> None:
    keys = [(0, 0), (2, 0), (3, 60), (4, 60), (6, -60), (7, -60), (8, 0), (10, 0)]
    found = curves(exercise(CAT_CAMEL), film(15).along(on_all_fours, keys), "a.mp4")
    first, second = row(found, "back").ends
    assert first > 30 > 0 > -30 > second
    assert list(row(found, "elbow").ends) == pytest.approx([175, 175], abs=1)


def test_of_a_hold_the_end_is_where_the_clock_runs_and_the_start_value_is_taken_off() -> None:
    found = curves(exercise(STRETCH), film(15).along(half_kneeling, STAY), "a.mp4")
    glide = row(found, "glide")
    assert glide.at_rest == pytest.approx(0, abs=0.5)
    assert glide.ends[0] == pytest.approx(22, abs=0.5)
    open_ = np.isfinite(glide.values)
    assert glide.plain[open_] - glide.values[open_] == pytest.approx(180, abs=0.5)
    assert sides_said(found) == "near side: right (ahead is to the right of the picture); working side: right"


def test_before_the_gate_opens_values_are_plain_and_what_the_rules_would_see_is_beside_them() -> None:
    found = curves(exercise(STRETCH), film(15).along(half_kneeling, STAY), "a.mp4")
    glide = row(found, "glide")
    assert isnan(glide.values[0])
    assert glide.plain[0] == pytest.approx(180, abs=0.5)
    assert glide.outside[0] == pytest.approx(0, abs=0.5)
    assert np.isnan(glide.outside[np.isfinite(glide.values)]).all()


def test_lengths_are_trunk_lengths_before_the_gate_too_and_the_same_from_both_sides() -> None:
    for near in ("left", "right"):
        lying = row(curves(exercise(), bridges(175, near=near), "a.mp4"), "lying")
        assert lying.plain[0] == pytest.approx(-1, abs=0.02)
        assert lying.greatest == pytest.approx(-np.cos(radians(0.45 * 45)), abs=0.03)


def test_a_gate_that_never_opens_is_said_and_shown() -> None:
    found = curves(exercise(STRETCH), bridges(175), "a.mp4")
    assert sides_said(found) == "the gate never opened: put one foot in front"
    assert isnan(row(found, "glide").greatest)
    assert np.isfinite(row(found, "lean").plain).all()
    assert picture(found).shape[1] == WIDTH


def test_the_table_has_a_row_for_each_frame_and_two_columns_for_each_measure() -> None:
    track = bridges(175)
    rows = list(table(curves(exercise(), track, "a.mp4")))
    head, first, last = rows[0], rows[1], rows[-1]
    assert head[:4] == ["time_s", "near_side", "working_side", "phase"]
    assert head[4:] == ["hip", "hip.plain", "lying", "lying.plain", "hip_width", "hip_width.plain"]
    assert len(rows) == len(track) + 1
    assert first[:5] == ["0.000", "", "", "waiting", ""]
    assert float(first[5]) == pytest.approx(130, abs=0.5)
    assert last[:4] == ["8.000", "right", "", "rest"]
    assert last[4] == last[5]


def test_the_picture_has_lines_of_the_range_of_faults_and_of_the_gate() -> None:
    found = curves(exercise(), bridges(175, 204), "a.mp4")
    lines = {line.name: line.value for line in lines_of(found, row(found, "hip"))}
    assert lines == {"rest": 145, "attempt": 149, "full": 163, "overarched": 196, "gate: above": 95, "gate: below": 150}
    assert {line.name: line.value for line in lines_of(found, row(found, "lying"))} == {"gate: below": -0.6, "requires: below": -0.4}
    image = picture(found)
    for colour in (GREEN, PURPLE):
        assert (image == np.array(colour, np.uint8)).all(axis=2).sum() > 100
    assert image.shape[0] > 3 * 150


def test_gate_lines_of_a_measure_that_is_relative_to_the_start_are_moved_with_it() -> None:
    asked = [
        {"measure": "stride", "above": 0.8, "say": "put one foot in front"},
        {"measure": "glide", "below": 190, "say": "come back upright"},
    ]
    rules = exercise(STRETCH, gate={"start": asked})
    found = curves(rules, film(15).along(half_kneeling, STAY), "a.mp4")
    lines = {line.name: line.value for line in lines_of(found, row(found, "glide"))}
    assert lines["gate: below"] == pytest.approx(10, abs=0.5)
    assert lines["full"] == 17
