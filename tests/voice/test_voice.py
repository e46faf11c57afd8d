"""A session's voice: what it says of statuses and keys, mute, and what is told when there is no sound."""

from __future__ import annotations

from queue import Queue
from types import TracebackType

import numpy as np
import pytest
from voice_fakes import NotingOutput, bridge, one_second, resting, waiting

from formcheck.errors import OutputError
from formcheck.voice import voice as module
from formcheck.voice.phrases import Phrase
from formcheck.voice.player import NO_DEVICE, Feed
from formcheck.voice.sounds import Samples
from formcheck.voice.speaker import Speaker
from formcheck.voice.system_voice import Command
from formcheck.voice.voice import Voice, VoiceWishes, open_voice, silent_voice


class NoDevice:
    def __enter__(self) -> NoDevice:
        raise OutputError(NO_DEVICE)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass


class SilentPlayer(NoDevice):
    feed = Feed()

    def __enter__(self) -> SilentPlayer:
        return self


def voice_and_output() -> tuple[Voice, NotingOutput]:
    output = NotingOutput()
    return Voice(Speaker(bridge(), one_second), output), output


def test_what_the_speaker_chooses_goes_to_the_output() -> None:
    voice, output = voice_and_output()
    for status in [*waiting("lie on your back", 0, 3), *resting(3, 4)]:
        voice.see(status)
    assert output.said == [("Bridge",), ("lie on your back",), ("Begin",)]


def test_another_exercise_is_named() -> None:
    voice, output = voice_and_output()
    for status in waiting("lie on your back", 0, 4):
        voice.see(status, bridge(title="Bird dog"))
    assert ("This looks like", "Bird dog") in output.said


def test_muted_nothing_is_heard_and_what_is_being_said_ends() -> None:
    voice, output = voice_and_output()
    voice.see(resting(0, 0.1)[0])
    voice.mute()
    voice.tell(Phrase.PAUSED)
    assert voice.muted and output.said == [("Begin",), ()]
    voice.mute()
    assert not voice.muted and output.said[-1] == ("Sound on",)


def test_a_silent_voice() -> None:
    voice = silent_voice(bridge())
    assert not voice.heard and voice.see(resting(0, 0.1)[0]) is None
    voice.mute()
    voice.start_over()


def test_off_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Player", lambda: pytest.fail("the output was opened"))
    with open_voice(bridge(), VoiceWishes("off")) as (voice, trouble):
        assert not voice.heard and trouble == ""


def test_without_sound_output_the_session_goes_on_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Player", NoDevice)
    with open_voice(bridge(), VoiceWishes()) as (voice, trouble):
        assert not voice.heard and trouble == f"{NO_DEVICE}; what is said is only shown"
        voice.see(resting(0, 0.1)[0])


@pytest.mark.parametrize(
    ("wishes", "command", "trouble"),
    [
        (VoiceWishes(), None, "no voice of the system for the words of your own exercises"),  # a cue of this one has no sound
        (VoiceWishes(language="de"), None, "no voice of the system for German"),
        (VoiceWishes(language="de"), Command(("espeak-ng",)), ""),
    ],
)
def test_without_a_system_voice(monkeypatch: pytest.MonkeyPatch, wishes: VoiceWishes, command: Command | None, trouble: str) -> None:
    monkeypatch.setattr(module, "Player", SilentPlayer)
    monkeypatch.setattr(module, "find_voice", lambda language, volume: command)
    with open_voice(bridge(), wishes) as (voice, told):
        assert voice.heard and told.startswith(trouble) and bool(told) == bool(trouble)


def test_a_whole_session_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    played: Queue[Samples] = Queue()
    monkeypatch.setattr(SilentPlayer.feed, "play", played.put)
    monkeypatch.setattr(module, "Player", SilentPlayer)
    with open_voice(bridge(), VoiceWishes()) as (voice, _):
        voice.see(resting(0, 0.1)[0])
        assert np.abs(played.get(timeout=20)).max() > 3000
