"""The hint while the checker waits in vain."""

from __future__ import annotations

from formcheck.engine.checker import Checker
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
