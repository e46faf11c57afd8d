"""Faults are shown where they happened, not when the repetition was over and they were found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from formcheck.engine.report import Report
from formcheck.engine.status import Cue, Fault, Phase, Repetition, Status
from formcheck.evaluate.trace import trace
from formcheck.review.hindsight import LEAST_S, in_hindsight
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import find_exercise
from samples import read_sample

BRIDGE = find_exercise("bridge")
LATE = Cue("fault", BRIDGE.faults["shallow"].cue, "shallow")


def statuses(cues: dict[int, Cue], phase: Phase = Phase.UP) -> list[Status]:
    """Ten seconds, one status a second."""
    return [Status(float(k), phase, cue=cues.get(k)) for k in range(10)]


def seen_with(faults: list[Fault]) -> Report:
    return Report("clip", "bridge", "side", faults=faults)


def _hindsight(rows: Iterable[Status], report: Report, exercise: Exercise) -> list[Status]:
    return list(in_hindsight(rows, report, exercise))


def told(rows: list[Status]) -> dict[int, str | None]:
    return {k: row.cue.fault for k, row in enumerate(rows) if row.cue is not None}


def test_a_late_sentence_moves_to_where_the_fault_was() -> None:
    rows = _hindsight(statuses({7: LATE}), seen_with([Fault("shallow", 2.0, 4.0, 1)]), BRIDGE)
    assert told(rows) == {2: "shallow", 3: "shallow", 4: "shallow"}
    assert [row.faults for row in rows[1:4]] == [(), ("shallow",), ("shallow",)]


def test_a_short_fault_is_shown_long_enough_to_be_read() -> None:
    rows = _hindsight(statuses({}), seen_with([Fault("rushed", 2.0, 2.1, 1)]), BRIDGE)
    assert list(told(rows)) == [2, 2 + round(LEAST_S)]


def test_of_two_faults_the_more_urgent_is_said() -> None:
    rows = _hindsight(statuses({}), seen_with([Fault("shallow", 1.0, 5.0, 1), Fault("bouncing", 3.0, 4.0, 1)]), BRIDGE)
    assert told(rows) == {1: "shallow", 2: "shallow", 3: "bouncing", 4: "bouncing", 5: "shallow"}


def test_praise_stays_and_nothing_is_said_while_nobody_is_seen() -> None:
    praise = Cue("praise", "Time reached")
    assert told(_hindsight(statuses({3: praise}), seen_with([]), BRIDGE)) == {3: None}
    assert told(_hindsight(statuses({}, Phase.LOST), seen_with([Fault("shallow", 1.0, 5.0, 1)]), BRIDGE)) == {}


def test_what_another_exercise_explains_better_is_not_counted_on_the_screen() -> None:
    rep = Repetition("left", 1.0, 3.0, 170.0, 0.5, "good", ())
    rows = [replace(row, good=int(row.time_s >= 3), events=(rep,) if row.time_s == 3 else ()) for row in statuses({})]
    assert [row.good for row in _hindsight(rows, replace(seen_with([]), reps=[rep]), BRIDGE)] == [0] * 3 + [1] * 7
    assert [row.good for row in _hindsight(rows, seen_with([]), BRIDGE)] == [0] * 10


def test_the_counts_of_a_sample_are_left_as_they_were() -> None:
    track = read_sample("bridge-hips_uneven-female")
    seen = trace(BRIDGE, track, "clip", None)
    rows = _hindsight(seen.statuses, seen.report, BRIDGE)
    assert [row.reps for row in rows] == [row.reps for row in seen.statuses]
    uneven = [row.time_s for row in rows if "hips_uneven" in row.faults]
    spans = [(fault.start_s, fault.end_s) for fault in seen.report.faults]
    assert all(any(start <= time_s <= end for start, end in spans) for time_s in uneven) and uneven


def test_nobody_is_told_to_stay_while_he_stays() -> None:
    """A hold that was too short is told as it is left, that of a repetition on the way back."""
    short = [Fault("short_hold", 2.0, 6.0, 1)]
    assert list(told(_hindsight(statuses({}), seen_with(short), find_exercise("plank")))) == [6, 7]
    assert list(told(_hindsight(statuses({}), seen_with(short), find_exercise("superman")))) == [5, 6]
