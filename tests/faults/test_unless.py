"""A fault that another one explains is not told: neither as an event, nor as a cue, nor with the repetition or hold.

Of every exercise of the catalogue, on one of its recorded tracks, where the two faults are made to be there.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import pytest

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.faults.base import AnyFault
from formcheck.faults.finished import FinishedHold, FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.unless import told
from formcheck.faults.watch import Change, Span, Watch
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from samples import read_sample, tracks

PAIRS = [(e, name, other) for e in all_exercises() for name, fault in e.faults.items() for other in fault.unless]


class Moving(Watch):
    """On for as long as the person is not at rest."""

    def __init__(self, measure: str) -> None:
        self.measure, self.on, self.span = measure, False, Span(0.0, 0.0)

    def wanted(self, phase: str, out: float, sunk: bool) -> bool:
        return phase != "rest"

    def add(self, now: float, value: float, wanted: bool) -> Change | None:
        if not wanted:
            return self.stop()
        if self.on:
            self.span.end_s = now
            return None
        self.on, self.span = True, Span(now, now)
        return "onset"

    def stop(self) -> Change | None:
        was, self.on = self.on, False
        return "over" if was else None


class Always(AnyFault):
    """There in every repetition and hold."""

    watched: ClassVar[bool] = False
    kind: Literal["always"] = "always"
    measure: str
    while_it_happens: bool

    def told_when(self, setting: Setting) -> str:
        return "always"

    def watch(self) -> Watch | None:
        return Moving(self.measure) if self.while_it_happens else None

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        return None if self.while_it_happens else Span(done.start_s, done.end_s)

    def of_hold(self, done: FinishedHold, asked_s: float) -> Span | None:
        return None if self.while_it_happens else Span(done.start_s, done.end_s)


def always(exercise: Exercise, *names: str) -> Exercise:
    """The exercise with these faults always there, each found as it is found by its kind, and no other fault."""
    whole = exercise.repetition or exercise.hold
    assert whole is not None
    faults = {}
    for name, fault in exercise.faults.items():
        if name in names:
            said = {"cue": fault.cue, "unless": fault.unless, "priority": fault.priority}
            faults[name] = Always(measure=whole.measure, while_it_happens=fault.watched, **said)
    return exercise.model_copy(update={"faults": faults, "variants": {}})


def replayed(exercise: Exercise, of: str) -> tuple[Report, list[Status]]:
    """The first track of the exercise that shows a repetition or hold."""
    for stem in tracks(of):
        statuses: list[Status] = []
        report = replay(Checker(exercise, 0.0), read_sample(stem), each=statuses.append)
        if report.reps or report.holds:
            return report, statuses
    raise AssertionError(f"{of}: no track shows it")


@pytest.mark.parametrize(("exercise", "name", "other"), PAIRS, ids=[f"{e.name}-{n}-{o}" for e, n, o in PAIRS])
def test_the_explained_one_is_told_nowhere(exercise: Exercise, name: str, other: str) -> None:
    report, statuses = replayed(always(exercise, name, other), exercise.name)
    assert {row.faults for row in report.reps} | {row.faults for row in report.holds} == {(other,)}
    assert {fault.name for fault in report.faults if fault.rep is not None} == {other}
    cued = {status.cue.fault for status in statuses if status.cue is not None}
    known_later = exercise.faults[name].watched and not exercise.faults[other].watched  # what was said cannot be taken back
    assert name not in cued or known_later
    assert name not in {fault for status in statuses for fault in status.faults} or known_later


@pytest.mark.parametrize(("exercise", "name", "other"), PAIRS[:3], ids=[f"{e.name}-{n}-{o}" for e, n, o in PAIRS[:3]])
def test_it_is_told_without_the_other_one(exercise: Exercise, name: str, other: str) -> None:
    report, _ = replayed(always(exercise, name), exercise.name)
    assert {fault.name for fault in report.faults} == {name}
    assert {row.faults for row in report.reps} | {row.faults for row in report.holds} == {(name,)}


def test_they_are_told_in_the_order_of_the_file() -> None:
    (bridge,) = (e for e in all_exercises() if e.name == "bridge")
    assert told(bridge.faults, set(bridge.faults)) == tuple(name for name, fault in bridge.faults.items() if not fault.unless)
    assert told(bridge.faults, set()) == ()
