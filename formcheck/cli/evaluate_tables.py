"""What `formcheck evaluate` prints: tables of agreement, and lines of what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.table import Table

from formcheck.cli.shared import say
from formcheck.evaluate.agreement import Agreement
from formcheck.evaluate.baseline import compare_ways
from formcheck.evaluate.evaluate import Outcome
from formcheck.evaluate.wrong import what_is_wrong

OURS: Final = "ours"


def own_clips(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """Without the clips of other exercises."""
    return [o for o in outcomes if o.case.labels.exercise == o.exercise.name]


def summed(outcomes: Sequence[Outcome]) -> Agreement:
    """The agreement over all of them."""
    total = Agreement()
    for outcome in outcomes:
        total += outcome.agreement
    return total


def groups(outcomes: Sequence[Outcome]) -> dict[str, dict[str, list[Outcome]]]:
    """Outcomes by exercise and by person, and all together."""
    found: dict[str, dict[str, list[Outcome]]] = {"exercise": {}, "person": {}, "total": {"all": list(outcomes)}}
    for outcome in outcomes:
        found["exercise"].setdefault(outcome.exercise.name, []).append(outcome)
        if outcome.case.labels.person:
            found["person"].setdefault(outcome.case.labels.person, []).append(outcome)
    return found


def figures(outcomes: Sequence[Outcome], per_clip: bool = False) -> dict[str, Any]:
    """Agreement by exercise, by person, in total and when wanted by clip, as plain numbers; what is counted in clips of others."""
    kinds = groups(outcomes).items()
    found: dict[str, Any] = {kind: {name: _row(rows) for name, rows in sorted(some.items())} for kind, some in kinds}
    if per_clip:
        found["clip"] = {f"{o.exercise.name}: {o.case.clip}": o.agreement.to_json() | {"wrong": what_is_wrong(o)} for o in outcomes}
    return found | {"faults_mean_f1": mean_f1(outcomes), "phantoms": phantom_counts(outcomes)}


def _row(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Agreement on an exercise's own clips; phantoms in all."""
    return summed(own_clips(outcomes)).to_json() | {"phantoms": summed(outcomes).phantoms}


def mean_f1(outcomes: Sequence[Outcome]) -> float | None:
    """The mean over the faults of all exercises, each exercise's by itself; None without any."""
    scores = [s.f1 for rows in groups(outcomes)["exercise"].values() for s in summed(own_clips(rows)).faults.values() if s.f1 is not None]
    return round(sum(scores) / len(scores), 4) if scores else None


def phantom_counts(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    """By exercise, and by the exercise whose clips they are: repetitions and holds counted where nothing is to be counted."""
    found: dict[str, dict[str, int]] = {}
    for o in outcomes:
        if o.agreement.phantoms:
            row = found.setdefault(o.exercise.name, {})
            there = o.case.labels.exercise or "none"
            row[there] = row.get(there, 0) + o.agreement.phantoms
    return found


def counting(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Agreement]]:
    """How well repetitions are counted, by exercise (the last: ``all``) and by way: ours first, then the usual ones."""
    found: dict[str, dict[str, Agreement]] = {}
    for outcome in outcomes:
        others = compare_ways(outcome.exercise, outcome.case.track, outcome.case.labels)
        if others:
            _add(found.setdefault(outcome.exercise.name, {}), {OURS: outcome.agreement, **others})
    everything: dict[str, Agreement] = {}
    for name in sorted(found):
        _add(everything, found[name])
    return {**{name: found[name] for name in sorted(found)}, "all": everything}


def _add(sums: dict[str, Agreement], ways: dict[str, Agreement]) -> None:
    for way, agreement in ways.items():
        total = sums.setdefault(way, Agreement())
        total += agreement


def counting_figures(ways: dict[str, dict[str, Agreement]]) -> dict[str, Any]:
    """The same as plain numbers."""
    keys = ("clips", "counts_exact", "counts_within_one", "count_mean_error", "phantoms")
    rows = {name: {way: a.to_json() for way, a in row.items()} for name, row in ways.items()}
    return {name: {way: {key: a[key] for key in keys} for way, a in row.items()} for name, row in rows.items()}


def counting_table(ways: dict[str, dict[str, Agreement]]) -> Table:
    """Ours beside the usual ways of counting."""
    table = Table(title="Repetitions, counted by Form Check and in usual ways")
    names = list(ways["all"])
    table.add_column("", no_wrap=True)
    for title in ("counts exact", "within one", "mean error"):
        for way in names:
            table.add_column(f"{title if way == names[0] else ''}\n{way}", justify="right", no_wrap=True)
    for name, row in ways.items():
        if name == "all":
            table.add_section()
        cells = {way: row[way].to_json() for way in names}
        shares = [_percent(cells[way][key]) for key in ("counts_exact", "counts_within_one") for way in names]
        errors = [cells[way]["count_mean_error"] for way in names]
        table.add_row(name, *shares, *("-" if e is None else f"{e:.2f}" for e in errors))
    return table


def say_counting_phantoms(ways: dict[str, dict[str, Agreement]]) -> None:
    """How much each way counts in clips of other exercises."""
    say(f"counted in clips of other exercises: {', '.join(f'{way} {a.phantoms}' for way, a in ways['all'].items())}")


def agreement_table(outcomes: Sequence[Outcome]) -> Table:
    """By exercise, by person and in total."""
    table = Table(title="Agreement with the labels")
    for column in ("", "clips", "counts exact", "within one", "verdicts", "edges < 0.5 s", "holds", "phantoms", "person found"):
        table.add_column(column, justify="left" if not column else "right")
    for kind, some in groups(outcomes).items():
        for name, rows in sorted(some.items()):
            own, total = summed(own_clips(rows)).to_json(), summed(rows)
            cells = (own["counts_exact"], own["counts_within_one"], own["verdicts_right"], own["edges_within_0.5_s"], own["holds_right"])
            found = own["detected_least"]
            table.add_row(name, str(own["clips"]), *map(_percent, cells), str(total.phantoms), _percent(found))
        if kind != "total":
            table.add_section()
    return table


def fault_table(outcomes: Sequence[Outcome]) -> Table:
    """Each fault of each exercise."""
    table = Table(title="Faults, by repetition or hold")
    for column in ("exercise", "fault", "found", "missed", "false", "precision", "recall", "F1"):
        table.add_column(column, justify="left" if column in ("exercise", "fault") else "right")
    for name, rows in sorted(groups(outcomes)["exercise"].items()):
        for fault, s in sorted(summed(own_clips(rows)).faults.items()):
            table.add_row(name, fault, str(s.found), str(s.missed), str(s.false), *map(_percent, (s.precision, s.recall, s.f1)))
    return table


def say_phantoms(outcomes: Sequence[Outcome]) -> None:
    """A line for each clip of another exercise in which something was counted."""
    for o in outcomes:
        if o.agreement.phantoms:
            what = o.case.labels.exercise or "none of the catalogue"
            say(f"phantom: {o.exercise.name} counts {len(o.report.reps)} reps, {len(o.report.holds)} holds in {o.case.clip.name} ({what})")


def say_wrong(outcome: Outcome) -> None:
    """A line for a clip where something is wrong."""
    wrong = what_is_wrong(outcome)
    if wrong and not outcome.agreement.phantoms:  # told by `say_phantoms`
        say(f"{outcome.exercise.name}: {outcome.case.clip.name}: {'; '.join(wrong)}")


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"
