"""`formcheck measures`: every measure of an exercise over a clip, as a table, a picture and CSV."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.progress import Progress
from formcheck.cli.shared import ExerciseOption, HoldOption, ModelOption, note, show

if TYPE_CHECKING:
    from rich.table import Table

    from formcheck.evaluate.curves import Curves

PICTURE_SUFFIX = ".measures.png"


def measures(
    clip: Annotated[Path, typer.Argument(metavar="CLIP", readable=False, help="A video, or a track recorded with `formcheck track`.")],
    exercise: ExerciseOption,
    hold: HoldOption = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The picture's name (.png); otherwise CLIP.measures.png beside the clip.")
    ] = None,
    picture: Annotated[bool, typer.Option("--picture/--no-picture", help="Draw a plot of each measure over time.")] = True,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a row for each frame: time, sides, phase, and every measure.")
    ] = None,
    model: ModelOption = None,
) -> None:
    """Show what every measure of an exercise is in a clip: least, greatest, at rest, at the end, and what a greater value means.

    Values are those that the rules see, in the units of the pose file; of several ways of doing it, those of the one that was judged.
    In the CSV file a measure's column is empty while the gate is closed, and NAME.plain is known all the time: the value before
    anything is taken off it. The picture shows each measure with its lines, and the repetitions, holds and faults.
    """
    from formcheck.rules.library import find_exercise

    if out is not None and out.suffix.lower() != ".png":
        raise typer.BadParameter(f"{out}: the picture is a .png file", param_hint="--out")
    if out is not None and not picture:
        raise typer.BadParameter("with --no-picture there is none to write", param_hint="--out")
    if csv_file is not None and csv_file.absolute() == clip.absolute():
        raise typer.BadParameter(f"{csv_file}: is the clip itself", param_hint="--csv")
    rules = find_exercise(exercise)

    from formcheck.evaluate.curves import curves
    from formcheck.tracking.cache import track_of

    with Progress() as progress, progress.clip(clip.name) as tick:
        track = track_of(clip, model, tick, progress.not_kept)
    found = curves(rules, track, clip.name, hold)
    _tell(found)
    if csv_file is not None:
        _write_csv(csv_file, found)
        note(f"values: {csv_file}")
    if picture:
        from formcheck.evaluate.curves_picture import picture as drawn
        from formcheck.evaluate.labels import stem
        from formcheck.files.places import ALBUM_PICTURE
        from formcheck.sinks.png import write_png

        place = out or clip.with_name(stem(clip) + PICTURE_SUFFIX)
        write_png(place, drawn(found), ALBUM_PICTURE)
        note(f"picture: {place}")


def _tell(found: Curves) -> None:
    from rich.text import Text

    from formcheck.evaluate.curves import sides_said

    report, variant = found.seen.report, found.seen.variant
    counted = _counted(len(report.reps), "repetition") if variant.repetition is not None else _counted(len(report.holds), "hold")
    show(Text(f"{report.clip}: {variant.title}, {variant.view} view, {counted}; {sides_said(found)}"))
    show(_table(found))


def _write_csv(path: Path, found: Curves) -> None:
    import csv
    from io import StringIO

    from formcheck.evaluate.curves import table
    from formcheck.files.places import CURVES
    from formcheck.sinks.textfile import TextFile

    text = StringIO(newline="")
    csv.writer(text).writerows(table(found))
    with TextFile(path, CURVES) as file:
        file.write(text.getvalue())


def _table(found: Curves) -> Table:
    from rich.table import Table

    from formcheck.measures.units import DIGITS, NAMES, Unit

    def number(value: float, unit: Unit) -> str:
        return f"{round(value, DIGITS[unit]) + 0.0:.{DIGITS[unit]}f}" if isfinite(value) else "-"  # no minus zero

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("measure", no_wrap=True)
    table.add_column("unit")
    two = any(len(row.ends) > 1 for row in found.rows)
    for head in ("least", "greatest", "at rest", "at the ends" if two else "at the end"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("greater means")
    for row in found.rows:
        values = (row.least, row.greatest, row.at_rest)
        ends = " / ".join(number(end, row.rule.unit) for end in row.ends)
        table.add_row(row.name, NAMES[row.rule.unit], *(number(value, row.rule.unit) for value in values), ends, row.rule.grown())
    return table


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
