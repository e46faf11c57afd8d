"""Plan: the camera's place: the body from above with the camera's field of view, and from the side with the camera's height."""

from __future__ import annotations

import dataclasses
from typing import Final

import cv2
import numpy as np

from formcheck.draw.how.eye import UP, Eye, look
from formcheck.draw.how.marks import spans, write
from formcheck.draw.how.scene import FINE, Scene
from formcheck.draw.how.stage import Stage
from formcheck.draw.palette import BLUE, GREY, INK, VERMILLION
from formcheck.pose.pose import Array
from formcheck.rules.exercise import CameraPlace
from formcheck.source.frame import Image

_HALF_ANGLE: Final = 31.0  # degrees; of a usual camera's field of view
_FROM_ABOVE: Final = 0.62  # share of the picture's width
_USUAL: Final = CameraPlace(away_m=(2, 3))


def plan(stage: Stage, size: tuple[int, int]) -> Image:
    """(height, width, 3): from above, and beside it from the side."""
    wide = round(_FROM_ABOVE * size[0])
    left, right = _from_above(stage, (wide, size[1])), _from_the_side(stage, (size[0] - wide, size[1]))
    return np.hstack([left, right])


def _from_above(stage: Stage, size: tuple[int, int]) -> Image:
    rest, middle = stage.ways[0][0], _middle(stage)
    rule = stage.exercise.camera_at or _USUAL
    camera = middle + stage.towards * sum(rule.away_m) / 2
    eye = look(stage.towards, 90, np.vstack([rest, camera + 0.35 * stage.towards]), (size[0] * FINE, size[1] * FINE), 0.09)
    image = _scene(stage, eye).draw(rest)
    tip, ahead = eye.project(np.stack([camera, middle])) / FINE
    across = np.cross(UP, stage.towards)
    far = 1.25 * float(np.linalg.norm(camera - middle))
    wide = far * np.tan(np.radians(_HALF_ANGLE))
    corners = eye.project(np.stack([camera - far * stage.towards + wide * across, camera - far * stage.towards - wide * across])) / FINE
    tint = image.copy()
    cv2.fillPoly(tint, [np.rint(np.vstack([tip, corners])).astype(np.int32)], (255, 214, 150), cv2.LINE_AA)
    image = np.asarray(cv2.addWeighted(tint, 0.35, image, 0.65, 0), np.uint8)
    cv2.arrowedLine(image, _whole(tip), _whole(ahead), GREY, 1, cv2.LINE_AA, tipLength=0.05)
    _camera(image, tip, np.array([0.0, -1.0]))
    letter = max(11, round(0.05 * size[0]))
    between = 0.72 * tip + 0.28 * ahead
    write(image, spans(rule.away_m), round(between[0]) + 2 * letter, round(between[1]), letter)
    return image


def _from_the_side(stage: Stage, size: tuple[int, int]) -> Image:
    """The camera on the left, the body on the right; a camera height that is not known is left out."""
    rest, middle = stage.ways[0][0], _middle(stage)
    rule = stage.exercise.camera_at or _USUAL
    across = np.cross(stage.towards, UP)
    camera = middle + stage.towards * 1.9  # nearer than it is: the distance is told by the other picture
    high = float(sum(rule.height_m or (0, 0))) / 2
    reach = np.vstack([rest, camera + 0.2 * stage.towards, camera + high * UP, camera + UP])
    eye = look(across, 1, reach, (size[0] * FINE, size[1] * FINE), 0.1)
    image = _scene(stage, eye).draw(rest)
    if rule.height_m is None:
        return image
    foot, tip, body = eye.project(np.stack([camera, camera + high * UP, middle + 0.5 * rest[:, 1].max() * UP])) / FINE
    cv2.line(image, _whole(foot), _whole(tip), INK, 2, cv2.LINE_AA)
    cv2.arrowedLine(image, _whole(tip), _whole(body), GREY, 1, cv2.LINE_AA, tipLength=0.06)
    _camera(image, tip, (body - tip) / np.linalg.norm(body - tip))
    letter = max(11, round(0.075 * size[0]))
    write(image, spans(rule.height_m), round(foot[0]) - 2 * letter, round(foot[1]) + 2 * letter, letter)
    return image


def _scene(stage: Stage, eye: Eye) -> Scene:
    """Walls are drawn low, so that they do not hide what is behind them."""
    low = [dataclasses.replace(s, half=s.half * (1, 0.06, 1), at=s.at * (1, 0.06, 1)) if s.part == "wall" else s for s in stage.solids]
    return Scene(stage.movement, eye, low)


def _middle(stage: Stage) -> Array:
    """(3,) metres on the floor."""
    rest = stage.ways[0][0]
    middle: Array = (rest.min(axis=0) + rest.max(axis=0)) / 2 * (1, 0, 1)
    return middle


def _camera(image: Image, at: Array, ahead: Array) -> None:
    """A small camera that looks ahead."""
    size = max(6.0, 0.03 * image.shape[1])
    across = np.array([-ahead[1], ahead[0]])
    body = [at - size * (0.9 * ahead + s * 0.8 * across + b * 0.9 * ahead) for s, b in ((-1, 0), (1, 0), (1, 1), (-1, 1))]
    lens = [at - size * (0.9 * ahead + s * 0.35 * across) for s in (-1, 1)] + [at - size * s * 0.7 * across for s in (1, -1)]
    for shape, colour in ((body, INK), (lens, VERMILLION)):
        cv2.fillPoly(image, [np.rint(np.stack(shape)).astype(np.int32)], colour, cv2.LINE_AA)
    cv2.circle(image, _whole(at - 1.35 * size * ahead), max(2, round(0.3 * size)), BLUE, -1, cv2.LINE_AA)


def _whole(point: Array) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
