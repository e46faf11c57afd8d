"""The last card of a recording's video: a tick only where everything that was counted was good."""

from __future__ import annotations

from formcheck.cut.recording import ExerciseSet, Recording
from formcheck.draw import icons
from formcheck.engine.report import Report
from formcheck.engine.status import Hold, Repetition
from formcheck.review.recording_video import totals_lines
from formcheck.rules.library import find_exercise


def one(number: int, exercise: str, *done: Repetition | Hold) -> ExerciseSet:
    report = Report("clip", exercise, "side")
    report.take(done)
    return ExerciseSet(number, 0.0, 9.0, find_exercise(exercise), (exercise,), report)


def test_what_was_not_counted_or_too_short_has_no_tick() -> None:
    rep = Repetition(None, 1.0, 3.0, 170.0, 0.5, "good", ())
    held, short = Hold(None, 1.0, 21.0, 20.0, True, ()), Hold(None, 1.0, 9.0, 8.0, False, ())
    sets = [one(1, "bridge", rep), one(2, "squat"), one(3, "plank", held), one(4, "child_pose", short)]
    lines = totals_lines(Recording("clip", 60.0, 1.0, sets))
    assert [(line.text, line.icon is icons.tick) for line in lines] == [
        ("Bridge: 1 set, 1 good of 1", True),
        ("Squat: 1 set, nothing counted", False),
        ("Plank: 1 set, held 20 s", True),
        ("Child's pose: 1 set, held 8 s", False),
    ]
