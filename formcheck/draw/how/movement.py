"""Movement: the way of a body from rest to the end of an exercise's range, in metres; one file for each exercise comes with the program.

The files are written by `scripts/renew how` from the true joints of the rendered body, so that nothing is taught that a network guessed.
World: x to the right, y up, z towards who looks at an upright page; the floor is y = 0.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.pose.pose import Array

FOLDER: Final = Path(__file__).parent / "movements"
JOINTS: Final = ("eye", "ear", "shoulder", "elbow", "wrist", "fingers", "hip", "knee", "ankle", "heel", "foot_index")
BACK: Final = tuple(f"spine{k}" for k in range(1, 6))  # from the pelvis to the shoulder blades
SPINE: Final = dict(zip(BACK, reversed(["spine01", "spine02", "spine03", "spine04", "spine05"]), strict=True)) | {  # here: in the renderer
    "neck": "neck01",
    "head": "head",
}
POINTS: Final = ("nose", *(f"{side}_{joint}" for joint in JOINTS for side in ("left", "right")), *SPINE)
INDEX: Final = {name: k for k, name in enumerate(POINTS)}
MIRRORED: Final = [INDEX[n.replace("left", "#").replace("right", "left").replace("#", "right")] for n in POINTS]


@dataclass(frozen=True)
class Solid:
    """A thing of the scene.  kind: box, ball or roll (lying along z).  part: what pose files call it.

    at: (3,) metres, its middle.  half: (3,) metres, half its size; of a ball and a roll the radius, the radius and half the length.
    turn_deg: a box turned about z.
    """

    kind: str
    part: str
    at: Array
    half: Array
    turn_deg: float = 0.0


@dataclass(frozen=True)
class Movement:
    """A way through the postures of an exercise.

    points: (n, len(POINTS), 3) metres, evenly in time from one end to the other.  rest: which of them is the rest posture.
    seconds: of the way.  side: the working side, where there is one.
    camera, looks_at: (3,) metres, where the camera of the rendered clip stood and what it looked at.
    """

    points: Array
    rest: int
    seconds: float
    side: str | None
    camera: Array
    looks_at: Array
    solids: tuple[Solid, ...]


@functools.cache
def find_movement(name: str) -> Movement | None:
    """The movement that comes with the program; None for an exercise of one's own."""
    path = FOLDER / f"{name}.json"
    return _movement(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def _movement(data: dict[str, Any]) -> Movement:
    points, camera, looks_at = (_metres(data[key]) for key in ("points_mm", "camera_mm", "looks_at_mm"))
    return Movement(points, data["rest"], data["seconds"], data["side"], camera, looks_at, tuple(_solid(s) for s in data["solids"]))


def _solid(data: dict[str, Any]) -> Solid:
    kind = data["kind"]
    half = data["half_mm"] if kind == "box" else [data["radius_mm"], data["radius_mm"], data.get("half_mm", data["radius_mm"])]
    return Solid(kind, data["part"], _metres(data["at_mm"]), _metres(half), data.get("turn_deg", 0.0))


def _metres(numbers: Any) -> Array:
    return np.asarray(numbers, np.float64) / 1000
