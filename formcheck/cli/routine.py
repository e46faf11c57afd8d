"""`formcheck routine`: go through several exercises hands-free; list the routines, explain one, check a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.live import VoiceAmount, VoiceLanguage, parse_size
from formcheck.cli.person import ProfileOption, person
from formcheck.cli.shared import FullScreenOption, ModelOption, note, say, show, tell
from formcheck.errors import FormCheckError

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

    from formcheck.routines.schema import Routine
    from formcheck.routines.start import Done
    from formcheck.routines.today import Today


def routine(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Which: its name, or a routine file. Without it, all are listed.")
    ] = None,
    explain: Annotated[bool, typer.Option("--show", help="Only tell what it asks for today, and why.")] = False,
    camera: Annotated[
        str, typer.Option(metavar="CAMERA", help="The camera's number, the address of a stream, or a clip to play as if it were live.")
    ] = "0",
    every_frame: Annotated[
        bool, typer.Option("--every-frame", help="With a clip: take every frame, as fast as it goes, to the same events each time.")
    ] = False,
    profile: ProfileOption = None,
    afresh: Annotated[bool, typer.Option("--afresh", help="Begin at the first exercise, also when one was broken off today.")] = False,
    up: Annotated[
        float | None, typer.Option("--up", metavar="MINUTES", min=0, max=1440, help="You have been up for so long already.")
    ] = None,
    ask_pain: Annotated[bool, typer.Option("--pain/--no-pain", help="Ask for pain from 0 to 10, before and after.")] = True,
    mirror: Annotated[bool | None, typer.Option("--mirror/--no-mirror", help="Show the picture as a mirror would.")] = None,
    full_screen: FullScreenOption = True,
    voice: Annotated[VoiceAmount, typer.Option(help="What is said aloud.")] = VoiceAmount.all,
    volume: Annotated[int, typer.Option(metavar="PERCENT", min=0, max=100, help="How loud.")] = 100,
    language: Annotated[VoiceLanguage, typer.Option(help="What is spoken, and shown on boards.")] = VoiceLanguage.en,
    size: Annotated[
        str, typer.Option(metavar="WxH", help="The size of picture to ask the camera for.", rich_help_panel="Less common")
    ] = "1280x720",
    model: ModelOption = None,
    reference: Annotated[
        bool, typer.Option("--reference", help="Print the reference of routine files (Markdown).", rich_help_panel="Less common")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON schema of routine files.", rich_help_panel="Less common")
    ] = False,
) -> None:
    """Go through a routine before the camera, hands-free; without a name, list the routines.

    It announces each exercise, shows its start posture and the camera's place, counts, rests, and goes on where it was when it was
    broken off on the same day. One arm raised straight up pauses and goes on; both arms, or p, mean pain: the exercise ends.
    Keys: q or Esc ends, space pauses, g goes on, n leaves an exercise out, v mutes, f fills the screen or leaves it.
    """
    if reference or schema:
        _print_format(schema)
        return
    from formcheck.routines.library import all_routines, find_routine, own_folder

    if name is None:
        show(_catalogue(all_routines()))
        note(f"your own go into {own_folder()}; `--reference` prints what a routine file holds")
        return
    pixels = parse_size(size)
    if every_frame and not Path(camera).is_file():
        raise typer.BadParameter("goes with a clip: --camera FILE", param_hint="--every-frame")
    found, whose = find_routine(name), person(profile)
    if explain:
        from formcheck.history.database import Database
        from formcheck.routines.today import today

        with Database() as database:
            database.update()
            show(_explained(found, today(found, profile or "", database, whose.rules)))
        return

    from datetime import datetime

    from formcheck.routines.start import Wishes, go_through, prepare
    from formcheck.voice.voice import VoiceWishes, open_voice

    def now() -> datetime:
        return datetime.now().astimezone()

    run, steps = prepare(found, profile or "", whose.rules, now(), afresh)
    aloud = VoiceWishes(voice.value, language.value, volume / 100)
    with Stop() as stop, open_voice(steps[0].exercise, aloud, [one.exercise for one in steps[1:]]) as (speaks, trouble):
        if trouble:
            note(trouble)
        up_s = None if up is None else 60 * up
        ask = ask_pain and found.ask_pain
        wishes = Wishes(found, steps, run, camera, pixels, every_frame, mirror, model, ask, up_s, profile or "", speaks, full_screen)
        done = go_through(wishes, lambda: _advise(found), stop, now)
    _tell(done, found)


def _print_format(schema: bool) -> None:
    if schema:
        import json

        from formcheck.routines.schema import Routine

        say(json.dumps(Routine.model_json_schema(), indent=2, ensure_ascii=False))
        return
    from formcheck.routines.reference import reference

    say(reference().rstrip("\n"))


def _advise(found: Routine) -> None:
    for line in (f"{found.title}. {found.summary}", *found.advice):
        note(line)


def _catalogue(found: list[Routine]) -> Table:
    from rich.box import ROUNDED
    from rich.table import Table
    from rich.text import Text

    table = Table(box=ROUNDED)
    for column in ("routine", "what it is", "exercises"):
        table.add_column(column)
    for one in found:
        names = ", ".join(step.exercise for step in one.exercises)
        table.add_row(Text(one.name), Text(f"{one.title}. {one.summary}"), Text(names))
    return table


def _explained(found: Routine, steps: list[Today]) -> Group:
    from rich.box import ROUNDED
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from formcheck.guides import guide_names
    from formcheck.routines.today import dose_words, opening

    table = Table(box=ROUNDED)
    for column in ("exercise", "today", "mind this"):
        table.add_column(column)
    for one in steps:
        more = one.step.progression
        grows = f" (up to {more.up_to:g} {'s' if more.grows == 'hold_s' else more.grows})" if more is not None else ""
        table.add_row(Text(one.exercise.title), Text(dose_words(one.dose, one.exercise) + grows), Text(one.focus))
    wait = (f"Not in the first {found.after_rising_min:g} minutes after getting up; it waits for them.",) if found.after_rising_min else ()
    sources = (f"From: {guide_names(found.guides)}.",) if found.guides else ()
    lines = (f"{found.title}. {found.summary}", *wait, *found.advice, opening(steps).shown)
    return Group(*map(Text, lines), table, *map(Text, sources))


def _tell(done: Done, found: Routine) -> None:
    """What was done, exercise by exercise; then where it is kept."""
    from formcheck.sinks.table import summary

    for session, rules, _ in done.sessions:
        show(summary(session.reports[-1], rules, ""))
    for _, _, folder in done.sessions:
        _finish(folder)
    if done.end not in ("done", "stopped"):
        note(f"broken off: `formcheck routine {found.name}` goes on where it was, today")
    for line in done.closing:
        note(line)


def _finish(folder: Path) -> None:
    from formcheck.history.finish import finish

    try:
        page = finish(folder)
    except FormCheckError as error:
        tell(error)
        return
    if page is not None:
        note(f"report: {page}")
