"""Stress: one good clip of each exercise, perturbed in every way, and what is then said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from formcheck.engine.report import Report
from formcheck.evaluate.agreement import known_count, own_count
from formcheck.evaluate.evaluate import Case, check
from formcheck.evaluate.form import form_of, judged
from formcheck.evaluate.perturb import PERTURBATIONS, Perturbation
from formcheck.evaluate.share import Share
from formcheck.rules.exercise import Exercise

AS_IT_IS: Final = "as it is"


@dataclass
class Stressed:
    """What a perturbation does.

    tried: how many exercises; lost: those whose count is no longer the true one; silent: those of them of which nothing more is told
    than of the clip as it is, no refused movement and no problem; changed: those of which other verdicts, or other faults, are told.
    """

    tried: int = 0
    lost: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    @property
    def exact(self) -> Share:
        """Counts that are still exact."""
        return Share(self.tried - len(self.lost), self.tried)

    @property
    def same(self) -> Share:
        """Verdicts and faults that are still the same."""
        return Share(self.tried - len(self.changed), self.tried)

    def to_json(self) -> dict[str, Any]:
        """Plain numbers and names."""
        return {"tried": self.tried, "counts_exact": self.exact.part, "same": self.same.part} | {
            "lost": self.lost,
            "silent": self.silent,
            "changed": self.changed,
        }


def good_cases(exercises: Sequence[Exercise], cases: Sequence[Case]) -> list[tuple[Exercise, Case]]:
    """Of each exercise the first clip, by name, that is of good form and has a known count; exercises without one are left out."""
    found = []
    for exercise in exercises:
        own = [c for c in cases if c.labels.exercise == exercise.name and form_of(c.labels) == "good" and known_count(c.labels)]
        if own:
            found.append((exercise, min(own, key=lambda case: case.clip.name)))
    return found


def stress(chosen: Sequence[tuple[Exercise, Case]], tick: Callable[[int, int | None], None]) -> dict[str, Stressed]:
    """Every perturbation over every one of these clips, by its name; first the clips as they are.

    tick: told how many clips are done, of how many.
    """
    changes: dict[str, Perturbation] = {AS_IT_IS: lambda track: track, **PERTURBATIONS}
    found = {name: Stressed() for name in changes}
    for k, (exercise, case) in enumerate(chosen):
        whole = _report(exercise, case)
        plain = _said(whole)
        for name, change in changes.items():
            row = found[name]
            report = check(exercise, change(case.track), case.clip.name, case.labels.target_s or 0.0)
            row.tried += 1
            if own_count(report) != known_count(case.labels):
                row.lost.append(exercise.name)
                if _why(report) <= _why(whole):
                    row.silent.append(exercise.name)
            if _said(report) != plain:
                row.changed.append(exercise.name)
        tick(k + 1, len(chosen))
    return found


def _report(exercise: Exercise, case: Case) -> Report:
    return check(exercise, case.track, case.clip.name, case.labels.target_s or 0.0)


def _why(report: Report) -> set[str]:
    """What stood in the way, in words."""
    return {*report.problems, *(refused.why for refused in report.refused)}


def _said(report: Report) -> list[tuple[str, ...]]:
    """The faults of each repetition and hold; with none the verdict of a repetition is good."""
    return [tuple(sorted(row.faults)) for row in judged(report)]
