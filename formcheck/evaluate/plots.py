"""What all pictures over time have in common: their measures, the lines of an exercise, names of curves, and rows of bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formcheck.draw.canvas import Canvas
from formcheck.draw.palette import BLUE, GREEN, GREY, INK, PURPLE, VERMILLION
from formcheck.draw.plot import SMALL, Box, Level, Plot
from formcheck.evaluate.timelines import Lane
from formcheck.evaluate.trace import Trace
from formcheck.measures.units import NAMES as UNIT_NAMES
from formcheck.rules.exercise import Exercise

WIDTH: Final = 1500  # pixels; so all below
HEAD: Final = 64
NAMES: Final = 150  # for the names of rows
SIDE: Final = 190  # for those of lines
LANE: Final = 22
GAP: Final = 34


def box(top: float, height: float) -> Box:
    """Where a plot is drawn."""
    return Box(NAMES, top, WIDTH - NAMES - SIDE, height)


def name_curve(plot: Plot, variant: Exercise, measure: str, fault: str = "") -> None:
    """What is drawn, and its unit, over the upper left corner of the box."""
    named = f"{measure}, {UNIT_NAMES[variant.measures[measure].unit]}"
    text, colour = (f"{fault}: {named}", VERMILLION) if fault else (named, INK)
    plot.canvas.text(text, plot.box.left + 8, plot.box.top + 12, SMALL, colour, 700)


def levels_of(seen: Trace, faults: bool = True) -> list[Level]:
    """The lines of the measure that counts; those of faults in their own colour."""
    variant = seen.variant
    found: list[Level] = []
    cycle, stay = variant.repetition, variant.hold
    if cycle is not None:
        rest = round(seen.rest_line(), 3)
        found = [Level(rest, "rest", GREY), Level(rest + cycle.attempt - cycle.rest, "attempt", BLUE)]
        if cycle.second is not None:
            found += [Level(cycle.second.rest, "rest (second)", GREY), Level(cycle.second.attempt, "attempt (second)", BLUE)]
        if not cycle.both_ways:
            found.append(Level(cycle.full, "full", GREEN))
    if stay is not None:
        found = [Level(stay.rest, "rest", GREY), Level(stay.enter, "enter", BLUE), Level(stay.full, "full", GREEN)]
        found += [] if stay.attempt is None else [Level(stay.attempt, "attempt", BLUE)]
    part = cycle or stay
    assert part is not None
    if not faults:
        return found
    return found + [level for name in variant.faults for level in fault_lines(variant, name, part.measure)]


def fault_lines(variant: Exercise, name: str, measure: str) -> list[Level]:
    """The lines of a fault, when it looks at this measure."""
    rule = variant.faults.get(name)
    lines = rule.lines if rule is not None and rule.looks_at == measure else ()
    return [Level(line, name, PURPLE) for _, line in lines]


def draw_lanes(canvas: Canvas, lanes: Sequence[Lane], plot: Plot, top: float) -> None:
    """Rows of bars, each LANE high, with their names to the left of the plot."""
    for k, lane in enumerate(lanes):
        y = top + k * LANE
        canvas.text(lane.name, NAMES - 8, y + LANE / 2 - 1, SMALL, INK, 600, "right")
        if lane.note:
            canvas.text(lane.note, plot.box.left + 4, y + LANE / 2 - 1, SMALL, GREY)
        plot.bars(lane.bars, y - plot.box.top, LANE - 4)
        for bar in lane.bars if lane.edges else ():
            for time_s in (bar.start_s, bar.end_s):
                plot.edge(time_s, bar.colour, upper=y < plot.box.top)
