"""The parts of the page that are there without any script: what was done in words, pictures, tables, and the plot for the printer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Final

from formcheck.draw.how import strip
from formcheck.measures.units import Unit
from formcheck.report.bands import plain, sign_of
from formcheck.report.moments import for_print
from formcheck.report.moves import Move, median, sides_of
from formcheck.report.pictures import packed
from formcheck.report.print_plot import print_plot
from formcheck.report.sheet import Sheet
from formcheck.report.text import UNKNOWN, number, safe, seconds, share
from formcheck.sinks.table import clock, cue, sentence

PRINT_ROWS: Final = 16  # rows of the table that go on paper
PRINT_PICTURES: Final = 5
HOW_SIZE: Final = (200, 140)  # pixels of one picture of how it is done


def body(sheet: Sheet, pictures: dict[float, str], has_video: bool) -> str:
    """The header and everything in ``main``.  pictures: by time, see ``pictures_of``."""
    unit = sheet.curves[0].unit
    return "\n".join(
        [
            _header(sheet),
            "<main>",
            f'<p class="sentence">{safe(sentence(sheet.seen.report, sheet.exercise))}</p>',
            _tiles(sheet, unit),
            _stage(has_video),
            f'<div class="paper">{print_plot(sheet.curves[0], sheet.bands, sheet.seen.report.seconds)}</div>',
            _strip(sheet, pictures),
            _table(sheet, unit),
            _sides(sheet, unit),
            _problems(sheet),
            "</main>\n",
        ]
    )


def _header(sheet: Sheet) -> str:
    report = sheet.seen.report
    facts = [("clip", Path(report.clip).name), ("length", clock(report.seconds)), ("view", report.view)]
    facts += [("nearer side", report.near_side)] if report.near_side else []
    cells = "".join(f"<div><dt>{safe(name)}</dt><dd>{safe(text)}</dd></div>" for name, text in (*facts, *sheet.facts))
    return f'<header>{_how(sheet)}<h1>{safe(sheet.exercise.title)}</h1><dl class="facts">{cells}</dl></header>'


def _how(sheet: Sheet) -> str:
    """Start and end of the exercise as it should be; nothing of an exercise of one's own."""
    image = strip(sheet.exercise, HOW_SIZE, camera=False)
    title = safe(f"How it is done: {sheet.exercise.summary}")
    return "" if image is None else f'<img class="how" src="{packed(image, image.shape[1])}" alt="{title}">'


def _tiles(sheet: Sheet, unit: Unit) -> str:
    moves = sheet.moves
    reps, holds = sheet.seen.report.reps, sheet.seen.report.holds
    tiles: list[tuple[str, str, str]] = []
    if reps:
        tiles.append(("repetitions", str(len(reps)), f"{sum(r.verdict == 'good' for r in reps)} good"))
    if holds:
        tiles.append(("longest hold", seconds(max(h.held_s for h in holds)), f"{sum(h.reached for h in holds)} of {len(holds)} reached"))
    if moves:
        peak, target = median([m.peak for m in moves]), median([m.target for m in moves])
        tiles.append(("range, median", number(peak, unit), f"full from {number(target, unit)}"))
    if any(isfinite(m.up_s) for m in moves):
        up, down = median([m.up_s for m in moves]), median([m.down_s for m in moves])
        tiles.append(("tempo, median", f"{seconds(up)} / {seconds(down)}", "to the end / back"))
    told = Counter(name for move in moves for name in move.faults)
    if told:
        name, times = told.most_common(1)[0]
        tiles.append(("commonest fault", plain(name), f"{times} of {len(moves)}: {cue(name, sheet.seen.variant)}"))
    cells = "".join(f"<div><dt>{safe(a)}</dt><dd><b>{safe(b)}</b> <span>{safe(c)}</span></dd></div>" for a, b, c in tiles)
    return f'<dl class="tiles">{cells}</dl>' if cells else ""


