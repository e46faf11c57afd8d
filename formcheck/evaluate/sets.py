"""Sets: what a recording of several is cut into, against the sets of its labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from formcheck.cut.cut import Part, cut
from formcheck.cut.recording import check_part
from formcheck.evaluate.agreement import Agreement, compare
from formcheck.evaluate.evaluate import Case
from formcheck.evaluate.labels import Labels, TrueSet
from formcheck.evaluate.share import Share
from formcheck.likeness.learned import learned
from formcheck.rules.exercise import Exercise

LEAST_SHARE: Final = 0.5  # of the time of a true set that must be told as it


@dataclass(frozen=True)
class FoundSet:
    """A true set and what was told of its time.

    told: names of the exercise it was taken for, the likeliest first; empty when the time was taken for nothing.
    counted: repetitions and holds, None when it was not found.  agreement: of what was counted, when it was found.
    """

    case: Case
    true: TrueSet
    told: tuple[str, ...]
    counted: int | None
    agreement: Agreement | None

    @property
    def named(self) -> bool:
        """Was it found with its exercise, and that alone?"""
        return self.told == (self.true.exercise,)

    @property
    def exact(self) -> bool:
        """Were its repetitions and holds counted exactly?"""
        return self.counted is not None and self.counted == self.true.count


@dataclass(frozen=True)
class CutOutcome:
    """One recording.  sets: those of its labels.  strays: what was told of times in which its labels have nothing of the kind."""

    case: Case
    sets: tuple[FoundSet, ...]
    strays: tuple[str, ...]


def evaluate_sets(exercises: Sequence[Exercise], cases: Sequence[Case], tick: Callable[[int, int | None], None]) -> Iterator[CutOutcome]:
    """Cut every recording and compare.  tick: told how many are done, of how many."""
    for done, case in enumerate(cases, 1):
        yield _compare(case, cut(exercises, case.track, likeness=learned()))
        tick(done, len(cases))


def _compare(case: Case, parts: Sequence[Part]) -> CutOutcome:
    free = list(parts)
    found = []
    for true in case.labels.sets or ():
        mine = [part for part in free if true.exercise in _names(part) and _shared(part, true) >= LEAST_SHARE * _least(part, true)]
        part = max(mine, key=lambda p: (_names(p)[0] == true.exercise, _shared(p, true)), default=None)
        if part is None:
            there = max(parts, key=lambda p: _shared(p, true), default=None)
            found.append(FoundSet(case, true, () if there is None or _shared(there, true) <= 0 else _names(there), None, None))
            continue
        free.remove(part)
        found.append(_found(case, true, part))
    strays = [f"{' or '.join(_names(part))} {part.start_s:.0f}-{part.end_s:.0f} s" for part in free]
    return CutOutcome(case, tuple(found), tuple(strays))


def _found(case: Case, true: TrueSet, part: Part) -> FoundSet:
    exercise = next(e for e in (part.exercise, *part.others) if e.name == true.exercise)
    report = check_part(1, part, exercise, case.track, case.clip.name, case.labels.target_s or 0.0)[0].report
    labels = Labels(exercise=true.exercise, reps=true.reps, holds=true.holds, true_reps=true.true_reps, origin=case.labels.origin)
    counted = len(report.reps) + len(report.holds)
    return FoundSet(case, true, _names(part), counted, compare(report, labels, exercise.unseen))


def _names(part: Part) -> tuple[str, ...]:
    return tuple(exercise.name for exercise in (part.exercise, *part.others))


def _shared(part: Part, true: TrueSet) -> float:
    """Seconds that both have."""
    return min(part.end_s, true.end_s) - max(part.start_s, true.start_s)


def _least(part: Part, true: TrueSet) -> float:
    """Seconds of the shorter one: labels may have the rest around a set, or not."""
    return min(part.end_s - part.start_s, true.end_s - true.start_s)


def set_figures(outcomes: Sequence[CutOutcome]) -> dict[str, Any]:
    """Plain numbers: shares with how many they are of and their 95 % interval."""
    return {name: {"share": share.value, "of": share.whole, "text": str(share)} for name, share in shares(outcomes).items()} | {
        "recordings": len(outcomes),
        "strays": sum(len(outcome.strays) for outcome in outcomes),
    }


def shares(outcomes: Sequence[CutOutcome]) -> dict[str, Share]:
    """What the figures are of: sets, but for the last, which is of recordings."""
    sets = [one for outcome in outcomes for one in outcome.sets]
    known = [one for one in sets if one.true.count is not None]
    whole = sum(all(one.named for one in outcome.sets) and not outcome.strays for outcome in outcomes)
    return {
        "sets_named": Share(sum(one.named for one in sets), len(sets)),
        "sets_named_or_among_those_told": Share(sum(one.true.exercise in one.told for one in sets), len(sets)),
        "counts_exact": Share(sum(one.exact for one in known), len(known)),
        "counts_exact_of_found": Share(sum(one.exact for one in known), sum(one.counted is not None for one in known)),
        "recordings_all_named": Share(whole, len(outcomes)),
    }


def wrong_sets(outcome: CutOutcome) -> list[str]:
    """A phrase for each set that is not found, not sure or not counted exactly, and for each stray."""
    said = []
    for one in outcome.sets:
        at = f"{one.true.exercise} {one.true.start_s:.0f}-{one.true.end_s:.0f} s"
        if one.counted is None:
            said.append(f"{at}: taken for {' or '.join(one.told) or 'nothing'}")
            continue
        if not one.named:
            said.append(f"{at}: told as {' or '.join(one.told)}")
        if one.true.count is not None and not one.exact:
            said.append(f"{at}: {one.counted} counted instead of {one.true.count}")
    return said + [f"nothing of the kind there: {stray}" for stray in outcome.strays]
