"""Evaluation: rules against the labels of many clips, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.engine.checker import Checker
from formcheck.engine.explained import Others
from formcheck.engine.near_line import as_a_whole
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.evaluate.agreement import Agreement, compare
from formcheck.evaluate.labels import Labels
from formcheck.pose.pose import Track
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises


@dataclass(frozen=True)
class Case:
    """A labelled clip as its track."""

    clip: Path
    labels: Labels
    track: Track


@dataclass(frozen=True)
class Outcome:
    """What one exercise's rules say of one clip, and how far that agrees."""

    case: Case
    exercise: Exercise
    report: Report
    agreement: Agreement


def check(exercise: Exercise, track: Track, clip: str, target_s: float | None = None) -> Report:
    """The report of a whole track."""
    return replay(Checker(exercise, target_s), track, clip)


def evaluate(exercises: Sequence[Exercise], cases: Sequence[Case], phantoms: bool = False) -> Iterator[Outcome]:
    """Each exercise over its own clips; with phantoms also over all the others, where nothing is to be counted.

    The hold asked for is the one of the labels; without one no hold is asked for, as nobody can say whether it was reached.
    """
    others = [Others(all_exercises, case.track) for case in cases]
    for exercise in exercises:
        for case, besides in zip(cases, others, strict=True):
            if case.labels.sets is None and (case.labels.exercise == exercise.name or phantoms):
                report = check(exercise, case.track, case.clip.name, case.labels.target_s or 0.0)
                report = as_a_whole(besides, exercise, report)
                yield Outcome(case, exercise, report, compare(report, case.labels, exercise.unseen))
