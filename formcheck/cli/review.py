"""`formcheck review`: recorded clips in; annotated videos, a summary, JSON and CSV out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.person import Person, ProfileOption, person
from formcheck.cli.progress import Progress
from formcheck.cli.shared import BAD_INPUT, EXERCISE_HELP, HoldOption, ModelOption, can_show, note, say, show, tell
from formcheck.errors import FormCheckError

if TYPE_CHECKING:
    from formcheck.engine.report import Report
    from formcheck.review.task import Task
    from formcheck.rules.exercise import Exercise
    from formcheck.sinks.csvfile import CsvTable
    from formcheck.sinks.jsonfile import JsonLines


def review(
    clips: Annotated[list[Path], typer.Argument(metavar="CLIP", readable=False, help="Videos, or tracks recorded with `formcheck track`.")],
    exercise: Annotated[
        str | None,
        typer.Option("--exercise", "-e", metavar="EXERCISE", help=f"{EXERCISE_HELP}. Without it, each clip's exercise is recognised."),
    ] = None,
    hold: HoldOption = None,
    profile: ProfileOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="Folder for the results, or for one clip the annotated video's name (.mp4). Otherwise beside the clip."
        ),
    ] = None,
    video: Annotated[bool, typer.Option("--video/--no-video", help="Write the annotated video, CLIP.reviewed.mp4.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line for each clip instead of the summary.")] = False,
    json_file: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the JSON objects to a file.")] = None,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table: a row for each repetition, hold, fault and refusal.")
    ] = None,
    track: Annotated[bool, typer.Option("--track", help="Also record the landmarks, CLIP.track.npz.")] = False,
    model: ModelOption = None,
    force: Annotated[bool, typer.Option("--force", help="Let --out replace a video that is there already.")] = False,
) -> None:
    """Review recorded clips: count, time, find faults; write an annotated video and a summary.

    A clip that cannot be read does not stop the others. Ctrl-C ends the work; what was done until then is kept.
    """
    from formcheck.files.places import CSV, JSON_LINES
    from formcheck.review.task import Wanted, plan
    from formcheck.rules.library import find_exercise

    wanted = Wanted(video, track, out, force, may_skip_video=as_json)
    if wanted.out_is_no_folder:
        raise typer.BadParameter("give a folder, or a name that ends in .mp4: the annotated video is an MP4 file", param_hint="--out")
    if wanted.out_is_file and len(clips) > 1:
        raise typer.BadParameter("with several clips this must be a folder", param_hint="--out")
    whose = person(profile)
    rules = None if exercise is None else whose.rules(find_exercise(exercise), exercise)
    tasks = plan(clips, wanted, [(path, kind) for path, kind in ((json_file, JSON_LINES), (csv_file, CSV)) if path is not None])

    failed = False
    with ExitStack() as stack:
        stop = stack.enter_context(Stop())
        sinks = list(_tables(json_file, csv_file))
        for sink in sinks:
            stack.enter_context(sink)
        progress = stack.enter_context(Progress())
        for task in tasks:
            if video and task.video is None and not task.is_track and task.clip.exists():
                note(f"{task.clip}: no annotated video: its folder cannot be written; give another place with --out")
            try:
                done, report = _review(task, rules, whose, hold, model, progress, stop)
            except FormCheckError as error:
                tell(error)
                failed = True
            else:
                for sink in sinks:
                    sink.write(report)
                _tell(task, report, None if as_json else done, whose)
            if stop():
                break
    if stop():
        raise typer.Exit(stop.status)
    if failed:
        raise typer.Exit(BAD_INPUT)


def _tables(json_file: Path | None, csv_file: Path | None) -> Iterator[JsonLines | CsvTable]:
    """The files that tell of all clips."""
    from formcheck.sinks.csvfile import CsvTable
    from formcheck.sinks.jsonfile import JsonLines

    if json_file is not None:
        yield JsonLines(json_file)
    if csv_file is not None:
        yield CsvTable(csv_file)


def _tell(task: Task, report: Report, exercise: Exercise | None, whose: Person) -> None:
    """One report on stdout: as JSON without an exercise, otherwise in words."""
    if exercise is None:
        from formcheck.sinks.jsonfile import json_line

        line = json_line(report)
        say(line if can_show(line) else json_line(report, only_ascii=True))
        return
    from formcheck.sinks.table import summary

    show(summary(report, exercise, whose.remark(exercise)))
    if task.video is not None:
        note(f"annotated video: {task.video}")


def _review(
    task: Task, exercise: Exercise | None, whose: Person, hold: float | None, model: Path | None, progress: Progress, stop: Stop
) -> tuple[Exercise, Report]:
    """Review one clip, by the exercise given or recognised."""
    from formcheck.review.clip import Reviewer

    known = None
    if exercise is None:
        from formcheck.review.recognition import recognise_clip

        with progress.clip(task.clip.name) as tick:
            found, known = recognise_clip(task, model, tick, stop)
        exercise = whose.rules(found)
        note(f"{task.clip}: taken for {exercise.name} ({exercise.title}); if it is another exercise, name it with -e")
    with progress.clip(task.clip.name) as tick:
        return exercise, Reviewer(exercise, hold, model, tick, stop).review(task, known)
