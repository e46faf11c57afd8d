"""What `formcheck tune` prints: before and after on people who were left out, the numbers that moved, and a diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.table import Table

from formcheck.cli.shared import say, show
from formcheck.evaluate.agreement import Agreement, FaultScore
from formcheck.tune.numbers import Number
from formcheck.tune.people import Judged, Tuned, total
from formcheck.tune.posefile import PoseFile

_COLUMNS = ("counts exact", "verdicts", "faults F1", "edges < 0.5 s", "holds", "phantoms")


def show_all(file: PoseFile, numbers: Sequence[Number], tuned: Tuned) -> None:
    """Print everything that a person wants to know."""
    show(_people(tuned))
    if not tuned.values:
        say(f"{file.exercise.name}: no number moved ({tuned.tried} candidates tried)")
        return
    show(_moved(numbers, tuned))
    say(f"{tuned.tried} candidates tried; fitted to all people:")
    say(file.diff(tuned.values).rstrip("\n"))


def warnings(tuned: Tuned, phantoms: bool) -> Iterator[str]:
    """What to know of the outcome before it is used; phantoms: were clips of other exercises looked at?"""
    if tuned.stopped:
        yield "stopped; these are the best numbers so far"
    people = sorted(set(tuned.alone.values()))
    for who in people:
        faults = ", ".join(fault for fault, one in tuned.alone.items() if one == who)
        yield f"only {who} shows {faults}: what is found of that cannot be judged on others; give clips of another person with it"
    kept_out = [address for address in tuned.values if _keeps_out(address)]
    if kept_out and not phantoms:
        yield f"{', '.join(kept_out)}: keep other exercises out; --phantoms, with clips of others, tells whether they still do"


def _keeps_out(address: str) -> bool:
    return any(f".{part}." in f".{address}" for part in ("gate", "requires", "top"))


def figures(file: PoseFile, numbers: Sequence[Number], tuned: Tuned) -> dict[str, Any]:
    """The same as plain data."""
    pairs = {who: (tuned.before[who], tuned.after[who]) for who in tuned.before}
    return {
        "exercise": file.exercise.name,
        "file": str(file.path),
        "candidates": tuned.tried,
        "stopped": tuned.stopped,
        "one_person_only": tuned.alone,
        "worse": tuned.worse,
        "held_out": {
            "people": {who: {"before": _plain(before), "after": _plain(after)} for who, (before, after) in pairs.items()},
            "all": {"before": _plain(total(tuned.before)), "after": _plain(total(tuned.after))},
        },
        "numbers": [
            {
                "address": n.address,
                "unit": n.unit,
                "before": n.value,
                "after": tuned.values[n.address],
                "without": {who: values.get(n.address, n.value) for who, values in tuned.others.items()},
            }
            for n in numbers
            if n.address in tuned.values
        ],
        "diff": file.diff(tuned.values),
    }


def _plain(judged: Judged) -> dict[str, Any]:
    return judged.agreement.to_json() | {"faults_f1": _f1(judged.agreement)}


def _people(tuned: Tuned) -> Table:
    table = Table(title="People left out: as the file is -> fitted to the others")
    for column in ("", "clips", *_COLUMNS):
        table.add_column(column, justify="left" if not column else "right")
    rows = [(who, tuned.before[who], tuned.after[who]) for who in tuned.before]
    for who, before, after in rows:
        table.add_row(*_row(who or "(not named)", before, after))
    table.add_section()
    table.add_row(*_row("all", total(tuned.before), total(tuned.after)))
    return table


def _row(who: str, before: Judged, after: Judged) -> list[str]:
    pairs = zip(_cells(before.agreement), _cells(after.agreement), strict=True)
    return [who, str(before.agreement.clips), *(a if a == b else f"{a} -> {b}" for a, b in pairs)]


def _cells(agreement: Agreement) -> list[str]:
    a = agreement.to_json()
    shares = (a["counts_exact"], a["verdicts_right"], _f1(agreement), a["edges_within_0.5_s"], a["holds_right"])
    return [*("-" if share is None else f"{100 * share:.0f} %" for share in shares), str(agreement.phantoms)]


def _f1(agreement: Agreement) -> float | None:
    """Over all faults together; None when there is none and none is told."""
    whole = FaultScore()
    for score in agreement.faults.values():
        whole.found += score.found
        whole.missed += score.missed
        whole.false += score.false
    return None if whole.f1 is None else round(whole.f1, 4)


def _moved(numbers: Sequence[Number], tuned: Tuned) -> Table:
    """With what they would be when one person or another is left out: far apart, they hang on somebody's clips."""
    table = Table(title="Numbers that moved")
    for column in ("address", "before", "after", "one left out", "unit"):
        table.add_column(column, justify="left" if column in ("address", "unit") else "right")
    for n in numbers:
        if n.address in tuned.values:
            others = [values.get(n.address, n.value) for values in tuned.others.values()]
            low, high = f"{min(others):g}", f"{max(others):g}"
            spread = low if low == high else f"{low} to {high}"
            table.add_row(n.address, f"{n.value:g}", f"{tuned.values[n.address]:g}", spread, n.unit)
    return table
