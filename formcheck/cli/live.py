"""`formcheck live`: watch a person before the camera, count, time, and say what is wrong."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.person import Person, ProfileOption, person
from formcheck.cli.shared import FullScreenOption, HoldOption, ModelOption, note, show

if TYPE_CHECKING:
    from formcheck.routines.alone import Done
    from formcheck.routines.schema import Dose
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
    sets: Annotated[int | None, typer.Option(metavar="N", min=1, max=20, help="How many sets, instead of the exercise's dose.")] = None,
    reps: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=100, help="Repetitions of a set, or holds; on each side where there are sides."),
    ] = None,
    hold: HoldOption = None,
    rest: Annotated[float, typer.Option(metavar="SECONDS", min=0, max=600, help="Rest between two sets.")] = 30,
    open_end: Annotated[bool, typer.Option("--open-end", help="Go on until you end it, without sets and rests.")] = False,
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
    full_screen: FullScreenOption = True,
    seconds: Annotated[float | None, typer.Option(metavar="SECONDS", min=0, help="End the session after so long.")] = None,
    voice: Annotated[
        VoiceAmount,
        typer.Option(help="What is said aloud: everything; only faults, what mends them and what is waited for; or nothing."),
    ] = VoiceAmount.all,
    volume: Annotated[int, typer.Option(metavar="PERCENT", min=0, max=100, help="How loud.")] = 100,
    language: Annotated[
        VoiceLanguage, typer.Option(help="What is spoken, and shown on boards; to be heard, German needs a voice of the system.")
    ] = VoiceLanguage.en,
    loop: Annotated[bool, typer.Option("--loop", help="Play a clip again and again.", rich_help_panel="Less common")] = False,
    size: Annotated[
        str, typer.Option(metavar="WxH", help="The size of picture to ask the camera for.", rich_help_panel="Less common")
    ] = "1280x720",
    model: ModelOption = None,
) -> None:
    """Watch an exercise before the camera: counts, times, and says what to do better.

    It follows the exercise's dose: sets with rests, one side after the other, and ends by itself with a card of what was good and what
    to work on. One arm raised straight up until the ring is full pauses and goes on; kept up longer, or both arms, it ends.
    Keys: q or Esc ends, space pauses, r starts over, m mirrors the picture, n takes the other side, v mutes the voice,
    p stops because of pain, f fills the screen or leaves it.
    What was counted and the landmarks go to your data folder, without pictures unless you say so; nothing leaves this computer.
    """
    pixels = parse_size(size)
    if record is not None and no_record:
        raise typer.BadParameter("not together with --no-record", param_hint="--record")
    if record_video and (no_record or record is not None):
        raise typer.BadParameter("not together with --record or --no-record", param_hint="--record-video")

    if open_end and (sets is not None or reps is not None):
        raise typer.BadParameter("not together with --sets or --reps", param_hint="--open-end")

    from formcheck.rules.library import find_exercise

    whose = person(profile)
    rules = whose.rules(find_exercise(exercise), exercise)
    if side is not None and rules.sides is None:
        raise typer.BadParameter(f"{rules.title} is not done with one side after the other", param_hint="--side")

    from datetime import datetime

    from formcheck.live.record import default_record
    from formcheck.routines.alone import Wishes, do_alone
    from formcheck.voice.voice import VoiceWishes, open_voice

    started = datetime.now().astimezone()
    kept = None if no_record else record or default_record(rules.name, started)
    aloud = VoiceWishes(voice.value, language.value, volume / 100, led=not open_end)
    with Stop() as stop, open_voice(rules, aloud) as (speaks, trouble):
        if trouble:
            note(trouble)
        wishes = Wishes(
            rules if hold is None else _held(rules, hold),
            None if open_end else _dose(rules, sets, reps, hold),
            rest,
            camera,
            pixels,
            loop,
            None if side is None else side.value,
            mirror,
            kept,
            seconds,
            model,
            speaks,
            person=profile or "",
            film=record_video,
            full=full_screen,
        )
        done = do_alone(wishes, started, lambda: _advise(rules), stop)
    session = done.session
    _tell(done, rules, whose)
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


def _dose(rules: Exercise, sets: int | None, reps: int | None, hold_s: float | None) -> Dose:
    """What is asked for: the exercise's own dose where nothing else is."""
    from formcheck.routines.schema import Step, dose_of

    return dose_of(Step(exercise=rules.name, sets=sets, reps=reps, hold_s=hold_s), rules)


def _held(rules: Exercise, hold_s: float) -> Exercise:
    return rules.model_copy(update={"dose": rules.dose.model_copy(update={"hold_s": hold_s})})


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


def _tell(done: Done, rules: Exercise, whose: Person) -> None:
    """What was done, in one summary for each start; then what the card said."""
    from formcheck.live.loop import PAIN
    from formcheck.sinks.table import summary

    session = done.session
    for report in session.reports:
        if report.reps or report.holds or report is session.reports[-1]:
            show(summary(report, rules, whose.remark(rules)))
    for line in done.closing:
        note(line)
    if session.ended == "pain":
        note(PAIN)
