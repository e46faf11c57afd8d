"""What docs/FILES.md says of the files is true of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from history_samples import write_session

from formcheck.engine.status import Phase
from formcheck.history.finish import session_json
from formcheck.history.kept import load
from formcheck.history.routine_weeks import RoutineWeek
from formcheck.history.weeks import History, Week
from formcheck.pose.trackfile import FORMAT_VERSION, read_track
from formcheck.report.signals import COLUMNS as SIGNALS
from samples import track_file

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "FILES.md").read_text(encoding="utf-8")
TODAY = date(2026, 3, 11)
PHASES = tuple(phase.value for phase in Phase)
TRACK = track_file("bridge-hips_uneven-female")


def test_its_lines_of_python_read_a_track(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bridge.track.npz").write_bytes(TRACK.read_bytes())
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", DOC, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    track = read_track(TRACK)
    assert np.array_equal(names["px"], track.px, equal_nan=True)
    assert np.array_equal(names["time_s"], track.time_s)


def test_every_array_of_a_track_is_described() -> None:
    with np.load(TRACK, allow_pickle=False) as arrays:
        assert int(arrays["format_version"]) == FORMAT_VERSION
        missing = [name for name in arrays.files if f"`{name}`" not in DOC]
    assert missing == []


def test_every_event_of_a_session_or_routine_is_described() -> None:
    calls = [
        call
        for folder in ("live", "routines")
        for path in (ROOT / "formcheck" / folder).rglob("*.py")
        for call in re.findall(r'(?:mark|record\.write|self\.write|run\.add)\(("[^\n,)]*)', path.read_text(encoding="utf-8"))
    ]
    written = {name for call in calls for name in re.findall(r'"(\w+)"', call)}
    assert {"pause", "resume", "next_set", "pain_level", "left", "end"} <= written
    assert sorted(name for name in written if f"`{name}`" not in DOC) == []


def test_every_key_of_an_export_is_described(tmp_path: Path) -> None:
    session = write_session(tmp_path / "sessions", "2026-03-02T18:00:00+01:00")
    keys = {*session_json(load(session)), *Week.__dataclass_fields__, *RoutineWeek.__dataclass_fields__, *History([], (), TODAY).to_json()}
    assert sorted(name for name in (*keys, *SIGNALS, *PHASES) if f"`{name}`" not in DOC) == []
