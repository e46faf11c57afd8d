"""Files that are written as they grow: of their own kind only, and for their owner only."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.files.growing import open_growing
from formcheck.files.places import LANDMARK_LOG, RECORD


def _write(path: Path, text: bytes, fresh: bool = False) -> None:
    with os.fdopen(open_growing(path, RECORD, fresh), "wb" if fresh else "ab") as file:
        file.write(text)


def test_it_goes_on_where_it_ended_or_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "r"
    _write(path, b'{"event": 1}\n')
    _write(path, b'{"event": 2}\n')
    assert path.read_bytes() == b'{"event": 1}\n{"event": 2}\n'
    _write(path, b'{"event": 3}\n', fresh=True)
    assert path.read_bytes() == b'{"event": 3}\n'


def test_nothing_of_another_kind_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "r"
    _write(path, b'{"event": 1}\n')
    for fresh in (False, True):
        with pytest.raises(OutputError, match="is there already and is not the landmarks of a session"):
            open_growing(path, LANDMARK_LOG, fresh)
    assert path.read_bytes() == b'{"event": 1}\n'


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files to their user in another way")
def test_one_from_earlier_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "r"
    path.touch(mode=0o644)
    _write(path, b"")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
