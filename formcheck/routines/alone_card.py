"""What is told when one exercise is over: what was good, what to work on, the range against the last time."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import Final

from formcheck.history.latest import Latest
from formcheck.live.session import Session
from formcheck.routines.changes import Change, change_of
from formcheck.routines.today import Today, times, worst
from formcheck.voice.phrases import Phrase

_NOTHING: Final = "Nothing was counted"


def closing_lines(one: Today, session: Session) -> list[Change]:
    """The lines of the card, the most important first."""
    now = latest_of(one, session)
    done = change_of(one, None, now)
    if done is None:
        refused = [event.why for report in session.reports for event in report.refused]
        why = f": {Counter(refused).most_common(1)[0][0]}" if refused else ""
        return [Change("same", f"{_NOTHING}{why}")]
    lines = [done]
    wrong = worst(one.exercise, now)
    if wrong is not None:
        lines.append(Change("worse", f"Work on: {one.exercise.faults[wrong[0]].cue} ({times(wrong[1])})"))
    elif now.right == now.count:
        lines.append(Change("good", "No fault was seen"))
    return lines


def spoken_end(one: Today, session: Session) -> tuple[str, ...]:
    """The same in a few words, for who cannot see it."""
    wrong = worst(one.exercise, latest_of(one, session))
    ended: tuple[str, ...] = (Phrase.DONE,) if session.ended == "done" else (Phrase.THE_END,)
    return ended if wrong is None else (*ended, Phrase.MIND, one.exercise.faults[wrong[0]].cue)


def latest_of(one: Today, session: Session) -> Latest:
    """What this session came to, as the history tells it of earlier ones."""
    reps = [rep for report in session.reports for rep in report.reps]
    holds = [hold for report in session.reports for hold in report.holds]
    faults = Counter(fault.name for report in session.reports for fault in report.faults)
    rule = one.exercise.repetition
    return Latest(
        len(reps),
        sum(rep.verdict == "good" for rep in reps),
        len(holds),
        sum(hold.reached for hold in holds),
        round(sum(hold.held_s for hold in holds), 1),
        float(median(rep.peak for rep in reps)) if reps else None,
        one.exercise.measures[rule.measure].unit if rule is not None else "",
        tuple(faults.most_common()),
        session.ended == "pain",
    )
