"""The summary of a review or a session in the terminal: a table of what was done, then one plain sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Final

from rich.box import ROUNDED
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.markup import escape
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Hold, Perhaps, Refused, Repetition, Verdict
from formcheck.measures.units import NAMES, Unit
from formcheck.rules.exercise import Exercise

# word, sign and colour together: none of them alone carries the verdict
VERDICTS: Final[dict[Verdict, str]] = {"good": "[green]✓ good[/]", "flawed": "[yellow]✗ flawed[/]", "incomplete": "[cyan]◐ incomplete[/]"}
REACHED: Final = {True: "[green]✓ reached[/]", False: "[yellow]✗ short[/]"}
CHANGE: Final = "what to change"
_ANY_WIDTH: Final = 1000  # columns


def summary(report: Report, exercise: Exercise, remark: str = "") -> Group:
    """What the person did, as a table of repetitions and one of holds where there are any, the problems, and a sentence.

    What was perhaps wrong, and what was not counted and why, has a line each.  remark: how it was judged, when otherwise than usual.
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
    parts += [
        Text(line) for line in (*_perhaps(report.perhaps, exercise), *map(refusal, sorted(report.refused, key=lambda one: one.start_s)))
    ]
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
        return _nothing_seen(report, exercise)
    name, times = Counter(counted).most_common(1)[0]
    return f"work on this first: “{cue(name, exercise)}” ({_number(times, 'time')})."


def _nothing_seen(report: Report, exercise: Exercise) -> str:
    """That no fault was seen, said only when one would have been."""
    if not exercise.faults:
        return "faults are not looked for in this exercise."
    if report.pace.slow:
        return "there were too few pictures a second to tell faults."
    return "no fault was seen."


def refusal(refused: Refused) -> str:
    """What was not counted, when, why, and what it looks like."""
    looks = f" (it looks like {refused.looks_like}: `-e {refused.looks_like}`)" if refused.looks_like else ""
    return f"not counted {clock(refused.start_s)} - {clock(refused.end_s)}: {refused.why}{looks}"


def _perhaps(found: Sequence[Perhaps], exercise: Exercise) -> list[str]:
    """A line for each fault that may have been there, with the repetitions or holds it may have been in."""
    numbers: dict[str, list[int]] = {}
    for perhaps in found:
        numbers.setdefault(perhaps.name, []).extend([] if perhaps.rep is None else [perhaps.rep])
    word = "repetition" if exercise.kind == "reps" else "hold"
    lines = []
    for name, some in numbers.items():
        unique = sorted(set(some))
        where = f" ({word}{'' if len(unique) == 1 else 's'} {', '.join(map(str, unique))})" if unique else ""
        lines.append(f"perhaps: {name.replace('_', ' ')}{where}")
    return lines


def cue(name: str, exercise: Exercise) -> str:
    """The sentence that is said of a fault."""
    rule = exercise.faults.get(name)
    return rule.cue if rule is not None else name.replace("_", " ")


def clock(seconds: float) -> str:
    """``83.4`` as ``1:23.4``."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def _reps(reps: list[Repetition], exercise: Exercise) -> Rows:
    unit = exercise.measures[exercise.repetition.measure].unit if exercise.repetition else "deg"
    held = exercise.dose.hold_s > 0 or any(rep.held_s >= 1 for rep in reps)
    sides = any(rep.side for rep in reps)
    found = Rows("rep", [*_span_heads(sides), f"peak\n{NAMES[unit]}", *(["held\ns"] if held else []), "verdict", CHANGE])
    for rep in reps:
        cells = [*([rep.side or ""] if sides else []), _span(rep), _value(rep.peak, unit), *([f"{rep.held_s:.1f}"] if held else [])]
        found.add(*cells, VERDICTS[rep.verdict], _faults(rep.faults, exercise))
    return found


def _holds(holds: list[Hold], exercise: Exercise) -> Rows:
    sides = any(hold.side for hold in holds)
    found = Rows("hold", [*_span_heads(sides), "held\ns", "time asked for", CHANGE])
    for hold in holds:
        side = [hold.side or ""] if sides else []
        found.add(*side, _span(hold), f"{hold.held_s:.1f}", REACHED[hold.reached], _faults(hold.faults, exercise))
    return found


def _span_heads(sides: bool) -> list[str]:
    return ["side", "from - to"] if sides else ["from - to"]


def _loose(faults: list[Fault], exercise: Exercise) -> Table:
    table = Table(box=ROUNDED, title="Between repetitions", title_justify="left", title_style="")
    table.add_column("from - to", no_wrap=True)
    table.add_column(CHANGE)
    for fault in faults:
        table.add_row(_span(fault), _faults([fault.name], exercise))
    return table


class Rows:
    """Numbered rows: a table with a column for each thing where there is room for it, otherwise one with a line for each."""

    def __init__(self, number: str, heads: list[str]) -> None:
        self._number = number
        self._heads = heads
        self._rows: list[tuple[str, ...]] = []

    def add(self, *cells: str) -> None:
        """The next row, a cell for each head."""
        self._rows.append(cells)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = self._wide()
        needed = Measurement.get(console, options.update(max_width=_ANY_WIDTH), wide).minimum
        yield wide if needed <= options.max_width else self._narrow()

    def _wide(self) -> Table:
        table = Table(box=ROUNDED)
        table.add_column(self._number, justify="right", no_wrap=True)
        for head in self._heads:
            measured = "\n" in head  # with its unit under it
            table.add_column(head, justify="right" if measured else "left", no_wrap=head != CHANGE)
        for number, cells in enumerate(self._rows, 1):
            table.add_row(str(number), *cells)
        return table

    def _narrow(self) -> Table:
        table = Table(box=ROUNDED)
        table.add_column(self._number, justify="right", no_wrap=True)
        table.add_column(CHANGE)
        for number, cells in enumerate(self._rows, 1):
            lines = [_line(head, cell) for head, cell in zip(self._heads, cells, strict=True) if cell]
            table.add_row(str(number), "\n".join(lines), end_section=True)
        return table


def _line(head: str, cell: str) -> str:
    """A cell without its column: what it is goes before it."""
    what, _, unit = head.partition("\n")
    return f"{what} {cell} {unit}" if unit else cell


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
