"""Damaged and hostile track files: one error, within bounds."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from made_up import made_up_track

from formcheck.errors import InputError, OutputError
from formcheck.pose import trackarrays
from formcheck.pose.archive import MOST_MEMBERS
from formcheck.pose.trackfile import read_track, write_track


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "clip.track.npz"
    write_track(path, made_up_track(frames=6))
    return path


def change(path: Path, **arrays: object) -> None:
    """Write members anew, as bytes or as arrays; None takes one away."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, value in arrays.items():
        members.pop(f"{name}.npy", None)
        if isinstance(value, bytes):
            members[f"{name}.npy"] = value
        elif value is not None:
            data = io.BytesIO()
            np.save(data, np.asarray(value))
            members[f"{name}.npy"] = data.getvalue()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data_ in members.items():
            archive.writestr(name, data_)


def header(text: str) -> bytes:
    padded = text.encode() + b" " * 40 + b"\n"
    return b"\x93NUMPY\1\0" + len(padded).to_bytes(2, "little") + padded


def refused(path: Path) -> None:
    with pytest.raises(InputError, match=r"not a track, or a damaged one; record it again with `formcheck track`$"):
        read_track(path)


@pytest.mark.parametrize("at", range(0, 4000, 37))
def test_one_turned_bit_is_one_error_or_none(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1 << at % 8
    path.write_bytes(data)
    try:
        read_track(path)
    except InputError as error:
        assert "not a track, or a damaged one" in str(error) or "later Form Check" in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999,), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (" + "9" * 300 + ",), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (" + "(" * 100 + "",
        "__import__('os').system('true')",
        "",
    ],
)
def test_headers_that_lie(path: Path, text: str) -> None:
    change(path, px=header(text))
    refused(path)


@pytest.mark.parametrize(
    "arrays",
    [
        {"time_us": np.array([0, 1, 2, 3, 4, 4])},
        {"time_us": np.array([2**63 - 1, -(2**63), 0, 1, 2, 3])},  # rises only when numbers overflow
        {"time_us": np.arange(0)},
        {"time_us": np.arange(6).reshape(2, 3)},
        {"size": np.array([0, 10], np.int32)},
        {"size": np.array([2**30, 10], np.int32)},
        {"size": np.array([1, 2, 3], np.int32)},
        {"px": None},
        {"px_known": np.zeros(3, np.uint8)},
        {"px": np.full((4, 33, 2, 6), 255, np.uint8)},  # millions of pixels off
        {"visibility": np.full((4, 33, 6), 255, np.uint8)},
        {"provenance": np.array("[" * 5000)},
        {"provenance": np.array('{"source": []}')},
        {"provenance": np.array("no JSON")},
        {"format_version": np.array(1.5)},
        {"more": np.zeros(3), **{f"more{k}": np.zeros(1) for k in range(MOST_MEMBERS)}},
    ],
)  # fmt: skip
def test_contents_that_cannot_be(path: Path, arrays: dict[str, object]) -> None:
    change(path, **arrays)
    refused(path)


def test_what_is_not_asked_for_is_not_unpacked(path: Path) -> None:
    change(path, more=b"\x93NUMPY nonsense")
    assert len(read_track(path)) == 6


def test_a_small_file_takes_little_memory(path: Path) -> None:
    """Some hundred kilobytes that unpack to gigabytes."""
    if sys.platform != "linux":
        pytest.skip("address space is bounded on Linux only")
    frames = 600_000
    planes = [("px", (4, 33, 2, frames)), ("visibility", (4, 33, frames)), ("world", (4, 33, 3, frames)), ("outline", (4, frames, 200, 2))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, value in (("format_version", np.array(1)), ("size", np.array([64, 48], np.int32)), ("time_us", np.arange(frames))):
            data = io.BytesIO()
            np.save(data, value)
            archive.writestr(f"{name}.npy", data.getvalue())
        for name, shape in planes:
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                member.write(header(f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}"))
                member.write(bytes(1 << 20) * 10)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000,) * 2)\n"
        "from pathlib import Path\nfrom formcheck.errors import InputError\nfrom formcheck.pose.trackfile import read_track\n"
        "try: read_track(Path(sys.argv[1]))\nexcept InputError: print('refused')"
    )
    result = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("refused\n", "")


def test_a_clip_too_long_for_a_track_is_told_when_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trackarrays, "MOST_BYTES", 10_000)
    with pytest.raises(OutputError, match=r"too long for one track \(6 frames\); cut it into parts$"):
        write_track(tmp_path / "clip.track.npz", made_up_track(frames=6))


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "clip.track.npz")
    with pytest.raises(InputError, match="is a pipe, not a track"):
        read_track(tmp_path / "clip.track.npz")
