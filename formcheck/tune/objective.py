"""How good a set of rules is: its errors over labelled clips, in order of weight.

Counts go first, then verdicts, then faults, then times, then repetitions told in clips of other exercises.  Errors are whole numbers, so
that many sets of rules are equally good; among those the search prefers margins and today's values (``formcheck.tune.search``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.signals import Signals
from formcheck.evaluate.agreement import HELD_WITHIN_S, Agreement, compare
from formcheck.evaluate.evaluate import Case
from formcheck.evaluate.labels import Labels
from formcheck.rules.exercise import Exercise

EDGE_WITHIN_S = 0.5  # starts and ends that are off by less are right
_SECONDS_GRAIN = 0.5  # what times are off by beyond their tolerance, in steps of this


@dataclass(frozen=True, order=True, slots=True)
class Score:
    """Errors; a score is less, and so better, when its first field that differs is less.

    counts: repetitions and holds told but not true, or true but not told; verdicts: wrong ones; faults: missed and false ones;
    times: starts, ends and held seconds off by more than their tolerance; phantoms: told in clips of other exercises; excess: half
    seconds by which times are beyond their tolerance, which shows the way while they are.  wrong: the faults that are missed or false;
    told: a checksum of the repetitions and holds that were told, the same for rules that differ in nothing on these clips.
    """

    counts: int = 0
    verdicts: int = 0
    faults: int = 0
    times: int = 0
    phantoms: int = 0
    excess: int = 0
    wrong: frozenset[str] = field(default=frozenset(), compare=False)
    told: int = field(default=0, compare=False)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.counts + other.counts,
            self.verdicts + other.verdicts,
            self.faults + other.faults,
            self.times + other.times,
            self.phantoms + other.phantoms,
            self.excess + other.excess,
            self.wrong | other.wrong,
            self.told + other.told,
        )

    def __bool__(self) -> bool:
        """True when there is any error."""
        return self > Score()


class Trial:
    """One labelled clip on which sets of rules are tried: its measures are computed once, as no threshold changes them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._signals: Sequence[Signals] | None = None

    @property
    def person(self) -> str:
        return self.case.labels.person

    def report(self, exercise: Exercise) -> Report:
        """What these rules say of the clip; all exercises given must have the same measures."""
        labels, track = self.case.labels, self.case.track
        checker = Checker(exercise, labels.target_s or 0.0)
        if self._signals is None:
            self._signals = checker.signals(track)
        return replay(checker, track, self.case.clip.name, signals=self._signals)

    def agreement(self, exercise: Exercise) -> Agreement:
        return compare(self.report(exercise), self.case.labels, exercise.unseen)

    def score(self, exercise: Exercise) -> Score:
        report = self.report(exercise)
        return score_of(report, self.case.labels, compare(report, self.case.labels, exercise.unseen))


def score_of(report: Report, labels: Labels, agreement: Agreement) -> Score:
    """The errors of one clip."""
    late = [abs(e) for e in agreement.edges_s]
    beyond = sum(max(0.0, e - EDGE_WITHIN_S) for e in late) + sum(max(0.0, e - HELD_WITHIN_S) for e in agreement.held_off_s)
    return Score(
        counts=_counts(report, labels, agreement),
        verdicts=agreement.reps - agreement.verdicts,
        faults=sum(f.missed + f.false for f in agreement.faults.values()),
        times=sum(e > EDGE_WITHIN_S for e in late) + agreement.holds - agreement.held,
        phantoms=agreement.phantoms,
        excess=int(beyond / _SECONDS_GRAIN),
        wrong=frozenset(name for name, f in agreement.faults.items() if f.missed or f.false),
        told=crc32(repr((report.clip, report.reps, report.holds)).encode()),
    )


def _counts(report: Report, labels: Labels, agreement: Agreement) -> int:
    """Repetitions and holds without a partner among the true ones, or the true ones without; of totals, by how much they differ."""
    if labels.exercise != report.exercise:
        return 0
    matched = len(agreement.held_off_s)
    if not labels.exact:
        return agreement.off + agreement.holds - matched
    alone = sum(n for pair, n in agreement.confusion.items() if "none" in pair)
    return alone + len(report.holds) - matched + agreement.holds - matched
