"""What `formcheck evaluate` says of recordings of several sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.table import Table

from formcheck.cli.progress import Progress
from formcheck.cli.shared import say, show
from formcheck.evaluate.evaluate import Case
from formcheck.evaluate.sets import evaluate_sets, set_figures, shares, wrong_sets
from formcheck.rules.library import all_exercises

_WORDS: Final = {
    "sets_named": "sets found with their exercise",
    "sets_named_or_among_those_told": "the same, or as one of those it looks like",
    "counts_exact": "counts exact, of all sets",
    "counts_exact_of_found": "counts exact, of those found",
    "recordings_all_named": "recordings with every set found and nothing besides",
}


def tell_sets(cases: Sequence[Case], as_json: bool, per_clip: bool) -> dict[str, Any]:
    """Cut the recordings, by the rules of all exercises, and print how far that agrees with their labels.

    as_json: print nothing; the figures are what is returned either way.
    """
    with Progress() as progress, progress.clip("cutting", "recordings") as tick:
        outcomes = list(evaluate_sets(all_exercises(), cases, tick))
    figures = {"sets": set_figures(outcomes)}
    if per_clip:
        figures["recording"] = {str(outcome.case.clip): wrong_sets(outcome) for outcome in outcomes}
    if as_json:
        return figures
    table = Table(title=f"Recordings of several sets, cut by themselves ({len(outcomes)})")
    table.add_column("")
    table.add_column("share (of how many; 95 % interval)", justify="right")
    for name, share in shares(outcomes).items():
        table.add_row(_WORDS[name], str(share))
    table.add_row("sets told where there is none of the kind", str(sum(len(o.strays) for o in outcomes)))
    show(table)
    for outcome in outcomes if per_clip else ():
        for line in wrong_sets(outcome):
            say(f"{outcome.case.clip.name}: {line}")
    return figures
