"""What a routine says before and after, and how its doses grow, from made-up sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from history_samples import write_session

from formcheck.history.database import Database
from formcheck.history.runs import Run, begin_run
from formcheck.routines.changes import changes, next_time
from formcheck.routines.schema import Routine
from formcheck.routines.today import Today, opening, today

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROUTINE = Routine.model_validate(
    {
        "name": "mine",
        "title": "Mine",
        "summary": "for tests",
        "exercises": [
            {"exercise": "bridge", "sets": 1, "reps": 4, "progression": {"grows": "reps", "by": 2, "after": 3, "up_to": 7}},
            {"exercise": "plank", "focus": "Lift your hips, in line"},
        ],
    }
)
GOOD, BAD = ("good",) * 4, ("good", "flawed", "flawed", "good")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("formcheck.history.folders.user_data_path", lambda *args, **more: tmp_path / "data")
    return tmp_path / "data"


def day(number: int, data: Path, bridge: tuple[str, ...], why: str = "done", peak: float = 170.0, end: bool = True) -> Run:
    """The routine on one day: a bridge with these verdicts, and a plank of 20 s."""
    began = BEGAN + timedelta(days=number)
    run = begin_run("mine", "Mine", "", began, [{"exercise": step.exercise} for step in ROUTINE.exercises])
    ended = "pain" if why == "pain" else "done"
    sessions = (
        write_session(data / "sessions", (began + timedelta(minutes=1)).isoformat(), "bridge", bridge, ended=ended, peak=peak),
        write_session(data / "sessions", (began + timedelta(minutes=2)).isoformat(), "plank", (), (20.0,), ended="done"),
    )
    for step, place in enumerate(sessions):
        run.add("step", step=step, session=place.name)
        run.add("left", step=step, why="done" if step else why)
    if end:
        run.add("end", reason="done")
    return run


def steps(going_on: Run | None = None) -> list[Today]:
    with Database() as database:
        database.update()
        return today(ROUTINE, "", database, going_on=going_on)


def told(before: list[Today], run: Run) -> list[str]:
    with Database() as database:
        database.update()
        return [f"{change.way}: {change.text}" for change in changes(before, run, database)] + next_time(ROUTINE, before, "", database)


def test_the_first_time_there_is_nothing_to_compare_with(data: Path) -> None:
    assert opening(steps()).shown == "The first time: take it slowly, and get to know each exercise."
    assert [one.focus for one in steps()][1] == "Lift your hips, in line"
    run = day(0, data, GOOD)
    assert told(steps(run), run)[0] == "good: Bridge: 4 of 4 good; the first time"


def test_it_opens_with_what_went_wrong_and_says_it_with_the_cue_of_that_fault(data: Path) -> None:
    day(0, data, BAD)
    said = opening(steps())
    cue = next(one.exercise.faults["rushed"].cue for one in steps())
    assert said.shown == f"Last time in bridge: rushed (twice); today: {cue[:1].lower()}{cue[1:]}."
    assert said.said == ("Last time there was something to improve in", "Bridge", "Today", cue)
    assert steps()[0].focus == cue


def test_it_opens_with_praise_after_a_day_without_faults(data: Path) -> None:
    day(0, data, BAD)
    day(1, data, GOOD)
    assert opening(steps()).shown == "Last time no fault was seen; today: the same again."


def test_it_closes_with_what_changed(data: Path) -> None:
    day(0, data, BAD)
    before = steps()
    run = day(1, data, GOOD)
    run.add("pain", when="before", level=4)
    run.add("pain", when="after", level=2)
    assert told(before, run) == [
        "better: Bridge: 4 of 4 good; rushed no more",
        "good: Plank: 1 of 1 held, last time 1 of 1",
        "better: Pain 4 before, 2 after, of 10",
    ]


@pytest.mark.parametrize(
    ("bridge", "peak", "line"),
    [
        (("good", "flawed", "good", "good"), 170.0, "better: Bridge: 3 of 4 good; rushed twice, now once"),
        (("flawed",) * 4, 170.0, "worse: Bridge: 0 of 4 good; rushed twice, now 4 times"),
        (BAD, 178.0, "better: Bridge: 2 of 4 good, last time 2 of 4; range 8° larger"),
        (BAD, 160.0, "worse: Bridge: 2 of 4 good, last time 2 of 4; range 10° smaller"),
        (BAD, 170.0, "same: Bridge: 2 of 4 good, last time 2 of 4"),
    ],
)
def test_a_change_for_the_better_or_the_worse(data: Path, bridge: tuple[str, ...], peak: float, line: str) -> None:
    day(0, data, BAD)
    before = steps()
    assert told(before, day(1, data, bridge, peak=peak))[0] == line


def test_an_exercise_that_pain_ended_is_told_so(data: Path) -> None:
    before = steps()
    assert told(before, day(0, data, ("good",), why="pain"))[0] == "pain: Bridge: stopped because of pain"


def test_the_dose_grows_after_three_good_days_in_a_row_and_ends_at_its_limit(data: Path) -> None:
    asked = []
    for number in range(10):
        asked.append(steps()[0].dose.reps)
        day(number, data, GOOD)
    assert asked == [4, 4, 4, 6, 6, 6, 7, 7, 7, 7]


def test_it_is_told_when_the_next_dose_is_larger(data: Path) -> None:
    day(0, data, GOOD)
    day(1, data, GOOD)
    before = steps()
    assert told(before, day(2, data, GOOD))[-1] == "Next time, bridge: 6 repetitions"


@pytest.mark.parametrize(
    ("days", "reps"),
    [
        ("ggbg", 4),  # a bad day begins the row anew
        ("gggsgg", 6),  # a day on which it was left out changes nothing
        ("ggsg", 6),
        ("gggp", 4),  # pain takes a step back
        ("p", 4),  # but not below the beginning
        ("ggg" * 4 + "p", 6),  # and not from beyond the limit
    ],
)
def test_what_makes_the_dose_grow_and_what_does_not(data: Path, days: str, reps: int) -> None:
    for number, kind in enumerate(days):
        why = {"g": "done", "b": "done", "s": "skipped", "p": "pain"}[kind]
        day(number, data, BAD if kind == "b" else GOOD, why=why)
    assert steps()[0].dose.reps == reps


def test_a_run_that_goes_on_keeps_its_doses_and_is_not_its_own_last_time(data: Path) -> None:
    day(0, data, BAD)
    run = day(1, data, GOOD, end=False)
    asked = {"exercise": "bridge", "sets": 3, "reps": 9, "hold_s": 0, "sides": None, "level": 0}
    run.head["steps"][0] = asked
    going = steps(run)[0]
    assert (going.dose.sets, going.dose.reps) == (3, 9)
    assert going.last is not None and going.last.faults == (("rushed", 2),)
