"""System voice: texts without a sound file, said by the voice of the operating system in a child process."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from formcheck.errors import OutputError

LIMIT_S: Final = 8.0  # no cue takes longer; a voice that hangs is ended
LOOK_S: Final = 0.03  # how soon a voice is ended that is to say something else
STOP_S: Final = 1.0
WORD_S: Final = 0.36  # estimate, rather too long: what is being said must not be cut off by what comes next
START_S: Final = 0.5
ADVICE: Final = "install espeak-ng, on Debian and Ubuntu with `sudo apt install espeak-ng`"
CULTURES: Final = {"en": "en-US", "de": "de-DE"}  # of Windows
MAC_VOICES: Final = {"en": "Samantha", "de": "Anna"}

# the text comes through standard input, so that no word of a pose file is ever taken for a command
_WINDOWS: Final = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "$s = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$s.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'{culture}'); "
    "$s.Volume = {volume}; $s.Speak([Console]::In.ReadToEnd())"
)


@dataclass(frozen=True, slots=True)
class Command:
    """A program that speaks what it reads from standard input.  stop: ends what another process still says."""

    words: tuple[str, ...]
    stop: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The program."""
        return self.words[0]


def find_voice(language: str, volume: float = 1.0) -> Command | None:
    """The voice of this system for a language (``en``, ``de``), as loud as volume (0..1) says; None when there is none."""
    if sys.platform == "darwin":
        return Command(("say", "-v", MAC_VOICES[language], "-f", "-"))
    if sys.platform == "win32":
        script = _WINDOWS.format(culture=CULTURES[language], volume=round(100 * volume))
        return Command(("powershell", "-NoProfile", "-NonInteractive", "-Command", script))
    for name in ("espeak-ng", "espeak"):
        if shutil.which(name):
            return Command((name, "-v", language, "-a", str(round(100 * volume)), "--stdin"))
    if shutil.which("spd-say"):
        loud = str(round(200 * volume - 100))
        return Command(("spd-say", "--wait", "--language", language, "--volume", loud, "--pipe-mode"), ("spd-say", "--cancel"))
    return None


def seconds(text: str) -> float:
    """About how long a system voice takes for a text."""
    return START_S + WORD_S * len(text.split())


class SystemVoice:
    """Says one text at a time, with a time limit in seconds."""

    def __init__(self, command: Command, limit_s: float = LIMIT_S) -> None:
        self._command = command
        self._limit_s = limit_s

    def say(self, text: str, cut: Callable[[], bool] = lambda: False) -> bool:
        """Returns when it was said, or cut off, or took too long; False when the voice failed.  Call it from a thread of its own.

        cut: asked all the time.  Raises OutputError when the voice cannot be started.
        """
        quiet = subprocess.DEVNULL
        try:
            child = subprocess.Popen(self._command.words, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
        except OSError as error:
            raise OutputError(f"{self._command.name}: the system's voice cannot be started: {error.strerror}") from error
        with child:
            assert child.stdin is not None
            with suppress(OSError):  # a program that does not read its text has failed; its exit status says so
                child.stdin.write(text.encode())
                child.stdin.close()
            for _ in range(round(self._limit_s / LOOK_S)):
                with suppress(subprocess.TimeoutExpired):
                    return child.wait(LOOK_S) == 0
                if cut():
                    break
            self._end(child)
        return True

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        child.kill()
        if self._command.stop:
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(self._command.stop, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=STOP_S)
