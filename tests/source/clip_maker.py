"""Small clips made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
MakeClip = Callable[..., Path]


def grey(index: int, size: tuple[int, int]) -> Image:
    """A picture that tells its place in the clip by its brightness."""
    return np.full((size[1], size[0], 3), 20 + 10 * index, np.uint8)


def clip_maker(folder: Path) -> MakeClip:
    """Writes clips into a folder; stamps_ms: the time of each frame."""

    def make(
        name: str = "clip.mp4",
        stamps_ms: Sequence[int] = range(0, 1000, 100),
        size: tuple[int, int] = (64, 48),
        codec: str = "libx264",
        pix_fmt: str = "yuv420p",
        picture: Callable[[int, tuple[int, int]], Image] = grey,
        aspect: Fraction | None = None,
        options: dict[str, str] | None = None,
    ) -> Path:
        path = folder / name
        movflags = {"movflags": "faststart"} if path.suffix == ".mp4" else {}
        with av.open(str(path), "w", options=movflags) as container:
            stream: Any = container.add_stream(codec, rate=10, options=options or {})
            stream.width, stream.height = size
            stream.pix_fmt = pix_fmt
            stream.codec_context.time_base = stream.time_base = Fraction(1, 1000)
            if aspect is not None:
                stream.codec_context.sample_aspect_ratio = aspect
            for i, stamp in enumerate(stamps_ms):
                frame = av.VideoFrame.from_ndarray(picture(i, size), format="bgr24")
                frame.pts, frame.time_base = stamp, Fraction(1, 1000)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return make
