"""`formcheck evaluate`: how well the rules agree with the labels of clips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from formcheck.cli.progress import Progress
from formcheck.cli.shared import INTERRUPTED, CtrlC, ModelOption, note, say, show

if TYPE_CHECKING:
    from rich.table import Table

    from formcheck.rules.exercise import Exercise
    from formcheck.tune.agreement import Agreement
    from formcheck.tune.evaluate import Case, Outcome


def evaluate(
    what: Annotated[list[str], typer.Argument(metavar="[EXERCISE]... CLIP|FOLDER...", help="Exercises, then labelled clips or folders.")],
    everything: Annotated[bool, typer.Option("--all", help="Every exercise there is.")] = False,
    phantoms: Annotated[
        bool, typer.Option("--phantoms", help="Run each exercise over the clips of all others too: nothing is to be counted there.")
    ] = False,
    per_clip: Annotated[bool, typer.Option("--clips", help="A line for every clip where something is wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    model: ModelOption = None,
) -> None:
    """Compare what the rules say of labelled clips with what is true of them: counts, verdicts, times, faults, phantoms.

    Videos become tracks once and are kept in a cache. Without an exercise, each clip is judged by the exercise of its labels.
    """
    from formcheck.errors import InputError
    from formcheck.tune.evaluate import evaluate as run
    from formcheck.tune.labels import CLIP_SUFFIXES

    places = [Path(w) for w in what if Path(w).exists()]
    names = [w for w in what if not Path(w).exists()]
    for word in names:
        if word.endswith(CLIP_SUFFIXES):
            raise InputError(f"{word}: no such clip; check the name and the folder")
    if not places:
        raise typer.BadParameter(f"no such clip or folder: {what[-1]}")
    with CtrlC() as stop, Progress() as progress:
        cases = _cases(places, model, progress, stop)
    if stop():
        note("stopped; the tracks made so far are kept")
        raise typer.Exit(INTERRUPTED)
    exercises = _exercises(names, everything, cases)
    outcomes = list(run(exercises, cases, phantoms))
    if as_json:
        say(json.dumps(_figures(outcomes), indent=1))
        return
    show(_table(outcomes))
    show(_fault_table(outcomes))
    _phantom_lines(outcomes)
    if per_clip:
        for outcome in outcomes:
            _clip_line(outcome)


def _cases(places: list[Path], model: Path | None, progress: Progress, stop: CtrlC) -> list[Case]:
    from formcheck.tune.cache import track_of
    from formcheck.tune.evaluate import Case
    from formcheck.tune.labels import find_clips, labels_path, read_labels

    cases = []
    for clip in (clip for place in places for clip in find_clips(place)):
        labels = read_labels(labels_path(clip))
        with progress.clip(clip.name) as tick:
            cases.append(Case(clip, labels, track_of(clip, model, tick)))
        if stop():
            break
    return cases


def _exercises(names: list[str], everything: bool, cases: list[Case]) -> list[Exercise]:
    from formcheck.rules.library import all_exercises, find_exercise

    if names:
        return [find_exercise(name) for name in names]
    wanted = {case.labels.exercise for case in cases if case.labels.exercise is not None}
    every = all_exercises()
    for name in sorted(wanted - {e.name for e in every}):
        note(f"{name}: no such exercise; its clips are not judged")
    return [e for e in every if everything or e.name in wanted]


def _own(outcomes: list[Outcome]) -> list[Outcome]:
    return [o for o in outcomes if o.case.labels.exercise == o.exercise.name]


def _sum(outcomes: list[Outcome]) -> Agreement:
    from formcheck.tune.agreement import Agreement

    total = Agreement()
    for outcome in outcomes:
        total += outcome.agreement
    return total


def _groups(outcomes: list[Outcome]) -> dict[str, dict[str, list[Outcome]]]:
    """Outcomes by exercise and by person, and all together."""
    groups: dict[str, dict[str, list[Outcome]]] = {"exercise": {}, "person": {}, "total": {"all": list(outcomes)}}
    for outcome in outcomes:
        groups["exercise"].setdefault(outcome.exercise.name, []).append(outcome)
        if outcome.case.labels.person:
            groups["person"].setdefault(outcome.case.labels.person, []).append(outcome)
    return groups


def _figures(outcomes: list[Outcome]) -> dict[str, Any]:
    groups = _groups(outcomes)
    return {kind: {name: _sum(rows).to_json() for name, rows in sorted(some.items())} for kind, some in groups.items()}


def _table(outcomes: list[Outcome]) -> Table:
    from rich.table import Table

    table = Table(title="Agreement with the labels")
    for column in ("", "clips", "counts exact", "within one", "verdicts", "edges < 0.5 s", "holds", "phantoms", "person found"):
        table.add_column(column, justify="left" if not column else "right")
    for kind, some in _groups(outcomes).items():
        for name, rows in sorted(some.items()):
            own, total = _sum(_own(rows)).to_json(), _sum(rows)
            cells = (own["counts_exact"], own["counts_within_one"], own["verdicts_right"], own["edges_within_0.5_s"], own["holds_right"])
            found = own["detected_least"]
            table.add_row(name, str(own["clips"]), *map(_percent, cells), str(total.phantoms), _percent(found))
        if kind != "total":
            table.add_section()
    return table


def _fault_table(outcomes: list[Outcome]) -> Table:
    from rich.table import Table

    table = Table(title="Faults, by repetition or hold")
    for column in ("exercise", "fault", "found", "missed", "false", "precision", "recall", "F1"):
        table.add_column(column, justify="left" if column in ("exercise", "fault") else "right")
    for name, rows in sorted(_groups(outcomes)["exercise"].items()):
        for fault, s in sorted(_sum(_own(rows)).faults.items()):
            table.add_row(name, fault, str(s.found), str(s.missed), str(s.false), *map(_percent, (s.precision, s.recall, s.f1)))
    return table


def _phantom_lines(outcomes: list[Outcome]) -> None:
    for o in outcomes:
        if o.agreement.phantoms:
            what = o.case.labels.exercise or "none of the catalogue"
            say(f"phantom: {o.exercise.name} counts {len(o.report.reps)} reps, {len(o.report.holds)} holds in {o.case.clip.name} ({what})")


def _clip_line(outcome: Outcome) -> None:
    a = outcome.agreement
    wrong = []
    if a.counted and not a.exact:
        wrong.append(f"{len(outcome.report.reps)} reps instead of {outcome.case.labels.count}")
    if a.verdicts < a.reps:
        wrong.append("verdicts " + ", ".join(f"{t} told as {o} ({n})" for (t, o), n in a.confusion.items() if t != o))
    if a.held < a.holds:
        own = ", ".join(f"{h.held_s:.1f}" for h in outcome.report.holds) or "none"
        wrong.append(f"{a.holds - a.held} of {a.holds} holds timed wrong (own: {own} s)")
    for fault, s in a.faults.items():
        if s.missed or s.false:
            wrong.append(f"{fault}: {s.missed} missed, {s.false} false")
    late = [e for e in a.edges_s if abs(e) > 0.5]
    if late:
        wrong.append("edges off by " + ", ".join(f"{e:+.1f}" for e in late) + " s")
    if wrong:
        say(f"{outcome.exercise.name}: {outcome.case.clip.name}: {'; '.join(wrong)}")


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"
