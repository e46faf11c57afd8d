"""What the commands share: options, one-line messages, and Ctrl-C that keeps what was done.

Start-up must be quick: nothing here imports numpy, OpenCV, MediaPipe or pydantic.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Annotated, Final, Self

import typer

from formcheck.errors import FormCheckError, OutputError

if TYPE_CHECKING:
    from rich.console import RenderableType

BAD_INPUT: Final = 3
INTERRUPTED: Final = 130  # what shells report of a program that Ctrl-C ended
PIPE_WIDTH: Final = 120  # columns of a table that goes to a file or another program

EXERCISE_HELP: Final = "Name, alias or NAME:VARIANT (see `formcheck exercises`), or a pose file"
ExerciseOption = Annotated[str, typer.Option("--exercise", "-e", metavar="EXERCISE", help=f"{EXERCISE_HELP}.")]
HoldOption = Annotated[
    float | None, typer.Option("--hold", metavar="SECONDS", min=0, max=3600, help="The hold asked for, instead of the exercise's dose.")
]
ModelOption = Annotated[
    Path | None, typer.Option("--model", metavar="PATH", help="Another MediaPipe pose model (.task), for example the heavy one.")
]


def note(text: str) -> None:
    """Say something that is not the result: on stderr, so that stdout can be read by programs."""
    typer.echo(text, err=True)


def tell(error: FormCheckError) -> None:
    """Print an error, one line for each problem, on stderr."""
    for line in str(error).splitlines():
        note(f"error: {line}")


def show(thing: RenderableType) -> None:
    """Print a text or a rich table on stdout.  Raises OutputError when stdout cannot be written."""
    from rich.console import Console

    try:
        console = Console(highlight=False, soft_wrap=False)
        if not console.is_terminal:
            console.width = max(console.width, PIPE_WIDTH)
        console.print(thing)
    except OSError as error:
        raise _lost_output(error) from error


def say(line: str) -> None:
    """Print a line on stdout, at once and as it is.  Raises OutputError when stdout cannot be written."""
    try:
        typer.echo(line)
    except OSError as error:
        raise _lost_output(error) from error


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


class CtrlC:
    """While inside: the first Ctrl-C only sets ``asked``, so that a loop ends between two frames; the second one interrupts.

    Outside the main thread, where Python allows no signal handler, it never fires.
    """

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> Self:
        self._mine = current_thread() is main_thread()
        if self._mine:
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._mine:
            signal.signal(signal.SIGINT, self._before)

    def __call__(self) -> bool:
        """True when the loop is to end."""
        return self.asked

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
