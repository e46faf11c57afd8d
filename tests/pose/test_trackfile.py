"""Tracks written and read again: the same poses, small files, and what is said of files that are no tracks."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_up import made_up_track

from formcheck import __version__
from formcheck.errors import InputError, OutputError
from formcheck.pose.packing import pack, unpack
from formcheck.pose.pose import Pose, Track
from formcheck.pose.quantise import quantise
from formcheck.pose.trackfile import TRACK_SUFFIX, read_track, write_track

NAMES = ("time_s", "px", "visibility", "world", "outline")


def same(one: Track | Pose, other: Track | Pose) -> bool:
    """Bit for bit."""
    pairs = [(np.asarray(getattr(one, name)), np.asarray(getattr(other, name))) for name in NAMES]
    return one.size == other.size and all(a.dtype == b.dtype and a.tobytes() == b.tobytes() for a, b in pairs)


def test_a_replay_sees_exactly_what_the_live_run_saw(tmp_path: Path, track: Track) -> None:
    path = tmp_path / f"clip{TRACK_SUFFIX}"
    write_track(path, track)
    replay = read_track(path)
    assert same(replay, track)
    assert all(same(a, b) for a, b in zip(replay, track, strict=True))
    assert [pose.found for pose in replay] == [i != 3 for i in range(12)]
    assert [pose.outline is not None for pose in replay] == [i not in (3, 5) for i in range(12)]


def test_rounding_is_finer_than_what_can_be_seen(tmp_path: Path) -> None:
    raw = made_up_track()
    path = tmp_path / "clip.track.npz"
    write_track(path, raw)
    kept = read_track(path)
    assert raw.outline is not None
    assert kept.outline is not None
    for a, b, bound in (
        (raw.time_s, kept.time_s, 0.5e-6),
        (raw.px, kept.px, 1 / 16),
        (raw.visibility, kept.visibility, 0.5 / 255),
        (raw.world, kept.world, 0.0005),
        (raw.outline, kept.outline, 1 / 8),
    ):
        assert (np.isnan(a) == np.isnan(b)).all()
        assert np.nanmax(np.abs(a - b)) <= bound + 1e-12


def test_writing_what_was_read_changes_nothing(tmp_path: Path) -> None:
    first, second = tmp_path / "a.track.npz", tmp_path / "b.track.npz"
    write_track(first, made_up_track())
    write_track(second, read_track(first))
    assert same(read_track(first), read_track(second))
    with np.load(first) as a, np.load(second) as b:
        assert a.files == b.files
        assert all(np.array_equal(a[name], b[name]) for name in a.files)


def test_a_pose_rounded_alone_is_the_pose_of_the_file(tmp_path: Path) -> None:
    raw = made_up_track()
    path = tmp_path / "clip.track.npz"
    write_track(path, raw)
    assert all(same(quantise(a), b) for a, b in zip(raw, read_track(path), strict=True))


def test_rounding_knows_no_minus_zero() -> None:
    pose = made_up_track(frames=1)[0]
    tiny = replace(pose, px=np.full((33, 2), -0.001))
    assert not np.signbit(quantise(tiny).px).any()


def test_without_outline(tmp_path: Path) -> None:
    path = tmp_path / "clip.track.npz"
    write_track(path, made_up_track(outline=False))
    assert read_track(path).outline is None


def test_keeps_where_it_comes_from_but_no_folder(tmp_path: Path, track: Track) -> None:
    path = tmp_path / "clip.track.npz"
    write_track(path, replace(track, provenance={"source": "/home/someone/clips/clip.mp4", "speed": 1.5}))
    assert read_track(path).provenance == {"source": "clip.mp4", "speed": 1.5, "formcheck": __version__}
    assert b"someone" not in path.read_bytes()


def test_a_quiet_minute_is_small(tmp_path: Path) -> None:
    """Slow movement costs little: differences are stored, not places."""
    t = np.arange(720) / 12
    base = np.random.default_rng(3).uniform(0, 300, (33, 2))
    poses = [Pose(s, base + 20 * np.sin(s), np.full(33, 0.9), np.zeros((33, 3)), (640, 360)) for s in t]
    path = tmp_path / "clip.track.npz"
    write_track(path, Track.from_poses(poses))
    assert path.stat().st_size < 720 * 33 * 2  # less than a byte for each number


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_packing_loses_nothing(axis: int) -> None:
    numbers = np.random.default_rng(5).integers(-(2**30), 2**30, (7, 5, 3)) >> np.arange(0, 21, 3)[:, None, None]
    assert (unpack(pack(numbers, axis), axis) == numbers).all()


def test_packing_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="too large"):
        pack(np.array([0, 2**32]), 0)


def error_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_track(path)
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith(f"{path}: ")
    return text.removeprefix(f"{path}: ")


def test_no_such_track_and_a_folder(tmp_path: Path) -> None:
    assert error_of(tmp_path / "nosuch.track.npz").startswith("no such file")
    assert error_of(tmp_path).startswith("is a folder")


def write_text(path: Path, track: Track) -> None:
    path.write_text("no track")


def write_nothing(path: Path, track: Track) -> None:
    path.touch()


def write_plain_array(path: Path, track: Track) -> None:
    with path.open("wb") as file:
        np.save(file, track.px)


def write_other_archive(path: Path, track: Track) -> None:
    np.savez(path, px=track.px)


def write_pickle(path: Path, track: Track) -> None:
    np.savez(path, format_version=np.array([{}], object))


def write_half(path: Path, track: Track) -> None:
    write_track(path, track)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def write_flipped(path: Path, track: Track) -> None:
    write_track(path, track)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    "write", [write_text, write_nothing, write_plain_array, write_other_archive, write_pickle, write_half, write_flipped]
)
def test_no_track_at_all_or_a_damaged_one(tmp_path: Path, track: Track, write: Any) -> None:
    path = tmp_path / "clip.track.npz"
    write(path, track)
    assert error_of(path) == "not a track, or a damaged one; record it again with `formcheck track`"


def change(path: Path, **changes: Any) -> None:
    with np.load(path) as archive:
        arrays = dict(archive)
    np.savez(path, **(arrays | {name: make(arrays[name]) for name, make in changes.items()}))


@pytest.mark.parametrize(
    "changes",
    [
        {"px": lambda a: a[:, :-1]},
        {"px": lambda a: a[..., :-1]},
        {"px": lambda a: a.astype(np.int32)},
        {"world": lambda a: a[:3]},
        {"visibility": lambda a: a[0]},
        {"outline": lambda a: a[:, :, :100]},
        {"px_known": lambda a: a[:-1]},
        {"time_us": lambda a: a[::-1].copy()},
        {"time_us": lambda a: a / 1e6},
        {"time_us": lambda a: a[:0]},
        {"size": lambda a: a * 0},
        {"size": lambda a: a[:1]},
        {"provenance": lambda a: np.array("{no json")},
        {"format_version": lambda a: np.array("one")},
    ],
)
def test_arrays_that_do_not_fit_together(tmp_path: Path, track: Track, changes: dict[str, Any]) -> None:
    path = tmp_path / "clip.track.npz"
    write_track(path, track)
    change(path, **changes)
    assert error_of(path).startswith("not a track, or a damaged one")


def test_a_track_of_a_later_version(tmp_path: Path, track: Track) -> None:
    path = tmp_path / "clip.track.npz"
    write_track(path, track)
    change(path, format_version=lambda a: a + 1)
    assert error_of(path).startswith("written by a later Form Check (track format 2); update Form Check")


def test_a_place_that_cannot_be_written(tmp_path: Path, track: Track) -> None:
    path = tmp_path / "nosuch" / "clip.track.npz"
    with pytest.raises(OutputError) as caught:
        write_track(path, track)
    assert str(caught.value).startswith(f"{path}: cannot be written: no such folder as {path.parent}; make it first")


def test_a_full_disk_leaves_the_earlier_track_and_nothing_else(tmp_path: Path, track: Track, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "clip.track.npz"
    write_track(path, made_up_track(outline=False))
    earlier = path.read_bytes()

    def full(file: Any, **arrays: Any) -> None:
        file.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_track(path, track)
    assert [p.name for p in tmp_path.iterdir()] == ["clip.track.npz"]
    assert path.read_bytes() == earlier


def test_the_provenance_is_readable_without_this_program(tmp_path: Path, track: Track) -> None:
    path = tmp_path / "clip.track.npz"
    write_track(path, track)
    with np.load(path, allow_pickle=False) as archive:
        assert json.loads(str(archive["provenance"]))["source"] == "clip.mp4"
