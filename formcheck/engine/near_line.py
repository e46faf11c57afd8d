"""Near the line: a fault of a set that is seldomer told than it is perhaps there.

One person's repetitions lie close together.  When a fault is past its line in some of them, and just before it in more of the others, it is
this person's way, or the place of the camera, that lies near the line, and chance that decides: it is perhaps there in all of them.
Only a whole recording shows that.
"""

from __future__ import annotations

from dataclasses import replace

from formcheck.engine.bobs import without_bobs
from formcheck.engine.explained import Others, without_others
from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Perhaps, Repetition
from formcheck.rules.exercise import Exercise


def as_a_whole(others: Others, asked: Exercise, report: Report) -> Report:
    """The report of a recording that was seen to its end: without bobs, what other exercises explain better, and chance."""
    return without_chance(asked, without_others(others, asked, without_bobs(asked, report)))


def without_chance(exercise: Exercise, report: Report) -> Report:
    """The report with such faults among those that are perhaps there; the verdicts follow.

    A fault that stopped the clock of a hold stays: the seconds that it took are not given back.
    """
    doubtful = {name for name in {fault.name for fault in report.faults} if _by_chance(name, report, exercise.hold is not None)}
    doubtful -= {name for name in doubtful if exercise.faults[name].stops_clock}
    if not doubtful:
        return report
    gone = [fault for fault in report.faults if fault.name in doubtful]
    moved = [Perhaps(fault.name, fault.start_s, fault.end_s, fault.rep) for fault in gone]
    return replace(
        report,
        reps=[_without(exercise, rep, doubtful) for rep in report.reps],
        holds=[replace(hold, faults=tuple(name for name in hold.faults if name not in doubtful)) for hold in report.holds],
        faults=[fault for fault in report.faults if fault.name not in doubtful],
        perhaps=sorted([*report.perhaps, *moved], key=lambda one: one.start_s),
    )


def _by_chance(name: str, report: Report, held: bool) -> bool:
    told, perhaps = _repetitions(name, report.faults), _repetitions(name, report.perhaps)
    others = len(perhaps - told)
    return 0 < len(told) < others or (held and 0 < len(told) == others)  # of two holds, one told and one perhaps decide nothing


def _repetitions(name: str, found: list[Fault] | list[Perhaps]) -> set[int]:
    return {one.rep for one in found if one.name == name and one.rep is not None}


def _without(exercise: Exercise, rep: Repetition, doubtful: set[str]) -> Repetition:
    left = tuple(name for name in rep.faults if name not in doubtful)
    if left == rep.faults:
        return rep
    spoilt = {exercise.faults[name].spoils for name in left}
    return replace(rep, faults=left, verdict="incomplete" if "incomplete" in spoilt else "flawed" if spoilt else "good")
