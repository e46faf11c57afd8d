"""`formcheck exercises`: the catalogue, how one is done and what is checked, and the reference of pose files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from formcheck.cli.shared import note, say, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Group
    from rich.table import Table

    from formcheck.rules.catalogue import Entry
    from formcheck.rules.exercise import Exercise, Variant

LARGEST_FIGURES: Final = 10_000_000  # bytes
MOST_ALIASES: Final = 2  # in the list; all of them where one exercise is explained

VIEWS: Final = {
    "side": "the long side of the body fills the picture",
    "front": "the chest or the face looks at the camera",
    "feet": "the camera stands beyond the feet and looks along the body",
}


def exercises(
    name: Annotated[str | None, typer.Argument(help="Name or alias of an exercise, or a pose file: explain this one.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of pose files, for editors.")] = False,
    table: Annotated[bool, typer.Option("--table", help="Print the list as a Markdown table.")] = False,
    figures: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --table: add the figures that `formcheck evaluate --all FOLDER --json` has printed."),
    ] = None,
    reference: Annotated[bool, typer.Option("--reference", help="Print the reference of pose files (Markdown).")] = False,
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a small picture (.png) of start and end posture; without a name, of all exercises."),
    ] = None,
    draw_from: Annotated[
        Path | None, typer.Option("--from", metavar="TRACK", help="With --picture: draw it anew from a track of the exercise.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="With a name: from how many people each fault is known, and how near they are to its line.")
    ] = False,
) -> None:
    """List the exercises; with a name, explain how it is done, where the camera goes, and what is checked."""
    if picture is not None:
        _picture(picture, name, draw_from)
    elif schema:
        import json

        from formcheck.rules.exercise import Exercise

        say(json.dumps(Exercise.model_json_schema(), indent=2, ensure_ascii=False))
    elif reference:
        from formcheck.rules.reference import reference as text

        say(text().rstrip("\n"))
    elif table:
        from formcheck.rules.library import all_exercises

        say("\n".join(_markdown(all_exercises(), {} if figures is None else _figures(figures))))
    elif name is None:
        from formcheck.rules.catalogue import catalogue

        if evidence:
            raise typer.BadParameter("--evidence: name an exercise too")
        show(_catalogue(catalogue()))
    else:
        from formcheck.cli.evidence_table import evidence_table
        from formcheck.rules.library import find_exercise

        exercise = find_exercise(name)
        show(evidence_table(exercise) if evidence else _explained(exercise))


def _picture(file: Path, name: str | None, draw_from: Path | None) -> None:
    """Write the picture of one exercise, or of all that have one."""
    from formcheck.draw.gallery import gallery, picture
    from formcheck.errors import InputError
    from formcheck.files.places import PICTURE, check_place
    from formcheck.pose.trackfile import read_track
    from formcheck.rules.library import all_exercises, find_exercise, picture_of
    from formcheck.sinks.png import read_png, write_png

    check_place(file, PICTURE)
    if name is None:
        there = [(one.title, path) for one in all_exercises() if (path := picture_of(one.name)).is_file()]
        image = gallery([(title, read_png(path)) for title, path in there])
    elif draw_from is None:
        path = picture_of(find_exercise(name).name)
        if not path.is_file():
            raise InputError(f"{name}: no picture comes with it; draw one from a track of it: --from TRACK")
        image = read_png(path)
    else:
        drawn = picture(find_exercise(name), read_track(draw_from))
        if drawn is None:
            raise InputError(f"{draw_from}: nobody reaches the end of {name} in it; take another track")
        image = drawn
    write_png(file, image, PICTURE)
    note(f"picture: {file}")


def _catalogue(found: list[Entry]) -> Table:
    """Two columns, so that it can be read in a narrow terminal too; one part for each posture."""
    from itertools import groupby

    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for posture, here in groupby(found, key=lambda one: one.posture):
        table.add_row(f"[bold]{posture.capitalize()}[/]")
        for one in here:
            also = f"; also: {', '.join(one.aliases[:MOST_ALIASES])}" if one.aliases else ""
            table.add_row(f"  {one.name}", escape(f"{one.title}, {one.view} view: {one.dose}{also}"))
    return table


def _markdown(found: list[Exercise], figures: dict[str, Any]) -> Iterator[str]:
    from formcheck.rules.explain import dose

    measured = ["clips", "counts", "verdicts", "holds", "F1"] if figures else []
    heads = ["exercise", "posture, view", "dose", "what is told", *measured]
    yield f"| {' | '.join(heads)} |"
    yield "|---" * (len(heads) - len(measured)) + "|--:" * len(measured) + "|"
    for one in found:
        told = ", ".join(name.replace("_", " ") for name in one.faults)
        cells = [f"{one.title}<br>`{one.name}`", f"{one.posture}, {one.view}", dose(one), told]
        yield f"| {' | '.join([*cells, *(_measured(figures.get(one.name)) if figures else [])])} |"


def _measured(of_one: dict[str, Any] | None) -> list[str]:
    """Clips, shares of what was right, and the mean F1 of the faults."""
    if of_one is None:
        return ["0", "", "", "", ""]
    shares = ["" if (s := of_one[key]) is None else f"{100 * s:.0f} %" for key in ("counts_exact", "verdicts_right", "holds_right")]
    scores = [fault["f1"] for fault in of_one["faults"].values() if fault["f1"] is not None]
    return [str(of_one["clips"]), *shares, f"{sum(scores) / len(scores):.2f}" if scores else ""]


def _figures(path: Path) -> dict[str, Any]:
    """Figures by exercise, as `formcheck evaluate` prints them."""
    import json

    from formcheck.errors import InputError
    from formcheck.files.reading import check_regular

    check_regular(path, "figures", LARGEST_FIGURES)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["exercise"]
        for of_one in found.values():
            _measured(of_one)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{path}: holds no figures; write it with `formcheck evaluate --all FOLDER --json > {path}`") from error
    return dict(found)


def _explained(exercise: Exercise) -> Group:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[Text | Padding] = [Text(f"{exercise.title} ({exercise.name})", style="bold"), Text(exercise.summary)]
    if exercise.safety:
        parts.append(Text(f"Safety: {exercise.safety}", style="bold"))
    for heading, lines in _sections(exercise):
        parts.append(Text(f"\n{heading}", style="bold"))
        parts += [Padding(Text(line), (0, 0, 0, 2), expand=False) for line in lines]
    return Group(*parts)


def _sections(exercise: Exercise) -> Iterator[tuple[str, list[str]]]:
    from formcheck.guides import guide_names
    from formcheck.rules.explain import counted, dose, told_when

    yield "How it is done", [f"{number}. {step}" for number, step in enumerate(exercise.how, 1)]
    note = f" ({exercise.dose.note})" if exercise.dose.note else ""
    yield "How much", [f"{dose(exercise)}{note}", *([f"from: {guide_names(exercise.guides)}"] if exercise.guides else [])]
    yield "Camera", [f"{exercise.view} view: {VIEWS[exercise.view]}", exercise.camera]
    asked = [f"First: {', '.join(dict.fromkeys(condition.say for condition in exercise.gate.start))}."]
    yield "What counts", [*asked, counted(exercise)]
    told = [f"“{rule.cue}” ({name}): {told_when(rule, exercise)}" for name, rule in exercise.faults.items()]
    yield "What is told", told or ["no faults are checked"]
    if exercise.unseen:
        yield "What the camera cannot see", [f"{name.replace('_', ' ')}: {why}" for name, why in exercise.unseen.items()]
    if exercise.variants:
        yield "Other ways", [_other_way(exercise.name, word, variant) for word, variant in exercise.variants.items()]
    if exercise.aliases:
        yield "Also called", [", ".join(exercise.aliases)]


def _other_way(exercise: str, word: str, variant: Variant) -> str:
    taken = "taken when it is seen" if variant.chosen == "view" else f"ask for it with `-e {exercise}:{word}`"
    return f"{variant.summary.rstrip('.')} ({taken})."
