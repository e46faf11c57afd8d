"""What `formcheck exercises NAME --evidence` prints."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from formcheck.evaluate.evidencefile import EVIDENCE_FILE, read_evidence
from formcheck.rules.exercise import Exercise

UNITS: Final = {"deg": "°", "trunk": " trunk", "share": "", "s": " s"}

EXPLAINED: Final = (
    "People: drawn and real ones, seen with the right form and with the fault. Nearest: where the line would begin to tell the right one, "
    "and still tell the wrong one, that is nearest to it; margin: from one to the other."
)


def evidence_table(exercise: Exercise) -> Group:
    """Each fault with a line: the people it was seen of, and how near the nearest are.  Raises InputError when nothing is kept."""
    kept = read_evidence(EVIDENCE_FILE)
    ways = {way: rows for way, rows in kept.items() if way.partition(":")[0] == exercise.name}
    tables = [_table(f"{exercise.title} ({way})", rows) for way, rows in ways.items()]
    known = {fault for rows in ways.values() for fault in rows}
    rest = [name for name in exercise.faults if name not in known]
    words = [Text(EXPLAINED)]
    if rest:
        words.append(Text(f"Nothing is kept of: {', '.join(rest)}"))
    return Group(*tables, *words)


def _table(title: str, rows: dict[str, dict[str, Any]]) -> Table:
    table = Table(title=escape(title))
    for column in ("fault", "line", "right people", "wrong people", "told wrongly", "missed", "nearest right", "nearest wrong", "margin"):
        table.add_column(column, justify="left" if column in ("fault", "line") else "right")
    for fault, row in rows.items():
        people = (f"{row[f'{form}_drawn']} drawn, {row[f'{form}_real']} real" for form in ("right", "wrong"))
        near = (_amount(row.get(key), row["unit"]) for key in ("nearest_right", "nearest_wrong", "margin"))
        line = f"{row['key']} {_amount(row['line'], row['unit'])}"
        table.add_row(escape(fault), line, *people, str(row["told_wrongly"]), str(row["missed"]), *near)
    return table


def _amount(value: float | None, unit: str) -> str:
    return "-" if value is None else f"{value:g}{UNITS.get(unit, '')}"
