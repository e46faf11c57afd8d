"""Pictures of an evaluation: one for each clip, so that one look shows why it went wrong.

From top to bottom: what is true of the clip, the measure that counts with its lines, what the checker said; then, for each fault that
was missed or told wrongly, the measure it looks at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from formcheck.engine.status import Hold, Repetition
from formcheck.rules.exercise import Exercise
from formcheck.rules.faults import LineFault, RangeFault, ReachFault
from formcheck.rules.measures import Unit
from formcheck.sinks.canvas import Canvas
from formcheck.sinks.lettering import make_lettering
from formcheck.sinks.palette import BLUE, GREEN, GREY, INK, ORANGE, PALE, PURPLE, SKY, VERMILLION, Colour
from formcheck.sinks.plot import LIGHT, SMALL, Bar, Box, Level, Plot, reach_of
from formcheck.source.frame import Image
from formcheck.tune.agreement import match
from formcheck.tune.baseline import signal
from formcheck.tune.evaluate import Outcome
from formcheck.tune.labels import Labels, TrueHold, TrueRep
from formcheck.tune.trace import Trace, trace
from formcheck.tune.wrong import what_is_wrong

WIDTH: Final = 1500
_HEAD: Final = 64
_NAMES: Final = 150  # pixels for the names of rows, and of lines
_SIDE: Final = 190
_LANE: Final = 22
_MAIN: Final = 300
_SMALL: Final = 130
_GAP: Final = 34

VERDICTS: Final[dict[str, Colour]] = {"good": GREEN, "flawed": ORANGE, "incomplete": SKY}

_UNITS: Final[dict[Unit, str]] = {"deg": "degrees", "trunk": "trunk lengths", "share": "ratio"}

Row = Repetition | Hold | TrueRep | TrueHold


@dataclass
class Lane:
    """A row of bars."""

    name: str
    bars: list[Bar] = field(default_factory=list)
    note: str = ""  # instead of bars
    edges: bool = False  # the beginnings and ends of its bars go through the plot


def picture(outcome: Outcome) -> Image:
    """(height, WIDTH, 3) blue-green-red; the height depends on what there is to show."""
    wrong = _wrong_faults(outcome)
    labels, track = outcome.case.labels, outcome.case.track
    looked_at = {name: m for name in wrong if (m := _measure_of(outcome.exercise, name)) is not None}
    seen = trace(outcome.exercise, track, outcome.case.clip.name, labels.target_s or 0.0, tuple(set(looked_at.values())))
    above, below = _true_lanes(outcome), _own_lanes(outcome, seen)
    height = _HEAD + _LANE * (len(above) + len(below)) + _MAIN + 2 * _GAP + (_SMALL + _GAP) * len(looked_at)
    image = np.full((height, WIDTH, 3), LIGHT.ground, np.uint8)
    canvas = Canvas(image, make_lettering(), 1.0)
    _head(canvas, outcome)
    seconds = (float(track.time_s[0]), float(track.time_s[-1]))
    top = _HEAD + _LANE * len(above)
    plot = _main(canvas, seen, signal(seen.form, track), seconds, top)
    _lanes(canvas, above, plot, _HEAD)
    _lanes(canvas, below, plot, top + _MAIN + _GAP)
    top += _MAIN + _GAP + _LANE * len(below) + _GAP
    for name, measure in looked_at.items():
        _fault_plot(canvas, seen, name, measure, seconds, top)
        top += _SMALL + _GAP
    return image


def _head(canvas: Canvas, outcome: Outcome) -> None:
    wrong = what_is_wrong(outcome)
    canvas.text(f"{outcome.case.clip.name}   {outcome.exercise.title}", 16, 22, 20, INK, 700)
    line, colour = ("; ".join(wrong), VERMILLION) if wrong else ("agrees with its labels", GREEN)
    canvas.text(canvas.shortened(line, WIDTH - 32, 15), 16, 46, 15, colour)
    canvas.text("black: as the checker saw it    grey: without gate    grey ground: nothing counts", WIDTH - 16, 22, SMALL, GREY, 500, "right")


def _main(canvas: Canvas, seen: Trace, plain: np.ndarray, seconds: tuple[float, float], top: float) -> Plot:
    levels = _levels(seen.form)
    own = seen.counted
    must = [level.value for level in levels if level.colour != PURPLE]
    shown = own if np.isfinite(own).any() else plain
    low, high = reach_of(np.concatenate([shown, np.clip(plain, *_spread(shown, must))]), must)
    plot = Plot(canvas, Box(_NAMES, top, WIDTH - _NAMES - _SIDE, _MAIN), seconds, (low, high))
    for start, end, _ in seen.closed():
        plot.shade(start, end, PALE, 0.45)
    plot.time_axis()
    plot.value_axis()
    plot.curve(seen.time_s, plain, GREY, 1)
    plot.levels(levels)
    plot.curve(seen.time_s, own, INK, 2)
    plot.frame()
    part = seen.form.repetition or seen.form.hold
    assert part is not None
    _name(plot, seen.form, part.measure)
    return plot


def _name(plot: Plot, form: Exercise, measure: str, fault: str = "") -> None:
    """What is drawn, and its unit, over the upper left corner of the box."""
    words = f"{measure}, {_UNITS[form.measures[measure].unit]}"
    text, colour = (f"{fault}: {words}", VERMILLION) if fault else (words, INK)
    plot.canvas.text(text, plot.box.left + 8, plot.box.top + 12, SMALL, colour, 700)


def _spread(values: np.ndarray, must: list[float]) -> tuple[float, float]:
    """Farther than this a signal that the checker did not look at is cut off, so that it does not flatten the rest."""
    low, high = reach_of(values, must, 0.5)
    return low, high


def _levels(form: Exercise) -> list[Level]:
    """The lines of the measure that counts; those of faults in their own colour."""
    found: list[Level] = []
    cycle, stay = form.repetition, form.hold
    if cycle is not None:
        found = [Level(cycle.rest, "rest", GREY), Level(cycle.attempt, "attempt", BLUE)]
        if cycle.second is not None:
            found += [Level(cycle.second.rest, "rest (second)", GREY), Level(cycle.second.attempt, "attempt (second)", BLUE)]
        if cycle.second is None or cycle.end_sides is not None:
            found.append(Level(cycle.full, "full", GREEN))
    if stay is not None:
        found = [Level(stay.rest, "rest", GREY), Level(stay.enter, "enter", BLUE), Level(stay.full, "full", GREEN)]
        found += [] if stay.attempt is None else [Level(stay.attempt, "attempt", BLUE)]
    part = cycle or stay
    assert part is not None
    return found + [level for name in form.faults for level in _lines_of(form, name, part.measure)]


def _lines_of(form: Exercise, name: str, measure: str) -> list[Level]:
    """The lines of a fault, when it looks at this measure."""
    rule = form.faults.get(name)
    lines: tuple[float | None, ...] = ()
    if isinstance(rule, LineFault) and rule.measure == measure:
        lines = (rule.above, rule.below)
    elif isinstance(rule, ReachFault) and rule.measure == measure:
        lines = (rule.least, rule.most)
    return [Level(line, name, PURPLE) for line in lines if line is not None]


def _fault_plot(canvas: Canvas, seen: Trace, name: str, measure: str, seconds: tuple[float, float], top: float) -> None:
    values, lines = seen.values[measure], _lines_of(seen.form, name, measure)
    plot = Plot(
        canvas,
        Box(_NAMES, top, WIDTH - _NAMES - _SIDE, _SMALL),
        seconds,
        reach_of(values, [line.value for line in lines]),
    )
    plot.time_axis()
    plot.value_axis()
    for start, end, _ in _spans(seen.report.reps or seen.report.holds):
        plot.shade(start, end, SKY, 0.15)
    plot.levels(lines)
    plot.curve(seen.time_s, values, INK, 2)
    plot.frame()
    if measure in seen.form.measures:
        _name(plot, seen.form, measure, name)


def _lanes(canvas: Canvas, lanes: list[Lane], plot: Plot, top: float) -> None:
    for k, lane in enumerate(lanes):
        y = top + k * _LANE
        canvas.text(lane.name, _NAMES - 8, y + _LANE / 2 - 1, SMALL, INK, 600, "right")
        if lane.note:
            canvas.text(lane.note, plot.box.left + 4, y + _LANE / 2 - 1, SMALL, GREY)
        plot.bars(lane.bars, y - plot.box.top, _LANE - 4)
        for bar in lane.bars if lane.edges else ():
            for time_s in (bar.start_s, bar.end_s):
                plot.edge(time_s, bar.colour, upper=y < plot.box.top)


# ------------------------------------------------------------------------------------------------------------ rows of bars
def _true_lanes(outcome: Outcome) -> list[Lane]:
    labels = outcome.case.labels
    if labels.exercise != outcome.exercise.name:
        return [Lane("true", note=f"a clip of {labels.exercise or 'no exercise of the catalogue'}: nothing is to be counted")]
    if not labels.exact:
        return [Lane("true", note=_by_eye(labels))]
    lanes = [Lane("true reps", _rep_bars(labels.reps or ()), edges=True)] if labels.reps or not labels.holds else []
    lanes += [Lane("true holds", _hold_bars(labels.holds), edges=not labels.reps)] if labels.holds else []
    own = _matched(outcome, true_first=True)
    for name in _names(outcome):
        bars = []
        for row, other in own:
            if name not in row.faults:
                continue
            told = name in outcome.exercise.unseen or (other is not None and name in other.faults)
            spans = [(f.start_s, f.end_s) for f in labels.faults or () if f.name == name and f.start_s < row.end_s and f.end_s > row.start_s]
            for start, end in spans or [(row.start_s, row.end_s)]:
                bars.append(Bar(start, end, "there" if told else "missed", ORANGE if told else VERMILLION))
        lanes += [Lane(f"true {name}", bars)] if bars else []
    return lanes


def _own_lanes(outcome: Outcome, seen: Trace) -> list[Lane]:
    report = seen.report
    lanes = [Lane("gate", [Bar(a, b, why, GREY, hollow=True) for a, b, why in seen.closed()])]
    lanes += [Lane("own reps", _rep_bars(report.reps), edges=True)] if outcome.exercise.repetition is not None else []
    lanes += [Lane("own holds", _hold_bars(report.holds), edges=True)] if report.holds or outcome.exercise.hold is not None else []
    true = {id(row): other for row, other in _matched(outcome, true_first=False)}
    rows: list[Repetition | Hold] = [*(outcome.report.reps or outcome.report.holds)]
    for name in _names(outcome):
        bars = []
        for fault in outcome.report.faults:
            if fault.name != name:
                continue
            row = rows[fault.rep - 1] if fault.rep is not None and fault.rep <= len(rows) else None
            other = None if row is None else true.get(id(row))
            right = other is not None and name in other.faults
            unsure = not outcome.case.labels.exact or row is None or name not in row.faults
            text = "told" if right or unsure else "false"
            bars.append(Bar(fault.start_s, fault.end_s, text, ORANGE if right else PALE if unsure else VERMILLION))
        lanes += [Lane(f"own {name}", bars)] if bars else []
    return lanes


def _by_eye(labels: Labels) -> str:
    parts = [] if labels.true_reps is None else [f"{labels.true_reps} repetitions"]
    parts += [] if labels.true_hold_s is None else ["holds of " + ", ".join(f"{s:g} s" for s in labels.true_hold_s)]
    return f"by eye: {' and '.join(parts) or 'nothing known'} (sure: {labels.sure:g})"


def _rep_bars(reps: tuple[TrueRep, ...] | list[Repetition]) -> list[Bar]:
    return [Bar(r.start_s, r.end_s, " ".join(filter(None, (str(k), r.verdict, r.side))), VERDICTS[r.verdict]) for k, r in enumerate(reps, 1)]


def _hold_bars(holds: tuple[TrueHold, ...] | list[Hold]) -> list[Bar]:
    colours = (BLUE, ORANGE)
    return [
        Bar(h.start_s, h.end_s, " ".join(filter(None, (str(k), f"{h.held_s:.1f} s", h.side))), colours[bool(h.faults)])
        for k, h in enumerate(holds, 1)
    ]


def _matched(outcome: Outcome, true_first: bool) -> list[tuple[Row, Row | None]]:
    """Each true row with the own one that goes with it, or the other way round."""
    labels, report = outcome.case.labels, outcome.report
    result: list[tuple[Row, Row | None]] = []
    both: list[tuple[list[Row], list[Row]]] = [([*(labels.reps or ())], [*report.reps]), ([*(labels.holds or ())], [*report.holds])]
    for true, own in both:
        first, second = (true, own) if true_first else (own, true)
        pairs = dict(match([(r.start_s, r.end_s) for r in first], [(r.start_s, r.end_s) for r in second]))
        result += [(row, second[pairs[k]] if k in pairs else None) for k, row in enumerate(first)]
    return result


def _names(outcome: Outcome) -> Iterator[str]:
    """Faults that are there or were told, in the order of the pose file."""
    labels = outcome.case.labels
    there = {name for row in (*(labels.reps or ()), *(labels.holds or ())) for name in row.faults} | {f.name for f in outcome.report.faults}
    known = [*outcome.exercise.faults, *outcome.exercise.unseen]
    yield from (name for name in known if name in there)
    yield from sorted(there - set(known))


def _wrong_faults(outcome: Outcome) -> list[str]:
    return [name for name, score in outcome.agreement.faults.items() if score.missed or score.false]


def _measure_of(exercise: Exercise, fault: str) -> str | None:
    """The measure that a fault looks at, when it is not to be seen in the main plot."""
    whole = exercise.repetition or exercise.hold
    for form in exercise.forms():
        rule = form.faults.get(fault)
        measure = getattr(rule, "measure", None)
        if measure is not None and not isinstance(rule, RangeFault) and (whole is None or measure != whole.measure):
            return str(measure)
    return None


def _spans(rows: list[Repetition] | list[Hold]) -> Iterator[tuple[float, float, str]]:
    for row in rows:
        yield row.start_s, row.end_s, ""
