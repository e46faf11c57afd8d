"""`formcheck evaluate`: how well the rules agree with the labels of clips."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from formcheck.cli.ending import Stop
from formcheck.cli.person import Person, ProfileOption, person
from formcheck.cli.progress import Progress
from formcheck.cli.shared import JobsOption, ModelOption, note, say, show
from formcheck.errors import FormCheckError, OutputError

if TYPE_CHECKING:
    from formcheck.evaluate.evaluate import Case, Outcome
    from formcheck.evaluate.labels import Labels
    from formcheck.pose.pose import Track
    from formcheck.rules.exercise import Exercise


def evaluate(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="[EXERCISE]... CLIP|FOLDER...", help="Exercises (name, alias or pose file), then labelled clips or folders."
        ),
    ],
    everything: Annotated[bool, typer.Option("--all", help="Every exercise there is.")] = False,
    phantoms: Annotated[
        bool, typer.Option("--phantoms", help="Run each exercise over the clips of all others too: nothing is to be counted there.")
    ] = False,
    per_clip: Annotated[
        bool, typer.Option("--clips", help="A line for every clip where something is wrong; with --json the figures of each clip.")
    ] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Also count the repetitions in two usual ways, without gate and rules, and compare.")
    ] = False,
    named: Annotated[
        bool, typer.Option("--recognise", help="Also name the exercise of each clip by the rules of all, and compare. Slow.")
    ] = False,
    pictures: Annotated[
        Path | None,
        typer.Option("--pictures", metavar="FOLDER", help="Draw each clip, truth against verdicts, and a page with the worst first."),
    ] = None,
    stressed: Annotated[
        bool,
        typer.Option("--stress", help="Instead: perturb the landmarks of one good clip of each exercise, and tell what is then lost."),
    ] = False,
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", metavar="FILE", help="Instead: move the line of each fault to and fro, and keep who is how near to it."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    profile: ProfileOption = None,
    jobs: JobsOption = None,
    model: ModelOption = None,
) -> None:
    """Compare what the rules say of labelled clips with what is true of them: counts, verdicts, times, faults, phantoms.

    Videos become tracks once and are kept in a cache. Without an exercise, each clip is judged by the exercise of its labels.
    Recordings whose labels have several sets are cut into sets, and these compared, before all others.
    """
    from formcheck.errors import InputError
    from formcheck.evaluate.evaluate import evaluate as run
    from formcheck.evaluate.labels import CLIP_SUFFIXES
    from formcheck.rules.library import is_pose_file

    names = [w for w in what if is_pose_file(w) or not Path(w).exists()]
    places = [Path(w) for w in what if w not in names]
    for word in names:
        if word.lower().endswith(CLIP_SUFFIXES):
            raise InputError(f"{word}: no such clip; check the name and the folder")
    if not places:
        only_rules = is_pose_file(what[-1])
        raise typer.BadParameter(
            "a pose file alone; name labelled clips or a folder too" if only_rules else f"no such clip or folder: {what[-1]}"
        )
    whose = person(profile)
    with Stop() as stop, Progress() as progress:
        cases = read_cases(places, model, jobs, progress, stop)
    if stop():
        note("stopped; the tracks made so far are kept")
        raise typer.Exit(stop.status)
    cases, of_sets = _recordings(cases, as_json, per_clip)
    if not cases and of_sets:
        return
    exercises = _exercises(names, everything, cases, whose)
    tell_unknown_faults(cases, exercises)
    if stressed:
        _stress(exercises, cases, as_json)
    if evidence is not None:
        _collect(exercises, cases, evidence)
    if stressed or evidence is not None:
        return
    outcomes = list(run(exercises, cases, phantoms))
    _tell(outcomes, baseline, per_clip, as_json, of_sets)
    if named:
        _name(cases)
    if pictures is not None:
        _draw(outcomes, pictures)


def _recordings(cases: list[Case], as_json: bool, per_clip: bool) -> tuple[list[Case], dict[str, Any]]:
    """Tells of recordings of several sets; the other cases, and the figures of the recordings, empty when there were none."""
    recordings = [case for case in cases if case.labels.sets is not None]
    if not recordings:
        return cases, {}
    from formcheck.cli.evaluate_sets import tell_sets

    others = [case for case in cases if case.labels.sets is None]
    figures = tell_sets(recordings, as_json, per_clip)
    if as_json and not others:
        say(json.dumps(figures, indent=1))
    return others, figures


def _tell(outcomes: list[Outcome], baseline: bool, per_clip: bool, as_json: bool, of_sets: dict[str, Any]) -> None:
    from formcheck.cli import evaluate_tables as tables

    ways = tables.counting(outcomes) if baseline else None
    if as_json:
        counted = {} if ways is None else {"counting": tables.counting_figures(ways)}
        say(json.dumps(tables.figures(outcomes, per_clip) | counted | of_sets, indent=1))
        return
    show(tables.agreement_table(outcomes))
    if (form := tables.form_table(outcomes)) is not None:
        show(form)
    show(tables.fault_table(outcomes))
    if (mean := tables.mean_f1(outcomes)) is not None:
        say(f"mean F1 of the faults: {mean:.3f} (of {tables.faults_scored(outcomes)} faults)")
    if ways is not None:
        show(tables.counting_table(ways))
        tables.say_counting_phantoms(ways)
    tables.say_phantoms(outcomes)
    if per_clip:
        for outcome in outcomes:
            tables.say_wrong(outcome)


def _stress(exercises: list[Exercise], cases: list[Case], as_json: bool) -> None:
    from formcheck.cli.stress_table import stress_table
    from formcheck.errors import InputError
    from formcheck.evaluate.stress import good_cases, stress

    chosen = good_cases(exercises, cases)
    if not chosen:
        raise InputError("none of these clips is labelled as of good form with a known count; give one of each exercise")
    with Progress() as progress, progress.clip("perturbations", "clips") as tick:
        found = stress(chosen, tick)
    if as_json:
        clips = {exercise.name: case.clip.name for exercise, case in chosen}
        say(json.dumps({"clips": clips, "perturbations": {name: row.to_json() for name, row in found.items()}}, indent=1))
    else:
        show(stress_table(found))


def _collect(exercises: list[Exercise], cases: list[Case], file: Path) -> None:
    from formcheck.evaluate.evidence import Evidence, collect
    from formcheck.evaluate.evidencefile import write_evidence

    found: dict[str, dict[str, Evidence]] = {}
    with Progress() as progress, progress.clip("evidence", "exercises") as tick:
        for k, exercise in enumerate(exercises):
            found |= collect(exercise, [case for case in cases if case.labels.exercise == exercise.name])
            tick(k + 1, len(exercises))
    write_evidence(file, found)
    note(f"evidence: {file}: {sum(map(len, found.values()))} faults of {len(found)} exercises, each way counted")


def _name(cases: list[Case]) -> None:
    """Said on stderr, as it is no figure of the rules that are evaluated."""
    from formcheck.evaluate.naming import name_all
    from formcheck.evaluate.share import Share
    from formcheck.rules.library import all_exercises

    with Progress() as progress, progress.clip("recognising", "clips") as tick:
        found = name_all(all_exercises(), cases, tick)
    right = Share(sum(one.right for one in found), len(found))
    note(f"recognised: {right.part} of {right.whole} clips ({100 * right.part / right.whole:.1f} %; 95 % interval {right.between} %)")
    named = [one for one in found if one.taken_for is not None]
    if named:
        sure = Share(sum(one.right for one in named), len(named))
        note(f"named: {sure.whole} of {len(found)} clips, {sure.part} of them right ({100 * sure.part / sure.whole:.1f} %)")
    for one in found:
        if not one.right:
            note(f"{one.case.clip.name}: {one.case.labels.exercise or 'none'}, taken for {one.taken_for or 'none'}")


def _draw(outcomes: list[Outcome], folder: Path) -> None:
    from formcheck.evaluate.album import write_album

    with Progress() as progress, progress.clip("pictures", "clips") as tick:
        page = write_album(folder, outcomes, tick)
    note(f"pictures: {page}")


def read_cases(
    places: list[Path],
    model: Path | None,
    jobs: int | None,
    progress: Progress,
    stop: Stop,
    wanted: Callable[[Labels], bool] = lambda _: True,
) -> list[Case]:
    """The labelled clips at these places as tracks, which are made where they are not kept; only those whose labels are wanted."""
    from formcheck.evaluate.evaluate import Case
    from formcheck.evaluate.labels import find_clips, labels_path, read_labels
    from formcheck.tracking.cache import Fill, fill, is_kept, track_of
    from formcheck.work.choose import jobs_of, workers

    clips = [clip for place in places for clip in find_clips(place)]
    labels = {clip: read for clip in clips if wanted(read := read_labels(labels_path(clip)))}
    lacking = [Fill(clip, model) for clip in labels if not is_kept(clip, model)]
    unkept: dict[Path, Track] = {}
    with workers(jobs_of(jobs), stop, progress.clip) as team:
        for asked, made in zip(lacking, team.run(fill, lacking), strict=False):
            if isinstance(made, OutputError):  # looked at once more, and not kept
                with progress.clip(asked.clip.name) as tick:
                    unkept[asked.clip] = track_of(asked.clip, model, tick, progress.not_kept)
            elif isinstance(made, FormCheckError):
                raise made
    if stop():
        return []
    return [Case(clip, labels[clip], unkept.get(clip) or track_of(clip, model)) for clip in clips if clip in labels]


def tell_unknown_faults(cases: list[Case], exercises: list[Exercise]) -> None:
    """Labels that name a fault which their exercise does not have."""
    from formcheck.evaluate.labels import labels_path, unknown_faults

    rules = {exercise.name: exercise for exercise in exercises}
    for case in cases:
        exercise = rules.get(case.labels.exercise or "")
        strays = [] if exercise is None else unknown_faults(case.labels, exercise)
        if exercise is not None and strays:
            note(f"{labels_path(case.clip)}: {exercise.name} has no fault {', '.join(strays)}")


def _exercises(names: list[str], everything: bool, cases: list[Case], whose: Person) -> list[Exercise]:
    from formcheck.rules.library import all_exercises, find_exercise

    if names:
        return [whose.rules(find_exercise(name), name) for name in names]
    wanted = {case.labels.exercise for case in cases if case.labels.exercise is not None}
    every = all_exercises()
    for name in sorted(wanted - {e.name for e in every}):
        note(f"{name}: no such exercise; its clips are not judged")
    return [whose.rules(e) for e in every if everything or e.name in wanted]
