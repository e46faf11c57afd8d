"""What is wrong in one clip: in words, and as one number by which clips can be sorted."""

from __future__ import annotations

from formcheck.evaluate.agreement import Agreement, known_count, own_count
from formcheck.evaluate.evaluate import Outcome

LATE_S = 0.5  # a beginning or end that is off by more is told


def what_is_wrong(outcome: Outcome) -> list[str]:
    """One phrase for each thing that does not agree with the labels; empty when all does."""
    a, wrong = outcome.agreement, []
    if a.counted and not a.exact:
        wrong.append(f"{own_count(outcome.report)} counted instead of {known_count(outcome.case.labels)}")
    if a.verdicts < a.reps:
        wrong.append("verdicts " + ", ".join(f"{t} told as {o} ({n})" for (t, o), n in a.confusion.items() if t != o))
    if a.held < a.holds:
        own = ", ".join(f"{h.held_s:.1f}" for h in outcome.report.holds) or "none"
        wrong.append(f"{a.holds - a.held} of {a.holds} holds timed wrong (own: {own} s)")
    for fault, s in a.faults.items():
        if s.missed or s.false:
            wrong.append(f"{fault}: {s.missed} missed, {s.false} false")
    late = [e for e in a.edges_s if abs(e) > LATE_S]
    if late:
        wrong.append("edges off by " + ", ".join(f"{e:+.1f}" for e in late) + " s")
    if a.phantoms:
        what = outcome.case.labels.exercise or "none of the catalogue"
        wrong.append(f"{len(outcome.report.reps)} reps, {len(outcome.report.holds)} holds counted in a clip of {what}")
    return wrong


def how_wrong(a: Agreement) -> float:
    """0 when all agrees; a count that is wrong weighs most, then verdicts and holds, then faults, then beginnings and ends."""
    faults = sum(s.missed + s.false for s in a.faults.values())
    late = sum(abs(e) > LATE_S for e in a.edges_s)
    return 4.0 * (a.off + a.phantoms) + 2.0 * (a.reps - a.verdicts + a.holds - a.held) + 1.0 * faults + 0.25 * late
