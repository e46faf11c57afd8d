"""`formcheck sessions`: what is kept of live sessions, and corrections of what was counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.shared import note, say, show, tell
from formcheck.errors import FormCheckError

if TYPE_CHECKING:
    from rich.table import Table

    from formcheck.history.kept import Kept
    from formcheck.history.runs import Run


def sessions(
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="Only this one: its name, the beginning of it, or `last`.")
    ] = None,
    person: Annotated[str | None, typer.Option("--profile", metavar="NAME", help="Only those of this person.")] = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="How many, the newest.")] = 30,
    correct: Annotated[
        int | None,
        typer.Option(
            "--correct", metavar="N", min=0, max=10_000, help="How many repetitions (or holds) it really was; both numbers are kept."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line for each session, with all its events.")] = False,
) -> None:
    """List kept sessions, the newest last, and routines; correct what was counted in one.

    `formcheck review SESSION` looks at one again; `formcheck history` adds them up.
    """
    from formcheck.history.kept import find, load, places

    if correct is not None:
        if session is None:
            raise typer.BadParameter("say which session, for example `last`", param_hint="--correct")
        _correct(find(session), correct)
        return
    kept: list[Kept] = []
    for place in reversed([find(session)] if session is not None else list(places())):
        try:
            one = load(place)
        except FormCheckError as error:
            tell(error)
            continue
        if person is None or one.person == person:
            kept.append(one)
        if len(kept) >= most:
            break
    kept.reverse()
    if as_json:
        from formcheck.files.words import json_text
        from formcheck.history.finish import session_json

        for one in kept:
            say(json_text(session_json(one)))
    elif kept:
        show(_table(kept))
        _show_runs(session, person, most)
    else:
        note("no sessions are kept yet: `formcheck live EXERCISE` keeps one")


def _show_runs(session: str | None, person: str | None, most: int) -> None:
    """The routines that were gone through, where all sessions are listed."""
    from formcheck.history.runs import load_run, run_places

    runs = []
    for path in [] if session is not None else list(run_places()):
        try:
            run = load_run(path)
        except FormCheckError as error:
            tell(error)
            continue
        if person is None or run.person == person:
            runs.append(run)
    if runs:
        show(_table_of_runs(runs[-most:]))


def _table_of_runs(runs: list[Run]) -> Table:
    from rich.box import ROUNDED
    from rich.table import Table
    from rich.text import Text

    table = Table(box=ROUNDED)
    for name in ("routine", "person", "exercises done", "pain before", "pain after", "ended"):
        table.add_column(name, no_wrap=name == "routine", justify="right" if name.startswith(("exercises", "pain")) else "left")
    for run in runs:
        before, after = ("" if level is None else str(level) for level in (run.pain("before"), run.pain("after")))
        done = f"{list(run.left().values()).count('done')} of {len(run.steps)}"
        table.add_row(*(Text(cell) for cell in (run.name, run.person, done, before, after, run.ended or "broken off")))
    return table


def _correct(place: Path, count: int) -> None:
    from datetime import datetime

    from formcheck.history.database import Database
    from formcheck.history.kept import load

    kept = load(place)
    kept.correct(count, datetime.now().astimezone())
    with Database() as database:
        database.update()
    say(f"{kept.name}: counted {kept.counted}, corrected to {count}")


def _table(kept: list[Kept]) -> Table:
    from rich.box import ROUNDED
    from rich.table import Table
    from rich.text import Text

    table = Table(box=ROUNDED)
    for name in ("session", "exercise", "person", "length", "counted", "good", "ended"):
        table.add_column(name, no_wrap=name == "session", justify="right" if name in ("length", "counted", "good") else "left")
    for one in kept:
        counted = str(one.counted) if one.corrected is None else f"{one.counted} → {one.corrected}"
        good = sum(line.get("verdict") == "good" for line in one.of("rep")) or sum(bool(line.get("reached")) for line in one.of("hold"))
        cells = (one.name, str(one.head.get("exercise", "")), one.person, f"{one.seconds:.0f} s", counted, str(good), one.ended)
        table.add_row(*(Text(cell) for cell in cells))
    return table
