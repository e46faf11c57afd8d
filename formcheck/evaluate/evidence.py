"""Evidence: how far from the line of each fault right and wrong people are.

All lines of an exercise are moved at once, step by step, earlier and later, and clips are judged anew at each step.  A right
repetition that is first told when the line is so much earlier is so far from it; a wrong one that is no longer told when it is later,
likewise.  Faults that hide others (``unless``) hide none here, as each line is looked at by itself; who has a fault that would hide
another is left out where that other one is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from annotated_types import Gt

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.signals import Signals
from formcheck.engine.status import Status
from formcheck.evaluate.agreement import match
from formcheck.evaluate.evaluate import Case
from formcheck.evaluate.form import form_of, judged, told_faults
from formcheck.faults.base import AnyFault
from formcheck.rules.exercise import Exercise

STEPS: Final = (-6.0, -4.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0)  # earlier above 0, later below
STEP: Final = {"deg": 3.0, "trunk": 0.03, "share": 0.03}  # of a line in the unit of its measure
SIZE_STEP: Final = 0.12  # of a line that says how large or how long something is, as a share of it


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a fault: key and value in the pose file, its unit, what one step moves it by, and which way is earlier."""

    key: str
    value: float
    unit: str
    step: float
    earlier: float  # 1 or -1

    def at(self, steps: float) -> float:
        """Where it is so many steps earlier."""
        return self.value + self.earlier * steps * self.step


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person's repetition, hold or clip, for one fault.

    wrong: the fault is there.  told_at: the fewest steps by which the line is moved earlier (below 0: later) with which it is told;
    None when it is told with none of them.
    """

    person: str
    real: bool
    wrong: bool
    told_at: float | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a line.

    people: how many were seen, by ``right`` or ``wrong`` and ``drawn`` or ``real``; told_wrongly, missed: repetitions, holds or clips
    on the wrong side of the line; nearest_right, nearest_wrong: where the line would be when the right one that is nearest to it is told,
    and when the wrong one that is nearest is just still told; None when that is farther than ``reach``, or there is nobody;
    margin: from one to the other, below 0 when they overlap.  All in the unit of the line.
    """

    line: Line
    people: dict[tuple[str, str], int]
    told_wrongly: int
    missed: int
    nearest_right: float | None
    nearest_wrong: float | None

    @property
    def margin(self) -> float | None:
        """None when one of both is not known."""
        if self.nearest_right is None or self.nearest_wrong is None:
            return None
        return (self.nearest_right - self.nearest_wrong) * self.line.earlier

    def to_json(self) -> dict[str, Any]:
        """Plain numbers."""
        return {
            "key": self.line.key,
            "line": _short(self.line.value),
            "unit": self.line.unit,
            **{f"{form}_{origin}": n for (form, origin), n in self.people.items()},
            "told_wrongly": self.told_wrongly,
            "missed": self.missed,
            "nearest_right": _short(self.nearest_right),
            "nearest_wrong": _short(self.nearest_wrong),
            "margin": _short(self.margin),
            "reach": _short(STEPS[-1] * self.line.step),
        }


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def weigh(line: Line, seen: Sequence[Sighting]) -> Evidence:
    """Sum up what was seen of one fault."""
    people = {
        (form, origin): len({s.person for s in seen if s.wrong == (form == "wrong") and s.real == (origin == "real")})
        for form in ("right", "wrong")
        for origin in ("drawn", "real")
    }
    right = [s.told_at for s in seen if not s.wrong and s.told_at is not None]
    wrong = [s.told_at for s in seen if s.wrong]
    known = [at for at in wrong if at is not None]
    return Evidence(
        line=line,
        people=people,
        told_wrongly=sum(at <= 0 for at in right),
        missed=sum(at is None or at > 0 for at in wrong),
        nearest_right=line.at(min(right)) if right else None,
        nearest_wrong=line.at(max(known)) if known and len(known) == len(wrong) else None,
    )


def line_of(exercise: Exercise, name: str) -> Line | None:
    """The line of a fault; None where it has none that can be moved."""
    fault = exercise.faults[name]
    if fault.of_range:
        whole = exercise.repetition
        return (
            None if whole is None else _line("full", whole.full, 1.0 if whole.full > whole.rest else -1.0, _unit(exercise, whole.measure))
        )
    before, after = fault.model_dump(), fault.moved(1e-6).model_dump()
    key = next((key for key in before if before[key] != after[key]), None)
    if key is None:
        return None
    unit = "s" if fault.looks_at is None else _unit(exercise, fault.looks_at)
    step = STEP.get(unit)
    if any(isinstance(bound, Gt) for bound in type(fault).model_fields[key].metadata):  # a size, which must stay one
        step, unit = SIZE_STEP * before[key], "share" if key == "share" else unit
    return None if step is None else _line(key, before[key], 1.0 if after[key] > before[key] else -1.0, unit, step)


def _line(key: str, value: float, earlier: float, unit: str, step: float | None = None) -> Line:
    return Line(key, float(value), unit, STEP[unit] if step is None else step, earlier)


def _unit(exercise: Exercise, measure: str) -> str:
    return exercise.measures[measure].unit


