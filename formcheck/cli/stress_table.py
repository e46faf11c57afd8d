"""What `formcheck evaluate --stress` prints."""

from __future__ import annotations

from collections.abc import Mapping

from rich.markup import escape
from rich.table import Table

from formcheck.evaluate.stress import Stressed


def stress_table(found: Mapping[str, Stressed]) -> Table:
    """A row for each perturbation: exercises whose count is lost, marked where nothing is said of it; then those told otherwise."""
    tried = max(row.tried for row in found.values())
    table = Table(title=f"One good clip of each of {tried} exercises, its landmarks perturbed")
    table.add_column("", no_wrap=True)
    for column in ("counts\nexact", "verdicts\nthe same"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("count lost (!: and nothing said of it); told otherwise")
    for name, row in found.items():
        otherwise = [one for one in row.changed if one not in row.lost]
        names = "; ".join(
            filter(
                None,
                (
                    ", ".join(f"{one}!" if one in row.silent else one for one in row.lost),
                    ", ".join(otherwise) and f"({', '.join(otherwise)})",
                ),
            )
        )
        table.add_row(escape(name), str(row.exact.part), str(row.same.part), escape(names))
    return table