def _stage(has_video: bool) -> str:
    screen = (
        '<video id="screen" muted playsinline tabindex="-1" aria-label="the clip, with what was seen drawn on it"></video>'
        if has_video
        else '<canvas id="screen" width="680" height="425" role="img" aria-label="stick figure of the moment"></canvas>'
    )
    buttons = "".join(
        f'<button type="button" id="{name}" aria-label="{label}">{sign}</button>'
        for name, label, sign in (("back", "one picture back", "‹"), ("play", "play", "▶"), ("forth", "one picture on", "›"))
    )
    speeds = "".join(f'<option value="{v}"{" selected" * (v == "1")}>{v}×</option>' for v in ("0.25", "0.5", "1", "2"))
    zooms = "".join(
        f'<button type="button" id="{name}" aria-label="{label}">{sign}</button>'
        for name, label, sign in (("wider", "show more time", "−"), ("closer", "show less time", "+"))
    )
    return (
        '<noscript><p class="note">The video and the plots need JavaScript; pictures and tables do not.</p></noscript>'
        f'<div class="stage"><section class="screen" aria-label="Picture">{screen}'
        '<input type="range" id="scrub" min="0" value="0" aria-label="moment of the whole clip">'
        f'<div class="controls">{buttons}<select id="speed" aria-label="speed">{speeds}</select>'
        f'<span class="zoom">{zooms}</span><output id="clock"></output></div><p id="told" class="told" aria-live="off"></p></section>'
        '<section class="plots" aria-label="Measures over time">'
        '<div id="slider" role="slider" tabindex="0" aria-label="moment of the clip" '
        'aria-valuemin="0" aria-valuenow="0" aria-valuemax="0"><div id="plots"></div></div>'
        '<p class="note">Point at a plot to see that moment, click to stay there. Keys: ← → one picture, with shift one second, '
        "↑ ↓ the event before or after, space plays, + and − change how much time is shown.</p></section></div>"
    )


def _strip(sheet: Sheet, pictures: dict[float, str]) -> str:
    paper = for_print(sheet.moments, PRINT_PICTURES)
    items = []
    for moment in sheet.moments:
        sign = "! " if moment.kind == "fault" else ""
        classes = f"{moment.kind} {'on-paper' if moment.time_s in paper else ''}".strip()
        words = f"<span>{safe(sign + moment.text)}<br><small>{clock(moment.time_s)}</small></span>"
        button = f'<button type="button" data-seek="{moment.time_s:.3f}"><img src="{pictures[moment.time_s]}" alt="">{words}</button>'
        items.append(f'<li class="{classes}">{button}</li>')
    if not items:
        return ""
    return f'<section class="strip"><h2>Pictures</h2><ol tabindex="0" aria-label="Pictures of moments">{"".join(items)}</ol></section>'


def _table(sheet: Sheet, unit: Unit) -> str:
    parts = []
    for title, held, moves in (
        ("Repetitions", False, sheet.moves[: len(sheet.seen.report.reps)]),
        ("Holds", True, sheet.moves[len(sheet.seen.report.reps) :]),
    ):
        if moves:
            parts.append(_one_table(sheet, unit, title, held, moves))
    return "".join(parts)


def _one_table(sheet: Sheet, unit: Unit, title: str, holds: bool, moves: list[Move]) -> str:
    sided, tempo = any(m.side for m in moves), any(isfinite(m.up_s) for m in moves)
    held = holds or any(m.held_s >= 1 for m in moves)
    target = next((m.target for m in moves if isfinite(m.target)), float("nan"))
    named = f"range<br><small>full {number(target, unit)}</small>"
    heads = ["at", *(["side"] if sided else []), named, "against full", *(["to the end", "at the end", "back"] if tempo else ["seconds"])]
    heads += [*(["held"] if held else []), "verdict", "what to change"]
    rows = []
    for k, move in enumerate(moves):
        cells = [
            f'<button type="button" data-seek="{move.start_s:.3f}">{clock(move.start_s)}</button>',
            *([safe(move.side or "")] if sided else []),
        ]
        cells += [number(move.peak, unit), _bar(move, unit)]
        cells += [seconds(s) for s in (move.up_s, move.top_s, move.down_s)] if tempo else [seconds(move.end_s - move.start_s)]
        cells += [seconds(move.held_s)] if held else []
        verdict = f'<span class="verdict {safe(move.verdict)}">{sign_of(move.verdict)} {safe(move.verdict)}</span>'
        cells += [verdict, _to_change(sheet, move)]
        row = "".join(f"<td>{cell}</td>" for cell in cells)
        rows.append(f'<tr{" class=more" if k >= PRINT_ROWS else ""}><th scope="row">{move.number}</th>{row}</tr>')
    more = f'<p class="paper">{len(moves) - PRINT_ROWS} more on the screen.</p>' if len(moves) > PRINT_ROWS else ""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("no.", *heads))
    return (
        f'<section><h2>{title}</h2><div class="scroll" tabindex="0" role="region" aria-label="Table of {title.lower()}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{more}</section>"
    )


