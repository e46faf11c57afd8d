"""The system's voice: a child process that reads the text, with a time limit."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.voice import system_voice
from formcheck.voice.system_voice import Command, SystemVoice, find_voice, seconds


def child(code: str) -> Command:
    return Command((sys.executable, "-c", code))


def test_the_text_is_read_by_the_child_and_is_no_part_of_a_command(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    code = f"import sys, pathlib; pathlib.Path({str(heard)!r}).write_bytes(sys.stdin.buffer.read())"
    assert SystemVoice(child(code)).say("Hüften; rm -rf $HOME")
    assert heard.read_text(encoding="utf-8") == "Hüften; rm -rf $HOME"


def test_a_voice_that_fails() -> None:
    assert not SystemVoice(child("raise SystemExit(1)")).say("hello")


def test_a_voice_that_is_not_there() -> None:
    with pytest.raises(OutputError, match="no-such-voice: the system's voice cannot be started"):
        SystemVoice(Command(("no-such-voice",))).say("hello")


def test_a_voice_that_hangs_is_ended() -> None:
    assert SystemVoice(child("import time; time.sleep(600)"), limit_s=0.3).say("hello")


def test_a_voice_is_cut_off_for_something_else() -> None:
    assert SystemVoice(child("import time; time.sleep(600)")).say("hello", cut=lambda: True)


def test_what_another_process_still_says_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_voice, "STOP_S", 60.0)
    stopped = tmp_path / "stopped"
    stop = child(f"import pathlib; pathlib.Path({str(stopped)!r}).touch()").words
    SystemVoice(Command(child("import time; time.sleep(600)").words, stop)).say("hello", cut=lambda: True)
    assert stopped.exists()


@pytest.mark.parametrize(
    ("platform", "there", "words"),
    [
        ("darwin", (), ("say", "-v", "Anna", "-f", "-")),
        ("linux", ("espeak-ng", "spd-say"), ("espeak-ng", "-v", "de", "-a", "50", "--stdin")),
        ("linux", ("spd-say",), ("spd-say", "--wait", "--language", "de", "--volume", "0", "--pipe-mode")),
    ],
)
def test_the_voice_of_each_system(monkeypatch: pytest.MonkeyPatch, platform: str, there: tuple[str, ...], words: tuple[str, ...]) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in there else None)
    found = find_voice("de", volume=0.5)
    assert found is not None and found.words == words


def test_the_voice_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    found = find_voice("de", volume=0.5)
    assert found is not None and found.name == "powershell"
    assert "'de-DE'" in found.words[-1] and "Volume = 50" in found.words[-1] and "{" not in found.words[-1]


def test_a_linux_without_a_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert find_voice("de") is None


def test_more_words_take_longer() -> None:
    assert seconds("one") < seconds("one two three")
