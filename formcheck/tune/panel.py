"""Panel: scores candidates over labelled clips, in this process or in several, and remembers what it has seen."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from threading import Thread
from types import TracebackType
from typing import Self

from formcheck.errors import RuleError
from formcheck.evaluate.evaluate import Case
from formcheck.rules.exercise import Exercise
from formcheck.tune.numbers import Number, exercise_with
from formcheck.tune.objective import Score, Trial
from formcheck.tune.search import Point
from formcheck.work.worker import leave_signals_to_master, signals_held_back

Known = dict[int, Score]  # index of a case -> its errors


@dataclass(frozen=True, slots=True)
class Question:
    """A candidate, the cases it is to be tried on (indexes), and the score beyond which nobody cares how bad it is."""

    point: Point
    cases: tuple[int, ...]
    limit: Score | None


@dataclass(frozen=True)
class _Setting:
    """What a process needs to try candidates."""

    exercise: Exercise
    numbers: tuple[Number, ...]
    trials: tuple[Trial, ...]

    def try_out(self, point: Point, wanted: Sequence[tuple[tuple[int, ...], Score | None]], known: Known) -> Known | None:
        """What is known, and what is found out besides; None when these rules are not valid.  Cases that no longer matter are left out."""
        try:
            exercise = exercise_with(self.exercise, self.values(point))
        except RuleError:
            return None
        for cases, limit in wanted:
            _sum(cases, limit, known, lambda k: self.trials[k].score(exercise))
        return known

    def values(self, point: Point) -> Mapping[str, float]:
        return {n.address: x for n, x in zip(self.numbers, point, strict=True) if x != n.value}


def _sum(cases: Sequence[int], limit: Score | None, known: Known, find: Callable[[int], Score]) -> tuple[Score, int]:
    """The sum over these cases, and the last one that was added: the one with which the limit is passed, if it is."""
    total, last = Score(), -1
    for last in cases:
        if last not in known:
            known[last] = find(last)
        total += known[last]
        if limit is not None and total > limit:
            break
    return total, last


class Panel:
    """A context manager: it may keep processes of its own."""

    def __init__(self, exercise: Exercise, numbers: tuple[Number, ...], cases: Sequence[Case], processes: int = 1) -> None:
        self._setting = _Setting(exercise, numbers, tuple(Trial(case) for case in cases))
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._known: dict[Point, Known | None] = {}
        self._blame: Counter[int] = Counter()  # how often a case showed that a candidate is worse: those are tried first

    def __enter__(self) -> Self:
        if self._processes > 1:
            s = self._setting
            start = (s.exercise, s.numbers, [trial.case for trial in s.trials])
            context = multiprocessing.get_context("spawn")  # the only way that works everywhere
            with signals_held_back():  # Python starts a process here that must not die of them either
                self._pool = ProcessPoolExecutor(self._processes, context, _begin, start)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    @property
    def tried(self) -> int:
        """Candidates so far."""
        return len(self._known)

    def exercise(self, point: Point) -> Exercise:
        """The rules of a candidate.  Raises RuleError when they are not valid."""
        return exercise_with(self._setting.exercise, self._setting.values(point))

    def ask(self, questions: Sequence[Question], stop: Callable[[], bool] = lambda: False) -> list[Score | None] | None:
        """The scores; None for rules that are not valid, and None instead of a list when stopped.

        Of a candidate that is worse than its limit not all errors are counted, only as many as show that it is.
        """
        wanted: dict[Point, list[tuple[tuple[int, ...], Score | None]]] = {}
        for q in questions:
            cases = tuple(sorted(q.cases, key=lambda k: (-self._blame[k], k)))
            wanted.setdefault(q.point, []).append((cases, q.limit))
        for point, known in self._try_out(wanted):
            self._known[point] = known
            if stop():
                return None
        orders = {point: iter(rows) for point, rows in wanted.items()}
        return [self._answer(q, next(orders[q.point])[0]) for q in questions]

    def _try_out(self, wanted: Mapping[Point, list[tuple[tuple[int, ...], Score | None]]]) -> Iterator[tuple[Point, Known | None]]:
        rows = [(point, asked, self._known.get(point, {})) for point, asked in wanted.items()]
        todo = [(point, asked, known) for point, asked, known in rows if known is not None]
        columns = zip(*todo, strict=True) if todo else ([], [], [])
        if self._pool is None:
            results: Iterator[Known | None] = map(self._setting.try_out, *columns)
        else:
            with signals_held_back():  # the first time, the processes are started here
                results = self._pool.map(_try_out, *columns)
        yield from zip([point for point, _, _ in todo], results, strict=True)

    def _answer(self, question: Question, cases: tuple[int, ...]) -> Score | None:
        known = self._known[question.point]
        if known is None:
            return None
        total, last = _sum(cases, question.limit, known, known.__getitem__)
        if question.limit is not None and total > question.limit:
            self._blame[last] += 1
        return total


_setting: _Setting | None = None  # of a process of a pool


def _begin(exercise: Exercise, numbers: tuple[Number, ...], cases: list[Case]) -> None:
    """A process of a pool begins.  It ends with the one that asks, however that ends; otherwise it would wait for questions for ever."""
    global _setting
    leave_signals_to_master()
    Thread(target=_end_with_master, daemon=True).start()
    _setting = _Setting(exercise, numbers, tuple(Trial(case) for case in cases))


def _end_with_master() -> None:
    master = multiprocessing.parent_process()
    assert master is not None
    master.join()
    os._exit(0)


def _try_out(point: Point, wanted: Sequence[tuple[tuple[int, ...], Score | None]], known: Known) -> Known | None:
    assert _setting is not None
    return _setting.try_out(point, wanted, known)
