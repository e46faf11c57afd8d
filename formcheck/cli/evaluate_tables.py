"""What `formcheck evaluate` prints: tables of agreement, and lines of what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.table import Table

from formcheck.cli.shared import say
from formcheck.evaluate.agreement import Agreement
from formcheck.evaluate.baseline import compare_ways
from formcheck.evaluate.evaluate import Outcome
from formcheck.evaluate.fitted import FITTED, NOT_FITTED, is_fitted
from formcheck.evaluate.share import Share
from formcheck.evaluate.wrong import what_is_wrong

OURS: Final = "ours"
AGREEMENT: Final = {  # keys of figures, and how they are called
    "counts_exact": "counts\nexact",
    "counts_within_one": "within\none",
    "verdicts_right": "verdicts",
    "edges_within_0.5_s": "edges\n< 0.5 s",
    "holds_right": "holds",
}
FORM: Final = {
    "good_clips_with_false_fault": "good clips,\nfalse fault told",
    "good_rows_with_false_fault": "reps and holds\nof these",
    "visible_faults_found": "faulty clips,\nfaults found",
    "silent_clips": "silent\nclips",
    "nothing_judged": "nothing\njudged",
}


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
    """Outcomes by exercise, by person, by whether the rules were fitted to the person, by that and origin, and all together."""
    found: dict[str, dict[str, list[Outcome]]] = {kind: {} for kind in ("exercise", "person", "fitted", "origin")}
    for outcome in outcomes:
        labels = outcome.case.labels
        fitted = FITTED if is_fitted(labels, outcome.case.clip) else NOT_FITTED
        names = {"exercise": outcome.exercise.name, "person": labels.person, "fitted": fitted}
        names["origin"] = f"{'real' if labels.real else 'drawn'}, {fitted}"
        for kind, name in names.items():
            if name:
                found[kind].setdefault(name, []).append(outcome)
    ordered = {kind: {name: some[name] for name in sorted(some)} for kind, some in found.items()}
    ordered["fitted"] = dict(reversed(ordered["fitted"].items()))  # first those whom the rules have never met
    return {**ordered, "total": {"all": list(outcomes)}}


def figures(outcomes: Sequence[Outcome], per_clip: bool = False) -> dict[str, Any]:
    """Agreement by group, in total and when wanted by clip, as plain numbers; what is counted in clips of others."""
    kinds = groups(outcomes).items()
    found: dict[str, Any] = {kind: {name: _row(rows) for name, rows in some.items()} for kind, some in kinds}
    if per_clip:
        found["clip"] = {f"{o.exercise.name}: {o.case.clip}": o.agreement.to_json() | {"wrong": what_is_wrong(o)} for o in outcomes}
    return found | {"faults_mean_f1": mean_f1(outcomes), "phantoms": phantom_counts(outcomes)}


def _row(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Agreement on an exercise's own clips; phantoms in all."""
    faults = {"faults_mean_f1": mean_f1(outcomes), "faults_scored": faults_scored(outcomes)}
    return summed(own_clips(outcomes)).to_json() | {"phantoms": summed(outcomes).phantoms} | faults


def faults_scored(outcomes: Sequence[Outcome]) -> int:
    """Of how many faults ``mean_f1`` is the mean."""
    return len(_f1_scores(outcomes))


def mean_f1(outcomes: Sequence[Outcome]) -> float | None:
    """The mean over the faults of all exercises, each exercise's by itself; None without any."""
    scores = _f1_scores(outcomes)
    return round(sum(scores) / len(scores), 4) if scores else None


def _f1_scores(outcomes: Sequence[Outcome]) -> list[float]:
    by_exercise: dict[str, Agreement] = {}
    for outcome in own_clips(outcomes):
        total = by_exercise.setdefault(outcome.exercise.name, Agreement())
        total += outcome.agreement
    return [s.f1 for total in by_exercise.values() for s in total.faults.values() if s.f1 is not None]


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
    """By group and in total: each share, and below it of how many, and its 95 % interval."""
    table = Table(title="Agreement with the labels (below each share: of how many, and its 95 % interval)")
    for column in ("", "clips", *AGREEMENT.values(), "phantoms", "person\nfound"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for kind, some in _shown(outcomes).items():
        for name, rows in some.items():
            own = summed(own_clips(rows))
            shares = [share_cell(own.shares[key]) for key in AGREEMENT]
            table.add_row(name, str(own.clips), *shares, str(summed(rows).phantoms), _percent(min(own.detected, default=None)))
        if kind != "total":
            table.add_section()
    return table


def form_table(outcomes: Sequence[Outcome]) -> Table | None:
    """What is told of clips of known form, and in how many nothing is told; only groups with such clips, None without any."""
    table = Table(title="Form of the whole clip, and clips of which nothing is told")
    for column in ("", *FORM.values()):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for kind, some in _shown(outcomes).items():
        for name, rows in some.items():
            shares = summed(own_clips(rows)).shares
            if any(shares[key].whole for key in FORM):
                table.add_row(name, *(share_cell(shares[key]) for key in FORM))
        if kind != "total":
            table.add_section()
    return table if table.row_count else None


def _shown(outcomes: Sequence[Outcome]) -> dict[str, dict[str, list[Outcome]]]:
    """The groups without those by origin where they would say the same as those before."""
    found = groups(outcomes)
    if len({outcome.case.labels.real for outcome in outcomes}) < 2:
        del found["origin"]
    return found


def share_cell(share: Share) -> str:
    """Two lines: the share; of how many, and its interval."""
    return "-" if not share.whole else f"{_percent(share.value)}\n{share.whole}: {share.between}"


def fault_table(outcomes: Sequence[Outcome]) -> Table:
    """Each fault of each exercise."""
    table = Table(title="Faults, by repetition or hold")
    for column in ("exercise", "fault", "found", "missed", "false", "precision", "95 %", "recall", "95 %", "F1"):
        table.add_column(column, justify="left" if column in ("exercise", "fault") else "right")
    for name, rows in sorted(groups(outcomes)["exercise"].items()):
        for fault, s in sorted(summed(own_clips(rows)).faults.items()):
            counts = map(str, (s.found, s.missed, s.false))
            shares = [
                cell for share in (s.told_right, s.true_told) for cell in (_percent(share.value), share.between if share.whole else "-")
            ]
            table.add_row(name, fault, *counts, *shares, _percent(s.f1))
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
