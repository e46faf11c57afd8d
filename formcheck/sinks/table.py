"""The summary of a review or a session in the terminal: a table of what was done, then one plain sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import isfinite
from typing import Final

from rich.box import ROUNDED
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Hold, Repetition, Verdict
from formcheck.measures.units import NAMES, Unit
from formcheck.rules.exercise import Exercise

# word, sign and colour together: none of them alone carries the verdict
VERDICTS: Final[dict[Verdict, str]] = {"good": "[green]✓ good[/]", "flawed": "[yellow]✗ flawed[/]", "incomplete": "[cyan]◐ incomplete[/]"}
REACHED: Final = {True: "[green]✓ reached[/]", False: "[yellow]✗ short[/]"}


def summary(report: Report, exercise: Exercise, remark: str = "") -> Group:
    """What the person did, as a table of repetitions and one of holds where there are any, the problems, and a sentence.

    remark: how it was judged, when otherwise than usual.
    """
    parts: list[RenderableType] = [Text(f"{exercise.title}: {report.clip}", style="bold")]
    if remark:
        parts.append(Text(remark))
    if report.reps:
        parts.append(_reps(report.reps, exercise))
    if report.holds:
        parts.append(_holds(report.holds, exercise))
    loose = [f for f in report.faults if f.rep is None]
    if loose:
        parts.append(_loose(loose, exercise))
    parts += [Text(f"! {problem}", style="magenta") for problem in report.problems]
    parts.append(Text(sentence(report, exercise)))
    return Group(*parts)


def sentence(report: Report, exercise: Exercise) -> str:
    """The result in one plain sentence."""
    if not report.reps and not report.holds:
        return f"Nothing was counted in {clock(report.seconds)}."
    said = []
    if report.reps:
        verdicts = Counter(rep.verdict for rep in report.reps)
        parts = [f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS if verdicts[verdict]]
        said.append(f"{_number(len(report.reps), 'repetition')}: {', '.join(parts)}")
    if report.holds:
        longest = max(hold.held_s for hold in report.holds)
        reached = sum(hold.reached for hold in report.holds)
        said.append(f"{_number(len(report.holds), 'hold')}: {reached} reached the time asked for, the longest {longest:.1f} s")
    return f"{'; '.join(said)}; {_advice(report, exercise)}"


def _advice(report: Report, exercise: Exercise) -> str:
    counted = [name for rep in report.reps for name in rep.faults] + [name for hold in report.holds for name in hold.faults]
    if not counted:
        return "no fault was seen."
    name, times = Counter(counted).most_common(1)[0]
    return f"work on this first: “{cue(name, exercise)}” ({_number(times, 'time')})."


def cue(name: str, exercise: Exercise) -> str:
    """The sentence that is said of a fault."""
    rule = exercise.faults.get(name)
    return rule.cue if rule is not None else name.replace("_", " ")


def clock(seconds: float) -> str:
    """``83.4`` as ``1:23.4``."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def _reps(reps: list[Repetition], exercise: Exercise) -> Table:
    unit = exercise.measures[exercise.repetition.measure].unit if exercise.repetition else "deg"
    held = exercise.dose.hold_s > 0 or any(rep.held_s >= 1 for rep in reps)
    table = _table("rep", sides=any(rep.side for rep in reps))
    table.add_column(f"peak\n{NAMES[unit]}", justify="right")
    if held:
        table.add_column("held\ns", justify="right")
    table.add_column("verdict", no_wrap=True)
    table.add_column("what to change")
    for number, rep in enumerate(reps, 1):
        cells = [str(number), *([rep.side or ""] if any(r.side for r in reps) else []), _span(rep), _value(rep.peak, unit)]
        cells += [f"{rep.held_s:.1f}"] if held else []
        table.add_row(*cells, VERDICTS[rep.verdict], _faults(rep.faults, exercise))
    return table


def _holds(holds: list[Hold], exercise: Exercise) -> Table:
    table = _table("hold", sides=any(hold.side for hold in holds))
    table.add_column("held\ns", justify="right")
    table.add_column("time asked for", no_wrap=True)
    table.add_column("what to change")
    for number, hold in enumerate(holds, 1):
        side = [hold.side or ""] if any(h.side for h in holds) else []
        table.add_row(str(number), *side, _span(hold), f"{hold.held_s:.1f}", REACHED[hold.reached], _faults(hold.faults, exercise))
    return table


def _loose(faults: list[Fault], exercise: Exercise) -> Table:
    table = Table(box=ROUNDED, title="Between repetitions", title_justify="left", title_style="")
    table.add_column("from - to", no_wrap=True)
    table.add_column("what to change")
    for fault in faults:
        table.add_row(_span(fault), _faults([fault.name], exercise))
    return table


def _table(first: str, sides: bool) -> Table:
    table = Table(box=ROUNDED)
    table.add_column(first, justify="right")
    if sides:
        table.add_column("side")
    table.add_column("from - to", no_wrap=True)
    return table


def _span(done: Repetition | Hold | Fault) -> str:
    return f"{clock(done.start_s)} - {clock(done.end_s)}"


def _value(value: float, unit: Unit) -> str:
    if not isfinite(value):
        return "?"
    return f"{value:.0f}" if unit == "deg" else f"{value:.2f}"


def _faults(names: Iterable[str], exercise: Exercise) -> str:
    return escape("\n".join(f"{cue(name, exercise)} ({name})" for name in names))


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
