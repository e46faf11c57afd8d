"""What the commands share: options, one-line messages, and signals that end the work but keep what was done.

Start-up must be quick: nothing here imports numpy, OpenCV, MediaPipe or pydantic.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from formcheck.errors import FormCheckError, OutputError
from formcheck.files.words import plain

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.segment import Segment

BAD_INPUT: Final = 3
PIPE_WIDTH: Final = 120  # columns of a table that goes to a file or another program

EXERCISE_HELP: Final = "Name, alias or NAME:VARIANT (see `formcheck exercises`), or a pose file"
ExerciseOption = Annotated[str, typer.Option("--exercise", "-e", metavar="EXERCISE", help=f"{EXERCISE_HELP}.")]
HoldOption = Annotated[
    float | None, typer.Option("--hold", metavar="SECONDS", min=0, max=3600, help="The hold asked for, instead of the exercise's dose.")
]
FullScreenOption = Annotated[
    bool, typer.Option("--full-screen/--window", help="Fill the screen from the start, or open a window; the key f goes there and back.")
]
ModelOption = Annotated[
    Path | None, typer.Option("--model", metavar="PATH", help="Another MediaPipe pose model (.task), for example the heavy one.")
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, max=1024, help="Clips that are looked at side by side; otherwise one for each processor."),
]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help="Keep the landmarks of each clip, and take those that an earlier run has kept.")
]


def note(text: str) -> None:
    """Say something that is not the result: on stderr, so that stdout can be read by programs."""
    with suppress(OSError, ValueError):  # nobody is there to be told: the terminal was closed
        typer.echo(plain(text), err=True)


def tell(error: FormCheckError) -> None:
    """Print an error, one line for each problem, on stderr."""
    for line in str(error).split("\n"):
        note(f"error: {line}")


def show(thing: RenderableType) -> None:
    """Print a text or a rich table on stdout.  Raises OutputError when stdout cannot be written."""
    from rich.console import Console
    from rich.text import Text

    class PlainConsole(Console):
        """What comes from files and their names is shown, never obeyed."""

        def render(self, *args: Any, **options: Any) -> Iterable[Segment]:
            for segment in super().render(*args, **options):
                yield segment if segment.control else segment._replace(text=plain(segment.text))

    try:
        console = PlainConsole(highlight=False, soft_wrap=False)
        if not console.is_terminal:
            console.width = max(console.width, PIPE_WIDTH)
        console.print(Text(thing) if isinstance(thing, str) else thing)
    except OSError as error:
        raise _lost_output(error) from error


def say(line: str) -> None:
    """Print a line on stdout, at once.  Raises OutputError when stdout cannot be written."""
    try:
        typer.echo(plain(line))
    except OSError as error:
        raise _lost_output(error) from error


def can_show(letters: str) -> bool:
    """False when stdout has an encoding without these letters; they would be shown as question marks."""
    try:
        letters.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def flush_output() -> None:
    """Write out what Python still holds back, so that a full disk is told as any other error.  Raises OutputError."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _lost_output(error) from error


def _lost_output(error: OSError) -> OutputError | typer.Exit:
    """What to raise when stdout fails; nothing is said of a reader that has gone (`formcheck exercises | head`)."""
    if sys.__stdout__ is not None and sys.stdout is sys.__stdout__:  # else Python would try again at exit, and complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return typer.Exit(1)
    return OutputError(f"standard output: cannot be written: {error.strerror}; send it to another place")
