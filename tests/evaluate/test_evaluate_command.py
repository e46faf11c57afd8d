"""`formcheck evaluate` on recorded tracks: tables, figures, and what is wrong in which clip."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from rulebook import BRIDGE, STRETCH, exercise
from skeletons import film, half_kneeling, hops, on_back
from typer.testing import CliRunner, Result

from formcheck.cli.main import app
from formcheck.pose.trackfile import write_track
from formcheck.rules import library

Run = Callable[..., Result]

TIMES = [(2.0, 5.2), (6.0, 9.2), (10.0, 13.2)]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `formcheck evaluate ...` with a catalogue of a bridge and a stretch."""
    monkeypatch.setenv("COLUMNS", "160")
    catalogue, find = {"bridge": exercise(BRIDGE), "stretch": exercise(STRETCH)}, library.find_exercise
    monkeypatch.setattr(library, "all_exercises", lambda: list(catalogue.values()))
    monkeypatch.setattr(library, "find_exercise", lambda name: catalogue[name] if name in catalogue else find(name))
    return lambda *words: CliRunner().invoke(app, ["evaluate", *map(str, words)], prog_name="formcheck")


def clip(folder: Path, name: str, tops: list[float], true: list[tuple[str, list[str]]], **labels: Any) -> Path:
    """A recorded track of bridges, and its labels: a verdict and faults of each repetition."""
    path = folder / f"{name}.track.npz"
    write_track(path, film(10).along(on_back, hops(130, tops)))
    rows = [
        {"start_s": start, "end_s": end, "verdict": verdict, "faults": faults}
        for (start, end), (verdict, faults) in zip(TIMES, true, strict=False)
    ]
    YAML(typ="safe", pure=True).dump(
        {"exercise": "bridge", "person": "ann", "reps": rows, "holds": []} | labels, folder / f"{name}.labels.yaml"
    )
    return path


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    """A right one, one with an overlooked fault of another person, and one of another exercise."""
    good: tuple[str, list[str]] = ("good", [])
    shallow = ("incomplete", ["shallow"])
    clip(tmp_path, "right", [175, 158], [good, shallow])
    clip(tmp_path, "wrong", [175, 175, 175], [good, ("flawed", ["rushed"])], person="bob")
    clip(tmp_path, "other", [175], [], exercise="stretch", reps=[], person="bob")
    return tmp_path


