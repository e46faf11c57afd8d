"""Log lines of libraries stay away from the terminal; anything else arrives."""

from __future__ import annotations

import os

import pytest

from formcheck.estimate.quiet import QuietLogs

LOGS = b"""INFO: Created TensorFlow Lite XNNPACK delegate for CPU.
WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
W0000 00:00:1795266748.947580    7959 inference_feedback_manager.cc:114] Feedback manager requires a model
"""


def test_log_lines_are_held_back(capfd: pytest.CaptureFixture[str]) -> None:
    with QuietLogs():
        os.write(2, LOGS)
    assert capfd.readouterr().err == ""


def test_everything_else_is_written_after_all(capfd: pytest.CaptureFixture[str]) -> None:
    with QuietLogs():
        os.write(2, b"Traceback (most recent call last):\n" + LOGS + b"no newline at the end")
    assert capfd.readouterr().err == "Traceback (most recent call last):\nno newline at the end"


def test_stderr_works_again_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="broken"), QuietLogs():
        os.write(2, LOGS)
        raise ValueError("broken")
    os.write(2, b"later\n")
    assert capfd.readouterr().err == "later\n"


def test_without_stderr_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(descriptor: int) -> int:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", closed)
    with QuietLogs():
        done = True
    assert done
