"""`formcheck exercises`: the catalogue, an exercise in words, the schema and the reference."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import Result

from formcheck.guides import GUIDES
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from formcheck.rules.load import load_exercise
from formcheck.rules.reference import EXAMPLE

Run = Callable[..., Result]

ROOT = Path(__file__).parents[2]


def test_every_exercise_is_listed(run: Run) -> None:
    result = run("exercises")
    assert result.exit_code == 0
    first = [line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ") and line[2:3].isalpha()]
    assert sorted(first) == [exercise.name for exercise in all_exercises()]


@pytest.mark.parametrize("exercise", all_exercises(), ids=lambda exercise: exercise.name)
def test_an_exercise_is_explained_with_all_that_is_checked(run: Run, exercise: Exercise) -> None:
    result = run("exercises", exercise.name)
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    for said in (exercise.title, exercise.summary, exercise.camera, exercise.safety, *exercise.how, *exercise.unseen.values()):
        assert " ".join(said.split()) in text
    for name, fault in exercise.faults.items():
        assert f"“{fault.cue}” ({name}): " in text


def test_an_exercise_in_words(run: Run, exercise: Path) -> None:
    lines = run("exercises", exercise).stdout.splitlines()
    assert "  2 sets of 10 repetitions" in lines
    assert "  First: sit down." in lines
    assert (
        "  A repetition: the angle at the near knee goes from rest (115°) past 135° and back; the range is full when it passes 160°."
        in lines
    )
    assert any(line.startswith("  “Stand up all the way” (shallow): the full range is not reached, or less than") for line in lines)
    assert "  “Sit down more slowly” (rushed): the way back takes less than 0.6 s" in lines


def test_the_guides_are_called_by_their_names(run: Run, exercise: Path) -> None:
    assert {guide for one in all_exercises() for guide in one.guides} == set(GUIDES)
    lines = run("exercises", "plank").stdout.splitlines()
    assert "  from: strength and mobility guide, step-by-step guide" in lines
    exercise.write_text(exercise.read_text(encoding="utf-8") + "guides: [My physiotherapist, G4]\n", encoding="utf-8")
    assert "  from: My physiotherapist, routine guide" in run("exercises", exercise).stdout.splitlines()


def test_another_way_is_told_with_how_to_ask_for_it(run: Run) -> None:
    lines = run("exercises", "cat_camel").stdout.splitlines()
    way = lines[lines.index("Other ways") + 1]
    assert "pregnancy" in way
    assert way.endswith("(ask for it with `-e cat_camel:pregnancy`).")
    assert "Cat-camel in pregnancy" in run("exercises", "cat_camel:pregnancy").stdout


def test_the_table_has_a_row_for_each_exercise(run: Run) -> None:
    heading, rule, *rows = run("exercises", "--table").stdout.splitlines()
    assert heading.count("|") == rule.count("|")
    assert [row.split("`")[1] for row in rows] == [exercise.name for exercise in all_exercises()]


def test_an_alias_will_do(run: Run) -> None:
    assert run("exercises", "glute bridge").stdout == run("exercises", "bridge").stdout


def test_the_schema_knows_every_key_of_a_pose_file(run: Run) -> None:
    schema = json.loads(run("exercises", "--schema").stdout)
    assert set(schema["properties"]) == set(Exercise.model_fields)


def test_the_reference_in_the_documentation_is_the_one_that_is_printed(run: Run) -> None:
    """When this fails: formcheck exercises --reference > docs/POSE_FILES.md"""
    assert run("exercises", "--reference").stdout == (ROOT / "docs" / "POSE_FILES.md").read_text(encoding="utf-8")


def test_the_example_of_the_reference_is_a_pose_file(tmp_path: Path) -> None:
    name = YAML(typ="safe", pure=True).load(EXAMPLE)["name"]
    path = tmp_path / f"{name}.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert load_exercise(path).name == name


def test_the_reference_names_every_key(run: Run) -> None:
    text = run("exercises", "--reference").stdout

    def keys(schema: object) -> set[str]:
        if isinstance(schema, dict):
            return set(schema.get("properties", {})).union(*map(keys, schema.values()))
        return set().union(*map(keys, schema)) if isinstance(schema, list) else set()

    schema = Exercise.model_json_schema()
    missing = [key for key in keys(schema) if f"`{key}`" not in text and key != "kind"]
    assert missing == []


def test_the_table_shows_measured_figures(run: Run, tmp_path: Path) -> None:
    row = {"clips": 9, "counts_exact": 1.0, "verdicts_right": 0.962, "holds_right": None, "faults": {"a": {"f1": 1.0}, "b": {"f1": 0.5}}}
    figures = tmp_path / "figures.json"
    figures.write_text(json.dumps({"exercise": {"bridge": row}}), encoding="utf-8")
    lines = run("exercises", "--table", "--figures", figures).stdout.splitlines()
    assert next(line for line in lines if "`bridge`" in line).endswith("| 9 | 100 % | 96 % |  | 0.75 |")
    assert next(line for line in lines if "`squat`" in line).endswith("| 0 |  |  |  |  |")


@pytest.mark.parametrize("content", ["", "[]", '{"exercise": {"bridge": {}}}'])
def test_figures_that_are_none_are_told(run: Run, tmp_path: Path, content: str) -> None:
    figures = tmp_path / "figures.json"
    figures.write_text(content, encoding="utf-8")
    result = run("exercises", "--table", "--figures", figures)
    assert result.exit_code == 3
    assert "holds no figures; write it with `formcheck evaluate --all FOLDER --json" in result.stderr


def test_the_evidence_for_each_line_is_shown(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"key": "full", "line": 163.0, "unit": "deg", "right_drawn": 5, "right_real": 2, "wrong_drawn": 3, "wrong_real": 0}
    row |= {"told_wrongly": 0, "missed": 1, "nearest_right": 172.0, "nearest_wrong": None, "margin": None, "reach": 18.0}
    kept = tmp_path / "evidence.yaml"
    kept.write_text(json.dumps({"bridge": {"shallow": row}}), encoding="utf-8")
    monkeypatch.setattr("formcheck.cli.evidence_table.EVIDENCE_FILE", kept)
    text = run("exercises", "bridge", "--evidence").stdout
    for said in ("shallow", "full 163°", "5 drawn, 2 real", "3 drawn, 0 real", "172°", "Nothing is kept of: ", "overarched"):
        assert said in " ".join(text.split()), said
    kept.unlink()
    missing = run("exercises", "bridge", "--evidence")
    assert (missing.exit_code, "no evidence is kept" in missing.stderr) == (3, True)
    assert run("exercises", "--evidence").exit_code == 2