def test_the_figures(run: Run, clips: Path) -> None:
    result = run("bridge", clips, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    figures = json.loads(result.stdout)
    assert set(figures) == {"exercise", "person", "fitted", "origin", "total", "faults_mean_f1", "phantoms"}
    total = figures["total"]["all"]
    assert (total["clips"], total["counts_exact"], total["counts_within_one"], total["phantoms"]) == (2, 0.5, 1.0, 0)
    assert total["verdicts_right"] == 0.75
    assert total["faults"]["shallow"]["f1"] == 1
    rushed = total["faults"]["rushed"]
    assert {key: rushed[key] for key in rushed if key != "of"} == {
        "precision": None,
        "recall": 0.0,
        "f1": 0.0,
        "found": 0,
        "missed": 1,
        "false": 0,
    }
    assert rushed["of"]["recall"] == {"part": 0, "whole": 1, "low": 0.0, "high": 0.7935}
    assert figures["person"]["ann"]["counts_exact"] == 1
    assert figures["person"]["bob"]["counts_exact"] == 0
    assert figures["exercise"]["bridge"] == total


def test_the_tables(run: Run, clips: Path) -> None:
    result = run("bridge", clips)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert any(row[1:6] == ["bridge", "│", "2", "│", "50.0"] for row in rows)
    assert any("shallow" in row and "100.0" in row for row in rows)
    assert any("rushed" in row for row in rows)


def test_what_is_wrong_is_told_by_clip(run: Run, clips: Path) -> None:
    lines = [line for line in run("bridge", clips, "--clips").stdout.splitlines() if line.startswith("bridge: ")]
    assert lines == [
        "bridge: wrong.track.npz: 3 counted instead of 2; verdicts flawed told as good (1), none told as good (1)"
        "; rushed: 1 missed, 0 false"
    ]


def test_without_an_exercise_each_clip_is_judged_by_its_own(run: Run, clips: Path) -> None:
    figures = json.loads(run(clips, "--json").stdout)
    assert set(figures["exercise"]) == {"bridge", "stretch"}
    assert figures["exercise"]["stretch"]["clips"] == 1


def test_an_exercise_may_be_given_as_a_pose_file(run: Run, clips: Path, tmp_path: Path) -> None:
    """A catalogue's own file, changed and kept elsewhere, is tried without putting it in the catalogue."""
    stricter = tmp_path / "tried" / "bridge.yaml"
    stricter.parent.mkdir()
    YAML(typ="safe", pure=True).dump(BRIDGE | {"repetition": BRIDGE["repetition"] | {"full": 178}}, stricter)
    total = json.loads(run(stricter, clips, "--json").stdout)["total"]["all"]
    assert total["confusion"]["good -> incomplete"] == 2
    alone = run(stricter)
    assert (alone.exit_code, "name labelled clips or a folder too" in alone.stderr) == (2, True)


def test_phantoms_are_what_an_exercise_counts_in_clips_of_others(run: Run, clips: Path) -> None:
    result = run("bridge", clips, "--phantoms")
    assert "phantom: bridge counts 1 reps, 0 holds in other.track.npz (stretch)" in result.stdout.splitlines()
    assert json.loads(run("bridge", clips, "--phantoms", "--json").stdout)["total"]["all"]["phantoms"] == 1


def test_a_clip_of_no_exercise_of_the_catalogue_is_told_and_left_out(run: Run, tmp_path: Path) -> None:
    clip(tmp_path, "a", [175], [("good", [])])
    clip(tmp_path, "b", [175], [], exercise="handstand", reps=[])
    result = run(tmp_path, "--json")
    assert result.stderr == "handstand: no such exercise; its clips are not judged\n"
    assert json.loads(result.stdout)["total"]["all"]["clips"] == 1


def test_the_hold_asked_for_is_that_of_the_labels(run: Run, tmp_path: Path) -> None:
    """The stretch has a dose of five seconds; the labels say that two were asked for."""
    track = film(10).along(half_kneeling, [(0, 0), (2, 0), (3, 22), (6, 22), (7, 0), (10, 0)])
    write_track(tmp_path / "s.track.npz", track)
    held = {"start_s": 2.8, "end_s": 6.2, "held_s": 3.3, "zone_s": 3.7}
    for target_s, faults in ((2, []), (20, ["short_hold"])):
        data = {"exercise": "stretch", "target_s": target_s, "reps": [], "holds": [held | {"faults": faults}]}
        YAML(typ="safe", pure=True).dump(data, tmp_path / "s.labels.yaml")
        total = json.loads(run(tmp_path, "--json").stdout)["total"]["all"]
        assert total["holds_right"] == 1
        assert [score["f1"] for score in total["faults"].values()] == [1.0] * len(faults)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["bridge"], 2, "no such clip or folder: bridge"),
        (["nowhere.mp4", "."], 3, "error: nowhere.mp4: no such clip; check the name and the folder"),
        (["brigde", "."], 3, "error: brigde: no such exercise; did you mean"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    run: Run, clips: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, said: str
) -> None:
    monkeypatch.chdir(clips)
    result = run(*words)
    assert result.exit_code == status
    assert said in result.stderr
    assert result.stdout == ""


def test_a_folder_without_labels_and_a_clip_without_labels(run: Run, tmp_path: Path) -> None:
    assert "no clip with labels" in run(tmp_path).stderr
    path = clip(tmp_path, "a", [175], [])
    (tmp_path / "a.labels.yaml").unlink()
    result = run(path)
    assert result.exit_code == 3
    assert "a.labels.yaml: no such labels" in result.stderr


def test_the_figures_of_each_clip(run: Run, clips: Path) -> None:
    figures = json.loads(run("bridge", clips, "--json", "--clips").stdout)
    wrong = {Path(name).name: row["wrong"] for name, row in figures["clip"].items()}
    assert wrong["right.track.npz"] == []
    assert "3 counted instead of 2" in wrong["wrong.track.npz"]


def test_clips_are_named_when_asked_for(run: Run, clips: Path) -> None:
    said = run("bridge", clips, "--recognise").stderr.splitlines()
    assert [line for line in said if line.startswith("recognised: ") and line.endswith(" %)")] != []


