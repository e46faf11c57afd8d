"""Plot: where things are, and what of them can be seen."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import GREEN, INK, VERMILLION, Colour
from formcheck.draw.plot import Bar, Box, Level, Plot, reach_of, ticks

BOX = Box(100, 50, 400, 200)


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(np.full((300, 640, 3), 255, np.uint8), make_lettering(), 1.0)


def where(canvas: Canvas, colour: Colour) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all that has this colour."""
    rows, columns = np.nonzero((canvas.image == np.array(colour, np.uint8)).all(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def test_time_goes_across_and_values_upwards(canvas: Canvas) -> None:
    plot = Plot(canvas, BOX, (10, 20), (0, 50))
    assert (plot.x(10), plot.x(15), plot.x(20)) == (100, 300, 500)
    assert (plot.y(0), plot.y(25), plot.y(50)) == (250, 150, 50)
    assert (plot.x(0), plot.y(80)) == (100, 50)  # nothing is drawn outside the box


def test_a_gap_in_the_signal_is_a_gap_in_the_curve(canvas: Canvas) -> None:
    time_s = np.arange(0, 10.1, 0.1)
    values = np.where((time_s > 3) & (time_s < 7), np.nan, 25.0)
    Plot(canvas, BOX, (0, 10), (0, 50)).curve(time_s, values, INK)
    dark = (canvas.image[150] < 100).all(axis=1)
    assert dark[101:219].all()
    assert not dark[225:376].any()
    assert dark[382:499].all()


def test_only_what_lies_within_the_time_shown_is_drawn(canvas: Canvas) -> None:
    plot = Plot(canvas, BOX, (10, 20))
    plot.bars([Bar(0, 12, "", GREEN), Bar(30, 40, "", VERMILLION)], 10, 20)
    left, top, right, bottom = where(canvas, GREEN)
    assert (left, right) == pytest.approx((100, 180), abs=3)
    assert (top, bottom) == pytest.approx((60, 79), abs=1)
    assert not (canvas.image == np.array(VERMILLION, np.uint8)).all(axis=2).any()


def test_a_bar_carries_as_much_of_its_text_as_fits(canvas: Canvas) -> None:
    plot = Plot(canvas, BOX, (0, 10))
    plot.bars([Bar(0, 8, "a long text that fits", GREEN), Bar(8.1, 8.4, "a long text that does not", VERMILLION)], 0, 20)
    assert ((canvas.image[50:70, 105:400] == np.array(INK, np.uint8)).all(axis=2)).sum() > 20
    assert not ((canvas.image[50:70, 424:] == np.array(INK, np.uint8)).all(axis=2)).any()


def test_names_of_lines_that_lie_close_do_not_cover_each_other(canvas: Canvas) -> None:
    plot = Plot(canvas, BOX, (0, 10), (0, 100))
    plot.levels([Level(10, "a", GREEN), Level(10.5, "b", VERMILLION), Level(400, "far away", INK)])
    names = canvas.image[:, 516:]
    spots = [np.nonzero((names == np.array(colour, np.uint8)).all(axis=2))[0] for colour in (GREEN, VERMILLION)]
    assert spots[1].max() < spots[0].min()  # the higher value above
    assert not (canvas.image == np.array(INK, np.uint8)).all(axis=2).any()


@pytest.mark.parametrize(
    ("low", "high", "numbers"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (-0.03, 0.11, [0, 0.05, 0.1]), (131, 187, [140, 160, 180]), (5, 5, []), (float("nan"), 1, [])],
)
def test_axes_have_round_numbers(low: float, high: float, numbers: list[float]) -> None:
    assert ticks(low, high) == numbers


def test_the_reach_holds_the_signal_and_the_lines_that_must_be_seen() -> None:
    low, high = reach_of(np.array([np.nan, 5.0, 15.0]), [30])
    assert low < 5
    assert high > 30
    assert reach_of(np.array([np.nan])) == (0, 1)
