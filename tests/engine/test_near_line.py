"""A fault that a set shows seldomer than it perhaps shows it lies near the line, and is perhaps there in all of it."""

from __future__ import annotations

import pytest

from formcheck.engine.near_line import without_chance
from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Hold, Perhaps, Repetition, Verdict
from formcheck.rules.library import find_exercise

SQUAT = find_exercise("squat")


def report(told: dict[str, list[int]], perhaps: dict[str, list[int]], reps: int = 4) -> Report:
    """Of a set of squats with these faults in these repetitions."""
    made = Report("", "squat", "side")
    for number in range(1, reps + 1):
        faults = tuple(name for name, where in told.items() if number in where)
        verdict: Verdict = "incomplete" if "shallow" in faults else "flawed" if faults else "good"
        made.reps.append(Repetition(None, number, number + 0.9, 90.0, 0.5, verdict, faults))
    made.faults = [Fault(name, n, n + 0.5, n) for name, where in told.items() for n in where]
    made.perhaps = [Perhaps(name, n, n + 0.5, n) for name, where in perhaps.items() for n in where]
    return made


@pytest.mark.parametrize(
    ("told", "perhaps", "left"),
    [
        ([2], [1, 3], []),  # this body reads so
        ([2], [3], [2]),  # nothing speaks for chance
        ([2, 3, 4], [1], [2, 3, 4]),
        ([2, 3], [3, 4], [2, 3]),  # perhaps in one more: told in more than that
        ([2], [], [2]),  # once, and nothing near it: it happened
        ([2], [2], [2]),
    ],
)
def test_perhaps_is_what_is_told_seldomer(told: list[int], perhaps: list[int], left: list[int]) -> None:
    found = without_chance(SQUAT, report({"trunk_pitches": told}, {"trunk_pitches": perhaps}))
    assert [fault.rep for fault in found.faults] == left
    assert sorted({one.rep or 0 for one in found.perhaps}) == sorted({*perhaps, *(set(told) - set(left))})
    assert [rep.verdict for rep in found.reps] == ["flawed" if n in left else "good" for n in range(1, 5)]


def test_the_other_faults_of_a_repetition_stay() -> None:
    found = without_chance(SQUAT, report({"trunk_pitches": [2], "rushed": [2], "shallow": [3, 4]}, {"trunk_pitches": [1, 3]}))
    assert [rep.faults for rep in found.reps] == [(), ("rushed",), ("shallow",), ("shallow",)]
    assert [rep.verdict for rep in found.reps] == ["good", "flawed", "incomplete", "incomplete"]


def test_holds_are_left_as_they_are() -> None:
    plank = find_exercise("plank")
    made = Report("", "plank", "side")
    made.faults, made.perhaps = [Fault("hips_sag", 1, 2, 1)], [Perhaps("hips_sag", 4, 5, 2)]
    assert without_chance(plank, made) is made


@pytest.mark.parametrize(("exercise", "fault", "left"), [("hamstring_stretch", "knee_bent", ()), ("plank", "hips_sag", ("hips_sag",))])
def test_of_holds_too_unless_the_clock_stood_for_it(exercise: str, fault: str, left: tuple[str, ...]) -> None:
    """Told in one and perhaps in the other; the seconds that a sag took are not given back, and so it stays."""
    made = Report("", exercise, "side")
    made.holds = [Hold(None, 1, 6, 5.0, True, (fault,)), Hold(None, 9, 14, 5.0, True, ())]
    made.faults, made.perhaps = [Fault(fault, 2, 5, 1)], [Perhaps(fault, 10, 13, 2)]
    found = without_chance(find_exercise(exercise), made)
    assert [hold.faults for hold in found.holds] == [left, ()]
    assert len(found.faults) == len(left)
    assert len(found.perhaps) == 2 - len(left)
