"""How utterances become sound: by files, by the system's voice, or by a tone; never in the way of a frame."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from formcheck.errors import InputError, OutputError
from formcheck.voice import mouth as module
from formcheck.voice import trial
from formcheck.voice.mouth import Lexicon, Mouth, tone
from formcheck.voice.player import FADE, Feed, Player, device_name
from formcheck.voice.sounds import RATE, Samples, decode
from formcheck.voice.system_voice import Command, SystemVoice

PATIENCE_S = 20.0


class WatchedFeed(Feed):
    """Tells when something is played."""

    def __init__(self) -> None:
        super().__init__()
        self.played: list[Samples] = []
        self.heard = Event()

    def play(self, samples: Samples) -> None:
        super().play(samples)
        self.played.append(samples)
        if len(samples):
            self.heard.set()


class FakeVoice(SystemVoice):
    """Notes what it is told; fails when it is told to."""

    def __init__(self, good: bool = True) -> None:
        super().__init__(Command(("no-such-voice",)))
        self.texts: list[str] = []
        self.spoke = Event()
        self._good = good

    def say(self, text: str, cut: Callable[[], bool] = lambda: False) -> bool:
        self.texts.append(text)
        self.spoke.set()
        return self._good


@contextmanager
def mouth_of(language: str = "en", system: SystemVoice | None = None, **more: object) -> Iterator[tuple[Mouth, WatchedFeed]]:
    feed = WatchedFeed()
    with Mouth(Lexicon(language, system is not None), feed, system, **more) as mouth:  # type: ignore[arg-type]
        yield mouth, feed


def test_words_with_sounds_are_played_one_after_the_other() -> None:
    lexicon = Lexicon()
    with mouth_of() as (mouth, feed):
        mouth.say(("2", "Keep both hips level"))
        assert feed.heard.wait(PATIENCE_S)
    whole = len(lexicon.samples(["2"])) + len(lexicon.samples(["Keep both hips level"]))
    assert whole < len(feed.played[-1]) < whole + 0.2 * RATE
    assert abs(lexicon.seconds(("2", "Keep both hips level")) - len(feed.played[-1]) / RATE) < 0.05


def test_a_cue_without_a_sound_is_said_by_the_system() -> None:
    voice = FakeVoice()
    with mouth_of(system=voice) as (mouth, feed):
        mouth.say(("3", "Point your nose at the lamp"))
        assert voice.spoke.wait(PATIENCE_S)
    assert voice.texts == ["3, Point your nose at the lamp"]
    assert not feed.heard.is_set()


def test_german_is_said_by_the_system() -> None:
    voice = FakeVoice()
    with mouth_of("de", voice) as (mouth, _):
        mouth.say(("3", "Keep both hips level"))
        assert voice.spoke.wait(PATIENCE_S)
    assert voice.texts == ["drei, Beide Hüften auf gleicher Höhe"]


@pytest.mark.parametrize("voice", [None, FakeVoice(good=False), SystemVoice(Command(("no-such-voice-on-this-machine",)))])
def test_what_cannot_be_said_is_marked_by_a_tone(voice: SystemVoice | None) -> None:
    with mouth_of(system=voice) as (mouth, feed):
        mouth.say(("Point your nose at the lamp",))
        assert feed.heard.wait(PATIENCE_S)
    assert np.array_equal(feed.played[-1], tone())


def test_a_sound_that_cannot_be_read_is_marked_by_a_tone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(lexicon: Lexicon, parts: tuple[str, ...]) -> Samples:
        raise InputError("begin.ogg: not a sound")

    monkeypatch.setattr(module.Lexicon, "samples", broken)
    with mouth_of() as (mouth, feed):
        mouth.say(("Begin",))
        assert feed.heard.wait(PATIENCE_S)
    assert np.array_equal(feed.played[-1], tone())


def test_volume() -> None:
    with mouth_of(volume=0.5) as (mouth, feed):
        mouth.say(("Begin",))
        assert feed.heard.wait(PATIENCE_S)
    full = Lexicon().samples(["Begin"])
    assert abs(int(np.abs(feed.played[-1]).max()) * 2 - int(np.abs(full).max())) <= 2


def test_a_tone_is_soft_at_both_ends() -> None:
    samples = tone()
    assert abs(samples[0]) < 50 and abs(samples[-1]) < 50 and 3000 < np.abs(samples).max() < 10_000


def test_the_feed_gives_silence_then_the_sound_then_silence() -> None:
    feed = Feed()
    assert feed.take(4) == bytes(8)
    feed.play(np.array([1, 2, 3], np.int16))
    assert np.frombuffer(feed.take(2), np.int16).tolist() == [1, 2]
    assert np.frombuffer(feed.take(2), np.int16).tolist() == [3, 0]
    assert feed.take(2) == bytes(4)


def test_a_sound_that_is_cut_off_fades() -> None:
    feed = Feed()
    feed.play(np.full(10 * FADE, 1000, np.int16))
    feed.take(FADE)
    feed.play(np.array([7], np.int16))
    faded = np.frombuffer(feed.take(FADE + 1), np.int16)
    assert faded[0] == 1000 and faded[-2] == 0 and faded[-1] == 7 and (np.diff(faded[:-1]) <= 0).all()


def test_the_feed_tells_when_the_first_samples_of_a_sound_are_taken() -> None:
    feed = Feed()
    told: list[float] = []
    feed.begun = told.append
    feed.take(4)
    feed.play(np.ones(8, np.int16))
    feed.take(4)
    feed.take(4)
    assert len(told) == 1


def test_a_device_that_is_silent_takes_the_samples() -> None:
    """miniaudio's own, which needs no hardware: the way of the samples up to the border of the system."""
    taken = Event()
    with Player(silent=True) as player:
        player.feed.begun = lambda at: taken.set()
        player.feed.play(np.ones(100, np.int16))
        assert taken.wait(PATIENCE_S)
        assert player.name == "Null"


