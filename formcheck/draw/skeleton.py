"""The person in the picture: limbs, the limbs that count, and beside them how much of the full range is reached."""

from __future__ import annotations

from dataclasses import replace
from math import atan2, cos, degrees, hypot, isfinite, radians, sin
from typing import Final

import numpy as np

from formcheck.draw import icons
from formcheck.draw.canvas import SMALLEST_TEXT, Canvas, Spot
from formcheck.draw.palette import GREEN, GREY, INK, ORANGE, PALE, SKY, WHITE, Colour
from formcheck.engine.status import Status
from formcheck.measures import Measure
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.landmarks import LEFT, LIMBS, NOSE, PAIRS, RIGHT, SIDES, TRUNK, SideName
from formcheck.pose.pose import Array, Pose
from formcheck.pose.viewpoint import Viewpoint, place
from formcheck.rules.exercise import Exercise

_LINES: Final = (*TRUNK, *LIMBS, ("shoulder", "ear"))
_JOINTS: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
_ARC: Final = 26  # units
_NUMBER: Final = 19  # units


def mirror(pose: Pose) -> Pose:
    """The pose of the same person in the picture flipped left to right; sides keep their names."""
    width = pose.size[0]
    px = pose.px.copy()
    px[:, 0] = width - 1 - px[:, 0]
    outline = None
    if pose.outline is not None:
        outline = pose.outline.copy()
        outline[:, 0] = width - 1 - outline[:, 0]
    return replace(pose, px=px, outline=outline)


class Skeleton:
    """Draws the person of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self._measures: list[Measure] = []  # the one that counts, for every form
        self._sideways: list[bool] = []
        self._seconds: list[float | None] = []
        for variant in exercise.each_variant():
            part = variant.repetition or variant.hold
            assert part is not None  # the pose file's check: one of the two
            self._measures.append(variant.measures[part.measure])
            self._sideways.append(variant.view == "side")
            self._seconds.append(second_level(variant))

    def draw(self, canvas: Canvas, pose: Pose, status: Status, flipped: bool) -> None:
        """Draw on the canvas; the pose lies as the picture does.  flipped: that picture is a mirror image."""
        near = status.near_side if self._sideways[status.variant] else None
        for side in sorted((LEFT, RIGHT), key=lambda s: SIDES[s] == near):
            _limbs(canvas, pose.px, side, near)
        _across(canvas, pose.px, near)
        if status.waiting_for is None:
            self._counting(canvas, pose, status, flipped)

    def _counting(self, canvas: Canvas, pose: Pose, status: Status, flipped: bool) -> None:
        colour, measure = ORANGE if status.faults else SKY, self._measures[status.variant]
        if measure.needs_outline and pose.outline is not None:
            canvas.path(pose.outline, colour, 2, closed=True)
        view = _view(status)
        moments = PoseArrays.of(pose)
        points = [_spot(place(moments, word, view)[0]) for word in measure.words]
        if not points or not all(isfinite(x + y) for x, y in points):
            return
        pairs = ((0, 1), (2, 3)) if len(points) == 4 else tuple((i, i + 1) for i in range(len(points) - 1))
        for a, b in pairs:
            canvas.line(points[a], points[b], colour, 5, edge=1)
        for point in points:
            _joint(canvas, point, 5, colour)
        if measure.arc is not None:
            at = _draw_angle(canvas, points, measure.arc == "front", view.front * (-1 if flipped else 1), colour)
        else:
            at = _beside(canvas, *(points[i] for i in pairs[-1]))
        _share(canvas, at, status.level, self._seconds[status.variant])


def second_level(exercise: Exercise) -> float | None:
    """The level (see Status) at which a movement that goes both ways has gone to its other end; None without one."""
    rule = exercise.repetition
    if rule is None or rule.second is None:
        return None
    return (rule.second.attempt - rule.rest) / (rule.attempt - rule.rest)


def share_of_range(level: float, second: float | None) -> float:
    """Share of the way to the end of the range that is gone to: 0 at rest and on the wrong side of it, 1 at the end; NaN when not known."""
    if level < 0:
        return level / second if second is not None else 0.0
    return level


def _view(status: Status) -> Viewpoint:
    near = SIDES.index(status.near_side) if status.near_side else LEFT
    return Viewpoint(near, SIDES.index(status.active_side) if status.active_side else near)


def _spot(row: Array) -> Spot:
    return float(row[0]), float(row[1])


def _limbs(canvas: Canvas, px: Array, side: int, near: SideName | None) -> None:
    """One side of the body: strong when near or when no side is nearer, faint when far."""
    faint = near is not None and SIDES[side] != near
    colour, thickness, edge = (GREY, 1.6, 0.0) if faint else (WHITE, 3, 1)
    for a, b in _LINES:
        p, q = _spot(px[PAIRS[a][side]]), _spot(px[PAIRS[b][side]])
        if isfinite(sum(p + q)):
            canvas.line(p, q, colour, thickness, edge)
    if faint:
        return
    for joint in _JOINTS:
        point = _spot(px[PAIRS[joint][side]])
        if isfinite(sum(point)):
            _joint(canvas, point, 3.2, PALE)


def _across(canvas: Canvas, px: Array, near: SideName | None) -> None:
    """Shoulder line, hip line, and the head's direction."""
    ear = PAIRS["ear"][SIDES.index(near)] if near else PAIRS["ear"][LEFT]
    lines = [PAIRS["shoulder"], PAIRS["hip"], (ear, NOSE)]
    for a, b in lines:
        p, q = _spot(px[a]), _spot(px[b])
        if isfinite(sum(p + q)):
            canvas.line(p, q, PALE, 1.6)


