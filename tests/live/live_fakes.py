"""A camera, an estimator, a window and a clock that need neither device nor screen nor time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Self

import numpy as np

from formcheck.engine.checker import Checker
from formcheck.live.screen import LiveScreen
from formcheck.live.session import Session
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Pose, nobody
from formcheck.pose.quantise import quantise
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Frame, Image
from formcheck.source.live import CameraState

SIZE = (64, 36)
STEP_S = 0.1
STANDING, SQUATTING = 175.0, 80.0


class FakeCamera:
    """Hands out what it is given, then says that it has ended."""

    def __init__(self, items: Iterable[Frame | CameraState]) -> None:
        self._items = iter(items)

    def read(self, timeout_s: float) -> Frame | CameraState:
        return next(self._items, CameraState(ended=True))


class FakeEstimator:
    """Reads the knee's angle out of the frame's colour, see ``frame_of``."""

    provenance: dict[str, str | int | float] = {"mediapipe": "none"}  # noqa: RUF012

    def __init__(self) -> None:
        self.seen: list[float] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        self.seen.append(frame.time_s)
        level = int(frame.image[0, 0, 0])
        return quantise(standing_pose(frame.time_s, float(level))) if level else nobody(frame.time_s, frame.size)


class FakeWindow:
    """Notes the pictures; presses the keys of the moments they are given for."""

    def __init__(self, keys: dict[int, str] | None = None, close_at: int | None = None) -> None:
        self.closed = False
        self.pictures: list[Image] = []
        self._keys = keys or {}
        self._close_at = close_at

    def show(self, image_bgr: Image) -> str | None:
        number = len(self.pictures)
        self.pictures.append(image_bgr.copy())
        self.closed = number == self._close_at
        return self._keys.get(number)


def squat(**changes: object) -> Exercise:
    """A squat that looks at nothing but the knee."""
    parts: dict[str, object] = {
        "name": "squat",
        "title": "Squat",
        "posture": "standing",
        "view": "side",
        "camera": "from the side",
        "summary": "bend the knees",
        "how": ["bend"],
        "dose": {"reps": 5},
        "measures": {"knee": {"kind": "angle", "points": ["near.hip", "near.knee", "near.ankle"]}},
        "gate": {"needs": ["near.hip"], "start": [{"measure": "knee", "above": 160, "say": "stand up straight"}], "settle_s": 0.5},
        "repetition": {"measure": "knee", "rest": 160, "attempt": 140, "full": 100},
    }
    return Exercise.model_validate({key: value for key, value in (parts | changes).items() if value is not None})


def standing_pose(time_s: float, knee_deg: float) -> Pose:
    """Somebody seen from the left whose knee has this angle; 200 pixels of trunk in a picture of 640x720."""
    turn = np.radians(180 - knee_deg)
    knee, ankle = np.array([300.0, 480.0]), np.array([300.0, 640.0])
    hip = knee + 160 * np.array([np.sin(turn), -np.cos(turn)])
    shoulder = hip - [0, 200]
    places = {"shoulder": shoulder, "hip": hip, "knee": knee, "ankle": ankle, "heel": ankle - [-10, -20], "toe": ankle - [50, -20]}
    px = np.tile(shoulder - [0, 60], (33, 1))
    world = np.zeros((33, 3))
    for joint, (left, right) in PAIRS.items():
        px[[left, right]] = places.get(joint, shoulder)
        world[left, 2], world[right, 2] = -0.15, 0.15
    return Pose(time_s, px, np.ones(33), world, (640, 720))


def frame_of(time_s: float, knee_deg: float) -> Frame:
    """A frame in which the fake estimator finds a knee of this angle; 0: nobody."""
    return Frame(time_s, np.full((SIZE[1], SIZE[0], 3), round(knee_deg), np.uint8))


def squats(count: int, start_s: float = 0.0) -> list[Frame]:
    """Two seconds of standing, then squats of three seconds each with a second between them."""
    angles = [STANDING] * 20
    down = list(np.linspace(STANDING, SQUATTING, 12))
    for _ in range(count):
        angles += [*down, *[SQUATTING] * 6, *down[::-1], *[STANDING] * 10]
    return [frame_of(round(start_s + i * STEP_S, 6), angle) for i, angle in enumerate(angles)]


def session_of(exercise: Exercise | None = None, **parts: object) -> Session:
    return Session(Checker(exercise or squat()), "fake camera", **parts)  # type: ignore[arg-type]


def screen_of(session: Session, mirrored: bool = False) -> LiveScreen:
    return LiveScreen(session.exercise, mirrored)


def ticking(step_s: float = STEP_S) -> Callable[[], float]:
    """A clock that goes on by ``step_s`` whenever it is read."""
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += step_s
        return now

    return clock
