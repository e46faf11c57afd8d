"""The landmarks of a session: what was written is read back to the last digit, whatever happened to the end of the file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import InputError, OutputError
from formcheck.history.landmarklog import LandmarkLog, read_landmarks
from formcheck.pose.pose import Track
from samples import read_sample

TRACK = read_sample("bridge-hips_uneven-female")  # fifteen seconds


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "landmarks.fclm"
    with LandmarkLog(path, {"source": "camera 0"}) as out:
        for pose in TRACK:
            assert out.add(pose)
    return path


def same(track: Track, other: Track) -> bool:
    pairs = ((track.time_s, other.time_s), (track.px, other.px), (track.visibility, other.visibility), (track.world, other.world))
    assert track.outline is not None and other.outline is not None
    return all(np.array_equal(a, b, equal_nan=True) for a, b in (*pairs, (track.outline, other.outline)))


def test_everything_comes_back(log: Path) -> None:
    track = read_landmarks(log)
    assert track is not None and same(track, TRACK)
    assert track.provenance["source"] == "camera 0" and track.size == TRACK.size


def test_a_file_that_was_cut_off_is_good_until_there(log: Path) -> None:
    data, lengths = log.read_bytes(), set()
    for end in range(0, len(data), len(data) // 60):
        log.write_bytes(data[:end])
        track = read_landmarks(log)
        lengths.add(0 if track is None else len(track))
        if track is not None:
            n = len(track)
            assert np.array_equal(track.px, TRACK.px[:n], equal_nan=True)
    assert min(lengths) == 0 and len(lengths) >= 14  # a piece for each second


def test_a_damaged_piece_ends_it(log: Path) -> None:
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 0xFF
    log.write_bytes(bytes(data))
    track = read_landmarks(log)
    assert track is not None and 0 < len(track) < len(TRACK)


def test_times_that_do_not_rise_are_left_out(tmp_path: Path) -> None:
    with LandmarkLog(tmp_path / "l") as out:
        assert [out.add(TRACK[i]) for i in (0, 1, 1, 0, 2)] == [True, True, False, False, True]
    track = read_landmarks(tmp_path / "l")
    assert track is not None and len(track) == 3


def test_no_file_is_nothing_and_a_folder_is_told(tmp_path: Path) -> None:
    assert read_landmarks(tmp_path / "none") is None
    with pytest.raises(InputError, match="cannot be read"):
        read_landmarks(tmp_path)


def test_a_full_disk_is_told_in_one_line() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(OutputError, match="landmarks cannot be recorded"), LandmarkLog(Path("/dev/full")) as out:
        for pose in TRACK:
            out.add(pose)
