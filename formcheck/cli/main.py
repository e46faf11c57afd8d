"""The command `formcheck`: its commands, its exit statuses, and errors told in one line.

Exit status: 0 done, 2 wrong use, 3 bad input, 130 ended by Ctrl-C, 143 by SIGTERM, 129 because the terminal was closed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, Any, Final, NoReturn

import typer
from typer.core import TyperGroup

from formcheck import __version__
from formcheck.cli.ending import Ended, end_on_signals
from formcheck.cli.shared import BAD_INPUT, flush_output, tell
from formcheck.errors import FormCheckError
from formcheck.files.words import plain

# each is the function of that name in the module of that name, which is loaded when it is called or asked for its help
COMMANDS: Final = {
    "live": "Watch an exercise through the camera.",
    "routine": "Go through several exercises, hands-free.",
    "review": "Review recorded clips: annotated video, summary, JSON.",
    "sessions": "Kept live sessions; correct what was counted.",
    "history": "What all sessions come to, week by week.",
    "forget": "Delete everything that is kept of a person.",
    "calibrate": "Find your own range in an exercise.",
    "track": "Record only the landmarks of clips.",
    "label": "Mark by hand what is true of a clip.",
    "measures": "What every measure of an exercise is in a clip.",
    "evaluate": "Compare what is said of clips with their labels.",
    "tune": "Fit the numbers of a pose file to labelled clips.",
    "new": "Draft a pose file from one recording.",
    "exercises": "The catalogue; how an exercise is done and checked.",
    "doctor": "What works on this machine, and what to do.",
    "bench": "How fast this machine reviews a clip.",
}

_UsageError: Final[Any] = typer.BadParameter.__mro__[1]  # click's, which some versions of typer hold under another name
_SETTINGS: Final[dict[str, Any]] = {
    "rich_markup_mode": None,  # twice as quick, and easier to read in 80 columns
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class _Commands(TyperGroup):
    """Loads each command when it is needed; turns what commands raise into one line and an exit status."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click asks for it
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            self.commands = {name: _command(name) for name in COMMANDS}  # what may have been meant is looked for among these
            return None
        return self.commands.setdefault(cmd_name, _command(cmd_name))

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *args: Any, **options: Any) -> Any:
        with _plain_usage():
            return super().make_context(*args, **options)

    def invoke(self, ctx: Any) -> Any:
        try:
            with _plain_usage():
                result = super().invoke(ctx)
            flush_output()
        except FormCheckError as error:
            tell(error)
            raise typer.Exit(BAD_INPUT) from error
        except ImportError as error:  # a library of the system is missing, most often
            from formcheck.system import explain_import_error

            tell(FormCheckError(explain_import_error(error)))
            raise typer.Exit(BAD_INPUT) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(Ended.status_of(error)) from error
        return result


@contextmanager
def _plain_usage() -> Iterator[None]:
    """Wrong use is told with the words that were given, which a terminal must not obey."""
    try:
        yield
    except _UsageError as error:
        error.message = plain(error.message)
        raise


def _command(name: str) -> Any:
    alone = typer.Typer(**_SETTINGS)
    alone.command(name, short_help=COMMANDS[name])(getattr(import_module(f"formcheck.cli.{name}"), name))
    return typer.main.get_command(alone)


app = typer.Typer(cls=_Commands, no_args_is_help=True, **_SETTINGS)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def formcheck(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")] = False,
) -> None:
    """Watches low-back exercises through a camera: counts repetitions, times holds, says what is wrong with the form. Offline."""


def main() -> None:
    """Entry point of the program."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a tick shows "?" instead of failing
    try:
        end_on_signals()
        app(prog_name="formcheck")
    except KeyboardInterrupt as error:  # before the command began or after it ended
        _leave(Ended.status_of(error))
    except SystemExit as error:
        if isinstance(error.code, int) and error.code in Ended.STATUSES:
            _leave(error.code)
        raise


def _leave(status: int) -> NoReturn:
    """End at once after a signal: everything is cleared away by now, and a thread that still decodes must not be torn down by Python."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _open_streams() -> None:
    """Give standard streams that the caller has closed to nobody: else the next file that is opened would take their place."""
    for number, name, way in ((0, "stdin", os.O_RDONLY), (1, "stdout", os.O_WRONLY), (2, "stderr", os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, way)  # takes the lowest number that is free, which is this one
        if getattr(sys, name) is None:
            stream = open(number, "r" if way == os.O_RDONLY else "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
