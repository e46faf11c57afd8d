"""Two programs that read, change and write a file in one folder take turns, on every system."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from formcheck.files.lock import LOCK_FILE, alone_in, try_lock

COUNTS = """
import sys
from pathlib import Path
from formcheck.files.lock import alone_in
file = Path(sys.argv[1]) / "count"
for _ in range(40):
    with alone_in(file.parent):
        file.write_text(str(int(file.read_text()) + 1))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be locked there; the lock file that stands for it is played below")
def test_two_programs_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    both = [subprocess.Popen([sys.executable, "-c", COUNTS, str(tmp_path)]) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert (tmp_path / "count").read_text() == "80"


def played(monkeypatch: pytest.MonkeyPatch, *answers: int | None) -> list[str]:
    """Windows, whose locks answer like this: an error number, or None for yes.  What is asked of them."""
    asked: list[str] = []
    left = list(answers)

    def locking(handle: int, mode: str, size: int) -> None:
        asked.append(mode)
        if mode == "lock" and (error := left.pop(0)) is not None:
            raise OSError(error, "locked")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_LOCK="lock", LK_UNLCK="unlock", locking=locking))
    return asked


def test_on_windows_a_file_in_the_folder_is_locked_and_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = played(monkeypatch, errno.EDEADLK, errno.EACCES, None)
    with alone_in(tmp_path):
        assert asked == ["lock"] * 3
    assert asked[3:] == ["unlock"]
    assert [path.name for path in tmp_path.iterdir()] == [LOCK_FILE]


def test_on_a_windows_share_without_locks_the_work_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played(monkeypatch, errno.EINVAL)
    with alone_in(tmp_path):
        pass


def test_on_windows_a_file_that_is_being_written_is_known_by_other_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert try_lock(-1)