def with_lines(exercise: Exercise, steps: float) -> Exercise:
    """The exercise with the lines of all faults so many steps earlier, but those of the full range; no fault hides another."""
    faults = {}
    for name, fault in exercise.faults.items():
        line = None if fault.of_range else line_of(exercise, name)
        faults[name] = _alone(fault if line is None else fault.moved(steps * line.step))
    return exercise.model_copy(update={"faults": faults})


def with_full(exercise: Exercise, steps: float) -> Exercise:
    """The exercise with the line of the full range so many steps earlier to be told, which is farther out; no fault hides another."""
    whole = exercise.repetition
    name = next(name for name, fault in exercise.faults.items() if fault.of_range)
    line = line_of(exercise, name)
    assert whole is not None
    assert line is not None
    faults = {name: _alone(fault) for name, fault in exercise.faults.items()}
    return exercise.model_copy(update={"faults": faults, "repetition": whole.model_copy(update={"full": line.at(steps)})})


def _alone(fault: AnyFault) -> AnyFault:
    return fault.model_copy(update={"unless": (), "margin": 0.0})


def collect(exercise: Exercise, cases: Iterable[Case]) -> dict[str, dict[str, Evidence]]:
    """Evidence for each fault with a line, by the way the exercise is seen (`NAME`, `NAME:VARIANT`) and by fault."""
    ways = dict(zip(_names_of_ways(exercise), exercise.each_variant(), strict=True))
    seen: dict[str, dict[str, list[Sighting]]] = {way: {} for way in ways}
    for case in cases:
        way = _way_taken(exercise, case)
        if way is not None:
            for fault, sighting in _of_clip(ways[way], case):
                seen[way].setdefault(fault, []).append(sighting)
    found: dict[str, dict[str, Evidence]] = {}
    for way, faults in seen.items():
        lines = {fault: line_of(ways[way], fault) for fault in faults}
        found[way] = {fault: weigh(line, faults[fault]) for fault, line in lines.items() if line is not None}
    return {way: faults for way, faults in found.items() if faults}


def _names_of_ways(exercise: Exercise) -> list[str]:
    return [exercise.name, *(f"{exercise.name}:{name}" for name, variant in exercise.variants.items() if variant.chosen == "view")]


def _way_taken(exercise: Exercise, case: Case) -> str | None:
    """The way whose gate is open for most of a clip; None when it never opens."""
    taken: Counter[int] = Counter()

    def look(status: Status) -> None:
        taken.update([status.variant] if status.waiting_for is None else [])

    replay(Checker(exercise, 0.0), case.track, each=look)
    return _names_of_ways(exercise)[taken.most_common(1)[0][0]] if taken else None


def _of_clip(exercise: Exercise, case: Case) -> Iterator[tuple[str, Sighting]]:
    exercise = exercise.model_copy(update={"variants": {}})
    names = [n for n in exercise.faults if n not in case.labels.maybe and n not in exercise.unseen and line_of(exercise, n) is not None]
    signals = Checker(exercise, 0.0).signals(case.track)
    of_range = {name for name in names if exercise.faults[name].of_range}
    person = case.labels.person or case.clip.name
    for change, some in ((with_lines, set(names) - of_range), (with_full, of_range)):
        told, looked_at = _try_lines(exercise, case, signals, change) if some else ({}, set())
        for name in sorted(some):
            for row, wrong in _truth(case, name, exercise.faults[name].unless):
                if row in looked_at:
                    yield name, Sighting(person, case.labels.real, wrong, told.get((row, name)))


def _try_lines(
    exercise: Exercise, case: Case, signals: Sequence[Signals], change: Callable[[Exercise, float], Exercise]
) -> tuple[dict[tuple[int, str], float], set[int]]:
    """By true row and fault the latest line that tells it, in steps; and the rows that were judged at all."""
    told: dict[tuple[int, str], float] = {}
    looked_at: set[int] = set()
    for steps in STEPS:
        report = replay(Checker(change(exercise, steps), case.labels.target_s or 0.0), case.track, case.clip.name, signals=signals)
        for row, faults in _told_by_row(case, report):
            looked_at.add(row)
            for name in faults:
                told.setdefault((row, name), steps)
    return told, looked_at


def _truth(case: Case, name: str, unless: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """Each true row without a fault that hides this one, and whether it has this one.

    Of a clip without rows the clip is the one row, when its form is known.
    """
    labels = case.labels
    rows = [set(row.faults) for row in labels.rows]
    if not labels.exact:
        rows = [set()] if form_of(labels) is not None else []
    for k, faults in enumerate(rows):
        there = faults.union(labels.named_faults)
        if not there.intersection(unless):
            yield k, name in there


def _told_by_row(case: Case, report: Report) -> Iterator[tuple[int, set[str]]]:
    """The rows that were judged, and what is told of each; also what is told beside repetitions and holds while one is done."""
    labels = case.labels
    own = judged(report)
    if not labels.exact:
        if own or report.faults:
            yield 0, told_faults(report)
        return
    true = [(row.start_s, row.end_s) for row in labels.rows]
    for i, k in match([(row.start_s, row.end_s) for row in own], true):
        yield k, set(own[i].faults)
    for k, (start_s, end_s) in enumerate(true):
        beside = {f.name for f in report.faults if f.rep is None and f.start_s < end_s and f.end_s > start_s}
        if beside:
            yield k, beside
