"""Sounds: the spoken words that come with Form Check, one Ogg Opus file for each text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import InputError

Samples = NDArray[np.int16]

RATE: Final = 48_000  # samples a second; what Opus decodes to
LONGEST_NAME: Final = 64
SUFFIX: Final = ".ogg"
ENGLISH: Final = "en"

_PRE_SKIP: Final = b"OpusHead\x01\x01"  # followed by the number of samples at the beginning that are not to be played
_PAGE: Final = b"OggS"  # the last page tells the number of samples


def file_name(text: str) -> str:
    """``Keep both hips level`` -> ``keep_both_hips_level.ogg``; the name of a long text ends in its checksum."""
    name = re.sub(r"[^a-z0-9]+", "_", text.lower().replace("'", "")).strip("_")
    return (name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}_{crc32(name.encode()):08x}") + SUFFIX


class SoundFolder:
    """The sound files of one language."""

    def __init__(self, language: str = ENGLISH) -> None:
        self.folder = Path(__file__).parent / "sounds" / language
        self._there = {path.name for path in self.folder.glob(f"*{SUFFIX}")} if self.folder.is_dir() else set()
        self._seconds: dict[str, float] = {}
        self._samples: dict[str, Samples] = {}

    def has(self, text: str) -> bool:
        """There is a sound file of this text."""
        return file_name(text) in self._there

    def seconds(self, text: str) -> float:
        """How long the text takes; it must be there."""
        if text not in self._seconds:
            self._seconds[text] = duration_s((self.folder / file_name(text)).read_bytes())
        return self._seconds[text]

    def samples(self, text: str) -> Samples:
        """The sound (n,), 16 bits, RATE a second; kept.  Raises InputError when the file cannot be read."""
        if text not in self._samples:
            self._samples[text] = decode(self.folder / file_name(text))
        return self._samples[text]


def duration_s(data: bytes) -> float:
    """Seconds of an Ogg Opus file of one voice, from its first and last page (RFC 7845)."""
    head, last = data.find(_PRE_SKIP), data.rfind(_PAGE)
    if head < 0 or last < 0:
        return 0.0
    skipped = int.from_bytes(data[head + len(_PRE_SKIP) :][:2], "little")
    end = int.from_bytes(data[last + 6 :][:8], "little")
    return max(0.0, (end - skipped) / RATE)


def decode(path: Path) -> Samples:
    """All samples of a sound file.  Raises InputError when it cannot be read."""
    import av

    try:
        with av.open(path) as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
            blocks = [frame.to_ndarray()[0] for frame in [*frames, *resampler.resample(None)]]
    except (av.FFmpegError, OSError, IndexError) as error:
        raise InputError(f"{path}: not a sound that can be read ({error}); install Form Check again") from error
    return np.concatenate(blocks).astype(np.int16) if blocks else np.zeros(0, np.int16)
