"""Looks: the posture and movement of a body in numbers that do not depend on who it is, how far away, or which way it faces.

Lengths are in units of the body's own length, directions in the frame of the trunk: along it, and towards its front.  Of a pair of
limbs the smaller and the larger number is taken, so that left and right, and a mirrored picture, make no difference.  A window of some
seconds is described by the spread of each number in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.pose.landmarks import LEFT, NOSE, PAIRS, RIGHT
from formcheck.pose.pose import Array, LongTrack, Track, parts_of

WINDOW_S: Final = 8.0  # one or two repetitions
HOP_S: Final = 4.0  # from the beginning of one window to that of the next
LEAST_S: Final = 2.0  # a shorter track shows no exercise
PICTURES_S: Final = 0.2  # between two moments that are looked at
LEAST_MOMENTS: Final = 4  # in a window
SPREAD: Final = (10, 50, 90)  # percentiles that stand for a window

_LEGS: Final = 0.62  # a trunk is so much of thigh and shin together
_SHORT: Final = 0.25  # of the body's unit: a trunk that is seen shorter has no direction
_LIMBS: Final = (
    ("hip", "knee"),
    ("knee", "ankle"),
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("heel", "toe"),
    ("hip", "wrist"),
    ("knee", "wrist"),
    ("ankle", "wrist"),
)
_ANGLES: Final = (("shoulder", "hip", "knee"), ("hip", "knee", "ankle"), ("hip", "shoulder", "elbow"), ("shoulder", "elbow", "wrist"))
_JOINTS: Final = ("shoulder", "hip", "knee", "ankle", "wrist", "elbow")
_LOWEST: Final = [side for joint in (*_JOINTS, "heel", "toe") for side in PAIRS[joint]]
_TINY: Final = 1e-6


def windows_of(track: Track | LongTrack) -> Array:
    """(windows, numbers) of a track; no rows where too little of a person is seen."""
    time_s, px = _thinned(track)
    if len(time_s) < LEAST_MOMENTS or time_s[-1] - time_s[0] < LEAST_S:
        return np.zeros((0, 0))
    count = max(1, int(np.ceil((time_s[-1] - time_s[0] - WINDOW_S) / HOP_S - 0.5)) + 1)
    starts = time_s[0] + HOP_S * np.arange(count)
    inside = [(time_s >= start_s) & (time_s <= start_s + WINDOW_S) for start_s in starts]
    rows = [np.percentile(moments(px[some]), SPREAD, axis=0).ravel() for some in inside if some.sum() >= LEAST_MOMENTS]
    return np.array(rows) if rows else np.zeros((0, 0))


def moments(px: Array) -> Array:
    """(n, numbers) of (n, 33, 2) pixels of landmarks, all of somebody."""
    up = px * (1.0, -1.0)
    sides = {joint: (up[:, pair[LEFT]], up[:, pair[RIGHT]]) for joint, pair in PAIRS.items()}
    middle = {joint: (left + right) / 2 for joint, (left, right) in sides.items()}
    nose = up[:, NOSE]
    trunk = middle["shoulder"] - middle["hip"]
    unit = _unit(sides, trunk)
    along = trunk / np.maximum(_length(trunk), _SHORT * unit)[:, None]
    front = np.stack([-along[:, 1], along[:, 0]], axis=1)
    face = nose - middle["ear"]
    feet = middle["toe"] - middle["heel"]
    front = front * (1.0 if np.median(2 * _dot(face, front) + _dot(feet, front)) >= 0 else -1.0)
    numbers = [along[:, 1], -front[:, 1], _length(trunk) / unit, np.abs(trunk[:, 0]) / unit]
    for a, b in _LIMBS:
        limbs = [(sides[b][side] - sides[a][side]) / unit for side in (LEFT, RIGHT)]
        for number in (lambda v: _dot(v, along), lambda v: _dot(v, front), lambda v: v[:, 1], _length):
            numbers += _both([number(limb) for limb in limbs])
    for a, b, c in _ANGLES:
        numbers += _both([_angle(sides[a][k] - sides[b][k], sides[c][k] - sides[b][k]) for k in (LEFT, RIGHT)])
    for joint in _JOINTS:
        apart = np.abs(sides[joint][LEFT] - sides[joint][RIGHT]) / unit
        numbers += [apart[:, 0], apart[:, 1]]
    head = (nose - middle["shoulder"]) / unit
    numbers += [_dot(head, along), _dot(head, front), head[:, 1]]
    numbers += [_dot(face, along) / unit, _dot(face, front) / unit, face[:, 1] / unit]
    floor = float(np.percentile(up[:, _LOWEST, 1].min(axis=1), 20))
    for joint in _JOINTS:
        numbers += _both([(side[:, 1] - floor) / unit for side in sides[joint]])
    return np.stack(numbers, axis=1)


def _thinned(track: Track | LongTrack) -> tuple[Array, Array]:
    """Times and landmarks of moments in which all of somebody is known, no more of them than are looked at."""
    times, marks = [np.zeros(0)], [np.zeros((0, 33, 2))]
    last_s = -np.inf
    for part in parts_of(track, outline=False):
        keep = []
        for i in np.flatnonzero(np.isfinite(part.px).all(axis=(1, 2))):
            if part.time_s[i] - last_s >= PICTURES_S - 1e-3:
                keep.append(i)
                last_s = float(part.time_s[i])
        times.append(part.time_s[keep])
        marks.append(part.px[keep])
    return np.concatenate(times), np.concatenate(marks)


def _unit(sides: dict[str, tuple[Array, Array]], trunk: Array) -> float:
    """The length of the trunk in pixels, by the trunk or by a leg: whichever is seen longer."""
    legs = [_LEGS * (_length(sides["hip"][k] - sides["knee"][k]) + _length(sides["knee"][k] - sides["ankle"][k])) for k in (LEFT, RIGHT)]
    return max(float(np.percentile(length, 75)) for length in (_length(trunk), *legs)) + _TINY


def _both(pair: Sequence[Array]) -> list[Array]:
    left, right = pair
    return [np.minimum(left, right), np.maximum(left, right)]


def _dot(a: Array, b: Array) -> Array:
    return np.asarray((a * b).sum(axis=1), np.float64)


def _length(vectors: Array) -> Array:
    return np.hypot(vectors[:, 0], vectors[:, 1])


def _angle(a: Array, b: Array) -> Array:
    return np.arccos(np.clip(_dot(a, b) / (_length(a) * _length(b) + _TINY), -1.0, 1.0))
