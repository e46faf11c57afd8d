"""`formcheck bench`: how fast this machine reviews a clip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.progress import Progress
from formcheck.cli.shared import ExerciseOption, JobsOption, ModelOption, say, show

if TYPE_CHECKING:
    from rich.console import Group

    from formcheck.review.bench import Bench


def bench(
    clip: Annotated[Path, typer.Argument(metavar="CLIP", readable=False, help="A video.")],
    exercise: ExerciseOption,
    rounds: Annotated[int, typer.Option(min=1, max=50, help="How often the whole review and the bare loop run, in turn.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
    jobs: JobsOption = None,
    model: ModelOption = None,
) -> None:
    """Measure milliseconds a frame, and reviews against a loop that only looks for landmarks, on one processor.

    The same loop in every process at once tells how much two processors are more than one.
    Everything the clip needs is done several times; a clip of ten seconds takes about two minutes.
    """
    import json

    from formcheck.review.bench import WAYS
    from formcheck.review.bench import bench as measure
    from formcheck.rules.library import find_exercise
    from formcheck.work.choose import jobs_of

    rules, many = find_exercise(exercise), jobs_of(jobs)
    done = 0
    with Progress() as progress, progress.clip(clip.name, "runs") as tick:

        def one_more() -> None:
            nonlocal done
            done += 1
            tick(done, (3 + len(WAYS)) * rounds + 1)

        result = measure(clip, rules, model, rounds, one_more, many)
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
    rates = Table(box=SIMPLE_HEAD)
    rates.add_column("the whole")
    rates.add_column("frames\na second", justify="right")
    rates.add_column("of the\nbare loop", justify="right")
    rates.add_row("landmarks alone, one clip", f"{result.landmarks_fps:.1f}", "1.00")
    rates.add_row("review, one clip with its video", f"{result.review.fps:.1f}", f"{result.review.share:.2f}")
    for name, words in _WORDS.items():
        rates.add_row(f"{words}, {result.jobs} side by side", f"{result.many[name].fps:.1f}", f"{result.many[name].share:.2f}")
    words = f"{result.frames} frames; the review of one clip with its video runs at {result.review.share:.2f} of the bare loop."
    return Group(table, rates, Text(words))


_WORDS = {"landmarks": "landmarks alone", "no_video": "review, no video", "video": "review with video", "fast": "review --fast, no video"}
