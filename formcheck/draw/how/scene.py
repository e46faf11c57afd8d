"""Scene: a body at one moment on the floor or a mat, with the things it needs and its shadow, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from formcheck.draw.how.cast import Cast, Cone
from formcheck.draw.how.eye import Eye
from formcheck.draw.how.figure import figure
from formcheck.draw.how.movement import INDEX, Movement, Solid
from formcheck.draw.palette import Colour
from formcheck.pose.pose import Array
from formcheck.source.frame import Image

FINE: Final = 2  # drawn larger and reduced: smooth edges
_FLOOR: Final = np.array([214.0, 226, 234])
_SKY: Final = np.array([250.0, 250, 250])
_COLOURS: Final[dict[str, Colour]] = {
    "mat": (176, 190, 150),
    "wall": (232, 236, 240),
    "ball": (150, 112, 196),
    "roller": (96, 160, 110),
    "pillow": (240, 240, 244),
    "chair": (96, 150, 200),
    "step": (96, 150, 200),
    "bench": (110, 116, 124),
    "machine": (110, 116, 124),
}
_SHADE_PX_PER_M: Final = 60
_LINE: Final = 0.45  # of a colour, where two parts meet
_FAR: Final = 0.42  # how far a limb on the far side is faded


class Scene:
    """A movement as it is seen by one eye; what does not move is drawn once."""

    def __init__(self, movement: Movement, eye: Eye, solids: Sequence[Solid]) -> None:
        self.eye = eye
        self._fade = _fade(movement, eye)
        self._corner = movement.points.reshape(-1, 3).min(axis=0) - 1
        self._floor, distance = _floor(eye)
        still = Cast(eye, np.full((*distance.shape, 3), 0, np.uint8), distance)
        still.colours = self._floor.astype(np.uint8)
        for k, solid in enumerate(solids):
            still.solid(solid, _COLOURS[solid.part], 30 + k)
        self._still = still
        self._lies = self._where(still)

    def draw(self, points: Array) -> Image:
        """(height, width, 3) blue-green-red of the body in this posture."""
        cones = list(figure(points, self._fade))
        cast = Cast(self.eye, self._still.colours, self._still.distance)
        cast.parts = self._still.parts.copy()
        self._shade(cast, cones)
        for cone in cones:
            cast.cone(cone)
        _lines(cast)
        width, height = self.eye.size
        return np.asarray(cv2.resize(cast.colours, (width // FINE, height // FINE), interpolation=cv2.INTER_AREA), np.uint8)

    def _where(self, cast: Cast) -> tuple[Array, Array]:
        """Pixels of a picture of the floor, for what is level in the picture: (height, width) each."""
        with np.errstate(invalid="ignore"):
            places = self.eye.place + np.where(np.isfinite(cast.distance), cast.distance, 0)[..., None] * self.eye.rays
        level = (places[..., 1] < 0.05) & np.isfinite(cast.distance)
        flat = np.where(level[..., None], (places - self._corner) * _SHADE_PX_PER_M, -1)
        return flat[..., 0].astype(np.float32), flat[..., 2].astype(np.float32)

    def _shade(self, cast: Cast, cones: Sequence[Cone]) -> None:
        """Darken the floor and the mat under the body."""
        shade = np.zeros((400, 400), np.float32)
        for cone in cones:
            nearness = float(np.exp(-max(0.0, (cone.a[1] + cone.b[1]) / 2 - 0.1) / 0.45))
            here = np.zeros_like(shade)
            ends = [tuple(np.rint((p - self._corner)[[0, 2]] * _SHADE_PX_PER_M).astype(int).tolist()) for p in (cone.a, cone.b)]
            thick = max(1, round((cone.radius_a + cone.radius_b) * _SHADE_PX_PER_M))
            cv2.line(here, ends[0], ends[1], 0.38 * nearness, thick)
            np.maximum(shade, here, out=shade)
        soft = cv2.GaussianBlur(shade, (0, 0), 0.035 * _SHADE_PX_PER_M)
        darker: Array = np.asarray(cv2.remap(soft, *self._lies, cv2.INTER_LINEAR, borderValue=0), np.float64)
        dark = darker > 0.004
        cast.colours[dark] = cast.colours[dark] * (1 - darker[dark, None])


def _floor(eye: Eye) -> tuple[Array, Array]:
    """Colours of floor and background, and the distance of the floor."""
    rays = eye.rays
    with np.errstate(divide="ignore"):
        far = np.where(rays[..., 1] < -1e-6, -eye.place[1] / rays[..., 1], np.inf)
    fog = np.clip((np.where(np.isfinite(far), far, 1e6) - np.linalg.norm(eye.place)) / 6.0, 0, 1)[..., None]
    return _FLOOR * (1 - fog) + _SKY * fog, far


def _fade(movement: Movement, eye: Eye) -> tuple[float, float]:
    """How far left and right limbs are shaded: those on the far side, when one side is."""
    joints = [[INDEX[f"{side}_{joint}"] for joint in ("shoulder", "hip")] for side in ("left", "right")]
    depth = [float(np.mean([eye.depth(moment[rows]) for moment in movement.points])) for rows in joints]
    clear = float(np.clip((abs(depth[0] - depth[1]) - 0.08) / 0.1, 0, 1)) * _FAR
    return (clear, 0.0) if depth[0] > depth[1] else (0.0, clear)


def _lines(cast: Cast) -> None:
    """A dark line where two parts meet."""
    parts, edge = cast.parts, np.zeros(cast.parts.shape, np.uint8)
    edge[:, 1:] |= (parts[:, 1:] != parts[:, :-1]).astype(np.uint8)
    edge[1:] |= (parts[1:] != parts[:-1]).astype(np.uint8)
    cast.colours[edge > 0] = (cast.colours[edge > 0] * _LINE).astype(np.uint8)
