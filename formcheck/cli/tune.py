"""`formcheck tune`: fit the numbers of a pose file to labelled clips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.evaluate import read_cases, tell_unknown_faults
from formcheck.cli.progress import Progress
from formcheck.cli.shared import JobsOption, ModelOption, note, say

if TYPE_CHECKING:
    from formcheck.evaluate.evaluate import Case
    from formcheck.tune.people import Tuned
    from formcheck.tune.posefile import PoseFile

WORTH_A_PROCESS: Final = 500_000  # poses to be looked at (about half a minute's work), from which more processes than one are quicker


def tune(
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help="Name, alias or pose file.")],
    places: Annotated[list[Path], typer.Argument(metavar="CLIP|FOLDER...", help="Labelled clips or folders; of two people at least.")],
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ADDRESS", help="Move only this number, or those under it (faults.shallow, gate). May be repeated."),
    ] = None,
    candidates: Annotated[int, typer.Option("--candidates", metavar="N", min=1, help="The most that each fit may try.")] = 400,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same numbers.")] = 0,
    phantoms: Annotated[
        bool, typer.Option("--phantoms", help="Use the clips of other exercises too: nothing is to be counted there. Slow.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write the numbers to the pose file; the old one is kept as NAME.yaml.bak.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    jobs: JobsOption = None,
    model: ModelOption = None,
) -> None:
    """Find numbers for a pose file that agree better with the labels of clips. Nothing is written without --write.

    The numbers are fitted to all people. How good that is is judged by leaving out each person in turn: fitted to the others, judged on
    that one. Nothing is written when people who were left out are judged worse than before. Ctrl-C ends the search and keeps the best.
    """
    from formcheck.cli import tune_tables as tables
    from formcheck.errors import InputError
    from formcheck.tune.numbers import chosen, numbers_of
    from formcheck.tune.people import people_of
    from formcheck.tune.people import tune as run
    from formcheck.tune.posefile import PoseFile

    file = PoseFile.find(exercise)
    numbers = chosen(numbers_of(file.exercise), only or [])
    with Stop() as stop, Progress() as progress:
        cases = read_cases(places, model, jobs, progress, stop, lambda labels: phantoms or labels.exercise == file.exercise.name)
        if stop():
            note("stopped; the tracks made so far are kept")
            raise typer.Exit(stop.status)
        tell_unknown_faults(cases, [file.exercise])
        people_of(file.exercise, cases)
        processes = _processes(cases, candidates, jobs)
        with progress.clip(file.exercise.name, "candidates") as tick:
            tuned = run(file.exercise, numbers, cases, candidates=candidates, seed=seed, processes=processes, progress=tick, stop=stop)
    if not as_json:
        tables.show_all(file, numbers, tuned)
    written = _write(file, tuned) if write else None
    if as_json:
        say(json.dumps(tables.figures(file, numbers, tuned) | {"seed": seed, "written": written and str(written)}, indent=1))
    for line in tables.warnings(tuned, phantoms):
        note(line)
    if write and tuned.worse:
        raise InputError(f"{file.target}: not written: people who were left out are judged worse than before; give more clips or people")
    if write and written is None:
        note("no number moved; nothing is written")
    if tuned.stopped:
        raise typer.Exit(stop.status)


def _write(file: PoseFile, tuned: Tuned) -> Path | None:
    """Write the numbers that moved.  Returns where, None when there are none or they are no good."""
    if tuned.worse or not tuned.values:
        return None
    kept = file.write(tuned.values)
    note(f"written: {file.target}" + (f"; what was there is kept as {kept.name}" if kept is not None else ""))
    return file.target


def _processes(cases: list[Case], candidates: int, jobs: int | None) -> int:
    """How many processes are worth their start."""
    from formcheck.work.choose import jobs_of

    poses = candidates * sum(len(case.track) for case in cases)
    return jobs_of(jobs) if poses > WORTH_A_PROCESS else 1
