"""The program as a whole: its commands, how quickly it starts, and how it ends."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from formcheck import __version__

COMMANDS = (
    "live",
    "routine",
    "review",
    "sessions",
    "history",
    "forget",
    "calibrate",
    "track",
    "label",
    "measures",
    "evaluate",
    "tune",
    "new",
    "exercises",
    "doctor",
    "bench",
)


def _formcheck(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "formcheck", *words], text=True, capture_output=True, check=False, **options)


def test_the_version_is_printed(run: Callable[..., Result]) -> None:
    assert run("--version").output == f"formcheck {__version__}\n"


def test_help_names_every_command(run: Callable[..., Result]) -> None:
    result = run("--help")
    assert result.exit_code == 0
    _, commands = result.output.split("Commands:\n")
    assert [line.split()[0] for line in commands.splitlines()] == list(COMMANDS)
    assert "..." not in commands


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, run: Callable[..., Result]) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Usage: formcheck {command}" in result.output


def test_wrong_use_ends_with_2(run: Callable[..., Result]) -> None:
    for words in (["revue"], ["review"], ["review", "clip.mp4", "-e", "bridge", "--hold", "-1"], ["exercises", "--nonsense"]):
        result = run(*words)
        assert result.exit_code == 2, words
        assert result.stdout == ""


def test_help_loads_none_of_the_slow_libraries() -> None:
    """They take a second or more to load."""
    code = "import sys, formcheck.cli.main; print(sorted({'numpy', 'cv2', 'mediapipe', 'av'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True).stdout == "[]\n"


def test_the_module_is_the_program() -> None:
    result = _formcheck("exercises", "nothing_of_the_kind")
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr.startswith("error: nothing_of_the_kind: no such exercise; ")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [["exercises"], ["exercises", "--schema"]])
def test_a_full_disk_at_the_other_end_is_told(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([sys.executable, "-m", "formcheck", *words], text=True, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 3
    assert result.stderr == "error: standard output: cannot be written: No space left on device; send it to another place\n"


def test_a_reader_that_has_gone_is_no_error_to_tell() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "formcheck", "exercises", "--schema"], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    program.stdout.close()
    _, said = program.communicate()
    assert said == ""


def test_a_missing_system_library_is_named(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr("formcheck.rules.catalogue.catalogue", broken)
    result = run("exercises")
    assert result.exit_code == 3
    assert "libGL.so.1" in result.stderr
    assert "apt install libgl1" in result.stderr
    assert result.stderr.count("\n") == 1
