"""`formcheck calibrate`: a person's own comfortable range in an exercise, into a profile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.live import parse_size
from formcheck.cli.progress import Progress
from formcheck.cli.shared import ModelOption, note, say

if TYPE_CHECKING:
    from formcheck.person.calibration import Calibration
    from formcheck.pose.pose import Track
    from formcheck.rules.exercise import Exercise

TRIES: Final = 3  # before the camera


def calibrate(
    exercise: Annotated[str, typer.Argument(help="Name or alias of the exercise (see `formcheck exercises`), or a pose file.")],
    clip: Annotated[
        Path | None, typer.Argument(metavar="[CLIP]", readable=False, help="A video or a track of it; without it, the camera.")
    ] = None,
    profile: Annotated[str, typer.Option("--profile", metavar="NAME", help="Whose range it is; the profile is made, or added to.")] = "me",
    camera: Annotated[
        str, typer.Option(metavar="CAMERA", help="The camera's number, the address of a stream, or a clip to play as if it were live.")
    ] = "0",
    mirror: Annotated[
        bool | None, typer.Option("--mirror/--no-mirror", help="Show the picture as a mirror would; cameras are, clips are not.")
    ] = None,
    size: Annotated[
        str, typer.Option(metavar="WxH", help="The size of picture to ask the camera for.", rich_help_panel="Less common")
    ] = "1280x720",
    model: ModelOption = None,
) -> None:
    """Find your own comfortable range in an exercise, from two or three slow repetitions (or one hold).

    With `--profile NAME`, live, review and evaluate then judge by it. Go only as far as is comfortable, both hips level.
    Nothing but a few numbers is kept.
    """
    from formcheck.person.profile import keep_own, profile_or_new
    from formcheck.rules.library import find_exercise, variant_asked

    pixels = parse_size(size)
    rules = find_exercise(exercise)
    profile_or_new(profile)  # one that does not hold is told before the work
    if clip is not None:
        from formcheck.tracking.cache import track_of

        with Progress() as progress, progress.clip(clip.name) as tick:
            track = track_of(clip, model, tick, progress.not_kept)

    from formcheck.person.calibration import calibrate as find_range

    asked = variant_asked(exercise)
    if clip is not None:
        found = find_range(rules, track, str(clip), asked)
    else:
        found = _until_it_can_be_used(
            lambda: _before_the_camera(rules, camera, pixels, mirror, model),
            lambda seen: find_range(rules, seen, camera_name(camera), asked),
        )
    path = keep_own(profile, found.key, found.own)
    _tell(found)
    note(f"profile: {path}")
    note(f"next: formcheck live {exercise} --profile {profile}")


def _until_it_can_be_used(look: Callable[[], tuple[Track, bool]], judge: Callable[[Track], Calibration]) -> Calibration:
    """Look once more while what was done is refused and was not ended by the user, a few times.  Raises InputError at the end."""
    from formcheck.errors import InputError

    for left in reversed(range(TRIES)):
        track, complete = look()
        try:
            return judge(track)
        except InputError as error:
            if not left or not complete:
                raise
            note(f"not taken: {error}")
            note("Once more:")
    raise AssertionError("the last try returns or raises")


def camera_name(camera: str) -> str:
    """What error messages call it."""
    return f"camera {camera}" if camera.isdecimal() else camera


def _before_the_camera(rules: Exercise, camera: str, size: tuple[int, int], mirror: bool | None, model: Path | None) -> tuple[Track, bool]:
    """What the camera sees until enough was done (then True), or the user ends it.

    Raises InputError when it saw nothing, Exit when it was ended by pain: how far that was is nobody's comfortable range.
    """
    from formcheck.errors import InputError
    from formcheck.live.loop import PAIN
    from formcheck.live.start import Wishes, run_live
    from formcheck.person.calibration import Enough, lenient
    from formcheck.pose.pose import Track

    enough = Enough(rules)
    wishes = Wishes(lenient(rules), camera, size, 0.0, mirror, model, (enough,), True)
    with Stop() as stop:
        session = run_live(wishes, lambda: _advise(rules), lambda: stop() or enough.done)
    if session.ended == "pain":
        note(PAIN)
        raise typer.Exit
    if not session.poses:
        raise InputError(f"{camera_name(camera)}: no picture was looked at; calibrate again")
    return Track.from_poses(session.poses), enough.done


def _advise(rules: Exercise) -> None:
    """Where the camera goes, and what to do."""
    what = "hold it once, for some seconds" if rules.hold is not None else "do three slow repetitions"
    note(" ".join(f"{rules.title}. {rules.camera} {rules.safety}".split()))
    note(f"Then {what}, only as far as is comfortable. q ends.")


def _tell(found: Calibration) -> None:
    """What was found, and what it changes."""
    from formcheck.person.words import own_limit, own_lines, own_range

    variant, own = found.variant, found.own
    word = "repetition" if variant.repetition is not None else "hold"
    say(f"{variant.title}: {own.reps} {word}{'s' if own.reps > 1 else ''} seen")
    say(f"own range: {own_range(variant, own)}")
    say(f"from now on: {own_lines(variant, own)}")
    limit = own_limit(variant, own)
    if limit:
        say(f"limit: {limit}")
    for fault, zero in own.zero.items():
        say(f"{fault}: told by comparing with these repetitions while the camera stands here, the {' or '.join(zero)} side nearer to it")
    if found.full < found.seen and not limit:
        say(f"of these {word}s {found.full} count as full by that: do them all alike, and calibrate again, to be surer")
