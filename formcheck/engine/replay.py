"""Replay: a checker over a whole track, into a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from formcheck.engine.checker import Checker
from formcheck.engine.report import Report
from formcheck.engine.signals import Signals
from formcheck.engine.status import Event, Status
from formcheck.pose.pose import LongTrack, Track


def replay(
    checker: Checker,
    track: Track | LongTrack,
    clip: str = "",
    *,
    signals: Sequence[Signals] | None = None,
    each: Callable[[Status], bool | None] | None = None,
    before: Callable[[int], Sequence[Event]] | None = None,
) -> Report:
    """The report of a track; measures are computed for all of it at once.

    signals: those of the checker for this track, when they were made already; each: told every status, and answers False to stop there.
    before: told the number of every pose before it is looked at, and the count of them before the end; gives what ends with that.
    """
    report = Report(clip, checker.exercise.name, checker.exercise.view)
    signals = checker.signals(track) if signals is None else signals
    for i, found in enumerate(track.found.tolist()):
        if before is not None:
            report.take(tuple(before(i)))
        status = checker.step(signals, i)
        report.add(status, found)
        if each is not None and each(status) is False:
            break
    else:
        if before is not None:
            report.take(tuple(before(len(track))))
    report.take(checker.finish())
    return report
