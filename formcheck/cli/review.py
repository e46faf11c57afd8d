"""`formcheck review`: recorded clips in; annotated videos, a summary, JSON and CSV out."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.person import Person, ProfileOption, person
from formcheck.cli.progress import Progress
from formcheck.cli.shared import (
    BAD_INPUT,
    EXERCISE_HELP,
    HoldOption,
    JobsOption,
    ModelOption,
    ResumeOption,
    can_show,
    note,
    say,
    show,
    tell,
)
from formcheck.errors import FormCheckError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from formcheck.cut.recording import Recording
    from formcheck.engine.report import Report
    from formcheck.history.kept import Kept
    from formcheck.review.job import Reviewed
    from formcheck.review.task import Task, Wanted
    from formcheck.rules.exercise import Exercise
    from formcheck.sinks.csvfile import CsvTable
    from formcheck.sinks.jsonfile import JsonLines
    from formcheck.sinks.parquet import ParquetTable


def review(
    clips: Annotated[
        list[Path],
        typer.Argument(
            metavar="CLIP", readable=False, help="Videos, folders of videos, tracks recorded with `formcheck track`, or kept sessions."
        ),
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
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table: a row for each repetition, hold, fault and refusal.")
    ] = None,
    parquet: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a table with a row for each clip, also for those that cannot be read.")
    ] = None,
    track: Annotated[bool, typer.Option("--track", help="Also record the landmarks, CLIP.track.npz.")] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Write one page with video, plots, pictures and tables, CLIP.report.html; it opens offline.")
    ] = False,
    signals: Annotated[bool, typer.Option("--signals", help="Also write every measure of every frame, CLIP.signals.csv.")] = False,
    trc: Annotated[bool, typer.Option("--trc", help="Also write the landmarks for movement software, CLIP.trc.")] = False,
    fast: Annotated[
        bool,
        typer.Option(
            "--fast",
            help="Leave out pictures while nothing moves fast, and some at 50 or more a second; see docs/ARCHIVE.md for what may change.",
        ),
    ] = False,
    jobs: JobsOption = None,
    resume: ResumeOption = False,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Hand the clips to the Dask scheduler at this address (needs the extra `cluster`)."),
    ] = None,
    model: ModelOption = None,
    force: Annotated[bool, typer.Option("--force", help="Let --out replace a video that is there already.")] = False,
) -> None:
    """Review recorded clips: count, time, find faults; write an annotated video and a summary.

    A clip that cannot be read does not stop the others. Ctrl-C ends the work; what was done until then is kept.
    """
    from formcheck.cli.session_review import sessions_among
    from formcheck.files.places import CSV, JSON_LINES, PARQUET
    from formcheck.review.job import ReviewJob, review_all
    from formcheck.review.task import Wanted, clips_in, plan
    from formcheck.rules.library import find_exercise
    from formcheck.work.choose import jobs_of, workers

    wanted = Wanted(video, track, out, force, may_skip_video=as_json, page=report, signals=signals, trc=trc)
    if wanted.out_is_no_folder:
        raise typer.BadParameter("give a folder, or a name that ends in .mp4: the annotated video is an MP4 file", param_hint="--out")
    if wanted.out_is_file and len(clips) > 1:
        raise typer.BadParameter("with several clips this must be a folder", param_hint="--out")
    whose = person(profile)
    rules = None if exercise is None else whose.rules(find_exercise(exercise), exercise)
    clips, kept = sessions_among(clips)
    tables = ((json_file, JSON_LINES), (csv_file, CSV), (parquet, PARQUET))
    tasks = plan(clips_in(clips), wanted, [(path, kind) for path, kind in tables if path is not None])

    asked = _Asked(rules, whose, hold, as_json, [])
    job = ReviewJob(rules, whose.rules, hold, model, fast, resume)
    with ExitStack() as stack:
        stop = stack.enter_context(Stop())
        sinks = _open(stack, json_file, csv_file)
        _sessions(kept, wanted, asked, sinks)
        progress = stack.enter_context(Progress())
        progress.resuming(resume)
        many = 1 if cluster is not None else jobs_of(jobs)
        team = stack.enter_context(workers(many, stop, progress.clip, cluster))
        archive = None if parquet is None else stack.enter_context(_archive(parquet))
        _clips(review_all(job, tasks, team, many, progress.clip, stop), wanted, asked, sinks, archive)
    if stop():
        raise typer.Exit(stop.status)
    if archive is not None:
        note(f"{parquet}: {archive.rows} clips, {archive.errors} of them could not be reviewed")
    if asked.problems:
        raise typer.Exit(BAD_INPUT)


@dataclass(frozen=True)
class _Asked:
    """What holds for every clip.  problems: of clips that could not be read, once they are told."""

    rules: Exercise | None
    whose: Person
    hold_s: float | None
    as_json: bool
    problems: list[FormCheckError]


def _open(stack: ExitStack, json_file: Path | None, csv_file: Path | None) -> list[JsonLines | CsvTable]:
    """The tables that tell of all clips."""
    from formcheck.sinks.csvfile import CsvTable
    from formcheck.sinks.jsonfile import JsonLines

    sinks: list[JsonLines | CsvTable] = []
    if json_file is not None:
        sinks.append(stack.enter_context(JsonLines(json_file)))
    if csv_file is not None:
        sinks.append(stack.enter_context(CsvTable(csv_file)))
    return sinks


def _archive(path: Path) -> ParquetTable:
    from formcheck.sinks.parquet import ParquetTable

    return ParquetTable(path)


def _sessions(kept: Sequence[Kept], wanted: Wanted, asked: _Asked, sinks: Sequence[JsonLines | CsvTable]) -> None:
    """Kept sessions, every start of each."""
    from formcheck.cli.session_review import review_sessions

    for exercise, found in review_sessions(kept, asked.rules, asked.hold_s, wanted, asked.problems):
        for sink in sinks:
            sink.write(found)
        _say(found, None if asked.as_json else exercise, asked.whose)


def _clips(
    found: Iterable[tuple[Task, Reviewed | FormCheckError]],
    wanted: Wanted,
    asked: _Asked,
    sinks: Sequence[JsonLines | CsvTable],
    archive: ParquetTable | None,
) -> None:
    from formcheck.cli.recording import has_totals, recognised_as, totals_table

    done: list[Report | Recording] = []
    for task, one in found:
        if archive is not None:
            archive.write(task.clip, one if isinstance(one, FormCheckError) else one.report)
        if wanted.video and task.video is None and not task.is_track and task.clip.exists():
            note(f"{task.clip}: no annotated video: its folder cannot be written; give another place with --out")
        if isinstance(one, FormCheckError):
            tell(one)
            asked.problems.append(one)
            continue
        if one.recognised:
            note(f"{task.clip}: {recognised_as(one)}")
        for sink in sinks:
            sink.write(one.report)
        _tell(task, one, asked)
        done.append(one.report)
    if not asked.as_json and has_totals(done):
        show(totals_table(done))


def _tell(task: Task, one: Reviewed, asked: _Asked) -> None:
    """One report on stdout, and on stderr what was written."""
    from formcheck.engine.report import Report

    if isinstance(one.report, Report):
        _say(one.report, None if asked.as_json else one.exercise, asked.whose)
    else:
        _say_recording(one.report, asked)
    if not asked.as_json and task.video is not None:
        note(f"annotated video: {task.video}")
    if not asked.as_json and task.outputs.page is not None:
        note(f"report: {task.outputs.page}" if one.exercise is not None else f"reports: one for each set, in {task.outputs.page.parent}")


def _say_recording(recording: Recording, asked: _Asked) -> None:
    """A recording of several sets on stdout, as JSON or set by set in words."""
    if asked.as_json:
        _say_json(recording)
        return
    from formcheck.cli.recording import heading
    from formcheck.sinks.table import summary

    for one in recording.sets:
        say(heading(one, len(recording.sets)))
        show(summary(one.report, one.exercise, asked.whose.remark(one.exercise)))
    for problem in recording.problems:
        say(f"! {problem}")


def _say(report: Report, exercise: Exercise | None, whose: Person) -> None:
    """One report on stdout: as JSON without an exercise, otherwise in words."""
    if exercise is None:
        _say_json(report)
        return
    from formcheck.sinks.table import summary

    show(summary(report, exercise, whose.remark(exercise)))


def _say_json(report: Report | Recording) -> None:
    from formcheck.sinks.jsonfile import json_line

    line = json_line(report)
    say(line if can_show(line) else json_line(report, only_ascii=True))