def _to_change(sheet: Sheet, move: Move) -> str:
    """The sentences of its faults; then the names of those that were perhaps there."""
    perhaps = dict.fromkeys(plain(row.name) for row in sheet.seen.report.perhaps if row.rep == move.number)
    parts = [cue(name, sheet.seen.variant) for name in move.faults] + [f"perhaps {name}" for name in perhaps]
    return safe("; ".join(parts))


def _bar(move: Move, unit: Unit) -> str:
    """How much of the full range, as a bar with a mark where it is full, and how far the peak is from that line."""
    if not isfinite(move.level):
        return UNKNOWN
    width = min(max(move.level, 0), 1.25) / 1.25 * 100
    bar = f'<span class="bar"><i style="width:{width:.0f}%" class="{"full" if move.level >= 1 else "part"}"></i></span>'
    return f"{bar} {_apart(move.peak, move.target, unit)}"


def _sides(sheet: Sheet, unit: Unit) -> str:
    """Left against right."""
    tables = []
    reps = len(sheet.seen.report.reps)
    for moves, named in ((sheet.moves[:reps], "good"), (sheet.moves[reps:], "reached")):
        sides = sides_of(moves)
        if sides:
            left, right = sides
            rows: Iterable[tuple[str, str, str, str]] = (
                ("number", str(left.count), str(right.count), str(left.count - right.count)),
                (named, share(left.good), share(right.good), _points(left.good, right.good)),
                ("range, median", number(left.peak, unit), number(right.peak, unit), _apart(left.peak, right.peak, unit)),
                ("moved, median", number(left.way, unit), number(right.way, unit), _apart(left.way, right.way, unit)),
                ("to the end", seconds(left.up_s), seconds(right.up_s), _seconds_apart(left.up_s, right.up_s)),
                ("back", seconds(left.down_s), seconds(right.down_s), _seconds_apart(left.down_s, right.down_s)),
                ("held, median", seconds(left.held_s), seconds(right.held_s), _seconds_apart(left.held_s, right.held_s)),
            )
            lines = "".join(
                f'<tr><th scope="row">{name}</th><td>{a}</td><td>{b}</td><td>{c}</td></tr>'
                for name, a, b, c in rows
                if (a, b) != (UNKNOWN, UNKNOWN)
            )
            heads = "".join(f'<th scope="col">{h}</th>' for h in ("", "left", "right", "left minus right")).replace(
                '<th scope="col"></th>', "<td></td>"
            )
            tables.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>")
    if not tables:
        return ""
    region = f'<div class="scroll" tabindex="0" role="region" aria-label="Left against right">{"".join(tables)}</div>'
    return f"<section><h2>Left against right</h2>{region}</section>"


def _apart(left: float, right: float, unit: Unit) -> str:
    apart = left - right
    return (f"{apart:+.0f}°" if unit == "deg" else f"{apart:+.2f}") if isfinite(apart) else UNKNOWN


def _seconds_apart(left: float, right: float) -> str:
    return f"{left - right:+.1f} s" if isfinite(left - right) else UNKNOWN


def _points(left: float, right: float) -> str:
    return f"{100 * (left - right):+.0f} points" if isfinite(left - right) else UNKNOWN


def _problems(sheet: Sheet) -> str:
    problems = "".join(f"<li>{safe(problem)}</li>" for problem in sheet.seen.report.problems)
    unseen = "".join(f"<li>{safe(plain(name))}: {safe(why)}</li>" for name, why in sheet.exercise.unseen.items())
    parts = f"<section><h2>What stood in the way</h2><ul>{problems}</ul></section>" if problems else ""
    return parts + (f'<section class="unseen"><h2>What the camera cannot see here</h2><ul>{unseen}</ul></section>' if unseen else "")
