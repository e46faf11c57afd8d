"""What boards show in German: nothing that comes with the program stays English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from ruamel.yaml import YAML

from formcheck.draw.board import Dial
from formcheck.draw.card import CardLine
from formcheck.engine.gesture import GestureState
from formcheck.history.latest import Latest
from formcheck.routines import boards
from formcheck.routines.boards import AfterRising, GoOn, Pain, Shown
from formcheck.routines.changes import Change, change_of
from formcheck.routines.host import QUESTION
from formcheck.routines.hurt import DURING
from formcheck.routines.library import all_routines
from formcheck.routines.schema import Dose, Step, dose_of
from formcheck.routines.today import Today, focus, opening
from formcheck.routines.written import Written, table_path
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises

GERMAN = Written("de")


def latest(exercise: Exercise, right: int, count: int, faults: Sequence[tuple[str, int]] = (), peak: float | None = None) -> Latest:
    held = exercise.kind == "hold"
    reps, holds = ((0, 0), (count, right)) if held else ((count, right), (0, 0))
    unit = exercise.measures[exercise.repetition.measure].unit if exercise.repetition is not None else ""
    return Latest(*reps, *holds, 0.0, peak, unit, tuple(faults), False)


def step_of(exercise: Exercise, last: Latest | None = None, sets: int = 1) -> Today:
    step = Step(exercise=exercise.name)
    dose = Dose(**{**dose_of(step, exercise, 0).model_dump(), "sets": sets})
    return Today(step, exercise, dose, 0, last, focus(exercise, last))


def texts_of(shown: Shown | None) -> Iterator[str]:
    assert shown is not None
    yield shown.title
    yield from (line if isinstance(line, str) else line.text for line in shown.lines)
    yield shown.foot
    if shown.dial is not None:
        yield shown.dial.below


def of_exercise(exercise: Exercise) -> Iterator[str]:
    """Everything that boards may say of it."""
    bare = GestureState()
    faults = list(exercise.faults)
    for name in faults:
        for times in (1, 2, 5):
            one = step_of(exercise, latest(exercise, 1, 6, [(name, times)]))
            yield opening([one]).shown
            for now in (latest(exercise, 6, 6), latest(exercise, 4, 6, [(name, 1 if times > 1 else 3)])):
                yield told(change_of(one, None, now))
    one = step_of(exercise, latest(exercise, 1, 6, peak=50.0), sets=3)
    for peak in (90.0, 10.0, 50.0):
        yield told(change_of(one, None, latest(exercise, 5, 6, peak=peak)))
    yield told(change_of(one, None, latest(exercise, 5, 6, [(name, 2) for name in faults])))
    yield told(change_of(step_of(exercise), None, latest(exercise, 5, 6)))
    yield from (told(change_of(one, why, None)) for why in ("pain", "skipped"))
    for board in (boards.announcement(one, "1 of 5", None, 0, 1), boards.between_sets(one, None, 1)):
        yield from texts_of(board.see(0.0, bare))
    yield from texts_of(boards.advice_board(exercise).see(0.0, bare))
    yield from texts_of(boards.opening_board(exercise.title, opening([one]), (), [one]).see(0.0, bare))


def told(change: Change | None) -> str:
    assert change is not None
    return change.text


@pytest.mark.parametrize("exercise", all_exercises(), ids=lambda one: one.name)
def test_everything_that_is_shown_of_an_exercise_has_its_german_text(exercise: Exercise) -> None:
    assert [text for text in of_exercise(exercise) if not GERMAN.has(text)] == []


def test_everything_else_has_its_german_text() -> None:
    bare = GestureState()
    shown = [AfterRising(300.0), Pain(QUESTION, ""), Pain(DURING, "", offer_back=True), GoOn()]
    texts = [text for board in shown for text in texts_of(board.see(0.0, bare))]
    texts += [text for routine in all_routines() for text in (routine.title, f"{routine.title}: done", *routine.advice)]
    texts += ["arm raised", "Going on with exercise 2 of 5: Bridge", "Going on with exercise 2 of 5: Bridge, set 2", "Bridge: ended"]
    texts += ["Pain now 3 of 10", "Pain 5 before, 3 after, of 10", "Next time, bridge: 2 sets of 11 repetitions"]
    texts += ["Work on: Keep both hips level (3 times)", "No fault was seen", "Nothing was counted"]
    assert [text for text in texts if not GERMAN.has(text)] == []


def test_a_board_in_german() -> None:
    lines: list[CardLine | str] = [CardLine(lambda *_: None, (0, 0, 0), "Rest, then set 2 of 3"), "Mind this: keep both hips level"]
    shown = GERMAN.shown(
        Shown("Bridge", lines, None, Dial("7", "seconds"), "one arm up: pause     both arms up: end     3 of 5", ("Next",))
    )
    assert [line if isinstance(line, str) else line.text for line in shown.lines] == [
        "Pause, dann Satz 2 von 3",
        "Achte darauf: Beide Hüften auf gleicher Höhe",
    ]
    assert (shown.title, shown.dial and shown.dial.below) == ("Brücke", "Sekunden")
    assert shown.foot == "ein Arm hoch: Pause     beide Arme hoch: Ende     3 von 5"
    assert shown.said == ("Next",)  # the voice has its own table


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("2 sets of 10 repetitions, on each side", "2 Sätze zu 10 Wiederholungen, auf jeder Seite"),
        ("Last time in bridge: hips uneven (3 times); today: keep both hips level.",
         "Letztes Mal bei „Brücke“: Hüfte schief (3-mal); heute: Beide Hüften auf gleicher Höhe."),
        ("Bridge: 4 of 6 good; hips uneven 5 times, now once", "Brücke: 4 von 6 gut; Hüfte schief 5-mal, jetzt einmal"),
        ("My own exercise: left out", "My own exercise: ausgelassen"),
        ("my own words", "my own words"),
    ],
)  # fmt: skip
def test_german(english: str, german: str) -> None:
    assert GERMAN.of(english) == german
    assert Written("en").of(english) == english


def test_places_of_the_table_agree() -> None:
    """Both sides have the same places in the same order, so that no number goes astray."""
    rows = YAML(typ="safe").load(table_path("de").read_text(encoding="utf-8"))
    wrong = [key for key, said in rows.items() if re.findall(r"\{\w\}", str(key)) != re.findall(r"\{\w\}", str(said))]
    assert wrong == []
