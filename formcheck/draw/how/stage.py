"""Stage: what is drawn of an exercise: its movement, the things it needs, the eye, and the order in which the moments follow each other."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.draw.how.eye import Eye, look
from formcheck.draw.how.movement import BACK, INDEX, MIRRORED, Movement, Solid, find_movement
from formcheck.draw.how.scene import FINE, Scene
from formcheck.pose.landmarks import SideName
from formcheck.pose.pose import Array
from formcheck.rules.exercise import Exercise, Seen
from formcheck.source.frame import Image

SEEN: Final = {"side": Seen(turn_deg=25, above_deg=15), "front": Seen(turn_deg=20, above_deg=14), "feet": Seen(turn_deg=35, above_deg=30)}
_MAT: Final = np.array([0.95, 0.004, 0.36])  # metres, half its size
_REST_S, _WAY_S, _END_S = 0.7, (1.2, 2.2), 1.0  # of a film: at rest, least and greatest for a way, at the end of the range
_HEAD: Final = 0.2  # metres from the neck to the top of the head
_TALLEST: Final = 2.0  # metres of a thing that have to be in the picture: a wall is higher


@dataclass(frozen=True)
class Stage:
    """ways: (n, POINTS, 3) each, from rest to an end of the range; a movement that goes both ways has two.

    solids: the mat first, where there is one.  towards: (3,) level direction to the camera.
    """

    exercise: Exercise
    movement: Movement
    ways: tuple[Array, ...]
    solids: tuple[Solid, ...]
    towards: Array

    def eye(self, size: tuple[int, int]) -> Eye:
        """From where the pictures of the movement are drawn, in pixels of the fine picture."""
        seen = self.exercise.seen or SEEN[self.exercise.view]
        things = [_corners(s) for s in self.solids if s.part not in ("mat", "wall")]
        points = np.concatenate([*(_reach(way) for way in self.ways), *things])
        return look(_turned(self.towards, seen.turn_deg), seen.above_deg, points, (size[0] * FINE, size[1] * FINE))

    def scene(self, size: tuple[int, int]) -> Scene:
        """The scene that draws them."""
        return Scene(self.movement, self.eye(size), self.solids)

    def film(self, scene: Scene, fps: float) -> list[Image]:
        """One round, that can be repeated without a jump."""
        seconds = float(np.clip(self.movement.seconds, *_WAY_S))
        rest = [scene.draw(self.ways[0][0])] * round(_REST_S * fps)
        frames: list[Image] = []
        for way in self.ways:
            steps = np.linspace(0, len(way) - 1, max(3, round(seconds * fps * (len(way) - 1) / (len(self.movement.points) - 1))))
            out = [scene.draw(_between(way, step)) for step in steps[1:]]
            frames += rest + out + [out[-1]] * round(_END_S * fps) + out[-2::-1]
        return frames


def make_stage(exercise: Exercise, side: SideName | None = None) -> Stage | None:
    """None for an exercise whose movement does not come with the program.

    side: the working side; without, the one that is seen best.
    """
    movement = find_movement(exercise.name)
    if movement is None:
        return None
    if exercise.seen is not None and exercise.seen.back_times != 1:
        movement = _stressed(movement, exercise.seen.back_times)
    if side is not None and movement.side is not None and side != movement.side:
        movement = _other_side(movement)
    towards = (movement.camera - movement.looks_at) * (1, 0, 1)
    mat = [_mat(movement)] if "mat" in exercise.equipment else []
    return Stage(exercise, movement, _ways(exercise, movement), (*mat, *movement.solids), towards / np.linalg.norm(towards))


def _ways(exercise: Exercise, movement: Movement) -> tuple[Array, ...]:
    """From rest to the end, or to both ends; the other end of a movement to either side is its mirror image."""
    way = movement.points[movement.rest :]
    if movement.rest:
        return way, movement.points[movement.rest :: -1]
    if exercise.repetition is not None and exercise.repetition.end_sides is not None:
        return way, _mirrored(way, way[0])
    return (way,)


def _mirrored(points: Array, rest: Array, level: bool = False) -> Array:
    """Left and right exchanged, mirrored at the upright middle plane of the body at rest.

    level: the body lies on its side; it turns round to lie on the other, its front still towards the same side.
    """
    hips = rest[[INDEX["left_hip"], INDEX["right_hip"]]]
    across = rest[INDEX["neck"]] - hips.mean(axis=0) if level else hips[0] - hips[1]
    across = across * (1, 0, 1) / np.linalg.norm(across * (1, 0, 1))
    away = (points - hips.mean(axis=0)) @ across
    other: Array = (points - 2 * away[..., None] * across)[:, MIRRORED]
    return other


def _other_side(movement: Movement) -> Movement:
    rest = movement.points[movement.rest]
    hips = rest[INDEX["left_hip"]] - rest[INDEX["right_hip"]]
    level = abs(float(hips[1])) > 0.6 * float(np.linalg.norm(hips))
    points = _mirrored(movement.points, rest, level)
    if not level:
        return dataclasses.replace(movement, points=points)
    middle = float(rest[[INDEX["left_hip"], INDEX["right_hip"]]].mean(axis=0)[0])
    solids = tuple(dataclasses.replace(s, at=s.at * (-1, 1, 1) + (2 * middle, 0, 0), turn_deg=-s.turn_deg) for s in movement.solids)
    return dataclasses.replace(movement, points=points, solids=solids)


def _stressed(movement: Movement, times: float) -> Movement:
    """The back bends more than it did, so that a small movement can be seen; limbs and head stay."""
    rows = [INDEX[name] for name in BACK[1:]]
    rest = movement.points[movement.rest]
    points = movement.points.copy()
    points[:, rows] = rest[rows] + times * (points[:, rows] - rest[rows])
    return dataclasses.replace(movement, points=points)


def _mat(movement: Movement) -> Solid:
    """A mat under everything that the body reaches, along the body."""
    places = movement.points.reshape(-1, 3)
    low, high = places.min(axis=0), places.max(axis=0)
    rest = movement.points[movement.rest]
    along = np.abs(rest[INDEX["neck"]] - rest[[INDEX["left_ankle"], INDEX["right_ankle"]]].mean(axis=0))
    half = _MAT if along[0] > along[2] else _MAT[::-1]
    return Solid("box", "mat", (low + high) / 2 * (1, 0, 1) + (0, 0.004, 0), half)


def _corners(solid: Solid) -> Array:
    signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    corners: Array = solid.at + signs * (solid.half if solid.kind == "box" else solid.half.max())
    return np.minimum(corners, (np.inf, _TALLEST, np.inf))


def _reach(way: Array) -> Array:
    """(n, 3) places that have to be in the picture: joints, and the top of the head around them."""
    heads = way[:, INDEX["head"]]
    around = [heads + offset for offset in _HEAD * np.array([[1, 0.8, 0], [-1, 0.8, 0], [0, 1, 0], [0, 0, 1], [0, 0, -1]])]
    return np.concatenate([way.reshape(-1, 3), *around])


def _turned(towards: Array, angle_deg: float) -> Array:
    """A level direction turned about the upright, to the right of who looks from there."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([c * towards[0] + s * towards[2], 0, c * towards[2] - s * towards[0]])


def _between(way: Array, step: float) -> Array:
    low = min(int(step), len(way) - 2)
    between: Array = way[low] + (step - low) * (way[low + 1] - way[low])
    return between
