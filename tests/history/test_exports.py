"""Landmarks and measures in files that other programs read."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from formcheck.evaluate.trace import trace
from formcheck.report.signals import write_signals
from formcheck.rules.library import find_exercise
from formcheck.sinks.trc import MARKERS, write_trc
from samples import read_sample

TRACK = read_sample("bridge-hips_uneven-female")


def test_a_trc_file_has_every_marker_in_metres(tmp_path: Path) -> None:
    path = tmp_path / "clip.trc"
    write_trc(path, TRACK)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "PathFileType\t4\t(X/Y/Z)\tclip.trc"
    head = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    assert (head["NumFrames"], head["NumMarkers"], head["Units"]) == (str(len(TRACK)), str(len(MARKERS)), "m")
    assert float(head["DataRate"]) == pytest.approx(15, abs=0.1)
    assert [name for name in lines[3].split("\t")[2:] if name] == [name for name, _ in MARKERS]
    assert lines[4].split("\t")[2:5] == ["X1", "Y1", "Z1"] and lines[5] == ""
    cells = lines[6 + 10].split("\t")
    assert cells[:2] == ["11", f"{TRACK.time_s[10]:.4f}"]
    values = np.array([float(cell) for cell in cells[2:]]).reshape(-1, 3)
    k = [name for name, _ in MARKERS].index("left_knee")
    assert values[k] == pytest.approx(TRACK.world[10, 25] * [1, -1, -1], abs=1e-4)


def test_signals_are_what_the_rules_saw(tmp_path: Path) -> None:
    bridge = find_exercise("bridge")
    seen = trace(bridge, TRACK, "clip", None, tuple(bridge.measures))
    write_signals(tmp_path / "s.csv", seen)
    with (tmp_path / "s.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(TRACK)
    assert list(rows[0]) == ["time_s", "phase", "near_side", "active_side", "level", *bridge.measures, "faults"]
    top = max((row for row in rows if row["hip"]), key=lambda row: float(row["hip"]))
    assert float(top["hip"]) == pytest.approx(177, abs=1) and top["phase"] == "top" and top["near_side"] == "left"
