"""A signal to all processes of `formcheck tune`, as a terminal, a service or a batch system sends it: the best numbers are kept."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tune_clips import POSE_FILE, clips, pose_file, save

# runs `formcheck` with two processes that try candidates, and sends a signal to all three when so many were tried
PROGRAM = """
import os, sys
import formcheck.cli.tune
from formcheck.cli.main import main
from formcheck.tune.panel import Panel

if __name__ == "__main__":
    formcheck.cli.tune.WORTH_A_PROCESS = 0
    try_out = Panel._try_out
    tried = []

    def interrupted(panel, wanted):
        for found in try_out(panel, wanted):
            tried.append(found)
            if len(tried) == {after}:
                {end}
            yield found

    Panel._try_out = interrupted
    main()
"""


def _tuned(folder: Path, after: int, end: str) -> subprocess.CompletedProcess[str]:
    """The output ends when the last process has ended."""
    pose_file(folder, POSE_FILE.replace("full:    163", "full:    178"))
    save(clips({"ann": 0, "bob": 2}), folder / "clips")
    program = folder / "program.py"  # other processes read it once more
    program.write_text(PROGRAM.format(after=after, end=end), encoding="utf-8")
    words = ["tune", "bridge.yaml", "clips", "--only", "repetition.full", "--write", "--jobs", "2"]
    return subprocess.run(
        [sys.executable, str(program), *words], cwd=folder, text=True, capture_output=True, check=False, start_new_session=True
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_to_all_processes_keeps_the_best_so_far(tmp_path: Path, name: str) -> None:
    if signal.getsignal(getattr(signal, name)) is signal.SIG_IGN:
        pytest.skip("ignored, as under nohup")
    result = _tuned(tmp_path, 30, f"import signal; os.killpg(0, signal.{name})")
    assert result.returncode == 128 + getattr(signal, name)
    assert "stopped; these are the best numbers so far" in result.stderr.splitlines()
    assert "Traceback" not in result.stderr
    assert (tmp_path / "bridge.yaml").read_text() != (tmp_path / "bridge.yaml.bak").read_text()
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_processes_do_not_outlive_one_that_is_killed(tmp_path: Path) -> None:
    result = _tuned(tmp_path, 5, "import signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert result.returncode == -signal.SIGKILL
