"""Agreement: what a review says of a clip against what is true of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from formcheck.engine.report import Report
from formcheck.engine.status import Hold, Repetition
from formcheck.evaluate.labels import Labels, TrueHold, TrueRep

HELD_WITHIN_S = 0.3  # tolerance of held seconds on clips with exact truth
BY_EYE_WITHIN_S = 1.0  # and on those counted by eye
SURE = 0.8  # totals counted by eye count when surer than this


@dataclass
class FaultScore:
    """Found, missed and false alarms, by repetition or hold."""

    found: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was told that is true, 0..1; None when nothing was told."""
        told = self.found + self.false
        return self.found / told if told else None

    @property
    def recall(self) -> float | None:
        """Share of what is true that was told, 0..1; None when nothing is true."""
        true = self.found + self.missed
        return self.found / true if true else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both, 0..1; None when nothing was told and nothing is true."""
        total = 2 * self.found + self.missed + self.false
        return 2 * self.found / total if total else None


@dataclass
class Agreement:
    """Sums over clips; ``add`` one clip after the other, or another agreement."""

    clips: int = 0
    counted: int = 0  # clips with a known number of repetitions
    exact: int = 0
    within_one: int = 0
    off: int = 0  # sum of the absolute errors of counts
    reps: int = 0  # matched with true ones
    verdicts: int = 0  # of those right
    edges_s: list[float] = field(default_factory=list)  # errors of starts and ends, own minus true
    holds: int = 0  # true holds
    held: int = 0  # of those timed right
    held_off_s: list[float] = field(default_factory=list)
    phantoms: int = 0
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)  # (true verdict, own verdict)
    faults: dict[str, FaultScore] = field(default_factory=dict)
    detected: list[float] = field(default_factory=list)

    def __iadd__(self, other: Agreement) -> Agreement:
        for name in ("clips", "counted", "exact", "within_one", "off", "reps", "verdicts", "holds", "held", "phantoms"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("edges_s", "held_off_s", "detected"):
            getattr(self, name).extend(getattr(other, name))
        self.confusion.update(other.confusion)
        for fault, score in other.faults.items():
            mine = self.faults.setdefault(fault, FaultScore())
            mine.found += score.found
            mine.missed += score.missed
            mine.false += score.false
        return self

    def to_json(self) -> dict[str, Any]:
        """Plain numbers; shares are 0..1 or None where there is nothing to count."""
        edges = [abs(e) for e in self.edges_s]
        return {
            "clips": self.clips,
            "counts_exact": _share(self.exact, self.counted),
            "counts_within_one": _share(self.within_one, self.counted),
            "count_mean_error": _share(self.off, self.counted),
            "verdicts_right": _share(self.verdicts, self.reps),
            "edges_within_0.5_s": _share(sum(e <= 0.5 for e in edges), len(edges)),
            "edge_mean_error_s": _share(sum(edges), len(edges)),
            "holds_right": _share(self.held, self.holds),
            "hold_mean_error_s": _share(sum(self.held_off_s), len(self.held_off_s)),
            "phantoms": self.phantoms,
            "detected_least": min(self.detected, default=None),
            "confusion": {f"{true} -> {own}": n for (true, own), n in sorted(self.confusion.items())},
            "faults": {
                name: {
                    "precision": _rounded(s.precision),
                    "recall": _rounded(s.recall),
                    "f1": _rounded(s.f1),
                    "found": s.found,
                    "missed": s.missed,
                    "false": s.false,
                }
                for name, s in sorted(self.faults.items())
            },
        }


def compare(report: Report, labels: Labels, unseen: Iterable[str] = ()) -> Agreement:
    """Agreement on one clip; faults in ``unseen`` are left out, as the pose file says openly that it does not check them."""
    found = Agreement(clips=1, detected=[report.detected])
    if labels.exercise != report.exercise:
        found.phantoms = len(report.reps) + len(report.holds)
        return found
    count_reps(found, own_count(report), known_count(labels))
    if labels.exact:
        if labels.reps is not None:
            _compare_reps(found, report.reps, labels.reps, set(unseen))
        _compare_holds(found, report.holds, labels.holds or (), set(unseen))
    elif labels.sure > SURE and labels.true_hold_s is not None:
        _compare_totals(found, report, labels.true_hold_s)
    return found


def own_count(report: Report) -> int:
    """Repetitions and holds together, as in a hold exercise the holds are what counts, and no other kind is to be seen beside."""
    return len(report.reps) + len(report.holds)


def known_count(labels: Labels) -> int | None:
    """True number of repetitions or holds; None when it is not known surely enough."""
    return labels.count if labels.exact or labels.sure > SURE else None


def count_reps(found: Agreement, own: int, true: int | None) -> None:
    """Compare the counts of one clip."""
    if true is not None:
        found.counted, found.off = 1, abs(own - true)
        found.exact, found.within_one = int(own == true), int(abs(own - true) <= 1)


def _compare_reps(found: Agreement, own: list[Repetition], true: tuple[TrueRep, ...], unseen: set[str]) -> None:
    pairs = match([(r.start_s, r.end_s) for r in own], [(r.start_s, r.end_s) for r in true])
    for i, k in pairs:
        mine, real = own[i], true[k]
        found.reps += 1
        only_unseen = bool(real.faults) and set(real.faults) <= unseen
        real_verdict = "good" if only_unseen else real.verdict
        found.verdicts += mine.verdict == real_verdict
        found.confusion[real_verdict, mine.verdict] += 1
        found.edges_s += [mine.start_s - real.start_s, mine.end_s - real.end_s]
        _faults(found, set(mine.faults), set(real.faults) - unseen)
    for i in set(range(len(own))) - {i for i, _ in pairs}:
        found.confusion["none", own[i].verdict] += 1
        _faults(found, set(own[i].faults), set())
    for k in set(range(len(true))) - {k for _, k in pairs}:
        found.reps += 1
        found.confusion[true[k].verdict, "none"] += 1
        _faults(found, set(), set(true[k].faults) - unseen)


def _compare_holds(found: Agreement, own: list[Hold], true: tuple[TrueHold, ...], unseen: set[str]) -> None:
    pairs = match([(h.start_s, h.end_s) for h in own], [(h.start_s, h.end_s) for h in true])
    found.holds += len(true)
    for i, k in pairs:
        mine, real = own[i], true[k]
        low, high = _right_time(real)
        miss = max(low - mine.held_s, mine.held_s - high, 0.0)
        found.held += miss <= HELD_WITHIN_S
        found.held_off_s.append(miss)
        found.edges_s += [mine.start_s - real.start_s, mine.end_s - real.end_s]
        _faults(found, set(mine.faults), set(real.faults) - unseen)
    for i in set(range(len(own))) - {i for i, _ in pairs}:
        _faults(found, set(own[i].faults), set())
    for k in set(range(len(true))) - {k for _, k in pairs}:
        _faults(found, set(), set(true[k].faults) - unseen)


def _right_time(real: TrueHold) -> tuple[float, float]:
    """Seconds that a right clock may show: a fault that leaves the posture may take its whole time away."""
    high = real.zone_s if real.zone_s is not None else real.held_s
    return (0.0 if set(real.faults) - {"short_hold", "bouncing"} else real.held_s), high


def _compare_totals(found: Agreement, report: Report, true_s: tuple[float, ...]) -> None:
    """Holds counted by eye, in order: those of the review, or the holds at the top of its repetitions."""
    own = [h.held_s for h in report.holds] or [r.held_s for r in report.reps]
    found.holds += len(true_s)
    for k, seconds in enumerate(true_s):
        if k < len(own):
            found.held += abs(own[k] - seconds) <= BY_EYE_WITHIN_S
            found.held_off_s.append(max(0.0, abs(own[k] - seconds) - BY_EYE_WITHIN_S))


def _faults(found: Agreement, own: set[str], true: set[str]) -> None:
    for name in own | true:
        score = found.faults.setdefault(name, FaultScore())
        score.found += name in own and name in true
        score.missed += name not in own
        score.false += name not in true


def match(own: list[tuple[float, float]], true: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """Pairs (own, true) of spans that overlap, each used once, longest overlap first."""
    overlaps = [
        (min(a[1], b[1]) - max(a[0], b[0]), i, k)
        for i, a in enumerate(own)
        for k, b in enumerate(true)
        if min(a[1], b[1]) > max(a[0], b[0])
    ]
    pairs: list[tuple[int, int]] = []
    for _, i, k in sorted(overlaps, reverse=True):
        if all(i != a and k != b for a, b in pairs):
            pairs.append((i, k))
    return sorted(pairs)


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