def test_without_a_device_there_is_one_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    import miniaudio

    def refuses(**wishes: object) -> None:
        raise miniaudio.MiniaudioError("failed to init device", -401)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", refuses)
    with pytest.raises(OutputError, match="no sound output; connect"), Player():
        pass
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("outputs", "told"),
    [(["Headphones"], "Headphones (ALSA)"), (list("abcd"), "the default one of 4 outputs of ALSA: a, b, c, …")],
)
def test_the_output_is_named(monkeypatch: pytest.MonkeyPatch, outputs: list[str], told: str) -> None:
    import miniaudio

    class Outputs:
        backend = "ALSA"

        def get_playbacks(self) -> list[dict[str, str]]:
            return [{"name": name} for name in outputs]

        def close(self) -> None:
            pass

    monkeypatch.setattr(miniaudio, "PlaybackDevice", lambda **wishes: Outputs())
    monkeypatch.setattr(miniaudio, "Devices", Outputs)
    assert device_name() == told


def test_without_the_package_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    with pytest.raises(OutputError, match="miniaudio is missing"), Player():
        pass


def test_a_file_that_is_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "begin.ogg"
    path.write_bytes(b"no sound")
    with pytest.raises(InputError, match=r"begin\.ogg: not a sound"):
        decode(path)


def test_a_trial_is_heard_and_names_the_output(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[Samples] = []

    class Silent(Player):
        def __init__(self) -> None:
            super().__init__(silent=True)
            self.feed.play = played.append  # type: ignore[method-assign,assignment]

    monkeypatch.setattr(trial, "Player", Silent)
    monkeypatch.setattr(trial, "device_name", lambda: "Headphones (ALSA)")
    monkeypatch.setattr(trial, "sleep", lambda seconds: None)
    assert trial.say_trial() == "Headphones (ALSA); you should have heard: Get ready"
    assert np.abs(played[0]).max() > 3000
