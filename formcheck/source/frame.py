"""Frame: one picture with its own time; the only place where time comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Frame:
    """time_s: seconds since the first frame of the source; image: (height, width, 3) uint8, blue-green-red, upright."""

    time_s: float
    image: Image

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.image.shape[1], self.image.shape[0]


class Source(Protocol):
    """Something that yields frames with strictly rising times: a video file or a camera.  A context manager."""

    name: str
    size: tuple[int, int]
    frame_count: int | None  # about how many frames will come, None when not known

    def __iter__(self) -> Iterator[Frame]: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
