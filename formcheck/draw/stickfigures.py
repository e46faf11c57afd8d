"""Stick figures of an exercise of one's own, drawn from a track: in the start posture and at the end of the range."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from formcheck.draw.palette import BLUE, GREY, INK, SKY, Colour
from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.status import Phase, Status
from formcheck.pose.landmarks import LEFT, PAIRS, RIGHT, SIDES
from formcheck.pose.pose import Array, Pose, Track
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

WIDTH, HEIGHT = 240, 150  # pixels of one of the two figures
_FINE: Final = 4  # drawn larger and reduced: smooth lines
_MARGIN: Final = 14
_LIMBS: Final = (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"), ("ankle", "toe"))


def stick_figures(exercise: Exercise, track: Track) -> Image | None:
    """(HEIGHT, 2 WIDTH, 3) blue-green-red: start posture, end of the range.  None when the track never gets there."""
    found = _moments(exercise, track)
    if found is None:
        return None
    start, end, near = found
    part = exercise.repetition or exercise.hold
    outlined = part is not None and exercise.measures[part.measure].needs_outline  # the stick figure does not show what counts
    bodies = [p.outline for p in (start, end) if outlined and p.outline is not None]
    scale, shift = _fit(np.concatenate([_joints(start), _joints(end), *bodies]))
    figures = [_figure(pose, near, scale, shift, outlined) for pose in (start, end)]
    cv2.arrowedLine(figures[0], (WIDTH - 26, 14), (WIDTH - 6, 14), GREY, 2, cv2.LINE_AA, tipLength=0.4)
    return np.hstack(figures)


def _moments(exercise: Exercise, track: Track) -> tuple[Pose, Pose, int] | None:
    """The pose when the gate opens, the deepest one of the first good repetition or hold, and the near side."""
    statuses: list[Status] = []
    replay(Checker(exercise, target_s=0.0), track, each=statuses.append)
    start = next((k for k, s in enumerate(statuses) if s.waiting_for is None), None)
    there = (Phase.TOP, Phase.HOLD)
    run = [k for k, s in enumerate(statuses) if s.phase in there and s.level == s.level]
    if start is None or not run:
        return None
    first = [k for k in run if statuses[k].time_s - statuses[run[0]].time_s < 4 and (k == run[0] or statuses[k - 1].phase in there)]
    end = max(first, key=lambda k: statuses[k].level)
    near = statuses[end].near_side
    return track[start], track[end], SIDES.index(near) if near else LEFT


def _joints(pose: Pose) -> Array:
    """(n, 2) pixels of what is drawn."""
    rows = [i for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "toe", "ear") for i in PAIRS[joint]]
    return pose.px[rows]


def _fit(points: Array) -> tuple[float, Array]:
    """Scale and shift that bring points into one figure's picture."""
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.array([WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN])
    scale = float((room / np.maximum(high - low, 1)).min())
    return scale, np.array([WIDTH / 2, HEIGHT - _MARGIN]) - scale * np.array([(low[0] + high[0]) / 2, high[1]])


def _figure(pose: Pose, near: int, scale: float, shift: Array, outlined: bool) -> Image:
    image = np.full((HEIGHT * _FINE, WIDTH * _FINE, 3), 255, np.uint8)
    px = (pose.px * scale + shift) * _FINE
    floor = round((HEIGHT - _MARGIN + 5) * _FINE)
    cv2.line(image, (0, floor), (WIDTH * _FINE, floor), (225, 225, 225), 2 * _FINE)
    if outlined and pose.outline is not None:
        body = np.rint((pose.outline * scale + shift) * _FINE).astype(np.int32)
        cv2.fillPoly(image, [body], (235, 220, 205), cv2.LINE_AA)
        cv2.polylines(image, [body], True, SKY, 2 * _FINE, cv2.LINE_AA)
    trunk = scale * float(np.hypot(*(pose.px[[11, 12]].mean(axis=0) - pose.px[[23, 24]].mean(axis=0)))) * _FINE
    for side, colour in ((1 - near, GREY), (near, BLUE)):
        _limbs(image, px, side, colour, trunk)
        if side != near:
            _head(image, px, trunk)
            _line(image, px[[11, 12]].mean(axis=0), px[[23, 24]].mean(axis=0), INK, 0.2 * trunk)
    small: Image = cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.uint8)
    return small


def _limbs(image: Image, px: Array, side: int, colour: Colour, trunk: float) -> None:
    for a, b in _LIMBS:
        arm = "elbow" in (a, b)
        _line(image, px[PAIRS[a][side]], px[PAIRS[b][side]], SKY if arm and colour == BLUE else colour, (0.09 if arm else 0.13) * trunk)


def _head(image: Image, px: Array, trunk: float) -> None:
    ears = px[[PAIRS["ear"][LEFT], PAIRS["ear"][RIGHT]]].mean(axis=0)
    _line(image, px[[11, 12]].mean(axis=0), ears, INK, 0.09 * trunk)
    cv2.circle(image, _whole(ears), round(0.17 * trunk), INK, -1, cv2.LINE_AA)


def _line(image: Image, a: Array, b: Array, colour: Colour, width: float) -> None:
    cv2.line(image, _whole(a), _whole(b), colour, max(1, round(width)), cv2.LINE_AA)


def _whole(point: Array) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
