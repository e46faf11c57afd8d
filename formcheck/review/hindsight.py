"""Hindsight: statuses as they read once everything is known, with each fault where it happened.

While somebody moves, many faults are found only when the repetition is over; who watches the recording wants to see them happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from formcheck.engine.status import Cue, Fault, Phase, Status
from formcheck.rules.exercise import Exercise

LEAST_S: Final = 1.0  # a shorter fault is shown for this long, so that its words can be read

_UNSEEN: Final = (Phase.WAITING, Phase.LOST)


def in_hindsight(statuses: Sequence[Status], faults: Sequence[Fault], exercise: Exercise) -> list[Status]:
    """The same statuses; ``faults`` and the sentence of a fault are those of the moment, not of the end of the repetition.

    Of several faults at one moment the sentence of the most urgent is shown.  Praise and other words stay where they were.
    """
    by_start = sorted(faults, key=lambda fault: fault.start_s)
    rules = {name: rule for variant in exercise.each_variant() for name, rule in variant.faults.items()}
    told: list[Status] = []
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
        told.append(replace(status, faults=names, cue=cue))
    return told
