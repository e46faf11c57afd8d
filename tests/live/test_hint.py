"""The hint while the checker waits in vain."""

from __future__ import annotations

import subprocess
import sys

import pytest

from formcheck.engine.checker import Checker
from formcheck.errors import InputError
from formcheck.likeness.model import Likeness
from formcheck.live.hint import Hint
from formcheck.rules.library import all_exercises, find_exercise
from samples import read_sample, tracks


def hints(asked: str, done: str) -> list[str]:
    """What the hint says, frame by frame, to a person who does another exercise than the one asked for."""
    checker = Checker(find_exercise(asked))
    hint = Hint(checker.exercise, all_exercises, run=lambda work: work())
    track = read_sample(tracks(done, "good")[0])
    found = (hint.see(pose, checker.update(pose)) for pose in track)
    return ["" if exercise is None else exercise.name for exercise in found]


def test_another_exercise_is_named_after_some_seconds() -> None:
    said = hints("press_up", "squat")
    assert said[0] == ""
    assert said[-1] == "squat"


def test_nothing_is_said_to_who_does_what_was_asked_for() -> None:
    assert set(hints("squat", "squat")) == {""}


def test_the_program_waits_for_what_it_began_in_the_background() -> None:
    """A thread that is stopped inside OpenCV when the program ends takes the process down."""
    program = """
from threading import main_thread
from formcheck.live.hint import in_background

def work():
    main_thread().join()  # the program has come to its end
    print("done")

in_background(work)
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "done\n", "")


def test_a_damaged_model_of_the_looks_takes_the_hint_away_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> Likeness:
        raise InputError("damaged")

    monkeypatch.setattr("formcheck.live.hint.learned", damaged)
    assert set(hints("press_up", "squat")) == {""}
