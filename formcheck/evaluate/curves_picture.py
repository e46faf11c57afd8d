"""The picture of all measures of a clip: one plot a measure, with its lines, and the repetitions, holds and faults behind it."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import BLUE, GREY, INK, ORANGE, PALE, SKY, VERMILLION
from formcheck.draw.plot import LIGHT, SMALL, Bar, Level, Plot, reach_of
from formcheck.evaluate.curves import Curve, Curves, sides_said
from formcheck.evaluate.plots import GAP, HEAD, LANE, WIDTH, box, draw_lanes, fault_lines, levels_of
from formcheck.evaluate.timelines import Lane, counted_lanes
from formcheck.measures.units import NAMES as UNIT_NAMES
from formcheck.source.frame import Image

_PLOT: Final = 150


def picture(found: Curves) -> Image:
    """(height, WIDTH, 3) blue-green-red; the height depends on how many measures there are."""
    seen = found.seen
    lanes = [*counted_lanes(seen), *_fault_lanes(found)]
    height = HEAD + LANE * len(lanes) + GAP + (_PLOT + GAP) * len(found.rows)
    canvas = Canvas(np.full((height, WIDTH, 3), LIGHT.ground, np.uint8), make_lettering(), 1.0)
    _head(canvas, found)
    seconds = (float(seen.time_s[0]), float(seen.time_s[-1]))
    draw_lanes(canvas, lanes, Plot(canvas, box(HEAD, LANE * len(lanes)), seconds), HEAD)
    top = HEAD + LANE * len(lanes) + GAP / 2
    for row in found.rows:
        _plot(canvas, found, row, seconds, top)
        top += _PLOT + GAP
    return canvas.image


def _head(canvas: Canvas, found: Curves) -> None:
    report, variant = found.seen.report, found.seen.variant
    canvas.text(f"{report.clip}   {variant.title}", 16, 22, 20, INK, 700)
    canvas.text(canvas.shortened(sides_said(found), WIDTH - 32, 15), 16, 46, 15, INK)
    key = "black: as the rules see it    grey: gate closed    blue ground: counted    red ground: fault"
    canvas.text(key, WIDTH - 16, 22, SMALL, GREY, 500, "right")


def _fault_lanes(found: Curves) -> list[Lane]:
    told = found.seen.report.faults
    names = [name for name in found.seen.variant.faults if any(fault.name == name for fault in told)]
    return [Lane(name, [Bar(f.start_s, f.end_s, "told", ORANGE) for f in told if f.name == name]) for name in names]


def _plot(canvas: Canvas, found: Curves, row: Curve, seconds: tuple[float, float], top: float) -> None:
    seen = found.seen
    levels = lines_of(found, row)
    outside = row.outside
    plot = Plot(canvas, box(top, _PLOT), seconds, reach_of(np.concatenate([row.values, outside]), [level.value for level in levels]))
    for start, end, _ in seen.closed():
        plot.shade(start, end, PALE, 0.45)
    for start, end in [(r.start_s, r.end_s) for r in seen.report.reps] + [(h.start_s, h.end_s) for h in seen.report.holds]:
        plot.shade(start, end, SKY, 0.15)
    looked_at = {name for name, rule in seen.variant.faults.items() if rule.looks_at == row.name}
    for fault in seen.report.faults:
        if fault.name in looked_at:
            plot.shade(fault.start_s, fault.end_s, VERMILLION, 0.25)
    plot.time_axis()
    plot.value_axis()
    plot.curve(seen.time_s, outside, GREY, 1)
    plot.levels(levels)
    plot.curve(seen.time_s, row.values, INK, 2)
    plot.frame()
    name = f"{row.name}, {UNIT_NAMES[row.rule.unit]}"
    canvas.text(name, plot.box.left, top - 9, SMALL, INK, 700)
    canvas.text(row.rule.measured(), plot.box.left + canvas.text_width(name, SMALL, 700) + 8, top - 9, SMALL, GREY)


def lines_of(found: Curves, row: Curve) -> list[Level]:
    """All lines of a measure: of the repetition or hold, of faults, of what the movement must be, and of the gate.

    The gate asks for plain values; of a measure that is relative to the start posture its lines are moved by the last start value.
    """
    variant = found.seen.variant
    whole = variant.repetition or variant.hold
    assert whole is not None
    levels = levels_of(found.seen, faults=False) if whole.measure == row.name else []
    levels += [line for name in variant.faults for line in fault_lines(variant, name, row.name)]
    for what, conditions in (("requires", whole.requires), ("gate", variant.gate.start)):
        known = row.start[np.isfinite(row.start)]
        off = float(known[-1]) if what == "gate" and len(known) else 0.0
        for condition in conditions:
            if condition.measure == row.name:
                both = (("above", condition.above), ("below", condition.below))
                levels += [Level(v - off, f"{what}: {way}", BLUE if what == "requires" else GREY) for way, v in both if v is not None]
    return levels
