"""Album: a folder with one picture for each clip of an evaluation, and a page that lists them, the worst first.

The page is plain HTML without scripts; it and its pictures load nothing from anywhere else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from formcheck.evaluate.evaluate import Outcome
from formcheck.evaluate.labels import stem
from formcheck.evaluate.pictures import picture
from formcheck.evaluate.wrong import how_wrong, what_is_wrong
from formcheck.files.places import ALBUM_PICTURE, PAGE, make_folder
from formcheck.files.words import plain
from formcheck.sinks.png import write_png
from formcheck.sinks.textfile import TextFile

NAME: Final = "index.html"
_STYLE: Final = (
    "body{font:16px/1.4 sans-serif;margin:2em auto;max-width:1500px;padding:0 1em;color:#14181c}"
    "img{max-width:100%;border:1px solid #d2d7dc}section{margin:2.5em 0}h2{font-size:1.1em;margin:0}"
    "p{margin:.2em 0 .5em}.wrong{color:#b34700}.right{color:#007a59}li{margin:.2em 0}"
)


def write_album(folder: Path, outcomes: Sequence[Outcome], tick: Callable[[int, int | None], None]) -> Path:
    """Draw a picture of each outcome into the folder, and the page; returns the page.  Raises OutputError.

    A clip of another exercise is shown only when something was counted in it.  tick: told how many are done, of how many.
    """
    shown = [o for o in outcomes if o.case.labels.exercise == o.exercise.name or o.agreement.phantoms]
    shown.sort(key=lambda o: (-how_wrong(o.agreement), o.exercise.name, o.case.clip.name))
    make_folder(folder, True, "choose another place")
    rows: list[tuple[Outcome, str]] = []
    used: set[str] = set()
    for outcome in shown:
        name = _free_name(f"{outcome.exercise.name}--{stem(outcome.case.clip)}", used)
        write_png(folder / name, picture(outcome), ALBUM_PICTURE)
        rows.append((outcome, name))
        tick(len(rows), len(shown))
    page = folder / NAME
    with TextFile(page, PAGE) as file:
        file.write(_page(rows))
    return page


def _free_name(wanted: str, used: set[str]) -> str:
    """Clips of two folders may have the same name."""
    name, k = f"{wanted}.png", 2
    while name in used:
        name, k = f"{wanted}-{k}.png", k + 1
    used.add(name)
    return name


def _page(rows: Sequence[tuple[Outcome, str]]) -> str:
    title = f"{len(rows)} clips, {sum(1 for outcome, _ in rows if _reason(outcome))} with something wrong"
    listed = [
        f'<li><a href="#{k}">{_title(outcome)}</a>: {_reason(outcome)}</li>' for k, (outcome, _) in enumerate(rows) if _reason(outcome)
    ]
    sections = [
        f'<section id="{k}"><h2>{_title(outcome)}</h2>{_paragraph(outcome)}'
        f'<img loading="lazy" src="{quote(os.fsencode(name))}" alt="{_title(outcome)}: signal, truth and verdicts over time"></section>'
        for k, (outcome, name) in enumerate(rows)
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style>'
    body = f"<h1>{title}</h1>\n<ol>\n" + "\n".join(listed) + "\n</ol>\n" + "\n".join(sections)
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _title(outcome: Outcome) -> str:
    return escape(plain(f"{outcome.exercise.name}: {outcome.case.clip.name}"))


def _reason(outcome: Outcome) -> str:
    return escape(plain("; ".join(what_is_wrong(outcome))))


def _paragraph(outcome: Outcome) -> str:
    reason = _reason(outcome)
    return f'<p class="wrong">{reason}</p>' if reason else '<p class="right">agrees with its labels</p>'
