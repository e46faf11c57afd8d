"""`formcheck review`: recorded clips in; annotated videos, a summary, JSON and CSV out."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.person import Person, ProfileOption, person
from formcheck.cli.progress import Progress
from formcheck.cli.shared import BAD_INPUT, EXERCISE_HELP, INTERRUPTED, CtrlC, HoldOption, ModelOption, note, say, show, tell
from formcheck.errors import FormCheckError

if TYPE_CHECKING:
    from formcheck.engine.report import Report
    from formcheck.review.task import Task
    from formcheck.rules.exercise import Exercise


def review(
    clips: Annotated[
        list[Path], typer.Argument(metavar="CLIP", readable=False, help="Videos, tracks recorded with `formcheck track`, or kept sessions.")
    ],
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
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table with a row for each repetition, hold and fault.")
    ] = None,
    track: Annotated[bool, typer.Option("--track", help="Also record the landmarks, CLIP.track.npz.")] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Write one page with video, plots, pictures and tables, CLIP.report.html; it opens offline.")
    ] = False,
    signals: Annotated[bool, typer.Option("--signals", help="Also write every measure of every frame, CLIP.signals.csv.")] = False,
    trc: Annotated[bool, typer.Option("--trc", help="Also write the landmarks for movement software, CLIP.trc.")] = False,
    model: ModelOption = None,
    force: Annotated[bool, typer.Option("--force", help="Let --out replace a video that is there already.")] = False,
) -> None:
    """Review recorded clips: count, time, find faults; write an annotated video and a summary.

    A clip that cannot be read does not stop the others. Ctrl-C ends the work; what was done until then is kept.
    """
    from formcheck.review.task import Wanted, plan
    from formcheck.rules.library import find_exercise

    wanted = Wanted(video, track, out, force, may_skip_video=as_json, page=report, signals=signals, trc=trc)
    if wanted.out_is_file and len(clips) > 1:
        raise typer.BadParameter("with several clips this must be a folder", param_hint="--out")
    whose = person(profile)
    rules = None if exercise is None else whose.rules(find_exercise(exercise), exercise)
    from formcheck.cli.session_review import review_sessions, sessions_among

    clips, kept = sessions_among(clips)
    tasks = plan(clips, wanted, [path for path in (json_file, csv_file) if path is not None])

    from formcheck.sinks.csvfile import CsvTable
    from formcheck.sinks.jsonfile import JsonLines

    failed = False
    problems: list[FormCheckError] = []
    with ExitStack() as stack:
        stop = stack.enter_context(CtrlC())
        sinks: list[JsonLines | CsvTable] = []
        if json_file is not None:
            sinks.append(stack.enter_context(JsonLines(json_file)))
        if csv_file is not None:
            sinks.append(stack.enter_context(CsvTable(csv_file)))
        progress = stack.enter_context(Progress())
        for exercise_done, found in review_sessions(kept, rules, hold, wanted, problems):
            for sink in sinks:
                sink.write(found)
            _say(found, None if as_json else exercise_done, whose)
        for task in tasks:
            if video and task.video is None and not task.is_track and task.clip.exists():
                note(f"{task.clip}: no annotated video: its folder cannot be written; give another place with --out")
            try:
                done, found = _review(task, rules, whose, hold, model, progress, stop)
            except FormCheckError as error:
                tell(error)
                failed = True
            else:
                for sink in sinks:
                    sink.write(found)
                _tell(task, found, None if as_json else done, whose)
            if stop():
                break
    if stop():
        raise typer.Exit(INTERRUPTED)
    if failed or problems:
        raise typer.Exit(BAD_INPUT)


def _tell(task: Task, report: Report, exercise: Exercise | None, whose: Person) -> None:
    """One report on stdout, and on stderr what was written."""
    _say(report, exercise, whose)
    if exercise is not None and task.video is not None:
        note(f"annotated video: {task.video}")
    if exercise is not None and task.outputs.page is not None:
        note(f"report: {task.outputs.page}")


def _say(report: Report, exercise: Exercise | None, whose: Person) -> None:
    """One report on stdout: as JSON without an exercise, otherwise in words."""
    if exercise is None:
        from formcheck.sinks.jsonfile import json_line

        say(json_line(report))
        return
    from formcheck.sinks.table import summary

    show(summary(report, exercise, whose.remark(exercise)))


def _review(
    task: Task, exercise: Exercise | None, whose: Person, hold: float | None, model: Path | None, progress: Progress, stop: CtrlC
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
