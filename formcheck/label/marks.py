"""Marks: the repetitions, holds and faults of a clip while they are being labelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from formcheck.engine.report import Report
from formcheck.engine.status import Verdict
from formcheck.evaluate.labels import Labels
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise

Kind = Literal["rep", "hold", "fault"]

KINDS: Final[tuple[Kind, ...]] = ("rep", "hold", "fault")
SHORTEST_S: Final = 0.1  # a span that would be shorter is not made


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the clip.

    faults: of a repetition or hold those it has; of a fault its own name, alone.  verdict: of a repetition, None for the one that
    follows from its faults.  held_s: seconds at the end of the range, None for a hold that is held from its start to its end.
    zone_s: seconds with most of the range.
    """

    kind: Kind
    start_s: float
    end_s: float
    side: SideName | None = None
    faults: tuple[str, ...] = ()
    verdict: Verdict | None = None
    held_s: float | None = None
    zone_s: float | None = None

    @property
    def name(self) -> str:
        """Of a fault."""
        return self.faults[0] if self.faults else ""

    def moved(self, start_s: float, end_s: float) -> Mark:
        """With other ends; what was measured between the old ones is forgotten."""
        return replace(self, start_s=start_s, end_s=end_s, held_s=None if self.kind == "hold" else self.held_s, zone_s=None)


def verdict_of(mark: Mark, exercise: Exercise) -> Verdict:
    """The verdict given by hand, or that of its faults."""
    if mark.verdict is not None:
        return mark.verdict
    rules = [exercise.faults.get(name) for name in mark.faults]
    if any(rule is not None and rule.spoils == "incomplete" for rule in rules):
        return "incomplete"
    return "flawed" if rules else "good"


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Repetitions, holds, then faults, each by time."""
    return tuple(sorted(marks, key=lambda m: (KINDS.index(m.kind), m.start_s, m.end_s, m.faults)))


def of_report(report: Report) -> tuple[Mark, ...]:
    """What the checker saw, as a beginning."""
    marks = [Mark("rep", r.start_s, r.end_s, r.side, r.faults, r.verdict, r.held_s) for r in report.reps]
    marks += [Mark("hold", h.start_s, h.end_s, h.side, h.faults, held_s=h.held_s) for h in report.holds]
    marks += [Mark("fault", f.start_s, f.end_s, None, (f.name,)) for f in report.faults]
    return in_order(mark for mark in marks if mark.end_s - mark.start_s >= SHORTEST_S)


def of_labels(labels: Labels) -> tuple[Mark, ...]:
    """The rows of labels that are there already."""
    marks = [Mark("rep", r.start_s, r.end_s, r.side, r.faults, r.verdict, r.hold_s) for r in labels.reps or ()]
    marks += [Mark("hold", h.start_s, h.end_s, h.side, h.faults, held_s=h.held_s, zone_s=h.zone_s) for h in labels.holds or ()]
    marks += [Mark("fault", f.start_s, f.end_s, None, (f.name,)) for f in labels.faults or ()]
    return in_order(marks)


def rows(marks: Iterable[Mark], exercise: Exercise) -> dict[str, list[dict[str, Any]]]:
    """The marks as the lists of a labels file, seconds with two digits."""
    found: dict[str, list[dict[str, Any]]] = {"reps": [], "holds": [], "faults": []}
    for mark in in_order(marks):
        span = {"start_s": round(mark.start_s, 2), "end_s": round(mark.end_s, 2)}
        held_s = {} if mark.held_s is None else {"hold_s": round(mark.held_s, 2)}
        if mark.kind == "rep":
            verdict = verdict_of(mark, exercise)
            found["reps"].append({**span, "side": mark.side, **held_s, "verdict": verdict, "faults": list(mark.faults)})
        elif mark.kind == "hold":
            seconds = mark.end_s - mark.start_s if mark.held_s is None else mark.held_s
            zone_s = {} if mark.zone_s is None else {"zone_s": round(mark.zone_s, 2)}
            found["holds"].append({**span, "held_s": round(seconds, 2), **zone_s, "side": mark.side, "faults": list(mark.faults)})
        else:
            found["faults"].append({"name": mark.name, **span})
    return found
