"""Small clips, and an estimator that sees a person who rises from a chair at known times instead of looking at the picture."""

from collections.abc import Callable
from fractions import Fraction
from math import cos, pi, radians, sin
from pathlib import Path

import av
import numpy as np
import pytest
from typer.testing import CliRunner, Result

from formcheck.cli.main import app
from formcheck.pose.landmarks import LANDMARK_COUNT, PAIRS
from formcheck.pose.pose import Pose, nobody
from formcheck.pose.quantise import quantise
from formcheck.rules.reference import EXAMPLE
from formcheck.source.frame import Frame

RATE = 15
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `formcheck ...`; paths may be given as they are."""
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words], prog_name="formcheck")


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    """The pose file of the reference: full from 160 degrees of the knee."""
    path = tmp_path / "rules" / "chair_rise.yaml"
    path.parent.mkdir()
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def make_clip(path: Path, frames: int, size: tuple[int, int] = (160, 120), codec: str = "libx264") -> Path:
    """A video of a grey wall, RATE frames a second, its index in front."""
    with av.open(path, "w", options={"movflags": "faststart"} if path.suffix == ".mp4" else {}) as container:
        stream = container.add_stream(codec, rate=RATE)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = {"libx264": "yuv420p", "mpeg4": "yuv420p", "png": "rgb24"}[codec]
        for i in range(frames):
            picture = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), 90 + i % 7, np.uint8), format="rgb24")
            picture.pts, picture.time_base = i, Fraction(1, RATE)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


@pytest.fixture(name="make_clip")
def make_clip_fixture() -> Callable[..., Path]:
    """``make_clip(path, frames, size, codec)``."""
    return make_clip


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Twelve seconds."""
    return make_clip(tmp_path / "clip.mp4", 12 * RATE)


def person(time_s: float, size: tuple[int, int], knee_deg: float) -> Pose:
    """Someone seen from the side who looks to the right, with this angle at the knees."""
    knee = np.array([80.0, 80.0])
    hip = knee + 25 * np.array([-sin(radians(knee_deg)), cos(radians(knee_deg))])
    shoulder = hip - np.array([0, 30])
    beside = {"knee": (knee, 0, 0), "hip": (hip, 0, 0), "shoulder": (shoulder, 0, 0)}
    beside |= {"ankle": (knee, 0, 25), "heel": (knee, -4, 28), "toe": (knee, 8, 28)}
    beside |= {"elbow": (shoulder, 4, 14), "wrist": (shoulder, 10, 26), "index": (shoulder, 12, 28)}
    beside |= {"eye": (shoulder, 4, -16), "ear": (shoulder, 0, -15), "mouth": (shoulder, 4, -11)}
    at = {joint: point + np.array([right, down]) for joint, (point, right, down) in beside.items()}
    px = np.tile(shoulder + np.array([6, -14]), (LANDMARK_COUNT, 1))
    world = np.zeros((LANDMARK_COUNT, 3))
    for joint, pair in PAIRS.items():
        for side, index in enumerate(pair):
            px[index] = at[joint]
            world[index] = [*(at[joint] - hip) / 60, 0.3 * side - 0.15]  # the left side is the nearer one
    return Pose(time_s, px, np.full(LANDMARK_COUNT, 0.99), world, size)


class Riser:
    """An estimator: rises every 4 s, the first two times up to 175 degrees, then to 150, which is not full."""

    provenance: dict[str, str | int | float] = {"model_sha256": "none", "mediapipe": "none"}  # noqa: RUF012

    def __init__(self, model: Path | None = None, outline: bool = False) -> None:
        pass

    def __enter__(self) -> "Riser":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        top = 175 if frame.time_s < 8 else 150
        share = (1 - cos(2 * pi * frame.time_s / 4)) / 2
        return quantise(person(frame.time_s, frame.size, 90 + (top - 90) * share))


class Nobody(Riser):
    """An estimator that finds nobody."""

    def estimate(self, frame: Frame) -> Pose:
        return nobody(frame.time_s, frame.size)


@pytest.fixture
def riser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clips show the riser."""
    for user in ("review.clip", "tracking.record", "review.bench", "review.steps"):
        monkeypatch.setattr(f"formcheck.{user}.MediaPipeEstimator", Riser)


@pytest.fixture
def empty_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clips show nobody."""
    monkeypatch.setattr("formcheck.review.clip.MediaPipeEstimator", Nobody)
