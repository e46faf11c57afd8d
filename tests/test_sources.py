"""docs/SOURCES.md says where each constant of the engine comes from, and what the guides are called."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import formcheck.engine
from formcheck.guides import GUIDES

TEXT = (Path(__file__).parents[1] / "docs" / "SOURCES.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\w+) \| `(\w+)` \| (measured|source|chosen) \| \S.* \|$", re.MULTILINE)


def constants() -> set[tuple[str, str]]:
    """Module and name of every number that stands at the head of a module of the engine."""
    found = set()
    for path in Path(formcheck.engine.__file__).parent.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name) and isinstance(node.value.value, int | float):
                    found.add((path.stem, target.id))
    return found


def test_where_each_constant_comes_from_is_told() -> None:
    told = {(module, name) for module, name, _ in ROW.findall(TEXT)}
    assert (constants() - told, told - constants()) == (set(), set())


def test_the_guides_are_called_as_in_the_program() -> None:
    assert dict(re.findall(r"^\| (G\d) \| ([^|]+) \|", TEXT, re.MULTILINE)) == GUIDES
