"""What docs/FILES.md says of the files is true of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.pose.trackfile import FORMAT_VERSION, read_track
from samples import track_file

DOC = (Path(__file__).parents[2] / "docs" / "FILES.md").read_text(encoding="utf-8")
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
