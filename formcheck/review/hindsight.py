"""Hindsight: statuses as they read once everything is known, with each fault where it happened.

While somebody moves, many faults are found only when the repetition is over; who watches the recording wants to see them happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from formcheck.engine.report import Report
from formcheck.engine.status import Cue, Fault, Hold, Phase, Repetition, Status
from formcheck.faults.short_hold import ShortHoldFault
from formcheck.rules.exercise import Exercise

LEAST_S: Final = 1.0  # a shorter fault is shown for this long, so that its words can be read

_UNSEEN: Final = (Phase.WAITING, Phase.LOST)


def in_hindsight(statuses: Iterable[Status], report: Report, exercise: Exercise) -> Iterator[Status]:
    """The same statuses; ``faults`` and the sentence of a fault are those of the moment, not of the end of the repetition.

    What the report does not count, as another exercise explains it better, is not counted in them either.
    Of several faults at one moment the sentence of the most urgent is shown.  Praise and other words stay where they were.
    """
    rules = {name: rule for variant in exercise.each_variant() for name, rule in variant.faults.items()}
    faults = [_as_it_is_left(fault, exercise) if isinstance(rules.get(fault.name), ShortHoldFault) else fault for fault in report.faults]
    by_start = sorted(faults, key=lambda fault: fault.start_s)
    gone: Counter[str] = Counter()
    begun, now = 0, []  # faults that have begun, and those of them that are not over
    for status in statuses:
        while begun < len(by_start) and by_start[begun].start_s <= status.time_s:
            now.append(by_start[begun])
            begun += 1
        now = [fault for fault in now if status.time_s <= max(fault.end_s, fault.start_s + LEAST_S)]
        names = tuple(dict.fromkeys(fault.name for fault in now if fault.name in rules))
        cue = status.cue
        if names and status.phase not in _UNSEEN:
            first = max(names, key=lambda name: rules[name].priority)
            cue = Cue("fault", rules[first].cue, first)
        elif cue is not None and cue.kind == "fault":
            cue = None
        gone.update(_gone(status, report))
        counts = {name: getattr(status, name) - n for name, n in gone.items()}
        yield replace(status, faults=names, cue=cue, **counts)


def _as_it_is_left(fault: Fault, exercise: Exercise) -> Fault:
    """A hold becomes short when it is left: nobody is told to stay while he stays.  A repetition lasts on until the way back is over."""
    return replace(fault, start_s=fault.end_s if exercise.kind == "hold" else max(fault.start_s, fault.end_s - LEAST_S))


def _gone(status: Status, report: Report) -> list[str]:
    """The counts of a status that the report does not have, as their names in it."""
    reps = [e.verdict for e in status.events if isinstance(e, Repetition) and e not in report.reps]
    return [*reps, *("holds" for e in status.events if isinstance(e, Hold) and e.reached and e not in report.holds)]
