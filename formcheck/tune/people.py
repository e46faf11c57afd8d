"""Tuning over people: fitted to all but one, judged on that one, for every one of them; and fitted to all for the final numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from formcheck.errors import InputError
from formcheck.evaluate.agreement import Agreement, compare
from formcheck.evaluate.evaluate import Case
from formcheck.rules.exercise import Exercise
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
    judged on that person and fitted to all the others; others: by person, the numbers that moved when fitted to all the others;
    alone: faults that only one person shows, and who, so that nothing could be learned of them for that person;
    tried: candidates; stopped: before the search came to its end.
    """

    exercise: Exercise
    values: dict[str, float]
    others: dict[str, dict[str, float]]
    alone: dict[str, str]
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
    progress: Progress = lambda _done, _whole: None,
    stop: Callable[[], bool] = lambda: False,
) -> Tuned:
    """Fit the numbers.  candidates: how many each fit may try.  Reproducible: the same input and seed give the same numbers.

    Clips of other exercises are judged by what is wrongly told in them.  Raises InputError when clips of two people are not there.
    """
    people = people_of(exercise, cases)
    everyone = tuple(range(len(cases)))
    fits: dict[str | None, Fit] = {who: Fit(numbers, seed) for who in (*people, None)}
    chosen = {who: tuple(k for k in everyone if cases[k].labels.person != who) for who in people} | {None: everyone}
    with Panel(exercise, numbers, cases, processes) as panel:
        stopped = _search(fits, chosen, panel, candidates, progress, stop)
        before, after = {}, {}
        for who in people:
            own = [case for case in cases if case.labels.person == who]
            before[who] = judge(exercise, own)
            after[who] = judge(panel.exercise(fits[who].best), own)
        return Tuned(
            exercise=panel.exercise(fits[None].best),
            values=fits[None].moved(),
            others={who: fits[who].moved() for who in people},
            alone=_alone(exercise, cases),
            before=before,
            after=after,
            tried=panel.tried,
            stopped=stopped,
        )


def _alone(exercise: Exercise, cases: Sequence[Case]) -> dict[str, str]:
    """Faults that the labels have of one person only, and who that is."""
    shown: dict[str, set[str]] = {}
    for labels in (case.labels for case in cases if case.labels.exercise == exercise.name):
        rows = [row.faults for row in labels.reps or ()] + [row.faults for row in labels.holds or ()]
        for fault in {fault for row in rows for fault in row} - set(exercise.unseen):
            shown.setdefault(fault, set()).add(labels.person)
    return {fault: next(iter(people)) for fault, people in sorted(shown.items()) if len(people) == 1}


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
    tried: dict[Any, set[Point]] = {who: set() for who in fits}
    while asking:
        questions = [Question(p, chosen[who], fits[who].score) for who in asking for p in points[who]]
        answers = panel.ask(questions, stop)
        if answers is None:
            return True
        scores = iter(answers)
        for who in list(asking):
            own = [next(scores) for _ in points[who]]
            tried[who].update(points[who])
            try:
                points[who] = asking[who].send(own)
            except StopIteration:
                del asking[who]
                continue
            if len(tried[who].union(points[who])) > candidates:
                asking.pop(who).close()
        done = sum(map(len, tried.values()))
        progress(done, done + sum(candidates - len(tried[who]) for who in asking))
    return False
