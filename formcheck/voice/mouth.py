"""Mouth: says utterances in a thread of its own, by the sound files, by the system's voice, or by a tone when there is neither."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from threading import Condition, Thread
from types import TracebackType
from typing import Final, Protocol, Self

import numpy as np

from formcheck.errors import FormCheckError
from formcheck.voice.language import Language, Translation
from formcheck.voice.player import Feed
from formcheck.voice.sounds import ENGLISH, RATE, Samples, SoundFolder
from formcheck.voice.system_voice import SystemVoice, seconds

TONE_HZ: Final = 660
TONE_S: Final = 0.25
GAP_S: Final = 0.06  # between the parts of an utterance
READING_S: Final = 0.02  # between two sounds that are read in advance: the frames go first
_CLOSING_S: Final = 1.0
_SILENCE: Final = np.zeros(0, np.int16)


class Output(Protocol):
    """Where utterances go."""

    def say(self, parts: tuple[str, ...]) -> None:
        """Say this in place of what is being said, and return at once; no parts are silence."""


class Lexicon:
    """How texts are said in one language: which have sounds, and how long they take."""

    def __init__(self, language: Language = ENGLISH, spoken_by_system: bool = False) -> None:
        self.translation = Translation(language)
        self._sounds = SoundFolder(language)
        self._system = spoken_by_system

    def has_sounds(self, parts: Sequence[str]) -> bool:
        """All parts have recorded sounds."""
        return all(self._sounds.has(part) for part in parts)

    def seconds(self, parts: tuple[str, ...]) -> float:
        """How long an utterance takes; estimated when the system's voice says it."""
        if self.has_sounds(parts):
            return sum(self._sounds.seconds(part) for part in parts) + GAP_S * (len(parts) - 1)
        return seconds(self.translated(parts)) if self._system else TONE_S

    def measure(self, texts: Iterable[str]) -> None:
        """Know how long these take, so that no file is read when they are to be said."""
        for text in texts:
            self.seconds((text,))

    def samples(self, parts: Sequence[str]) -> Samples:
        """The sounds of all parts as one."""
        gap = np.zeros(round(GAP_S * RATE), np.int16)
        pieces = [piece for part in parts for piece in (self._sounds.samples(part), gap)][:-1]
        return np.concatenate(pieces) if pieces else _SILENCE

    def translated(self, parts: Sequence[str]) -> str:
        """All parts as one line of the language."""
        return ", ".join(self.translation.of(part) for part in parts)


class Mouth:
    """A context manager.  ready_for: texts whose sounds are read in advance, in the thread, in this order."""

    def __init__(
        self, lexicon: Lexicon, feed: Feed, system: SystemVoice | None = None, volume: float = 1.0, ready_for: Iterable[str] = ()
    ) -> None:
        self._lexicon = lexicon
        self._feed = feed
        self._system = system
        self._volume = volume
        self._ready_for = list(ready_for)[::-1]
        self._change = Condition()
        self._wanted: tuple[str, ...] | None = None
        self._over = False
        self._thread = Thread(target=self._run, name="formcheck-voice", daemon=True)

    def __enter__(self) -> Self:
        import av  # noqa: F401  # what reads the sounds; loading it in the thread would hold up the first frames

        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._change:
            self._over = True
            self._change.notify()
        self._thread.join(_CLOSING_S)

    def say(self, parts: tuple[str, ...]) -> None:
        """Say this now."""
        with self._change:
            self._wanted = parts
            self._change.notify()

    def _run(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(self._cut, READING_S if self._ready_for else None)
                parts, self._wanted = self._wanted, None
                if self._over:
                    return
            if parts is not None:
                self._say(parts)
            elif self._ready_for:
                self._read(self._ready_for.pop())

    def _read(self, text: str) -> None:
        """Have the sound of a text ready; what is wrong with it is found out when it is to be said."""
        with suppress(FormCheckError):
            if self._lexicon.has_sounds([text]):
                self._lexicon.samples([text])

    def _say(self, parts: tuple[str, ...]) -> None:
        """A sound that cannot be read, or a voice that fails, is marked by a tone: the words are on the screen."""
        said = False
        with suppress(FormCheckError):
            if self._lexicon.has_sounds(parts):
                self._feed.play(self._loud(self._lexicon.samples(parts)))
                return
            self._feed.play(_SILENCE)
            said = self._system is not None and self._system.say(self._lexicon.translated(parts), self._cut)
        if not said:
            self._feed.play(self._loud(tone()))

    def _cut(self) -> bool:
        """What is being said is to end."""
        return self._wanted is not None or self._over

    def _loud(self, samples: Samples) -> Samples:
        return samples if self._volume == 1 else (samples * self._volume).astype(np.int16)


def tone() -> Samples:
    """A short soft tone, (n,) samples."""
    t = np.arange(round(TONE_S * RATE)) / RATE
    return (6000 * np.sin(2 * np.pi * TONE_HZ * t) * np.sin(np.pi * t / TONE_S)).astype(np.int16)
