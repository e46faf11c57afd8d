"""What is installed: the model and the pose files come along, in a checkout and in a wheel."""

import hashlib
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

import formcheck
from formcheck.estimate.model import MODEL_SHA256, default_model
from formcheck.rules.library import all_exercises, built_in_folder

ROOT = Path(__file__).parents[1]


@pytest.fixture
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_model_that_is_shipped_is_the_one_that_is_meant() -> None:
    assert hashlib.sha256(default_model().read_bytes()).hexdigest() == MODEL_SHA256
    assert (default_model().parent / "LICENSE-MODEL.md").is_file()


def test_the_model_is_inside_the_package_that_the_wheel_holds(project: dict[str, Any]) -> None:
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["formcheck"]
    assert default_model().is_relative_to(Path(formcheck.__file__).parent)


def test_the_wheel_holds_the_pose_files_where_they_are_looked_for(
    project: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"poses": "formcheck/poses"}
    inside = tmp_path / "formcheck" / "poses"
    inside.mkdir(parents=True)
    monkeypatch.setattr("formcheck.rules.library.__file__", str(tmp_path / "formcheck" / "rules" / "library.py"))
    assert built_in_folder() == inside


def test_every_pose_file_of_the_checkout_is_an_exercise() -> None:
    names = {path.stem for path in (ROOT / "poses").glob("*.yaml")}
    assert names <= {exercise.name for exercise in all_exercises()}
    assert "bridge" in names


def test_the_command_is_the_programs_entry_point(project: dict[str, Any]) -> None:
    assert project["project"]["scripts"] == {"formcheck": "formcheck.cli.main:main"}
    for entry in entry_points(group="console_scripts", name="formcheck"):
        assert callable(entry.load())


def test_other_programs_can_check_types_against_it() -> None:
    assert (Path(formcheck.__file__).parent / "py.typed").is_file()


def test_mediapipe_is_the_one_that_keeps_quiet(project: dict[str, Any]) -> None:
    """Later ones report usage over the network."""
    assert "mediapipe==0.10.31" in project["project"]["dependencies"]
