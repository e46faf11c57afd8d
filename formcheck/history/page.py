"""The page of a history: one card for each exercise, with a drawing of its weeks, and everything as a table.  No script is needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from formcheck.files.places import REPORT
from formcheck.history.weeks import History, Week
from formcheck.report.shell import closing, opening
from formcheck.report.text import UNKNOWN, safe, share
from formcheck.sinks.textfile import TextFile

MOST_WEEKS: Final = 26  # drawn; the table has all of them
_WIDTH: Final = 320
_HEIGHT: Final = 92
_FOOT: Final = 16


def write_history(path: Path, history: History, person: str) -> None:
    """Write the page.  person: whose it is, empty for nobody in particular.  Raises OutputError."""
    whose = f"History of {person}" if person else "History"
    with TextFile(path, REPORT) as file:
        file.write(opening(whose))
        file.write(_header(whose, history))
        cards = "".join(_card(history.of(name)) for name in history.exercises)
        tables = (_table(history) if cards else "") + _routines(history)
        file.write(f'<main><div class="cards">{cards}</div>{tables}</main>\n' if tables else "<main><p>Nothing yet.</p></main>")
        file.write(closing())


def _header(whose: str, history: History) -> str:
    facts = (
        ("days in a row", str(history.streak)),
        ("days with a session", str(len(history.days))),
        ("sessions", str(sum(week.sessions for week in history.weeks))),
        ("until", history.today.isoformat()),
    )
    cells = "".join(f"<div><dt>{name}</dt><dd>{safe(text)}</dd></div>" for name, text in facts)
    return f'<header><h1>{safe(whose)}</h1><dl class="facts">{cells}</dl></header>'


def _card(weeks: Sequence[Week]) -> str:
    last, first = weeks[-1], weeks[0]
    lines = [f"{sum(w.sessions for w in weeks)} sessions since {first.begins.isoformat()}"]
    if last.peak is not None:
        full = "" if last.full_at is None else f", full from {_value(last.full_at, last.unit)}"
        lines.append(f"range {_value(first.peak, first.unit)} → {_value(last.peak, last.unit)}{full}")
    if last.fault:
        lines.append(f"commonest fault last week: {last.fault.replace('_', ' ')} ({last.fault_times}×)")
    pain = sum(w.pain for w in weeks)
    if pain:
        lines.append(f"stopped because of pain: {pain}×")
    shown = weeks[-MOST_WEEKS:]
    held = not any(w.reps for w in shown)
    drawing = _bars(shown, "seconds held" if held else "repetitions, good ones dark", held)
    ranges = _line(shown) if sum(w.peak is not None for w in shown) > 1 else ""
    text = "".join(f"<li>{safe(line)}</li>" for line in lines)
    return f'<section class="card"><h2>{safe(last.title)}</h2>{drawing}{ranges}<ul>{text}</ul></section>'


def _bars(weeks: Sequence[Week], name: str, held: bool) -> str:
    """A bar for each week."""
    amounts = [week.hold_s if held else week.reps for week in weeks]
    top, step = max([*amounts, 1]), _WIDTH / max(len(weeks), 8)
    parts, numbers = [], []  # numbers last, on a white edge: the bar beside may be taller
    for k, (week, amount) in enumerate(zip(weeks, amounts, strict=True)):
        tall = (_HEIGHT - _FOOT - 14) * amount / top
        good = tall * (1.0 if held else week.good or 0)
        x, foot, wide = k * step, _HEIGHT - _FOOT, step * 0.78
        parts.append(f'<rect x="{x:.1f}" y="{foot - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="#9fd3c3"/>')
        parts.append(f'<rect x="{x:.1f}" y="{foot - good:.1f}" width="{wide:.1f}" height="{good:.1f}" fill="#00704f"/>')
        if k == 0 or k == len(weeks) - 1 or len(weeks) <= 8:
            at, anchor = (x, "start") if k == 0 else (x + wide, "end") if k == len(weeks) - 1 > 7 else (x + wide / 2, "middle")
            place = f'x="{at:.1f}" y="{foot - tall - 3:.1f}" text-anchor="{anchor}"'
            numbers.append(f'<text {place} stroke="#fff" stroke-width="3" paint-order="stroke">{amount:.0f}</text>')
    return _drawing([*parts, *numbers], name, weeks, step)


def _line(weeks: Sequence[Week]) -> str:
    """The median range over the weeks, with the line of the full range."""
    known = [(k, week.peak) for k, week in enumerate(weeks) if week.peak is not None]
    full = weeks[-1].full_at
    values = [peak for _, peak in known] + ([full] if full is not None else [])
    low, high = min(values), max(values)
    room, step, tall = max((high - low) * 0.15, 1e-6), _WIDTH / max(len(weeks), 8), _HEIGHT - _FOOT - 10

    def y(value: float) -> float:
        return 8 + tall * (high + room - value) / (high - low + 2 * room)

    parts = []
    if full is not None:
        parts.append(f'<path d="M0 {y(full):.1f}H{_WIDTH}" stroke="#00704f" stroke-dasharray="5 4"/>')
        parts.append(
            f'<text x="{_WIDTH}" y="{y(full) - 3:.1f}" text-anchor="end" fill="#00704f">full {_value(full, weeks[-1].unit)}</text>'
        )
    spots = [(k * step + step * 0.39, y(peak)) for k, peak in known]
    parts.append(f'<path d="M{"L".join(f"{x:.1f} {v:.1f}" for x, v in spots)}" fill="none" stroke="#005c91" stroke-width="2"/>')
    parts += [f'<circle cx="{x:.1f}" cy="{v:.1f}" r="3" fill="#005c91"/>' for x, v in spots]
    return _drawing(parts, "range, median", weeks, step)


def _drawing(parts: Sequence[str], name: str, weeks: Sequence[Week], step: float) -> str:
    dates = [(0.0, "start", weeks[0].begins)] + ([((len(weeks) - 0.22) * step, "end", weeks[-1].begins)] if len(weeks) > 3 else [])
    text = "".join(f'<text x="{x:.1f}" y="{_HEIGHT - 3}" text-anchor="{anchor}">{day.day} {day:%b}</text>' for x, anchor, day in dates)
    svg = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{name}, a week each">{"".join(parts)}{text}</svg>'
    return f"<figure>{svg}<figcaption>{name}</figcaption></figure>"


def _table(history: History) -> str:
    heads = ("exercise", "week of", "sessions", "repetitions", "good", "held", "range", "commonest fault", "pain")
    rows = []
    for week in sorted(history.weeks, key=lambda w: (w.begins, w.exercise), reverse=True):
        cells = (
            week.begins.isoformat(),
            week.sessions,
            week.reps,
            UNKNOWN if week.good is None else share(week.good),
            f"{week.hold_s:.0f} s" if week.hold_s else UNKNOWN,
            _value(week.peak, week.unit),
            f"{week.fault.replace('_', ' ')} ({week.fault_times}×)" if week.fault else UNKNOWN,
            f"{week.pain}×" if week.pain else UNKNOWN,
        )
        rows.append((week.title, cells))
    return _section("Week by week", heads, rows)


def _routines(history: History) -> str:
    """The routines, and the pain before and after; nothing without any."""
    if not history.routines:
        return ""
    heads = ("routine", "week of", "begun", "finished", "pain before", "pain after", "exercises stopped by pain")
    rows = []
    for week in sorted(history.routines, key=lambda w: (w.begins, w.routine), reverse=True):
        before, after = (UNKNOWN if level is None else f"{level:.1f} of 10" for level in (week.pain_before, week.pain_after))
        rows.append((week.title, (week.begins.isoformat(), week.begun, week.finished, before, after, week.stopped or UNKNOWN)))
    return _section("Routines", heads, rows)


def _section(title: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[object]]]) -> str:
    """A table under its title; a row: its head, and the other cells."""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    lines = []
    for name, cells in rows:
        row = "".join(f"<td>{safe(cell)}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{safe(name)}</th>{row}</tr>')
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    return f'<section><h2>{title}</h2><div class="scroll" tabindex="0" role="region" aria-label="{title}">{table}</div></section>'


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return UNKNOWN
    return f"{value:.0f}°" if unit == "deg" else f"{value:.2f}"
