"""PoseLog: poses come out as they went in, however many there are."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from made_up import made_up_track

from formcheck.pose import poselog, trackarrays
from formcheck.pose.pose import Pose, Track
from formcheck.pose.poselog import PoseLog
from formcheck.pose.quantise import quantise
from formcheck.pose.trackfile import write_track


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packed every five poses."""
    for module in (poselog, trackarrays):
        monkeypatch.setattr(module, "PART", 5)


def poses(frames: int, outline: bool = True) -> list[Pose]:
    return [quantise(pose) for pose in made_up_track(outline, frames)]


def same(one: Pose, other: Pose) -> bool:
    arrays = [(one.px, other.px), (one.visibility, other.visibility), (one.world, other.world)]
    if one.outline is not None and other.outline is not None:
        arrays.append((one.outline, other.outline))
    known = (one.outline is None) == (other.outline is None)
    return known and one.time_s == other.time_s and one.size == other.size and all(np.array_equal(a, b, equal_nan=True) for a, b in arrays)


def log_of(some: list[Pose]) -> PoseLog:
    log = PoseLog()
    for pose in some:
        log.append(pose)
    return log


@pytest.mark.parametrize("count", [1, 4, 5, 6, 12, 15])
@pytest.mark.parametrize("outline", [True, False])
def test_poses_come_out_as_they_went_in(count: int, outline: bool) -> None:
    some = poses(count, outline)
    log = log_of(some)
    assert len(log) == count
    assert all(same(one, other) for one, other in zip(some, log, strict=True))
    assert all(same(log[i], some[i]) for i in (count - 1, 0, count // 2))  # there and back again
    assert same(log[-1], some[-1])
    assert [pose.time_s for pose in log[1:3]] == [pose.time_s for pose in some[1:3]]
    assert log.times_s == [pose.time_s for pose in some]


def test_the_track_of_them_is_that_of_the_poses() -> None:
    some = poses(12)
    made, expected = log_of(some).track({"source": "a"}), Track.from_poses(some, {"source": "a"})
    for name in ("time_s", "px", "visibility", "world", "outline"):
        np.testing.assert_array_equal(getattr(made, name), getattr(expected, name))
    assert made.provenance == {"source": "a"}
    again = PoseLog.of(made).track({})
    np.testing.assert_array_equal(again.px, made.px)


def test_an_outline_that_comes_late_is_known_from_then_on() -> None:
    some = poses(7, outline=False) + [
        Pose(p.time_s + 10, p.px, p.visibility, p.world, p.size, p.outline) for p in poses(3) if p.outline is not None
    ]
    track = log_of(some).track({})
    assert track.outline is not None
    assert [bool(np.isfinite(row).all()) for row in track.outline] == [False] * 7 + [True] * 3


def test_none_is_no_track() -> None:
    with pytest.raises(ValueError, match="at least one pose"):
        PoseLog().track({})


def test_there_is_none_beyond_the_last() -> None:
    with pytest.raises(IndexError):
        log_of(poses(3))[3]


@pytest.mark.parametrize("counts", [(5, 5), (3, 4), (1, 12, 2), (0, 3), (6, 0, 1)])
def test_logs_that_follow_each_other_are_one(counts: tuple[int, ...]) -> None:
    some = poses(sum(counts))
    log, begin = PoseLog({"source": "a"}), 0
    for count in counts:
        log.extend(pickle.loads(pickle.dumps(log_of(some[begin : begin + count]))))  # as it travels between processes
        begin += count
    assert len(log) == len(some)
    assert all(same(one, other) for one, other in zip(some, log, strict=True))
    assert [len(log.part(number)) for number in log.parts] == [len(log.part(number, outline=False)) for number in log.parts]
    assert sum(len(log.part(number)) for number in log.parts) == len(some)
    assert log.found.tolist() == [pose.found for pose in some]
    assert log.outlined == any(pose.outline is not None for pose in some)
    log.append(Pose(1e3, some[0].px, some[0].visibility, some[0].world, some[0].size))
    assert log[len(some)].time_s == 1e3
    assert log.track().time_s.tolist() == log.times_s


@pytest.mark.parametrize("counts", [(5, 3, 11), (1,), (8, 20)])
@pytest.mark.parametrize("outline", [True, False])
def test_a_log_and_its_track_are_the_same_file_and_it_is_read_as_it_was(tmp_path: Path, counts: tuple[int, ...], outline: bool) -> None:
    some, log = poses(sum(counts), outline), PoseLog()
    for count in counts:  # parts of any length
        log.extend(log_of(some[len(log) : len(log) + count]))
    write_track(tmp_path / "log.npz", log)
    write_track(tmp_path / "track.npz", log.track())
    assert (tmp_path / "log.npz").read_bytes() == (tmp_path / "track.npz").read_bytes()
    read = PoseLog.read(tmp_path / "log.npz")
    assert all(same(one, other) for one, other in zip(read, some, strict=True))
    assert (read.outlined, read.size, read.found.tolist()) == (outline, log.size, log.found.tolist())
    assert read.provenance.keys() == {"formcheck"}
