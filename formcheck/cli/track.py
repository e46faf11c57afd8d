"""`formcheck track`: the landmarks of clips into track files, for later review and tuning without the videos."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.progress import Progress
from formcheck.cli.shared import BAD_INPUT, JobsOption, ModelOption, ResumeOption, note, say, tell
from formcheck.errors import FormCheckError, InputError


def track(
    clips: Annotated[list[Path], typer.Argument(metavar="CLIP", readable=False, help="Videos, or folders of videos.")],
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder for the tracks. Otherwise beside the clips.")] = None,
    outline: Annotated[
        bool, typer.Option("--outline/--no-outline", help="Record the outline of the body too; some exercises need it.")
    ] = True,
    jobs: JobsOption = None,
    resume: ResumeOption = False,
    model: ModelOption = None,
) -> None:
    """Record the landmarks of clips, CLIP.track.npz, without checking anything.

    A track can be reviewed like a clip, and holds no picture. Ctrl-C ends the work; what was done until then is kept.
    """
    from formcheck.review.task import Wanted, clips_in, plan
    from formcheck.work.choose import jobs_of, workers

    wanted = Wanted(video=False, track=True, out=out)
    if wanted.out_is_file or wanted.out_is_no_folder:
        raise typer.BadParameter("this must be a folder", param_hint="--out")
    tasks = plan(clips_in(clips), wanted)

    from formcheck.tracking.portions import record_all
    from formcheck.tracking.record import Recording, Way

    way, failed = Way(model, outline), any(task.track is None for task in tasks)
    for task in tasks:
        if task.track is None:
            tell(InputError(f"{task.clip}: is a track already; give the video"))
    what = [Recording(task.clip, task.track, way, resume) for task in tasks if task.track is not None]
    with Stop() as stop, Progress() as progress, workers(jobs_of(jobs), stop, progress.clip) as team:
        progress.resuming(resume)
        for one, made in record_all(what, team, jobs_of(jobs), progress.clip, stop):
            if isinstance(made, FormCheckError):
                tell(made)
                failed = True
                continue
            say(f"{one.track}: {made.frames} frames, a person in {made.found} of them")
            if made.damaged is not None:
                note(f"{one.clip}: {made.damaged}")
    if stop():
        raise typer.Exit(stop.status)
    if failed:
        raise typer.Exit(BAD_INPUT)
