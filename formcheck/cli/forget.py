"""`formcheck forget`: delete everything that is kept of a person."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from formcheck.cli.shared import say


def forget(
    person: Annotated[str, typer.Argument(metavar="[NAME]", help="The name of the profile; without it, sessions without a profile.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete all sessions and routines of a person, with landmarks, videos, pages and pain, their rows in the history, and the profile.

    The landmarks of clips that `--resume`, `tune` and `evaluate` have kept go as well, all of them, as nobody knows whom they show.
    Files that you wrote to another place, for example with --out or --page, are not known, and stay.
    """
    from formcheck.history.database import Database
    from formcheck.history.forget import belongings_of
    from formcheck.history.forget import forget as delete

    found = belongings_of(person)
    if not found.paths:
        say(f"nothing is kept of {person or 'anybody without a profile'}")
        return
    parts = [_many(len(found.sessions), "session")]
    parts += [_many(len(found.runs), "routine")] if found.runs else []
    parts += ["the profile"] if found.profile else []
    listed = " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
    listed += f" of {person or 'nobody in particular'}"
    clips = sum(not path.name.startswith(".") for path in found.landmarks)  # a hidden one was not finished
    listed += f", and the kept landmarks of {_many(clips, 'clip')}" if found.landmarks else ""
    what = f"{listed} ({found.bytes / 1e6:.1f} MB)"
    if not yes:
        if not somebody_is_there():
            raise typer.BadParameter("nobody is there to ask: add it to delete without asking", param_hint="--yes")
        typer.confirm(f"Delete {what}? This cannot be undone.", abort=True)
    with Database() as database:
        delete(person, found, database)
    say(f"deleted: {what}")


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def somebody_is_there() -> bool:
    """True when a question would be seen."""
    return sys.stdin.isatty()
