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
        typer.Argument(metavar="CLIP", readable=False, help="A video of it, or a track: the start posture, then repetitions or a hold."),
    ],
    reps: Annotated[
        int | None, typer.Option("--reps", metavar="N", min=1, max=200, help="It shows so many repetitions. Otherwise the clip tells.")
    ] = None,
    hold: Annotated[bool, typer.Option("--hold", help="It shows a posture that is held. Otherwise the clip tells.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it; otherwise NAME.yaml among your pose files.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    model: ModelOption = None,
) -> None:
    """Draft a pose file from one recording: posture, view, what moves, the lines between rest and the end of the range.

    A clip of somebody who goes into a posture and stays is drafted as a hold. What a person has to decide stands in the file as
    comments that begin with `# ?`. The draft is tried on its own clip.
    """
    from formcheck.errors import OutputError
    from formcheck.files.places import POSE_FILE, check_place, make_folder
    from formcheck.rules import library

    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise typer.BadParameter(f"{name!r}: small letters, digits and _, a letter first", param_hint="NAME")
    if (library.built_in_folder() / f"{name}.yaml").is_file():
        raise typer.BadParameter(f"{name!r} is in the catalogue already; take another name", param_hint="NAME")
    if hold and reps is not None:
        raise typer.BadParameter("a clip shows either repetitions or a hold; leave one of them out", param_hint="--hold")
    path = out or library.own_folder() / f"{name}.yaml"
    if path.name != f"{name}.yaml":
        raise typer.BadParameter(f"a pose file has the name of its exercise: {name}.yaml", param_hint="--out")
    if path.exists() and not force:
        raise OutputError(f"{path}: is there already; take another name, or --force to replace it")
    if path.parent.exists():
        check_place(path, POSE_FILE)  # the quickest to fail

    from formcheck.draft.draft import draft, told
    from formcheck.draft.text import QUESTION
    from formcheck.rules.load import load_exercise
    from formcheck.sinks.textfile import TextFile
    from formcheck.tracking.cache import track_of

    with Progress() as progress, progress.clip(clip.name) as tick:
        track = track_of(clip, model, tick, progress.not_kept)
    drafted = draft(name, clip.name, track, reps, hold)
    make_folder(path.parent, False, "choose another with --out")
    with TextFile(path, POSE_FILE) as file:
        file.write(drafted.text)
    load_exercise(path)
    questions, verb = drafted.text.count(QUESTION) - 1, "counts" if drafted.kind == "reps" else "finds"
    counted = told(drafted.counted, drafted.kind)
    note(f"draft: {path}: {verb} {counted} in this clip by `{drafted.measure}`; {questions} questions in it, marked `# ?`")
    if drafted.fitting != drafted.seen:
        part = "repetition" if drafted.kind == "reps" else "hold"
        other = "though" if drafted.counted != drafted.seen else "but at other times"
        note(f"the signals show {told(drafted.seen, drafted.kind)}, {other}: look at the lines of `{part}` and `gate` first")
    note(f"next: formcheck review {clip} -e {name if out is None else path}")
