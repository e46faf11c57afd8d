"""`formcheck new`: drafts the pose file of an exercise from one recording of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.progress import Progress
from formcheck.cli.shared import ModelOption, note


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the new exercise: small letters, digits and _.")],
    clip: Annotated[
        Path,
        typer.Argument(metavar="CLIP", readable=False, help="A video of it, or a track: the start posture, then repetitions."),
    ],
    reps: Annotated[int | None, typer.Option("--reps", metavar="N", min=1, max=200, help="How many repetitions the clip shows.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it; otherwise NAME.yaml among your pose files.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    model: ModelOption = None,
) -> None:
    """Draft a pose file from one recording: posture, view, what moves, the lines between rest and the end of the range.

    What a person has to decide stands in the file as comments that begin with `# ?`. The draft counts its own clip.
    """
    from formcheck.errors import OutputError
    from formcheck.files.places import POSE_FILE, check_place, make_folder
    from formcheck.rules import library

    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise typer.BadParameter(f"{name!r}: small letters, digits and _, a letter first", param_hint="NAME")
    if (library.built_in_folder() / f"{name}.yaml").is_file():
        raise typer.BadParameter(f"{name!r} is in the catalogue already; take another name", param_hint="NAME")
    path = out or library.own_folder() / f"{name}.yaml"
    if path.name != f"{name}.yaml":
        raise typer.BadParameter(f"a pose file has the name of its exercise: {name}.yaml", param_hint="--out")
    if path.exists() and not force:
        raise OutputError(f"{path}: is there already; take another name, or --force to replace it")
    if path.parent.exists():
        check_place(path, POSE_FILE)  # the quickest to fail

    from formcheck.draft.draft import draft
    from formcheck.draft.text import QUESTION
    from formcheck.rules.load import load_exercise
    from formcheck.sinks.textfile import TextFile
    from formcheck.tracking.cache import track_of

    with Progress() as progress, progress.clip(clip.name) as tick:
        track = track_of(clip, model, tick)
    drafted = draft(name, clip.name, track, reps)
    make_folder(path.parent, False, "choose another with --out")
    with TextFile(path, POSE_FILE) as file:
        file.write(drafted.text)
    load_exercise(path)
    counted, questions = len(drafted.report.reps), drafted.text.count(QUESTION) - 1
    note(f"draft: {path}: counts {counted} repetitions of this clip by `{drafted.measure}`; {questions} questions in it, marked `# ?`")
    if counted != drafted.seen:
        note(f"the signals show {drafted.seen} repetitions, though: look at the lines of `repetition` and `gate` first")
    note(f"next: formcheck review {clip} -e {name if out is None else path}")
