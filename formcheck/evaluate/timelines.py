"""Lanes: rows of bars over time that show what is true of a clip, and what the checker said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from formcheck.draw.palette import GREEN, GREY, ORANGE, PALE, SKY, VERMILLION, Colour
from formcheck.draw.plot import Bar
from formcheck.engine.status import Hold, Repetition
from formcheck.evaluate.agreement import match
from formcheck.evaluate.evaluate import Outcome
from formcheck.evaluate.labels import Labels, TrueHold, TrueRep
from formcheck.evaluate.trace import Trace

VERDICTS: Final[dict[str, Colour]] = {"good": GREEN, "flawed": ORANGE, "incomplete": SKY}

Row = Repetition | Hold | TrueRep | TrueHold


@dataclass
class Lane:
    """A row of bars."""

    name: str
    bars: list[Bar] = field(default_factory=list)
    note: str = ""  # instead of bars
    edges: bool = False  # the beginnings and ends of its bars go through the plot


def true_lanes(outcome: Outcome) -> list[Lane]:
    """What the labels say."""
    labels = outcome.case.labels
    if labels.exercise != outcome.exercise.name:
        return [Lane("true", note=f"a clip of {labels.exercise or 'no exercise of the catalogue'}: nothing is to be counted")]
    if not labels.exact:
        return [Lane("true", note=_by_eye(labels))]
    lanes = [Lane("true reps", rep_bars(labels.reps or ()), edges=True)] if labels.reps or not labels.holds else []
    lanes += [Lane("true holds", hold_bars(labels.holds), edges=not labels.reps)] if labels.holds else []
    own = _matched(outcome, true_first=True)
    for name in _names(outcome):
        bars = []
        for row, other in own:
            if name not in row.faults:
                continue
            told = name in outcome.exercise.unseen or (other is not None and name in other.faults)
            spans = [
                (f.start_s, f.end_s) for f in labels.faults or () if f.name == name and f.start_s < row.end_s and f.end_s > row.start_s
            ]
            for start, end in spans or [(row.start_s, row.end_s)]:
                bars.append(Bar(start, end, "there" if told else "missed", ORANGE if told else VERMILLION))
        lanes += [Lane(f"true {name}", bars)] if bars else []
    return lanes


def counted_lanes(seen: Trace, whose: str = "") -> list[Lane]:
    """What the gate waited for, and what was counted; whose: goes before their names."""
    report, variant = seen.report, seen.variant
    lanes = [Lane("gate", [Bar(a, b, why, GREY, hollow=True) for a, b, why in seen.closed()])]
    lanes += [Lane(f"{whose}reps", rep_bars(report.reps), edges=True)] if variant.repetition is not None else []
    lanes += [Lane(f"{whose}holds", hold_bars(report.holds), edges=True)] if report.holds or variant.hold is not None else []
    return lanes


def own_lanes(outcome: Outcome, seen: Trace) -> list[Lane]:
    """What the checker said, and what it waited for."""
    lanes = counted_lanes(seen, "own ")
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


def rep_bars(reps: Sequence[TrueRep | Repetition]) -> list[Bar]:
    """A bar for each, with its number, verdict and side."""
    return [
        Bar(r.start_s, r.end_s, " ".join(filter(None, (str(k), r.verdict, r.side))), VERDICTS[r.verdict]) for k, r in enumerate(reps, 1)
    ]


def hold_bars(holds: Sequence[TrueHold | Hold]) -> list[Bar]:
    """A bar for each, with its number, seconds and side."""
    words = (" ".join(filter(None, (f"{k}:", f"{h.held_s:.1f} s", h.side))) for k, h in enumerate(holds, 1))
    return [Bar(h.start_s, h.end_s, text, ORANGE if h.faults else GREEN) for h, text in zip(holds, words, strict=True)]


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
    rows: list[Row] = [*(labels.reps or ()), *(labels.holds or ())]
    there = {name for row in rows for name in row.faults} | {fault.name for fault in outcome.report.faults}
    known = [*outcome.exercise.faults, *outcome.exercise.unseen]
    yield from (name for name in known if name in there)
    yield from sorted(there - set(known))
