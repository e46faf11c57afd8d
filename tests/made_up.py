"""A drawn person whom the network recognises, and a track of made-up poses."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.pose import OUTLINE_POINTS, Pose, Track, nobody

Colour = tuple[int, int, int]
Point = tuple[float, float]

SKIN, SHIRT, TROUSERS, SHOES = (150, 180, 225), (160, 70, 40), (70, 60, 60), (30, 30, 30)
# one half of the body, in units of 1/240 of the picture's height from its middle line and its top: (from, to, colour, thickness)
LIMBS: tuple[tuple[Point, Point, Colour, int], ...] = (
    ((10, 140), (14, 180), TROUSERS, 17),
    ((14, 180), (15, 220), TROUSERS, 13),
    ((15, 223), (22, 226), SHOES, 8),
    ((22, 78), (32, 112), SKIN, 10),
    ((32, 112), (35, 142), SKIN, 8),
)


def draw_person(width: int, height: int, shift: int = 0) -> NDArray[np.uint8]:
    """(height, width, 3) blue-green-red: a person who stands facing the camera, `shift` pixels right of the middle."""
    image = np.full((height, width, 3), (200, 205, 210), np.uint8)
    scale = height / 240

    def at(x: float, y: float) -> tuple[int, int]:
        return round(width / 2 + x * scale) + shift, round(y * scale)

    for side in (-1, 1):
        for (x1, y1), (x2, y2), colour, thick in LIMBS:
            cv2.line(image, at(side * x1, y1), at(side * x2, y2), colour, round(thick * scale), cv2.LINE_AA)
    trunk = np.array([at(-26, 72), at(26, 72), at(18, 145), at(-18, 145)])
    cv2.fillPoly(image, [trunk], SHIRT, cv2.LINE_AA)
    cv2.line(image, at(0, 60), at(0, 72), SKIN, round(12 * scale), cv2.LINE_AA)
    cv2.ellipse(image, at(0, 46), (round(14 * scale), round(19 * scale)), 0, 0, 360, SKIN, -1, cv2.LINE_AA)
    cv2.ellipse(image, at(0, 36), (round(15 * scale), round(12 * scale)), 0, 180, 360, (40, 50, 70), -1, cv2.LINE_AA)
    for x in (-5, 5):
        cv2.circle(image, at(x, 44), max(1, round(1.6 * scale)), SHOES, -1, cv2.LINE_AA)
    cv2.line(image, at(-4, 56), at(4, 56), (90, 90, 170), max(1, round(2 * scale)), cv2.LINE_AA)
    return image


def made_up_track(outline: bool = True, frames: int = 12) -> Track:
    """Wandering landmarks at uneven times, far outside the picture too; nobody in the fourth frame, no outline in the sixth."""
    random = np.random.default_rng(7)
    size = (640, 360)
    poses = []
    for i in range(frames):
        time_s = i / 12.7 + 0.0123456789 * (i > 4)
        if i == 3:
            poses.append(nobody(time_s, size))
            continue
        px = random.normal((320, 180), 400, (33, 2))
        world = random.normal(0, 0.5, (33, 3))
        line = random.normal((320, 180), 90, (OUTLINE_POINTS, 2)) if outline and i != 5 else None
        poses.append(Pose(time_s, px, random.uniform(0, 1, 33), world, size, line))
    return Track.from_poses(poses, {"source": "clip.mp4", "model_sha256": "0" * 64, "speed": 1.5})
