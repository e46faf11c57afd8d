"""`formcheck doctor`: what works on this machine, and what to do about the rest."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from formcheck.cli.shared import BAD_INPUT, show

SIGNS: Final = {"ok": "[green]✓ ok[/]", "limits": "[yellow]! warning[/]", "problem": "[red]✗ problem[/]"}


def doctor(no_sound: Annotated[bool, typer.Option("--no-sound", help="Let nothing be heard.")] = False) -> None:
    """Check Python, packages, model, speed, camera, display, sound and disk; say what to do about what is missing.

    Exit status 0 when all that review needs works. A missing camera or display only keeps `live` from working; without sound output
    `live` is silent. A few words are said aloud.
    """
    from rich.markup import escape
    from rich.table import Table

    from formcheck.doctor.examine import examine

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    found = list(examine(not no_sound))
    for finding in found:
        advice = f"\n→ {finding.advice}" if finding.advice else ""
        table.add_row(finding.name, SIGNS[finding.state], escape(finding.text + advice))
    show(table)
    bad = [finding for finding in found if finding.state == "problem"]
    limits = [finding for finding in found if finding.state == "limits"]
    if bad:
        show(f"{len(bad)} of {len(found)} checks failed: see the lines with → above.")
        raise typer.Exit(BAD_INPUT)
    show("Everything that review needs works." if limits else "Everything works.")
