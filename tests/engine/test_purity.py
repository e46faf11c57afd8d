"""The engine is pure: numbers in, numbers out.  No camera, no files, no clock, no network, no printing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import formcheck

ROOT = Path(formcheck.__file__).parent
PACKAGES = ("engine", "measures", "faults")  # all that is in them
POSE = ("landmarks", "pose", "points", "arrays", "viewpoint", "contour")
RULES = ("exercise", "check", "explain", "nearest", "mistakes")
LIKENESS = ("looks", "model")
SINGLE = ("strict", *(f"likeness.{name}" for name in LIKENESS), *(f"pose.{name}" for name in POSE), *(f"rules.{name}" for name in RULES))
FINDING = "kinds"  # puts the packages of measures and faults together when they are imported

MODULES = {f"{package}.{path.stem}": path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))} | {
    name: ROOT / f"{name.replace('.', '/')}.py" for name in SINGLE
}
ALLOWED = {"__future__", "abc", "collections", "dataclasses", "difflib", "enum", "formcheck", "functools", "math", "numpy"} | {
    "itertools",
    "operator",
    "statistics",
    "typing",
}
DECLARED_WITH = {"annotated_types", "pydantic"}  # in what pose files declare
BUILT_IN = {"open", "print", "input", "exec", "eval", "exit", "quit", "breakpoint", "__import__"}


def imports(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(name: str) -> bool:
    """Is what is imported one of the pure modules, or something in one?"""
    inside = name.removeprefix("formcheck.")
    return inside.startswith((f"{FINDING}.", *(f"{package}." for package in PACKAGES), *(f"{module}." for module in SINGLE))) or (
        inside in PACKAGES or inside in SINGLE
    )


@pytest.mark.parametrize("name", MODULES)
def test_a_pure_module_needs_nothing_from_outside(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    names = imports(tree)
    declares = not name.startswith(("engine.", "pose.", "likeness."))
    assert {name.partition(".")[0] for name in names} <= ALLOWED | (DECLARED_WITH if declares else set())
    assert [n for n in names if n.startswith("formcheck.") and not own(n)] == []
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called & BUILT_IN == set()


def test_there_are_modules_to_look_at() -> None:
    assert {"engine.checker", "engine.movement_tracker", "measures.angle", "faults.line", "rules.exercise"} <= set(MODULES)


def test_measures_and_faults_know_nothing_of_the_engine() -> None:
    for name, path in MODULES.items():
        known = {n.split(".")[1] for n in imports(ast.parse(path.read_text(encoding="utf-8"))) if n.startswith("formcheck.")}
        above = {"pose": {"measures", "faults", "rules", "engine"}, "measures": {"faults", "rules", "engine"}}
        above |= {"faults": {"rules", "engine"}, "rules": {"engine"}}
        assert known & above.get(name.partition(".")[0], set()) == set(), name
