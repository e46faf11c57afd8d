"""The arrows between the rooms go one way, as docs/ARCHITECTURE.md draws them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
TABLE = re.search(r"<!-- rooms.*?-->(.*?)<!-- end of rooms -->", TEXT, re.DOTALL)
ROOMS = re.findall(r"^\| `(\w+)` \|", TABLE[1] if TABLE else "", re.MULTILINE)


def room(path: Path) -> str:
    """The package of a module, or the module where it stands in none."""
    return path.relative_to(ROOT / "formcheck").parts[0].removesuffix(".py")


def test_every_room_is_in_the_table() -> None:
    there = {room(path) for path in (ROOT / "formcheck").rglob("*.py")} - {"__init__", "__main__"}
    assert sorted(ROOMS) == sorted(there)


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_only_rooms_above_it(name: str) -> None:
    below = set(ROOMS[ROOMS.index(name) + 1 :])
    own = [path for path in (ROOT / "formcheck").rglob("*.py") if room(path) == name]
    assert own
    wrong = [f"{path.name}: {module}" for path in own for module in modules(path) if module.split(".")[1] in below]
    assert wrong == []


def modules(path: Path) -> list[str]:
    """The modules of Form Check that a module imports, at its head or later."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module is not None and n.module.startswith("formcheck.")]


def test_the_modules_named_in_the_text_are_there() -> None:
    for place in re.findall(r"`((?:\w+/)+\w+\.py|(?:formcheck/)?\w+/)`", TEXT):
        assert any((ROOT / folder / place).exists() for folder in ("", "formcheck", "tests")), place
