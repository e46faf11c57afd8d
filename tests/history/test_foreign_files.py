"""Sessions that somebody else wrote, or that were damaged: what is good of them is taken, and nothing else stands still for it."""

from __future__ import annotations

import json
import os
import struct
import zlib
from pathlib import Path

import pytest
from history_samples import write_session

from formcheck.errors import InputError
from formcheck.history.database import Database
from formcheck.history.kept import load
from formcheck.history.landmarklog import LandmarkLog, read_landmarks
from samples import read_sample

BAD = (
    {"event": "rep", "start_s": "soon", "verdict": "good"},
    {"event": "rep", "start_s": 1.0, "verdict": {"good": 1}},
    {"event": "rep", "peak": 10**400},
    {"event": "start_over", "poses": "many"},
    {"event": "hold", "held_s": [], "reached": True},
    {"event": "fault", "name": 3},
    {"event": "fault", "start_s": 1.0, "end_s": 2.0},
)


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_a_line_with_what_cannot_be_is_left_out(tmp_path: Path, bad: dict[str, object]) -> None:
    place = write_session(tmp_path, "2026-03-02T18:00:00+01:00")
    record = place / "session.jsonl"
    record.write_text(record.read_text() + json.dumps(bad) + "\n[1, \n" + "[" * 100_000 + '\n{"event": "correction"}\n')
    kept = load(place)
    assert (kept.counted, kept.corrected) == (4, None)
    with Database(tmp_path / "h.sqlite", tmp_path) as database:
        database.update()
        assert list(database.connection.execute("SELECT COUNT(*) FROM reps")) == [(4,)]


def test_a_line_separator_in_a_text_ends_no_line(tmp_path: Path) -> None:
    place = write_session(tmp_path, "2026-03-02T18:00:00+01:00")
    with (place / "session.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"event": "problem", "time_s": 61.0, "text": "one\u2028two"}\n')
    assert load(place).of("problem")[0]["text"] == "one\u2028two"


def test_rules_that_are_none_are_told(tmp_path: Path) -> None:
    place = write_session(tmp_path, "2026-03-02T18:00:00+01:00")
    (place / "rules.json").write_bytes(b"\xff{")
    with pytest.raises(InputError, match="rules cannot be read"):
        _ = load(place).exercise


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "2026-03-02.jsonl")
    os.mkfifo(tmp_path / "landmarks.fclm")
    with pytest.raises(InputError, match="is a pipe"):
        load(tmp_path / "2026-03-02.jsonl")
    with pytest.raises(InputError, match="is a pipe"):
        read_landmarks(tmp_path / "landmarks.fclm")


def test_a_whole_piece_that_is_no_track_ends_the_landmarks(tmp_path: Path) -> None:
    path = tmp_path / "landmarks.fclm"
    with LandmarkLog(path) as log:
        for pose in list(read_sample("bridge-hips_uneven-female"))[:10]:
            log.add(pose)
    piece = b"PK\5\6" + bytes(18)
    path.write_bytes(path.read_bytes() + struct.pack("<4sII", b"FCLM", len(piece), zlib.crc32(piece)) + piece)
    track = read_landmarks(path)
    assert track is not None and len(track) == 10
