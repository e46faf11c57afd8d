"""Recordings joined from samples, at the level of landmarks: a person who stays still, exercises, stays still, does the next thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from formcheck.pose.pose import Pose
from formcheck.pose.quantise import quantise
from formcheck.source.frame import Frame
from formcheck.source.live import CameraState
from samples import read_sample

STEP_S = 1 / 15
SIZE = (64, 36)


@dataclass(frozen=True)
class Piece:
    """A sample after ``still_s`` seconds of its first pose, as far as ``until_s``.  stays: seconds to stay longer, by moment."""

    stem: str
    still_s: float
    until_s: float = 1e9
    stays: dict[float, float] = field(default_factory=dict)


def poses(pieces: Sequence[Piece]) -> list[Pose]:
    """All of it, fifteen poses a second."""
    found: list[Pose] = []
    for piece in pieces:
        track = list(read_sample(piece.stem))
        found += [track[0]] * round(piece.still_s / STEP_S)
        for pose in track:
            if pose.time_s < piece.until_s:
                longer = next((s for at, s in piece.stays.items() if at <= pose.time_s < at + STEP_S), 0.0)
                found += [pose] * (1 + round(longer / STEP_S))
    return [quantise(replace(pose, time_s=round(k * STEP_S, 6))) for k, pose in enumerate(found)]


class JoinedCamera:
    """Hands out a small frame for each pose, whose place in the row is its time."""

    name = "a joined recording"

    def __init__(self, count: int, begin: int = 0) -> None:
        self._frames = iter(Frame(round(k * STEP_S, 6), np.zeros((SIZE[1], SIZE[0], 3), np.uint8)) for k in range(begin, count))
        self.read_so_far = begin

    def read(self, timeout_s: float) -> Frame | CameraState:
        frame = next(self._frames, None)
        self.read_so_far += frame is not None
        return CameraState(ended=True) if frame is None else frame


class JoinedEstimator:
    """Knows the poses."""

    provenance: dict[str, str | int | float] = {"mediapipe": "none"}  # noqa: RUF012

    def __init__(self, found: Sequence[Pose]) -> None:
        self._found = found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        return self._found[round(frame.time_s / STEP_S)]
