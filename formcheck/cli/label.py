"""`formcheck label`: what is true of a clip, marked by hand in a window, or read from a table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.progress import Progress
from formcheck.cli.shared import HoldOption, ModelOption, note


def label(
    clip: Annotated[Path, typer.Argument(metavar="CLIP", readable=False, help="A video, or a track recorded with `formcheck track`.")],
    exercise: Annotated[
        str | None,
        typer.Option("--exercise", "-e", metavar="EXERCISE", help="What it shows; not needed when the clip has labels already."),
    ] = None,
    hold: HoldOption = None,
    from_csv: Annotated[
        Path | None,
        typer.Option(
            "--from-csv", metavar="FILE", help="Take the marks from a table instead (kind,start_s,end_s,side,verdict,faults); no window."
        ),
    ] = None,
    window: Annotated[bool, typer.Option("--window/--no-window", help="Without: only write down what the checker saw.")] = True,
    anew: Annotated[bool, typer.Option("--anew", help="Begin with what the checker sees, not with the labels there are.")] = False,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Who it is, in one word; tuning keeps people apart by it.")] = None,
    model: ModelOption = None,
) -> None:
    """Write down what is true of a clip, into CLIP.labels.yaml: repetitions, holds, sides and faults with their times.

    Begins with what the checker saw. In the window: space plays, comma and point go picture by picture, r, h and f begin and end a
    repetition, hold or fault, the numbers say which faults; the other keys are shown there. Saved after each change.
    """
    from formcheck.evaluate.labels import labels_path, read_labels
    from formcheck.rules.library import find_exercise

    if exercise is None:
        there = read_labels(labels_path(clip)).exercise if labels_path(clip).is_file() else None
        if there is None:
            raise typer.BadParameter("say which exercise the clip shows", param_hint="--exercise")
        exercise = there
    rules = find_exercise(exercise)
    if window and from_csv is None:
        from formcheck.window.display import check_display

        check_display()  # the quickest to fail

    from formcheck.label import start
    from formcheck.label.csvrows import read_marks
    from formcheck.tracking.cache import track_of

    marks = None if from_csv is None else read_marks(from_csv, rules)
    with Progress() as progress, progress.clip(clip.name) as tick:
        track = track_of(clip, model, tick, progress.not_kept)
    with Stop() as stop, Progress() as progress:
        work = start.Work(clip, rules, track, person, hold, anew)
        if window and marks is None:
            with progress.clip(clip.name) as tick:
                file, marks = start.run_window(work, tick, stop)
        else:
            file, marks = start.write_marks(work, marks)
    counts = Counter(mark.kind for mark in marks)
    note(f"labels: {file}: {counts['rep']} repetitions, {counts['hold']} holds, {counts['fault']} spans of faults")
    if stop():
        raise typer.Exit(stop.status)
