"""`formcheck history`: what all sessions come to, week by week."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from formcheck.cli.shared import note, say, show, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Group

    from formcheck.history.weeks import History


def history(
    exercise: Annotated[str | None, typer.Argument(metavar="EXERCISE", help="Only this exercise.")] = None,
    person: Annotated[str, typer.Option("--profile", metavar="NAME", help="Whose; without it, sessions without a profile.")] = "",
    weeks: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=1000,
            help="Only the last so many weeks. Without it, the table has the last 12 with sessions of each exercise.",
        ),
    ] = None,
    page: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one page (.html) that opens offline.")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write a row for each exercise and week.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
) -> None:
    """Add up kept sessions by exercise and week: repetitions, share of good ones, seconds held, range, commonest fault, pain.

    Routines follow: how often each was gone through, and the pain before and after, from 0 to 10, on average.
    Counts that were corrected with `formcheck sessions --correct` are taken as corrected.
    """
    from datetime import date, timedelta

    from formcheck.history.database import Database
    from formcheck.history.weeks import history_of
    from formcheck.rules.library import find_exercise

    today = date.today()
    since = None if weeks is None else today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    name = None if exercise is None else find_exercise(exercise).name
    with Database() as database:
        database.update(tell)
        found = history_of(database, today, person, name, since)
    if page is not None:
        from formcheck.history.page import write_history

        write_history(page, found, person)
        note(f"history: {page}")
    if csv_file is not None:
        from formcheck.history.table import write_weeks

        write_weeks(csv_file, found)
        note(f"history: {csv_file}")
    if as_json:
        from formcheck.files.words import json_text

        say(json_text(found.to_json()))
    elif not found.weeks and not found.routines:
        note("nothing is kept yet of this: `formcheck live EXERCISE` keeps each session")
    else:
        most = None if weeks is not None else _MOST_WEEKS
        show(_table(found, most))


_MOST_WEEKS: Final = 12  # of an exercise, in a table in which nobody asked for more: years of them cannot be read there
_WORDS: Final = ("exercise", "routine", "week_of", "commonest_fault")


def _table(found: History, most: int | None) -> Group:
    """most: weeks of each exercise, the newest; None for all."""
    from rich.box import ROUNDED
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from formcheck.history import routine_weeks
    from formcheck.history.table import COLUMNS, cells_of

    def made(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Table:
        table = Table(box=ROUNDED)
        for name in columns:
            table.add_column(name.replace("_", " "), justify="left" if name in _WORDS else "right")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        return table

    parts: list[Table | Text] = []
    if found.weeks:
        days = f"{found.streak} day{'' if found.streak == 1 else 's'} in a row; {len(found.days)} in all, the last on {found.days[-1]}."
        told = [week for name in found.exercises for week in found.of(name)[-(most or 0) :]]
        if len(told) < len(found.weeks):
            days += f" {len(found.weeks) - len(told)} earlier rows are left out: --weeks N, --page FILE and --csv FILE have them."
        parts += [made(COLUMNS, map(cells_of, told)), Text(days)]
    if found.routines:
        parts.append(made(routine_weeks.COLUMNS, map(routine_weeks.cells_of, found.routines)))
    return Group(*parts)
