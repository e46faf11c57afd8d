"""Pictures of an evaluation: one for each clip, so that one look shows why it went wrong.

From top to bottom: what is true of the clip, the measure that counts with its lines, what the checker said; then, for each fault that
was missed or told wrongly, the measure it looks at.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import GREEN, GREY, INK, PALE, PURPLE, SKY, VERMILLION
from formcheck.draw.plot import LIGHT, SMALL, Plot, reach_of
from formcheck.evaluate.baseline import signal
from formcheck.evaluate.evaluate import Outcome
from formcheck.evaluate.plots import GAP, HEAD, LANE, WIDTH, box, draw_lanes, fault_lines, levels_of, name_curve
from formcheck.evaluate.timelines import own_lanes, true_lanes
from formcheck.evaluate.trace import Trace, trace
from formcheck.evaluate.wrong import what_is_wrong
from formcheck.pose.pose import Array
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

_MAIN: Final = 300
_SMALL: Final = 130


def picture(outcome: Outcome) -> Image:
    """(height, WIDTH, 3) blue-green-red; the height depends on what there is to show."""
    wrong = _wrong_faults(outcome)
    labels, track = outcome.case.labels, outcome.case.track
    looked_at = {name: m for name in wrong if (m := _measure_of(outcome.exercise, name)) is not None}
    seen = trace(outcome.exercise, track, outcome.case.clip.name, labels.target_s or 0.0, tuple(set(looked_at.values())))
    above, below = true_lanes(outcome), own_lanes(outcome, seen)
    height = HEAD + LANE * (len(above) + len(below)) + _MAIN + 2 * GAP + (_SMALL + GAP) * len(looked_at)
    image = np.full((height, WIDTH, 3), LIGHT.ground, np.uint8)
    canvas = Canvas(image, make_lettering(), 1.0)
    _head(canvas, outcome)
    seconds = (float(track.time_s[0]), float(track.time_s[-1]))
    top = HEAD + LANE * len(above)
    plot = _main(canvas, seen, signal(seen.variant, track), seconds, top)
    draw_lanes(canvas, above, plot, HEAD)
    draw_lanes(canvas, below, plot, top + _MAIN + GAP)
    top += _MAIN + GAP + LANE * len(below) + GAP
    for name, measure in looked_at.items():
        _fault_plot(canvas, seen, name, measure, seconds, top)
        top += _SMALL + GAP
    return image


def _head(canvas: Canvas, outcome: Outcome) -> None:
    wrong = what_is_wrong(outcome)
    canvas.text(f"{outcome.case.clip.name}   {outcome.exercise.title}", 16, 22, 20, INK, 700)
    line, colour = ("; ".join(wrong), VERMILLION) if wrong else ("agrees with its labels", GREEN)
    canvas.text(canvas.shortened(line, WIDTH - 32, 15), 16, 46, 15, colour)
    canvas.text(
        "black: as the checker saw it    grey: without gate    grey ground: nothing counts", WIDTH - 16, 22, SMALL, GREY, 500, "right"
    )


def _main(canvas: Canvas, seen: Trace, plain: Array, seconds: tuple[float, float], top: float) -> Plot:
    levels = levels_of(seen)
    own = seen.counted
    must = [level.value for level in levels if level.colour != PURPLE]
    shown = own if np.isfinite(own).any() else plain
    low, high = reach_of(np.concatenate([shown, np.clip(plain, *_spread(shown, must))]), must)
    plot = Plot(canvas, box(top, _MAIN), seconds, (low, high))
    for start, end, _ in seen.closed():
        plot.shade(start, end, PALE, 0.45)
    plot.time_axis()
    plot.value_axis()
    plot.curve(seen.time_s, plain, GREY, 1)
    plot.levels(levels)
    plot.curve(seen.time_s, own, INK, 2)
    plot.frame()
    part = seen.variant.repetition or seen.variant.hold
    assert part is not None
    name_curve(plot, seen.variant, part.measure)
    return plot


def _spread(values: Array, must: list[float]) -> tuple[float, float]:
    """Farther than this a signal that the checker did not look at is cut off, so that it does not flatten the rest."""
    low, high = reach_of(values, must, 0.5)
    return low, high


def _fault_plot(canvas: Canvas, seen: Trace, name: str, measure: str, seconds: tuple[float, float], top: float) -> None:
    values, lines = seen.values[measure], fault_lines(seen.variant, name, measure)
    plot = Plot(canvas, box(top, _SMALL), seconds, reach_of(values, [line.value for line in lines]))
    plot.time_axis()
    plot.value_axis()
    for row in seen.report.reps or seen.report.holds:
        plot.shade(row.start_s, row.end_s, SKY, 0.15)
    plot.levels(lines)
    plot.curve(seen.time_s, values, INK, 2)
    plot.frame()
    if measure in seen.variant.measures:
        name_curve(plot, seen.variant, measure, name)


def _wrong_faults(outcome: Outcome) -> list[str]:
    return [name for name, score in outcome.agreement.faults.items() if score.missed or score.false]


def _measure_of(exercise: Exercise, fault: str) -> str | None:
    """The measure that a fault looks at, when it is not to be seen in the main plot."""
    whole = exercise.repetition or exercise.hold
    for variant in exercise.each_variant():
        rule = variant.faults.get(fault)
        measure = rule.looks_at if rule is not None else None
        if measure is not None and (whole is None or measure != whole.measure):
            return measure
    return None
