"""`formcheck track`: the landmarks of clips into track files, for later review and tuning without the videos."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.progress import Progress
from formcheck.cli.shared import BAD_INPUT, ModelOption, note, say, tell
from formcheck.errors import FormCheckError, InputError


def track(
    clips: Annotated[list[Path], typer.Argument(metavar="CLIP", readable=False, help="Videos.")],
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder for the tracks. Otherwise beside the clips.")] = None,
    outline: Annotated[
        bool, typer.Option("--outline/--no-outline", help="Record the outline of the body too; some exercises need it.")
    ] = True,
    model: ModelOption = None,
) -> None:
    """Record the landmarks of clips, CLIP.track.npz, without checking anything.

    A track can be reviewed like a clip, and holds no picture. Ctrl-C ends the work; what was done until then is kept.
    """
    from formcheck.review.task import Wanted, plan

    wanted = Wanted(video=False, track=True, out=out)
    if wanted.out_is_file or wanted.out_is_no_folder:
        raise typer.BadParameter("this must be a folder", param_hint="--out")
    tasks = plan(clips, wanted)

    from formcheck.tracking.record import record

    failed = False
    with Stop() as stop, Progress() as progress:
        for task in tasks:
            try:
                if task.track is None:
                    raise InputError(f"{task.clip}: is a track already; give the video")
                with progress.clip(task.clip.name) as tick:
                    made, damaged = record(task.clip, task.track, outline, model, tick, stop)
            except FormCheckError as error:
                tell(error)
                failed = True
            else:
                found = sum(pose.found for pose in made)
                say(f"{task.track}: {len(made)} frames, a person in {found} of them")
                if damaged is not None:
                    note(f"{task.clip}: {damaged}")
            if stop():
                break
    if stop():
        raise typer.Exit(stop.status)
    if failed:
        raise typer.Exit(BAD_INPUT)
