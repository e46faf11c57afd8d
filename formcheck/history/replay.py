"""Replay of a session: its poses through the rules it was done with, to the same events again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.engine.report import Report
from formcheck.errors import InputError
from formcheck.evaluate.trace import trace
from formcheck.history.kept import Kept
from formcheck.pose.pose import Track
from formcheck.rules.exercise import Exercise


@dataclass(frozen=True)
class Start:
    """What was done from one start to the next.  other_side: numbers of the poses before which the other side was asked for."""

    report: Report
    track: Track
    other_side: tuple[int, ...]


def starts_of(kept: Kept, exercise: Exercise | None = None, target_s: float | None = None) -> list[Start]:
    """Everything once more; a start without a pose is left out.

    exercise, target_s: other rules and another hold than those of the session.  Raises InputError when no landmarks were kept.
    """
    track = kept.track
    if track is None:
        raise InputError(f"{kept.place}: no landmarks were kept of this session; it is listed, but not reviewed again")
    rules = exercise or kept.exercise
    hold_s = float(kept.head.get("hold_s", 0)) if target_s is None else target_s
    edges = [0, *(min(int(line.get("poses", 0)), len(track)) for line in kept.of("start_over")), len(track)]
    turned = [min(int(line.get("poses", 0)), len(track)) for line in kept.of("other_side")]
    first = {"left": 2, "right": 1}.get(str(kept.head.get("side")), 0)
    starts = []
    for k, (begin, end) in enumerate(pairwise(edges)):
        if end <= begin:
            continue
        last = k == len(edges) - 2
        sides = (0,) * first + tuple(i - begin for i in turned if begin <= i < end or (last and i == end))
        part = _part(track, begin, end)
        report = trace(rules, part, kept.name, hold_s, other_side=sides).report
        if last:
            _add_problems(report, kept)
        starts.append(Start(report, part, sides))
    return starts


def _part(track: Track, begin: int, end: int) -> Track:
    cut = slice(begin, end)
    outline = None if track.outline is None or np.isnan(track.outline[cut]).all() else track.outline[cut]
    return replace(
        track, time_s=track.time_s[cut], px=track.px[cut], visibility=track.visibility[cut], world=track.world[cut], outline=outline
    )


def _add_problems(report: Report, kept: Kept) -> None:
    """What the camera or the loop told, which no replay knows of."""
    for line in kept.of("problem"):
        if line.get("text") not in report.problems:
            report.problems.append(str(line.get("text")))
