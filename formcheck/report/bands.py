"""Bands: everything that has a beginning and an end, as rows of bars over time.

A new kind of event needs an entry in LOOKS, and a function in ROWS that makes its bands; the page and its legend follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.engine.status import Fault, Hold, Perhaps, Repetition
from formcheck.evaluate.trace import Trace
from formcheck.sinks.table import clock, cue

Kind = Literal["good", "flawed", "incomplete", "reached", "short", "fault", "perhaps", "closed"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of band looks.  label: for the legend; colour: of the ground, as CSS; sign: so that nothing rests on colour alone."""

    label: str
    colour: str
    sign: str
    hatched: bool = False


LOOKS: Final[dict[Kind, Look]] = {
    "good": Look("good repetition", "#7fd1b9", "✓"),
    "flawed": Look("flawed repetition", "#f2c14e", "✗"),
    "incomplete": Look("incomplete repetition", "#a9d6f5", "◐"),
    "reached": Look("hold, time reached", "#7fd1b9", "✓"),
    "short": Look("hold, too short", "#f2c14e", "◐"),
    "fault": Look("fault", "#f0916a", "!"),
    "perhaps": Look("perhaps a fault: near the line", "#f7d3c2", "?", hatched=True),
    "closed": Look("nothing is counted", "#d2d7dc", "·", hatched=True),
}


@dataclass(frozen=True, slots=True)
class Band:
    """A bar of a row.  text: on it, short; told: all that is known of it, in words."""

    kind: Kind
    row: str
    start_s: float
    end_s: float
    text: str
    told: str


def bands_of(seen: Trace) -> list[Band]:
    """All bands, row after row."""
    return [band for rows in ROWS for band in rows(seen)]


def _repetitions(seen: Trace) -> Iterator[Band]:
    for number, rep in enumerate(seen.report.reps, 1):
        yield Band(
            rep.verdict, "Repetitions", rep.start_s, rep.end_s, _text(number, rep), f"repetition {number}: {rep.verdict}{_why(seen, rep)}"
        )


def _holds(seen: Trace) -> Iterator[Band]:
    for number, hold in enumerate(seen.report.holds, 1):
        kind: Kind = "reached" if hold.reached else "short"
        told = f"hold {number}: {hold.held_s:.1f} s{_why(seen, hold)}"
        yield Band(kind, "Holds", hold.start_s, hold.end_s, f"{_text(number, hold)} {hold.held_s:.0f} s", told)


def _faults(seen: Trace) -> Iterator[Band]:
    """A row for each fault, those that were perhaps there among the others."""
    order = {name: k for k, name in enumerate(seen.variant.faults)}
    told: list[tuple[Kind, Fault | Perhaps]] = [*(("fault", f) for f in seen.report.faults), *(("perhaps", p) for p in seen.report.perhaps)]
    for kind, fault in sorted(told, key=lambda row: (order.get(row[1].name, len(order)), row[1].start_s)):
        name = plain(fault.name)
        number = "" if fault.rep is None else str(fault.rep)
        words = f"{name}: {cue(fault.name, seen.variant)}" if kind == "fault" else f"perhaps {name}, which does not count"
        yield Band(kind, name, fault.start_s, fault.end_s, number, words)


def _refused(seen: Trace) -> Iterator[Band]:
    """What was done and not counted; then the times with the gate closed that this does not tell of already."""
    told = seen.report.refused
    for row in told:
        like = f"; it looks like {plain(row.looks_like)}" if row.looks_like else ""
        yield Band("closed", "Not counted", row.start_s, row.end_s, row.why, f"not counted: {row.why}{like}")
    for start_s, end_s, why in seen.closed():
        if not any(row.start_s < end_s and row.end_s > start_s for row in told):
            yield Band("closed", "Not counted", start_s, end_s, why, f"nothing is counted: {why}")


ROWS: Final[tuple[Callable[[Trace], Iterator[Band]], ...]] = (_repetitions, _holds, _faults, _refused)


def sign_of(verdict: str) -> str:
    """The sign of a verdict, or of ``reached`` and ``short``."""
    return next((look.sign for kind, look in LOOKS.items() if kind == verdict), "")


def plain(name: str) -> str:
    """``hips_uneven`` as people write it."""
    return name.replace("_", " ")


def _text(number: int, done: Repetition | Hold) -> str:
    return f"{number} {done.side}" if done.side else str(number)


def _why(seen: Trace, done: Repetition | Hold) -> str:
    words = "; ".join(cue(name, seen.variant) for name in done.faults)
    return f", {done.side} side" * bool(done.side) + f", {clock(done.start_s)} to {clock(done.end_s)}" + f": {words}" * bool(words)
