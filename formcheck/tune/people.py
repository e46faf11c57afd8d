"""Tuning over people: fitted to all but one, judged on that one, for every one of them; and fitted to all for the final numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from formcheck.errors import InputError
from formcheck.rules.exercise import Exercise
from formcheck.tune.agreement import Agreement, compare
from formcheck.tune.evaluate import Case
from formcheck.tune.numbers import Number
from formcheck.tune.objective import Score, Trial, score_of
from formcheck.tune.panel import Panel, Question
from formcheck.tune.search import Ask, Fit, Point

Progress = Callable[[int, int], None]  # candidates tried, and how many there may be


@dataclass
class Judged:
    """What some rules are worth on clips of people."""

    agreement: Agreement
    score: Score

    def __iadd__(self, other: Judged) -> Judged:
        self.agreement += other.agreement
        self.score += other.score
        return self


@dataclass(frozen=True)
class Tuned:
    """What came out.

    exercise: with the final numbers, fitted to all people; values: those that moved, by address; before, after: by person, after
    judged on that person and fitted to all the others; tried: candidates; stopped: before the search came to its end.
    """

    exercise: Exercise
    values: dict[str, float]
    before: dict[str, Judged]
    after: dict[str, Judged]
    tried: int
    stopped: bool

    @property
    def worse(self) -> bool:
        """True when people who were left out are judged worse than before."""
        return total(self.after).score > total(self.before).score


def total(judged: dict[str, Judged]) -> Judged:
    """The sum over people."""
    whole = Judged(Agreement(), Score())
    for one in judged.values():
        whole += one
    return whole


def people_of(exercise: Exercise, cases: Sequence[Case]) -> list[str]:
    """Who does this exercise in the clips.  Raises InputError when there is nobody to leave out."""
    people = sorted({case.labels.person for case in cases if case.labels.exercise == exercise.name})
    if not people:
        raise InputError(f"{exercise.name}: none of these clips is labelled as this exercise; give some that are")
    if len(people) < 2:
        who = f"only of {people[0]!r}" if people[0] else "of nobody who is named (`person` in the labels)"
        raise InputError(f"{exercise.name}: the clips are {who}; numbers are fitted to some people and judged on another, so give more")
    return people


def tune(
    exercise: Exercise,
    numbers: tuple[Number, ...],
    cases: Sequence[Case],
    *,
    candidates: int,
    seed: int = 0,
    processes: int = 1,
    progress: Progress = lambda done, whole: None,
    stop: Callable[[], bool] = lambda: False,
) -> Tuned:
    """Fit the numbers.  candidates: how many each fit may try.  Reproducible: the same input and seed give the same numbers.

    Clips of other exercises are judged by what is wrongly told in them.  Raises InputError when clips of two people are not there.
    """
    people = people_of(exercise, cases)
    everyone = tuple(range(len(cases)))
    fits = {who: Fit(numbers, seed) for who in (*people, None)}
    chosen = {who: tuple(k for k in everyone if cases[k].labels.person != who) for who in people} | {None: everyone}
    with Panel(exercise, numbers, cases, processes) as panel:
        stopped = _search(fits, chosen, panel, candidates, progress, stop)
        before, after = {}, {}
        for who in people:
            own = [case for case in cases if case.labels.person == who]
            before[who] = judge(exercise, own)
            after[who] = judge(panel.exercise(fits[who].best), own)
        best = fits[None].best
        values = {n.address: x for n, x in zip(numbers, best, strict=True) if x != n.value}
        return Tuned(panel.exercise(best), values, before, after, panel.tried, stopped)


def judge(exercise: Exercise, cases: Sequence[Case]) -> Judged:
    """What rules are worth on these clips."""
    whole = Judged(Agreement(), Score())
    for case in cases:
        report = Trial(case).report(exercise)
        agreement = compare(report, case.labels, exercise.unseen)
        whole += Judged(agreement, score_of(report, case.labels, agreement))
    return whole


def _search(
    fits: dict[Any, Fit], chosen: dict[Any, tuple[int, ...]], panel: Panel, candidates: int, progress: Progress, stop: Callable[[], bool]
) -> bool:
    """Run all fits side by side, so that what several of them ask is tried once.  True when stopped."""
    asking: dict[Any, Ask] = {who: fit.run() for who, fit in fits.items()}
    points: dict[Any, list[Point]] = {who: next(ask) for who, ask in asking.items()}
    tried = dict.fromkeys(fits, 0)
    while asking:
        questions = [Question(p, chosen[who], fits[who].score) for who in asking for p in points[who]]
        answers = panel.ask(questions, stop)
        if answers is None:
            return True
        scores = iter(answers)
        for who in list(asking):
            own = [next(scores) for _ in points[who]]
            tried[who] += len(own)
            try:
                points[who] = asking[who].send(own)
            except StopIteration:
                del asking[who]
                continue
            if tried[who] + len(points[who]) > candidates:
                asking.pop(who).close()
        left = sum(candidates for who in asking)
        done = sum(tried.values())
        progress(done, done + left - sum(tried[who] for who in asking))
    return False
