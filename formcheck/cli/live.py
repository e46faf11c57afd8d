"""`formcheck live`: watch a person before the camera, count, time, and say what is wrong."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.person import Person, ProfileOption, person
from formcheck.cli.shared import HoldOption, ModelOption, note, show

if TYPE_CHECKING:
    from formcheck.live.session import Session
    from formcheck.rules.exercise import Exercise


class Side(StrEnum):
    """The person's own left and right."""

    left = "left"
    right = "right"


class VoiceAmount(StrEnum):
    """How much is said aloud."""

    all = "all"
    faults = "faults"
    off = "off"


class VoiceLanguage(StrEnum):
    """What is spoken."""

    en = "en"
    de = "de"


def live(
    exercise: Annotated[str, typer.Argument(help="Name or alias of the exercise (see `formcheck exercises`), or a pose file.")],
    camera: Annotated[
        str, typer.Option(metavar="CAMERA", help="The camera's number, the address of a stream, or a clip to play as if it were live.")
    ] = "0",
    hold: HoldOption = None,
    profile: ProfileOption = None,
    side: Annotated[Side | None, typer.Option(help="The side to begin with, where one side works after the other.")] = None,
    mirror: Annotated[
        bool | None,
        typer.Option("--mirror/--no-mirror", help="Show the picture as a mirror would; cameras are, clips are not, unless told."),
    ] = None,
    record: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to add the session record (.jsonl), instead of your data folder.")
    ] = None,
    no_record: Annotated[bool, typer.Option("--no-record", help="Keep no record of the session.")] = False,
    record_video: Annotated[
        bool, typer.Option("--record-video", help="Keep the pictures too, on this computer, with the session.")
    ] = False,
    seconds: Annotated[float | None, typer.Option(metavar="SECONDS", min=0, help="End the session after so long.")] = None,
    voice: Annotated[
        VoiceAmount,
        typer.Option(help="What is said aloud: everything; only faults, what mends them and what is waited for; or nothing."),
    ] = VoiceAmount.all,
    volume: Annotated[int, typer.Option(metavar="PERCENT", min=0, max=100, help="How loud.")] = 100,
    language: Annotated[VoiceLanguage, typer.Option(help="What is spoken; German needs a German voice of the system.")] = VoiceLanguage.en,
    loop: Annotated[bool, typer.Option("--loop", help="Play a clip again and again.", rich_help_panel="Less common")] = False,
    size: Annotated[
        str, typer.Option(metavar="WxH", help="The size of picture to ask the camera for.", rich_help_panel="Less common")
    ] = "1280x720",
    model: ModelOption = None,
) -> None:
    """Watch an exercise before the camera: counts, times, and says what to do better.

    Keys: q or Esc ends, space pauses, r starts over, m mirrors the picture, n takes the other side, v mutes the voice,
    p stops because of pain.
    What was counted and the landmarks go to your data folder, without pictures unless you say so; nothing leaves this computer.
    """
    pixels = parse_size(size)
    if record is not None and no_record:
        raise typer.BadParameter("not together with --no-record", param_hint="--record")
    if record_video and (no_record or record is not None):
        raise typer.BadParameter("not together with --record or --no-record", param_hint="--record-video")

    from formcheck.rules.library import find_exercise

    whose = person(profile)
    rules = whose.rules(find_exercise(exercise), exercise)
    if side is not None and rules.sides is None:
        raise typer.BadParameter(f"{rules.title} is not done with one side after the other", param_hint="--side")

    from datetime import datetime

    from formcheck.live.record import default_record
    from formcheck.live.start import Wishes, run_live
    from formcheck.voice.voice import VoiceWishes, open_voice

    started = datetime.now().astimezone()
    kept = None if no_record else record or default_record(rules.name, started)
    aloud = VoiceWishes(voice.value, language.value, volume / 100)
    with Stop() as stop, open_voice(rules, aloud) as (speaks, trouble):
        if trouble:
            note(trouble)
        wishes = Wishes(
            rules,
            camera,
            pixels,
            loop,
            hold,
            None if side is None else side.value,
            mirror,
            kept,
            seconds,
            model,
            voice=speaks,
            person=profile or "",
            film=record_video,
        )
        session = run_live(wishes, started, lambda: _advise(rules), stop)
    _tell(session, rules, whose)
    if session.failure is not None:
        raise session.failure
    if kept is not None:
        note(f"session record: {kept}")
    if kept is not None and record is None:
        _finish(kept.parent)
    if stop():
        raise typer.Exit(stop.status)


def parse_size(text: str) -> tuple[int, int]:
    """``1280x720`` as (1280, 720).  Raises BadParameter."""
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 16 <= int(width) <= 7680 and 16 <= int(height) <= 7680):
        raise typer.BadParameter("give width and height in pixels, for example 1280x720", param_hint="--size")
    return int(width), int(height)


def _finish(folder: Path) -> None:
    """The page of the session, and its place in the history; the session is kept whatever goes wrong with them.  Raises OutputError."""
    from formcheck.history.finish import finish

    page = finish(folder)
    if page is not None:
        note(f"report: {page}")


def _advise(rules: Exercise) -> None:
    """Where the camera goes, and what to mind."""
    for line in (f"{rules.title}. {rules.camera}", rules.safety):
        if line:
            note(" ".join(line.split()))


def _tell(session: Session, rules: Exercise, whose: Person) -> None:
    """What was done, in one summary for each start."""
    from formcheck.live.loop import PAIN
    from formcheck.sinks.table import summary

    for report in session.reports:
        if report.reps or report.holds or report is session.reports[-1]:
            show(summary(report, rules, whose.remark(rules)))
    if session.ended == "pain":
        note(PAIN)
