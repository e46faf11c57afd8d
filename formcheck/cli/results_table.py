"""The table of results in the README, from the figures of `formcheck evaluate --json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from formcheck.evaluate.share import Share

COLUMNS: Final = ("drawn, not fitted", "real, not fitted", "drawn, fitted", "real, fitted")  # groups of `origin`; first the unmet
ROWS: Final = {
    "counts_exact": "repetitions or holds of a clip counted exactly",
    "counts_within_one": "counted within one",
    "verdicts_right": "verdicts of repetitions right",
    "edges_within_0.5_s": "beginnings and ends within 0.5 s",
    "holds_right": "held seconds right (exact truth: within 0.3 s; counted by eye: within 1 s)",
    "good_clips_with_false_fault": "clips of good form in which a fault is told that is not there",
    "good_rows_with_false_fault": "their repetitions and holds of which one is told",
    "visible_faults_found": "faults of faulty clips that are told",
    "silent_clips": "clips with something to count of which nothing is said at all",
    "nothing_judged": "clips in which nothing is judged, said why or not",
}


def results_table(origin: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Lines of Markdown.  origin: the part of that name of the figures."""
    there = [name for name in COLUMNS if name in origin]
    heads = [f"{name} ({origin[name]['clips']} clips)" for name in there]
    yield f"| | {' | '.join(heads)} |"
    yield "|---" + "|--:" * len(there) + "|"
    for key, words in ROWS.items():
        shares = [_share(origin[name]["of"][key]) for name in there]
        yield f"| {words} | {' | '.join(str(share) if share.whole else '' for share in shares)} |"
    yield f"| faults, mean F1 (of so many) | {' | '.join(_f1(origin[name]) for name in there)} |"


def _share(of: Mapping[str, int]) -> Share:
    return Share(of["part"], of["whole"])


def _f1(row: Mapping[str, Any]) -> str:
    return "" if row["faults_mean_f1"] is None else f"{row['faults_mean_f1']:.2f} ({row['faults_scored']})"
