"""`formcheck bench`: how fast this machine reviews a clip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.progress import Progress
from formcheck.cli.shared import ExerciseOption, ModelOption, say, show

if TYPE_CHECKING:
    from rich.console import Group

    from formcheck.review.bench import Bench


def bench(
    clip: Annotated[Path, typer.Argument(metavar="CLIP", readable=False, help="A video.")],
    exercise: ExerciseOption,
    rounds: Annotated[int, typer.Option(min=1, max=50, help="How often the whole review and the bare loop run, in turn.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
    model: ModelOption = None,
) -> None:
    """Measure milliseconds a frame, and the whole review against a loop that only looks for landmarks.

    Everything the clip needs is done several times; a clip of ten seconds takes about a minute.
    """
    import json

    from formcheck.review.bench import bench as measure
    from formcheck.rules.library import find_exercise

    rules = find_exercise(exercise)
    done = 0
    with Progress() as progress, progress.clip(clip.name, "runs") as tick:

        def one_more() -> None:
            nonlocal done
            done += 1
            tick(done, 2 * rounds + 1)

        result = measure(clip, rules, model, rounds, one_more)
    if as_json:
        say(json.dumps({"clip": str(clip), "exercise": rules.name, **result.to_json()}))
    else:
        show(_table(result))


def _table(result: Bench) -> Group:
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD)
    table.add_column("step")
    table.add_column("median\nms a frame", justify="right")
    table.add_column("95 of 100\nbelow", justify="right")
    for name, timing in result.steps.items():
        table.add_row(name, f"{timing.median_ms:.2f}", f"{timing.late_ms:.2f}")
    rates = (
        f"{result.frames} frames. Whole review: {result.review_fps:.1f} frames a second; landmarks alone: {result.landmarks_fps:.1f}; "
        f"the review runs at {result.share:.2f} of the bare loop."
    )
    return Group(table, Text(rates))
