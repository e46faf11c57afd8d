"""Writing numbers into a pose file: all else of it stays, and what was there is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from tune_clips import POSE_FILE, pose_file

import formcheck.tune.posefile as module
from formcheck.errors import InputError, OutputError
from formcheck.tune.posefile import PoseFile

VALUES = {"repetition.full": 160.5, "faults.overarched.above": 194, "gate.start.0.below": -0.55}
WANTED = (
    POSE_FILE.replace("full:    163 # degrees", "full:    160.5 # degrees").replace("above: 196", "above: 194").replace("-0.6,", "-0.55,")
)


def test_only_the_numbers_change(tmp_path: Path) -> None:
    file = PoseFile.find(str(pose_file(tmp_path)))
    assert file.with_values(VALUES) == WANTED
    assert file.with_values({}) == POSE_FILE


def test_the_file_is_written_and_what_was_there_is_kept(tmp_path: Path) -> None:
    path = pose_file(tmp_path)
    kept = PoseFile.find(str(path)).write(VALUES)
    assert (kept, path.read_text(), (tmp_path / "bridge.yaml.bak").read_text()) == (tmp_path / "bridge.yaml.bak", WANTED, POSE_FILE)
    again = PoseFile.find(str(path)).write({"repetition.full": 159})
    assert again == tmp_path / "bridge.yaml.bak2"
    assert again.read_text() == WANTED
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bridge.yaml", "bridge.yaml.bak", "bridge.yaml.bak2"]


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    path = pose_file(tmp_path, "\ufeff" + POSE_FILE.replace("\n", "\r\n"))
    PoseFile.find(str(path)).write(VALUES)
    assert path.read_bytes().decode() == "\ufeff" + WANTED.replace("\n", "\r\n")


def test_the_difference(tmp_path: Path) -> None:
    path = pose_file(tmp_path)
    file = PoseFile.find(str(path))
    assert file.diff({}) == ""
    changed = [line for line in file.diff({"repetition.full": 160.5}).splitlines() if line[0] in "+-"]
    assert changed == [f"--- {path}", f"+++ {path}", "-  full:    163 # degrees", "+  full:    160.5 # degrees"]


def test_a_number_that_is_shared_by_an_anchor_is_not_changed_behind_the_back(tmp_path: Path) -> None:
    path = pose_file(tmp_path, POSE_FILE.replace("full:    163", "full: &x 163").replace("above: 196", "above: *x"))
    with pytest.raises(InputError, match=r"repetition\.full: does not stand in the pose file as a number of its own"):
        PoseFile.find(str(path)).write({"repetition.full": 160.5})
    assert list(tmp_path.iterdir()) == [path]


def test_a_part_that_is_shared_by_an_anchor(tmp_path: Path) -> None:
    text = POSE_FILE.replace("- {measure: lying, below: -0.4}", "- &x {measure: lying, below: -0.4}\n  top: [*x]")
    with pytest.raises(InputError, match=r"bridge\.yaml: its numbers cannot be changed one by one"):
        PoseFile.find(str(pose_file(tmp_path, text))).with_values({"repetition.requires.0.below": -0.3})


def test_a_built_in_file_of_an_installed_program_is_written_to_the_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, own = tmp_path / "site" / "formcheck", tmp_path / "own"
    (package / "poses").mkdir(parents=True)
    path = pose_file(package / "poses")
    monkeypatch.setattr(module, "__file__", str(package / "tune" / "posefile.py"))
    monkeypatch.setattr(module, "own_folder", lambda: own)
    file = PoseFile.find(str(path))
    assert file.target == own / "bridge.yaml"
    assert file.write(VALUES) is None
    assert (path.read_text(), (own / "bridge.yaml").read_text()) == (POSE_FILE, WANTED)


def test_a_variant_has_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a variant has no file of its own; tune cat_camel"):
        PoseFile.find("cat_camel:pregnancy")


def test_a_file_that_was_edited_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = pose_file(tmp_path)
    file = PoseFile.find(str(path))
    path.write_text(POSE_FILE + "# a thought\n")
    with pytest.raises(InputError, match=r"bridge\.yaml: was edited while it was tuned; tune it again"):
        file.write(VALUES)
    assert path.read_text() == POSE_FILE + "# a thought\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own").write_text("a file where the folder should be")
    path = pose_file(tmp_path)
    monkeypatch.setattr(PoseFile, "target", tmp_path / "own" / "bridge.yaml")
    with pytest.raises(OutputError, match=r"own: the folder cannot be made: .*; check its permissions$"):
        PoseFile.find(str(path)).write(VALUES)
    assert path.read_text() == POSE_FILE