def _joint(canvas: Canvas, point: Spot, units: float, colour: Colour) -> None:
    canvas.disc(point, canvas.px(units + 1), INK)
    canvas.disc(point, canvas.px(units), colour)


def _draw_angle(canvas: Canvas, points: list[Spot], signed: bool, front: int, colour: Colour) -> Spot:
    """The arc of the angle at the second point; returns where its number goes."""
    (ax, ay), (bx, by), (cx, cy) = points
    start = atan2(ay - by, ax - bx)
    turn = float(np.angle(complex(cx - bx, cy - by) / complex(ax - bx, ay - by))) if (ax, ay) != (bx, by) else 0.0
    sweep = degrees(turn)
    if signed:
        sweep = (sweep * front % 360) * front
    radius = min(canvas.px(_ARC), 0.45 * min(hypot(ax - bx, ay - by), hypot(cx - bx, cy - by)))
    canvas.arc((bx, by), radius, degrees(start), sweep, INK, 5)
    canvas.arc((bx, by), radius, degrees(start), sweep, colour, 3)
    middle = start + radians(sweep) / 2
    away = radius + canvas.px(24)
    return bx + away * cos(middle), by + away * sin(middle)


def _beside(canvas: Canvas, a: Spot, b: Spot) -> Spot:
    """A place beside the middle of a segment, above it or to its right."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = hypot(dx, dy) or 1.0
    nx, ny = dy / length, -dx / length
    if ny > 0.3 or (abs(ny) <= 0.3 and nx < 0):
        nx, ny = -nx, -ny
    away = canvas.px(26)
    return (a[0] + b[0]) / 2 + nx * away, (a[1] + b[1]) / 2 + ny * away


def _share(canvas: Canvas, at: Spot, level: float, second: float | None) -> None:
    """How much of the full range is reached, in per cent, with a tick once it is all: degrees mean nothing to who does the exercise."""
    if not isfinite(level) or canvas.px(_NUMBER) < SMALLEST_TEXT:
        return
    share = share_of_range(level, second)
    words, sign = f"{int(100 * share + 1e-6)} %", canvas.px(22) if share >= 1 else 0
    width, height = canvas.text_width(words, _NUMBER, 700) + canvas.px(12) + sign, canvas.px(24)
    x = min(max(at[0], width / 2), canvas.width - width / 2)
    y = min(max(at[1], height / 2), canvas.height - height / 2)
    canvas.panel(x - width / 2, y - height / 2, width, height, cover=0.7)
    canvas.text(words, x + sign / 2, y, _NUMBER, WHITE, 700, "centre")
    if sign:
        icons.tick(canvas, (x - width / 2 + canvas.px(15), y), canvas.px(8), GREEN)