def by_name(folder: Path, name: str, tops: list[float], **labels: Any) -> None:
    """A clip whose form is known as a whole."""
    path = clip(folder, name, tops, [])
    YAML(typ="safe", pure=True).dump({"exercise": "bridge", "true_reps": len(tops)} | labels, path.with_name(f"{name}.labels.yaml"))


def test_clips_of_known_form(run: Run, tmp_path: Path) -> None:
    """One of good form is told as shallow, one may be told so, one is shallow, in one nothing is done: of that the reason is told."""
    by_name(tmp_path, "a", [175, 158], form="good", person="female", origin="rendered")
    by_name(tmp_path, "b", [175, 158], form="good", maybe=["shallow"], person="ann")
    by_name(tmp_path, "c", [175, 158], form="faulty", faults=["shallow", "overarched"], person="ann")
    by_name(tmp_path, "d", [], form="good", person="bob", true_reps=2)
    figures = json.loads(run(tmp_path, "--json").stdout)
    of = figures["total"]["all"]["of"]
    found = {name: (of[name]["part"], of[name]["whole"]) for name in list(of)[-5:]}
    assert found == {
        "good_clips_with_false_fault": (1, 3),
        "good_rows_with_false_fault": (1, 4),
        "visible_faults_found": (1, 2),
        "silent_clips": (0, 4),
        "nothing_judged": (1, 4),
    }
    assert list(figures["fitted"]) == ["not fitted", "fitted"]
    assert figures["fitted"]["fitted"]["clips"] == 1
    assert figures["origin"]["real, not fitted"]["clips"] == 3
    lines = run(tmp_path).stdout.splitlines()
    heads = [k for k, line in enumerate(lines) if "not fitted" in line]
    assert any("33.3 %" in lines[k] and "50.0 %" in lines[k] for k in range(len(lines)) if " all " in lines[k])
    assert any("1–" in lines[k + 1] or "0–" in lines[k + 1] for k in heads)


def test_stress_tells_what_is_lost(run: Run, clips: Path) -> None:
    """Another clip of three good bridges is what is perturbed; the one with mistakes is no clip of good form."""
    good: tuple[str, list[str]] = ("good", [])
    clip(clips, "best", [175, 175, 175], [good, good, good])
    figures = json.loads(run("bridge", clips, "--stress", "--json").stdout)
    assert figures["clips"] == {"bridge": "best.track.npz"}
    rows = figures["perturbations"]
    assert len(rows) == 1 + 44
    for name in ("as it is", "mirror", "15 pictures a second", "person 0.8 times as large", "nobody found in 5 % of frames"):
        assert rows[name] == {"tried": 1, "counts_exact": 1, "same": 1, "lost": [], "silent": [], "changed": []}
    assert any(row["lost"] == ["bridge"] for row in rows.values())
    table = run("bridge", clips, "--stress").stdout
    assert "One good clip of each of 1 exercises" in table
    assert "clock jumps by 3 s" in table


def test_stress_needs_a_clip_of_good_form(run: Run, tmp_path: Path) -> None:
    clip(tmp_path, "a", [158], [("incomplete", ["shallow"])])
    result = run(tmp_path, "--stress")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert "of good form with a known count" in result.stderr


def test_evidence_is_written_and_what_was_not_looked_at_stays(run: Run, clips: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.yaml"
    file.write_text("# How far right and wrong people\nplank: {hips_sag: {key: below, line: 1, unit: deg, right_drawn: 1, right_real: 0, "
        "wrong_drawn: 1, wrong_real: 0,"
        " told_wrongly: 0, missed: 0}}\nbridge: {}\n", encoding="utf-8")  # fmt: skip
    result = run("bridge", clips, "--evidence", file)
    assert (result.exit_code, result.stdout) == (0, "")
    kept = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    assert list(kept) == ["bridge", "plank"]
    shallow = kept["bridge"]["shallow"]
    assert (shallow["key"], shallow["line"], shallow["unit"]) == ("full", 163, "deg")
    assert (shallow["right_real"], shallow["wrong_real"], shallow["right_drawn"], shallow["wrong_drawn"]) == (2, 1, 0, 0)
    file.write_text("# How far right and wrong people\n{]", encoding="utf-8")
    result = run("bridge", clips, "--evidence", file)
    assert (result.exit_code, "holds no evidence" in result.stderr) == (3, True)
