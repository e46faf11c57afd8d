"""Where may be written, and how: only earlier results of the same kind are replaced, through links, for the owner only."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.files import beside, places
from formcheck.files.places import (
    CSV,
    CURVES,
    JSON_LINES,
    LABELS,
    LANDMARK_LOG,
    PICTURE,
    POSE_FILE,
    PROFILE,
    RECORD,
    REPORT,
    SIGNALS,
    TRACK,
    TRC,
    VIDEO,
    WEEKS,
    Kind,
    check_apart,
    check_place,
)
from formcheck.history import landmarklog
from formcheck.history.weeks import Week
from formcheck.report import shell, signals
from formcheck.sinks.textfile import TextFile

POSE = b"name: mine\ntitle: Mine\n"
HEADS = {
    "pose file": POSE,
    "labels": b"exercise: bridge\ntrue_reps: 3\n",
    "video": b"\0\0\0\x20ftypisom\0\0\2\0",
    "track": b"PK\3\4" + bytes(26) + b"format_version.npy",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "model": b"PK\3\4" + bytes(26) + b"pose_detector.tflite",
    "results": b'{"clip": "a.mp4", "exercise": "bridge"}\n',
    "record": b'{"event": "session", "format": 1}\n',
    "table": b"clip,exercise,kind,number\n",
    "report": shell.opening("Bridge").encode(),
    "signals": ",".join(signals.COLUMNS).encode() + b",hip,faults\n",
    "values": b"time_s,hip\n",
    "markers": b"PathFileType\t4\t(X/Y/Z)\tclip.trc\n",
    "weeks": ",".join(Week.__dataclass_fields__).encode() + b"\n",
    "landmarks": landmarklog.MAGIC + bytes(8),
    "letter": b"Dear Ann",
}
OWN = {
    JSON_LINES: "results",
    RECORD: "record",
    CSV: "table",
    TRACK: "track",
    VIDEO: "video",
    PICTURE: "picture",
    REPORT: "report",
    SIGNALS: "signals",
    CURVES: "values",
    TRC: "markers",
    WEEKS: "weeks",
    LANDMARK_LOG: "landmarks",
}


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_only_its_own_kind_is_replaced(tmp_path: Path, kind: Kind) -> None:
    for name, head in HEADS.items():
        path = tmp_path / name
        path.write_bytes(head)
        if name == OWN[kind]:
            assert check_place(path, kind) == path
        else:
            with pytest.raises(OutputError, match=f"{name}: is there already and is not "):
                check_place(path, kind)


@pytest.mark.parametrize("kind", [LABELS, PROFILE, POSE_FILE], ids=lambda kind: kind.name)
def test_a_text_replaces_no_video(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "clip"
    path.write_bytes(HEADS["video"])
    with pytest.raises(OutputError, match="is there already"):
        check_place(path, kind)


def test_an_empty_file_is_nothing_to_lose(tmp_path: Path) -> None:
    (tmp_path / "new").touch()
    assert check_place(tmp_path / "new", CSV) == tmp_path / "new"


def test_a_link_stays_and_the_file_behind_it_changes(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "real.csv", tmp_path / "link.csv"
    real.write_bytes(HEADS["table"])
    link.symlink_to(Path("there") / "real.csv")
    with TextFile(link, CSV) as file:
        file.write("new")
    assert link.is_symlink() and real.read_text() == "new"


def test_a_link_to_nothing_makes_the_file_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("later.csv")
    with TextFile(tmp_path / "link", CSV) as file:
        file.write("new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "later.csv").read_text() == "new"


def test_links_that_go_round(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OutputError, match="is no place for a file"):
        check_place(tmp_path / "a", CSV)


def test_two_spellings_of_one_name_are_one_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "other").symlink_to("folder")
    for first, second in (("a", "./a"), ("a", str(tmp_path / "a")), ("a", "folder/../a"), ("folder/a", "other/a")):
        with pytest.raises(OutputError, match="two results would be written to this one file"):
            check_apart([Path(first), Path(second)])
    check_apart([Path("a"), Path("b"), Path("/dev/null"), Path("/dev/null")])


def test_two_writers_of_one_file_are_told_at_the_latest_when_it_is_opened(tmp_path: Path) -> None:
    with TextFile(tmp_path / "a", CSV), pytest.raises(OutputError, match="two results"), TextFile(tmp_path / "." / "a", JSON_LINES):
        pass


def test_what_tells_of_a_person_is_for_that_person_only(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        for kind, rights in ((CSV, 0o600), (PROFILE, 0o600), (POSE_FILE, 0o644)):
            path = tmp_path / kind.name
            with TextFile(path, kind) as file:
                file.write("")
            assert stat.S_IMODE(path.stat().st_mode) == rights
        places.own_folder(tmp_path / "new" / "own", "")
        assert stat.S_IMODE((tmp_path / "new" / "own").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
        (tmp_path / "old").mkdir(mode=0o755)
        places.own_folder(tmp_path / "old", "")
        assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o700
    finally:
        os.umask(before)


def test_a_pose_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(POSE)
    path.chmod(0o640)
    with TextFile(path, POSE_FILE) as file:
        file.write("name: mine\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_text_with_half_a_character_is_written(tmp_path: Path) -> None:
    with TextFile(tmp_path / "a.csv", CSV) as file:
        file.write("b\udcff.mp4")
    assert (tmp_path / "a.csv").read_bytes() == b"b\\udcff.mp4"


def test_a_name_as_long_as_a_name_may_be(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 125 + ".csv")
    with TextFile(path, CSV) as file:
        file.write("whole")
    assert path.read_text() == "whole"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_reads_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="pipe: cannot be written"), TextFile(tmp_path / "pipe", CSV):
        pass


KILLED = """
import os, signal, sys
from pathlib import Path
from formcheck.files.places import CSV
from formcheck.sinks.textfile import TextFile
with TextFile(Path(sys.argv[1]), CSV) as file:
    file.write("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_what_a_killed_run_left_is_cleared_away_and_what_others_write_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "a.csv")], check=False)
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".a.csv.")
    (tmp_path / ".a.csv.of-somebody-else").touch()
    mine = beside.Beside(tmp_path / "mine.csv", CSV)  # clears
    assert not left.exists()
    monkeypatch.setattr(beside, "_cleared", set())
    monkeypatch.setattr(beside, "runs", lambda process: False)
    beside.clear_left_behind(tmp_path)
    assert mine.hidden.exists()  # it is locked
    mine.drop()
    assert [path.name for path in tmp_path.iterdir()] == [".a.csv.of-somebody-else"]
