"""`formcheck review` of a recording of several sets: what is told, and what other programs get."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from formcheck.cli.main import app
from formcheck.pose.trackfile import read_track
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import find_exercise
from samples import SAMPLES

SEVERAL = SAMPLES / "recordings" / "several.track.npz"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a few exercises are looked for, as all of them take long."""
    some: list[Exercise] = [find_exercise(name) for name in ("squat", "bridge", "bird_dog")]
    monkeypatch.setattr("formcheck.review.recognition.all_exercises", lambda: some)


def review(*arguments: str | Path) -> Result:
    found = CliRunner().invoke(app, ["review", str(SEVERAL), *map(str, arguments)])
    assert found.exit_code == 0, found.output
    return found


def test_sets_are_told_one_after_the_other_and_totals_at_the_end() -> None:
    lines = review().stdout.splitlines()
    heads = [line for line in lines if line.startswith("Set ")]
    assert [head.rpartition(": ")[2] for head in heads] == ["Squat", "Bridge", "Bridge", "Bird dog"]
    totals = lines[lines.index(next(line for line in lines if line.startswith("Totals"))) :]
    assert any("bridge" in line and "│    2 │" in line for line in totals)


def test_json_csv_and_pages_tell_every_set(tmp_path: Path) -> None:
    table = tmp_path / "all.csv"
    told = json.loads(review("--json", "--csv", table, "--report", "--out", tmp_path).stdout)
    assert [one["exercise"] for one in told["sets"]] == ["squat", "bridge", "bridge", "bird_dog"]
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert sum(row["kind"] == "repetition" for row in rows) == len(told["reps"])
    assert {row["set"] for row in rows if row["exercise"] == "bridge"} == {"2", "3"}
    assert sorted(page.name for page in tmp_path.glob("*.html")) == [f"several-{k}.report.html" for k in (1, 2, 3, 4)]
    assert "3 of 4" in (tmp_path / "several-3.report.html").read_text(encoding="utf-8")
    assert read_track(SEVERAL).time_s[-1] == pytest.approx(told["seconds"], abs=0.01)
