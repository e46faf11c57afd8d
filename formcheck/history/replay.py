"""Replay of a session: its poses through the rules it was done with, to the same events again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.engine.report import Report
from formcheck.errors import InputError
from formcheck.evaluate.trace import Commands, trace
from formcheck.history.kept import Kept
from formcheck.pose.pose import Track
from formcheck.rules.exercise import Exercise


@dataclass(frozen=True)
class Start:
    """What was done from one start to the next.  commands: what the person asked of the checker meanwhile."""

    report: Report
    track: Track
    commands: Commands


def starts_of(kept: Kept, exercise: Exercise | None = None, target_s: float | None = None) -> list[Start]:
    """Everything once more; a start without a pose is left out.

    exercise, target_s: other rules and another hold than those of the session.  Raises InputError when no landmarks were kept.
    """
    track = kept.track
    if track is None:
        raise InputError(f"{kept.place}: no landmarks were kept of this session; it is listed, but not reviewed again")
    rules = exercise or kept.exercise
    hold_s = float(kept.head.get("hold_s") or 0) if target_s is None else target_s
    edges = [0, *(min(int(line.get("poses") or 0), len(track)) for line in kept.of("start_over")), len(track)]
    turned, sets = ([min(int(line.get("poses") or 0), len(track)) for line in kept.of(event)] for event in ("other_side", "next_set"))
    first = {"left": 2, "right": 1}.get(str(kept.head.get("side")), 0)
    starts = []
    for k, (begin, end) in enumerate(pairwise(edges)):
        if end <= begin:
            continue
        last = k == len(edges) - 2
        sides, begun = (tuple(i - begin for i in row if begin <= i < end or (last and i == end)) for row in (turned, sets))
        commands = Commands((0,) * first + tuple(i for k in begun for i in (k,) * first) + sides, begun)
        part = _part(track, begin, end)
        report = trace(rules, part, kept.name, hold_s, commands=commands).report
        if last:
            _add_problems(report, kept)
        starts.append(Start(report, part, commands))
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
