"""Player: samples to the computer's sound output, through miniaudio.

The device asks for samples from a thread of its own; playing only puts them where it finds them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from time import perf_counter
from types import TracebackType
from typing import Any, Final, Self

import numpy as np

from formcheck.errors import OutputError
from formcheck.voice.sounds import RATE, Samples

PERIOD_MS: Final = 30  # samples that the device asks for at once; shorter ones would be missed when the computer is busy
FADE: Final = RATE // 100  # samples in which a sound that is cut off fades away
NAMED: Final = 3  # outputs that are told by name
_STDERR: Final = 2

NO_DEVICE: Final = "no sound output; connect headphones or loudspeakers, or use --voice off"


class Feed:
    """What is played now.  ``play`` from one thread, ``take`` from the device's."""

    def __init__(self) -> None:
        self.begun: Callable[[float], None] | None = None  # told when the first samples of a sound are handed over
        self._lock = Lock()
        self._left: Samples = np.zeros(0, np.int16)
        self._new: Samples | None = None

    def play(self, samples: Samples) -> None:
        """Play this instead of what is being played; an empty sound is silence."""
        with self._lock:
            self._new = samples

    def take(self, count: int) -> bytes:
        """The next samples; silence when there are none."""
        with self._lock:
            if self._new is not None:
                self._left = np.concatenate([self._fade(), self._new])
                if self.begun is not None and len(self._new):
                    self.begun(perf_counter())
                self._new = None
            out, self._left = self._left[:count], self._left[count:]
        return out.tobytes() + bytes(2 * (count - len(out)))

    def _fade(self) -> Samples:
        rest = self._left[:FADE]
        return (rest * np.linspace(1, 0, len(rest))).astype(np.int16)


class Player:
    """The sound output; a context manager.  silent: a device that only takes the time that playing takes.

    Raises OutputError when there is no sound output.
    """

    def __init__(self, silent: bool = False) -> None:
        self.feed = Feed()
        self._silent = silent
        self.name = ""

    def __enter__(self) -> Self:
        with _no_words_of_libraries():
            self._device = _open(self._silent)
        self.name = self._device.backend
        source = _samples(self.feed)
        next(source)
        self._device.start(source)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._device.close()


def device_name() -> str:
    """The system's default output, in words: miniaudio tells which outputs there are, not which is the default.

    Raises OutputError when there is none.
    """
    with _no_words_of_libraries():
        _open(False).close()
        import miniaudio

        devices = miniaudio.Devices()
        names = [str(device["name"]) for device in devices.get_playbacks()]
    if len(names) == 1:
        return f"{names[0]} ({devices.backend})"
    some = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    return f"the default one of {len(names)} outputs of {devices.backend}: {some}"


def _open(silent: bool) -> Any:
    """A device that is not started.  miniaudio takes its own silent one when there is no other; that is no sound output."""
    try:
        import miniaudio
    except ImportError as error:
        raise OutputError("the package miniaudio is missing; install Form Check again with pip, or use --voice off") from error
    try:
        device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=PERIOD_MS,
            backends=[miniaudio.Backend.NULL] if silent else None,
            app_name="Form Check",
        )
    except miniaudio.MiniaudioError as error:
        raise OutputError(NO_DEVICE) from error
    if device.backend == "Null" and not silent:
        device.close()
        raise OutputError(NO_DEVICE)
    return device


def _samples(feed: Feed) -> Generator[bytes, int, None]:
    count = yield b""
    while True:
        count = yield feed.take(count)


@contextmanager
def _no_words_of_libraries() -> Iterator[None]:
    """ALSA writes twenty lines on stderr when there is no device; what is to be said of it we say ourselves."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # there is no stderr
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STDERR)
    try:
        yield
    finally:
        with suppress(OSError):
            os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(nowhere)
