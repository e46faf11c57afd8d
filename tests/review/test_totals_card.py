"""The card at the end of a recording's video: a tick only where everything was right."""

from __future__ import annotations

from formcheck.cut.recording import ExerciseSet, Recording
from formcheck.draw import icons
from formcheck.engine.report import Report
from formcheck.engine.status import Hold, Repetition
from formcheck.review.recording_video import totals_lines
from formcheck.rules.library import find_exercise


def of(number: int, name: str, *events: Repetition | Hold) -> ExerciseSet:
    exercise = find_exercise(name)
    report = Report("clip.mp4", name, exercise.view)
    report.take(events)
    return ExerciseSet(number, 20.0 * number, 20.0 * number + 15, exercise, (name,), report)


def rep(verdict: str) -> Repetition:
    return Repetition(None, 1.0, 4.0, 170.0, 1.0, verdict, ())  # type: ignore[arg-type]


def hold(reached: bool) -> Hold:
    return Hold(None, 1.0, 13.0, 12.0, reached, ())


def test_signs_and_words_of_the_totals() -> None:
    sets = [
        of(1, "bridge", rep("good"), rep("good")),
        of(2, "squat", rep("good"), rep("flawed")),
        of(3, "plank", hold(True)),
        of(4, "side_plank", hold(True), hold(False)),
        of(5, "wall_slide"),
    ]
    lines = totals_lines(Recording("clip.mp4", 120.0, 1.0, sets))
    assert [(line.icon, line.text) for line in lines] == [
        (icons.tick, "Bridge: 1 set, 2 good of 2"),
        (icons.half, "Squat: 1 set, 1 good of 2"),
        (icons.tick, "Plank: 1 set, held 12 s"),
        (icons.half, "Side plank: 1 set, held 24 s"),
        (icons.absent, "Wall slide: 1 set, nothing was counted"),
    ]
