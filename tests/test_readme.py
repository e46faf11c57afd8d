"""The README agrees with the program."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.cli.main import COMMANDS, app
from formcheck.cli.results_table import results_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXERCISES = (ROOT / "docs" / "EXERCISES.md").read_text(encoding="utf-8")


def test_the_table_of_exercises_is_the_one_that_is_printed() -> None:
    """When this fails, put between the two marks: formcheck exercises --table --figures docs/figures.json"""
    printed = CliRunner().invoke(app, ["exercises", "--table", "--figures", str(ROOT / "docs" / "figures.json")]).stdout
    found = re.search(r"<!-- exercises: [^\n]*-->\n(.*?)<!-- end of exercises -->", EXERCISES, re.DOTALL)
    assert found is not None
    assert "`bridge`" in printed
    assert found[1].strip() == printed.strip()


def test_the_table_of_results_is_that_of_the_figures() -> None:
    """When this fails: scripts/renew results --clips FOLDER"""
    printed = "\n".join(results_table(json.loads((ROOT / "docs" / "results.json").read_text(encoding="utf-8"))))
    found = re.search(r"<!-- results: [^\n]*-->\n(.*?)<!-- end of results -->", README, re.DOTALL)
    assert found is not None
    assert found[1].strip() == printed
    assert "not fitted" in printed.splitlines()[0].split("|")[2]  # first those whom the rules have never met


def test_the_python_example_runs_and_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert found is not None
    monkeypatch.chdir(ROOT)
    exec(compile(found[1], "README.md", "exec"), {})
    told = [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()]
    assert told == ["good", "flawed hips_uneven", "flawed hips_uneven"]


def test_the_first_steps_come_before_the_tables() -> None:
    heads = [
        README.index(f"\n## {head}\n")
        for head in ("The camera", "What is kept, and where", "Systems", "From Python", "Exercises", "Results")
    ]
    assert heads == sorted(heads)
    assert README.index(".venv/bin/formcheck live bridge") < heads[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_options_that_a_page_names_are_there(command: str) -> None:
    """`formcheck COMMAND ... --option` in the README and in docs/FILES.md."""
    text = README + (ROOT / "docs" / "FILES.md").read_text(encoding="utf-8")
    named = {option for line in re.findall(rf"`formcheck {command}\b([^`]*)`", text) for option in re.findall(r"--[a-z-]+", line)}
    printed = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).stdout
    assert not {option for option in named if option not in printed}


def test_every_command_is_in_the_table_of_commands() -> None:
    named = re.findall(r"^\| `formcheck (\w+)", README, re.MULTILINE)
    assert set(named) == set(COMMANDS)


MADE_UP = ("box_rise", "off_line", "slow.py", "test_slow")  # by who follows the recipes
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "samples/README.md",
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES)
def test_pictures_and_pages_that_a_page_points_to_are_there(page: str) -> None:
    path = ROOT / page
    for place in re.findall(r"\]\((?!http|#)([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
        assert (path.parent / place).exists(), place


@pytest.mark.parametrize("page", PAGES)
def test_the_scripts_and_folders_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for place in re.findall(r"(?<![\w/])((?:scripts|samples|tests|poses|formcheck)/[\w/-]+(?:\.\w+)*)", text):
        assert (ROOT / place).exists() or any(name in place for name in MADE_UP), place
