"""The engine is pure: numbers in, numbers out.  No camera, no files, no clock, no network, no printing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import formcheck.engine

MODULES = sorted(Path(formcheck.engine.__file__).parent.glob("*.py"))
ALLOWED = {"__future__", "collections", "dataclasses", "functools", "enum", "formcheck", "math", "numpy", "statistics", "typing"}
OWN = {f"formcheck.{name}" for name in ("engine", "faults", "measures", "rules")} | {
    f"formcheck.pose.{name}" for name in ("arrays", "landmarks", "points", "pose", "viewpoint")
}
BUILT_IN = {"open", "print", "input", "exec", "eval", "exit", "quit", "breakpoint", "__import__"}


def imports(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules = [f"formcheck.pose.{alias.name}" for alias in node.names]
            names |= set(modules) if node.module == "formcheck.pose" else {node.module or ""}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_of_the_engine_needs_nothing_from_outside(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = imports(tree)
    assert {name.partition(".")[0] for name in names} <= ALLOWED
    assert [n for n in names if n.startswith("formcheck") and not any(n == own or n.startswith(f"{own}.") for own in OWN)] == []
    assert {"formcheck.rules.load", "formcheck.rules.library"} & names == set()  # they read files
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called & BUILT_IN == set()


def test_there_are_modules_to_look_at() -> None:
    assert {"checker", "gate", "movement_tracker"} <= {path.stem for path in MODULES}
