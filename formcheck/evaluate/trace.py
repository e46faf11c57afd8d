"""Trace: all that the checker said of a track, moment by moment, and the measures as it saw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import isfinite
from typing import Final

import numpy as np

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.status import Event, Phase, Status
from formcheck.pose.pose import Array, LongTrack, Track
from formcheck.rules.exercise import Exercise, RepetitionRule

BRIEF_S: Final = 0.3


@dataclass(frozen=True, slots=True)
class Commands:
    """Numbers of the poses before which the other side was asked for, and before which the next set began."""

    other_side: tuple[int, ...] = ()
    next_set: tuple[int, ...] = ()


NOTHING: Final = Commands()


@dataclass(frozen=True)
class Trace:
    """statuses: one for each frame.  values: (n,) for each measure asked for, NaN while the gate is closed.

    starts: of these, (n,) the value in the start posture that the rules had learnt by then; NaN where they ask for none.
    variant: the way of doing the exercise that was judged for most of the time.
    """

    report: Report
    statuses: list[Status]
    values: dict[str, Array]
    starts: dict[str, Array]
    variant: Exercise

    @property
    def start(self) -> dict[str, float]:
        """The last known value of each measure in the start posture."""
        known = {name: kept[np.isfinite(kept)] for name, kept in self.starts.items()}
        return {name: float(kept[-1]) for name, kept in known.items() if len(kept)}

    @cached_property
    def time_s(self) -> Array:
        """(n,) seconds."""
        return np.array([status.time_s for status in self.statuses])

    @cached_property
    def counted(self) -> Array:
        """(n,) the measure that counts."""
        return np.array([status.value for status in self.statuses])

    @cached_property
    def levels(self) -> Array:
        """(n,) the same as a share of the range, see Status."""
        return np.array([status.level for status in self.statuses])

    def rest_line(self) -> float:
        """Where the measure counts as at rest; with lines from the start posture as it stood when the level was nearest to it."""
        whole = self.variant.repetition or self.variant.hold
        assert whole is not None
        known = [(abs(s.level), s) for s in self.statuses if isfinite(s.level) and s.level < 1]
        if not isinstance(whole, RepetitionRule) or not whole.from_start or not known:
            return whole.rest
        _, status = min(known, key=lambda row: row[0])
        return (status.value - status.level * whole.full) / (1 - status.level)

    def closed(self) -> list[tuple[float, float, str]]:
        """Spans (start, end, why) in which nothing is counted: the gate is closed, or nobody is seen.

        A reason that lasts for less than ``BRIEF_S`` is left out for the one before it.
        """
        spans: list[tuple[float, float, str]] = []
        groups = [(why, [s.time_s for s in rows]) for why, rows in groupby(self.statuses, _closed_by)]
        for (why, times), after in zip(groups, [*(times[0] for _, times in groups[1:]), self.report.seconds], strict=True):
            if why is None:
                continue
            start, end, before = spans[-1] if spans else (0.0, -1.0, "")
            brief = after - times[0] < BRIEF_S
            if end == times[0] and (brief or before == why or end - start < BRIEF_S):
                spans[-1] = (start, after, before if brief else why)
            else:
                spans.append((times[0], after, why))
        return spans


def _closed_by(status: Status) -> str | None:
    return "nobody seen" if status.phase is Phase.LOST else status.waiting_for


def trace(
    exercise: Exercise,
    track: Track | LongTrack,
    clip: str,
    target_s: float | None,
    measures: tuple[str, ...] = (),
    commands: Commands = NOTHING,
) -> Trace:
    """Check a whole track and keep everything.  commands: what the person asked of the checker meanwhile."""
    checker = Checker(exercise, target_s)
    signals = checker.signals(track)
    statuses: list[Status] = []
    values = {name: np.full(len(track), np.nan) for name in measures}
    starts = {name: np.full(len(track), np.nan) for name in measures}

    def obey(i: int) -> Sequence[Event]:
        ended = checker.next_set() if i in commands.next_set else ()
        for _ in range(commands.other_side.count(i)):
            checker.next_side()
        return ended

    def keep(status: Status) -> None:
        i = len(statuses)
        statuses.append(status)
        for name, kept in values.items():
            kept[i] = checker.value(name, signals, i)
            starts[name][i] = checker.start_value(name)

    report = replay(checker, track, clip, signals=signals, each=keep, before=obey)
    return Trace(report, statuses, values, starts, exercise.each_variant()[judged_variant(statuses)])


def judged_variant(statuses: Sequence[Status]) -> int:
    """Index of the way of doing the exercise that was judged for most of the time."""
    judged = [status.variant for status in statuses if status.waiting_for is None] or [0]
    return max(set(judged), key=judged.count)
