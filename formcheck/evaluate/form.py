"""Form: what is told of clips whose form is known as a whole, and clips of which nothing is told at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final, Literal

from formcheck.engine.report import Report
from formcheck.engine.status import Hold, Repetition
from formcheck.evaluate.labels import Labels
from formcheck.evaluate.share import Share

ASKED_ONLY: Final = "short_hold"  # means something only where the labels say which hold was asked for


@dataclass
class FormSums:
    """Sums over clips.

    good: clips of good form, and wronged: those in which a fault is told that is not there; rows: their repetitions and holds, and
    wronged_rows: those of which one is told.  visible: faults to be seen in faulty clips, and seen: those that are told.
    doing: clips in which a known number is to be counted; silent: nothing is counted, nor refused with a reason, nor is a problem told.
    tried: clips in which something is done, whether or not one knows how often; unjudged: nothing is counted, said why or not.
    """

    good: int = 0
    wronged: int = 0
    rows: int = 0
    wronged_rows: int = 0
    visible: int = 0
    seen: int = 0
    doing: int = 0
    silent: int = 0
    tried: int = 0
    unjudged: int = 0

    def __iadd__(self, other: FormSums) -> FormSums:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        return self

    @property
    def shares(self) -> dict[str, Share]:
        """The figures, by name."""
        return {
            "good_clips_with_false_fault": Share(self.wronged, self.good),
            "good_rows_with_false_fault": Share(self.wronged_rows, self.rows),
            "visible_faults_found": Share(self.seen, self.visible),
            "silent_clips": Share(self.silent, self.doing),
            "nothing_judged": Share(self.unjudged, self.tried),
        }


def form_of(labels: Labels) -> Literal["good", "faulty"] | None:
    """How a clip is done: as its labels say, or as all their rows say; None where neither is known."""
    if labels.form is not None or not labels.exact:
        return labels.form
    bad = any(row.faults for row in labels.rows) or any(rep.verdict != "good" for rep in labels.reps or ())
    return "faulty" if bad or labels.faults or labels.named_faults else "good"


def true_faults(labels: Labels) -> set[str]:
    """The faults that are to be seen somewhere in a clip."""
    return {*labels.named_faults, *(fault.name for fault in labels.faults or ()), *(name for row in labels.rows for name in row.faults)}


def judged(report: Report) -> list[Repetition | Hold]:
    """What a report counts: repetitions, then holds."""
    return [*report.reps, *report.holds]


def told_faults(report: Report) -> set[str]:
    """The faults that a report tells; what is only perhaps there is not told."""
    return {name for row in judged(report) for name in row.faults} | {fault.name for fault in report.faults}


def sum_form(report: Report, labels: Labels, known: int | None, unseen: Iterable[str] = ()) -> FormSums:
    """The sums of one clip.  known: how much is to be counted in it, None when that is not known; unseen: faults that no camera sees."""
    found, form = FormSums(), form_of(labels)
    rows = judged(report)
    true = true_faults(labels)
    if form == "good":
        right = {*true, *labels.maybe, *(() if labels.target_s else (ASKED_ONLY,))}
        found.good, found.wronged = 1, int(bool(told_faults(report) - right))
        found.rows, found.wronged_rows = len(rows), sum(bool(set(row.faults) - right) for row in rows)
    elif form == "faulty":
        visible = true - set(unseen) - set(labels.maybe)
        found.visible, found.seen = len(visible), len(visible & told_faults(report))
    if known != 0:
        found.tried, found.unjudged = 1, int(not rows)
    if known:
        found.doing, found.silent = 1, int(not rows and not report.refused and not report.problems)
    return found
