"""What is told of clips whose form is known as a whole."""

from __future__ import annotations

from typing import Any

from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Hold, Perhaps, Refused, Repetition
from formcheck.evaluate.form import form_of, sum_form
from formcheck.evaluate.labels import Labels


def report(*rows: tuple[str, ...], beside: tuple[str, ...] = (), perhaps: tuple[str, ...] = ()) -> Report:
    found = Report("a.mp4", "bridge", "side")
    found.reps = [Repetition(None, 5 * k, 5 * k + 3, 170, 1, "flawed" if faults else "good", faults) for k, faults in enumerate(rows)]
    found.faults = [Fault(name, 1, 2, None) for name in beside]
    found.perhaps = [Perhaps(name, 1, 2, 1) for name in perhaps]
    return found


def labels(**told: Any) -> Labels:
    return Labels.model_validate({"exercise": "bridge", "true_reps": 2} | told)


def shares(found: Report, true: Labels, known: int | None = 2, unseen: tuple[str, ...] = ()) -> dict[str, tuple[int, int]]:
    return {name: (s.part, s.whole) for name, s in sum_form(found, true, known, unseen).shares.items() if s.whole}


def test_a_fault_told_of_good_form_is_wrong_unless_it_may_be_there() -> None:
    good = labels(form="good", maybe=["overarched"])
    told = shares(report(("shallow",), ("overarched",), ()), good)
    assert (told["good_clips_with_false_fault"], told["good_rows_with_false_fault"]) == ((1, 1), (1, 3))
    told = shares(report(("overarched",), ()), good)
    assert (told["good_clips_with_false_fault"], told["good_rows_with_false_fault"]) == ((0, 1), (0, 2))


def test_what_is_told_beside_repetitions_counts_and_what_is_only_perhaps_there_does_not() -> None:
    good = labels(form="good")
    assert shares(report((), beside=("shallow",)), good)["good_clips_with_false_fault"] == (1, 1)
    assert shares(report((), perhaps=("shallow",)), good)["good_clips_with_false_fault"] == (0, 1)


def test_a_hold_that_nobody_asked_for_is_not_too_short() -> None:
    found = report()
    found.holds = [Hold(None, 1, 5, 4, False, ("short_hold",))]
    assert shares(found, labels(form="good"))["good_rows_with_false_fault"] == (0, 1)
    assert shares(found, labels(form="good", target_s=10))["good_rows_with_false_fault"] == (1, 1)


def test_of_the_faults_that_a_camera_sees_some_are_found() -> None:
    faulty = labels(form="faulty", faults=["shallow", "overarched", "shrugged"])
    assert shares(report(("shallow", "rushed")), faulty, unseen=("shrugged",))["visible_faults_found"] == (1, 2)


def test_silent_is_only_who_says_nothing_at_all() -> None:
    assert shares(report(), labels()) == {"silent_clips": (1, 1), "nothing_judged": (1, 1)}
    refused, problem = report(), report()
    refused.refused.append(Refused(1, 3, "the knees bend"))
    problem.problems.append("left ankle out of the picture")
    for found in (refused, problem):
        assert shares(found, labels()) == {"silent_clips": (0, 1), "nothing_judged": (1, 1)}
    assert shares(report(), labels(), known=None) == {"nothing_judged": (1, 1)}
    assert shares(report(), labels(), known=0) == {}


def test_rows_tell_the_form_where_nobody_has_written_it_down() -> None:
    row = {"start_s": 1, "end_s": 2, "verdict": "good"}
    assert form_of(labels(reps=[row])) == "good"
    assert form_of(labels(reps=[row, row | {"verdict": "flawed", "faults": ["rushed"]}])) == "faulty"
    assert form_of(labels(reps=[row], form="faulty")) == "faulty"
    assert form_of(labels()) is None
