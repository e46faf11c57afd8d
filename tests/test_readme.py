"""The README agrees with the program."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from formcheck.cli.main import COMMANDS, app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_exercises_is_the_one_that_is_printed() -> None:
    """When this fails, put between the two marks: formcheck exercises --table --figures docs/figures.json"""
    printed = CliRunner().invoke(app, ["exercises", "--table", "--figures", str(ROOT / "docs" / "figures.json")]).stdout
    found = re.search(r"<!-- exercises: [^\n]*-->\n(.*?)<!-- end of exercises -->", README, re.DOTALL)
    assert found is not None
    assert "`bridge`" in printed
    assert found[1].strip() == printed.strip()


def test_every_command_is_in_the_table_of_commands() -> None:
    named = re.findall(r"^\| `formcheck (\w+)", README, re.MULTILINE)
    assert set(named) == {command.__name__ for command in COMMANDS}


def test_pictures_and_pages_are_there() -> None:
    for place in re.findall(r"\]\((?!http|#)([^)]+)\)", README):
        assert (ROOT / place).exists(), place
