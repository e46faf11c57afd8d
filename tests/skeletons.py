"""Analytic bodies seen from the side: every angle and length is known on paper.

A figure is drawn in trunk lengths, x ahead (where the front of an upright body looks), y up, and then put into a picture of any
size, seen from either side.  Values in between are joined by minimum-jerk movements, as people move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import atan2, cos, degrees, radians, sin
from typing import Literal

import numpy as np

from formcheck.pose.landmarks import NOSE, PAIRS, SIDES
from formcheck.pose.pose import OUTLINE_POINTS, Array, Pose, Track, nobody

Spot = tuple[float, float]
SideName = Literal["left", "right"]

THIGH, SHANK, FOOT, ARM = 0.85, 0.85, 0.3, 0.55
TRUNK_M = 0.5  # metres of a trunk length in the world landmarks
DEPTH_M = 0.15  # of a side in front of, or behind, the middle of the body
FAR_SHIFT = (0.02, 0.03)  # trunk lengths by which the far side is seen away from the near one


@dataclass(frozen=True)
class Figure:
    """Joints of the near side and of the far one, by their names in ``PAIRS``, the nose, and an outline; trunk lengths."""

    near: dict[str, Spot]
    far: dict[str, Spot]
    nose: Spot
    outline: Array | None = None


@dataclass(frozen=True)
class Camera:
    """How the picture is taken.  near: the side towards the camera; origin: where (0, 0) lies, as shares of the picture."""

    size: tuple[int, int] = (1280, 720)
    near: SideName = "right"
    trunk_px: float = 180.0
    origin: Spot = (0.5, 0.75)

    def place(self, spots: Array) -> Array:
        """(..., 2) trunk lengths -> pixels."""
        ahead = 1 if self.near == "right" else -1
        x = self.origin[0] * self.size[0] + ahead * self.trunk_px * spots[..., 0]
        return np.stack([x, self.origin[1] * self.size[1] - self.trunk_px * spots[..., 1]], axis=-1)

    def shoot(self, figure: Figure, time_s: float = 0.0) -> Pose:
        """The pose of a figure."""
        spots, depth = np.zeros((33, 2)), np.zeros(33)
        near_side = SIDES.index(self.near)
        for joint, pair in PAIRS.items():
            for side, index in enumerate(pair):
                is_near = side == near_side
                spot = (figure.near if is_near else figure.far)[joint]
                spots[index] = spot if is_near else np.add(spot, FAR_SHIFT)
                depth[index] = -DEPTH_M if is_near else DEPTH_M
        spots[NOSE] = figure.nose
        px = self.place(spots)
        hips = px[list(PAIRS["hip"])].mean(axis=0)
        world = np.column_stack([(px - hips) / self.trunk_px * TRUNK_M, depth])
        outline = None if figure.outline is None else self.place(figure.outline)
        return Pose(time_s, px, np.full(33, 0.99), world, self.size, outline)


SIDE_ON = Camera()


def polar(start: Spot, length: float, angle_deg: float) -> Spot:
    """The point at a distance in a direction; 0 is ahead, 90 up."""
    return start[0] + length * cos(radians(angle_deg)), start[1] + length * sin(radians(angle_deg))


def direction(a: Spot, b: Spot) -> float:
    """Degrees from a to b; 0 is ahead, 90 up."""
    return degrees(atan2(b[1] - a[1], b[0] - a[0]))


def blend(a: Figure, b: Figure, share: float) -> Figure:
    """A figure on the straight way from one to the other."""

    def between(p: Spot, q: Spot) -> Spot:
        return p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])

    near, far = ({j: between(one[j], other[j]) for j in one} for one, other in ((a.near, b.near), (a.far, b.far)))
    return Figure(near, far, between(a.nose, b.nose), a.outline)


# ----------------------------------------------------------------------------------------------------------------- figures
def _body(shoulder: Spot, hip: Spot, knee: Spot, ankle: Spot, wrist: Spot, elbow: Spot, face_deg: float) -> tuple[dict[str, Spot], Spot]:
    """Joints of one side, and the nose; face_deg: direction from ear to nose."""
    ear = polar(shoulder, 0.35, direction(hip, shoulder))
    nose = polar(ear, 0.2, face_deg)
    foot_deg = direction(knee, ankle) + 90
    joints = {"shoulder": shoulder, "hip": hip, "knee": knee, "ankle": ankle, "wrist": wrist, "elbow": elbow}
    joints |= {"heel": polar(ankle, 0.1, foot_deg - 90), "toe": polar(ankle, FOOT, foot_deg), "index": polar(wrist, 0.15, face_deg)}
    joints |= {"ear": ear, "eye": polar(ear, 0.15, face_deg), "mouth": polar(ear, 0.18, face_deg - 20)}
    return joints, nose


def on_back(hip_deg: float, thickness: float = 0.4, knee_deg: float = 85.0) -> Figure:
    """A bridge: signed angle at the hip, 130 at rest; thickness of the outline at the hip."""
    trunk_deg = 0.45 * (hip_deg - 130)
    shoulder = (-1.0, 0.0)
    hip = polar(shoulder, 1.0, trunk_deg)
    thigh_deg = 180 + trunk_deg - hip_deg
    knee = polar(hip, THIGH, thigh_deg)
    ankle = polar(knee, SHANK, thigh_deg + 180 + knee_deg)
    joints, nose = _body(shoulder, hip, knee, ankle, (-0.4, 0.0), (-0.7, 0.05), 90.0)
    return Figure(joints, joints, nose, band(hip, direction(shoulder, knee), 1.0, thickness))


def face_down(trunk_deg: float, pelvis: float = 0.0, face: float = 65.0) -> Figure:
    """A press-up: slope of the trunk, height of the pelvis over the floor, angle from the trunk to the face."""
    hip = (0.0, 0.1 + pelvis)
    shoulder = polar(hip, 1.0, trunk_deg)
    wrist = (0.95, 0.0)
    elbow = ((shoulder[0] + wrist[0]) / 2 - 0.1, (shoulder[1] + wrist[1]) / 2 + 0.1)
    joints, nose = _body(shoulder, hip, (-THIGH, 0.08), (-THIGH - SHANK, 0.06), wrist, elbow, trunk_deg - face)
    return Figure(joints, joints, nose)


def on_all_fours(turn_deg: float, elbow_deg: float = 175.0) -> Figure:
    """Cat-camel: how far the outline of the back turns over the whole trunk (a circle), angle at the elbow."""
    hip, shoulder, wrist = (0.0, 0.9), (1.0, 0.9), (1.0, 0.0)
    elbow = (1.0 - 0.45 / np.tan(radians(elbow_deg / 2)), 0.45)
    joints, nose = _body(shoulder, hip, (0.0, 0.05), (-SHANK, 0.05), wrist, elbow, -60.0)
    return Figure(joints, joints, nose, arched(hip, shoulder, turn_deg, 0.15))


def half_kneeling(glide_deg: float, lean_deg: float = 0.0, working: Literal["near", "far"] = "near") -> Figure:
    """Hip-flexor stretch: rear hip at 180 + glide degrees, trunk leaning ahead; the rear leg is the near or the far one."""
    rear_knee = (-0.4, 0.0)
    hip = polar(rear_knee, THIGH, 90 - glide_deg)
    shoulder = polar(hip, 1.0, 90 - lean_deg)
    hands = ((shoulder[0], shoulder[1] - 2 * ARM), (shoulder[0] - 0.05, shoulder[1] - ARM))
    rear, nose = _body(shoulder, hip, rear_knee, (rear_knee[0] - SHANK, 0.05), *hands, 0.0)
    front, _ = _body(shoulder, hip, (0.55, 0.85), (0.55, 0.05), *hands, 0.0)
    return Figure(rear, front, nose) if working == "near" else Figure(front, rear, nose)


def upright(tilt_deg: float = 0.0) -> Figure:
    """Standing."""
    hip = (0.0, THIGH + SHANK)
    shoulder = polar(hip, 1.0, 90 - tilt_deg)
    hands = ((shoulder[0], shoulder[1] - 2 * ARM), (shoulder[0], shoulder[1] - ARM))
    joints, nose = _body(shoulder, hip, (0.0, SHANK), (0.0, 0.0), *hands, 0.0)
    return Figure(joints, joints, nose, on_back(130).outline)


# ---------------------------------------------------------------------------------------------------------------- outlines
def resampled(corners: Array) -> Array:
    """A closed outline through these corners, as evenly spaced points."""
    closed = np.vstack([corners, corners[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.linspace(0, along[-1], OUTLINE_POINTS, endpoint=False)
    return np.column_stack([np.interp(at, along, closed[:, 0]), np.interp(at, along, closed[:, 1])])


def band(middle: Spot, angle_deg: float, length: float, thickness: float) -> Array:
    """A rectangle along a direction."""
    along = np.array([cos(radians(angle_deg)), sin(radians(angle_deg))])
    across = np.array([-along[1], along[0]])
    corners = [(u * along * length + v * across * thickness) / 2 for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return resampled(np.asarray(middle) + np.array(corners))


def arched(hip: Spot, shoulder: Spot, turn_deg: float, above: float) -> Array:
    """A trunk whose back is an arc that turns this far between hip and shoulder, and whose belly is straight."""
    a, b = np.asarray(hip), np.asarray(shoulder)
    chord = b - a
    length = float(np.hypot(*chord))
    along, across = chord / length, np.array([-chord[1], chord[0]]) / length
    u = np.linspace(0, 1, 61)
    bulge = np.zeros_like(u)
    if turn_deg:
        half = radians(turn_deg) / 2
        radius = 0.5 / sin(half)
        bulge = np.sign(half) * np.sqrt(radius**2 - (u - 0.5) ** 2) - radius * cos(half)
    back = a + length * (u[:, None] * along + (above + bulge)[:, None] * across)
    belly = a + length * (u[::-1, None] * along - 0.25 * across)
    return resampled(np.vstack([back, belly]))


def turn_of_middle(turn_deg: float) -> float:
    """Of an arc that turns this far: the turn between 10 % and 90 % of its chord."""
    return 2 * degrees(np.arcsin(0.8 * sin(radians(turn_deg) / 2)))


# ----------------------------------------------------------------------------------------------------------------- movement
Keys = Sequence[tuple[float, float]]


def glide(keys: Keys, time_s: Array) -> Array:
    """Values at these times: minimum-jerk movements from each key (time, value) to the next; Flash & Hogan 1985."""
    times, values = np.array([k[0] for k in keys]), np.array([k[1] for k in keys], dtype=float)
    n = np.clip(np.searchsorted(times, time_s, side="right") - 1, 0, len(keys) - 2)
    u = np.clip((time_s - times[n]) / (times[n + 1] - times[n]), 0, 1)
    return np.asarray(values[n] + (values[n + 1] - values[n]) * (10 * u**3 - 15 * u**4 + 6 * u**5))


def hops(rest: float, tops: Iterable[float], *, start_s: float = 2.0, way_s: float = 1.2, top_s: float = 0.8, rest_s: float = 0.8) -> Keys:
    """Keys of repetitions: rest, up, stay, down, rest, and so on; two seconds of rest at the end."""
    keys = [(0.0, rest)]
    now = start_s
    for top in tops:
        for at, value in ((0, rest), (way_s, top), (way_s + top_s, top), (2 * way_s + top_s, rest)):
            keys.append((now + at, value))
        now += 2 * way_s + top_s + rest_s
    return [*keys, (now + 2.0, rest)]


@dataclass(frozen=True)
class Film:
    """Frames of a moving figure."""

    fps: float = 30.0
    camera: Camera = field(default_factory=Camera)

    def shoot(self, figure: Callable[[float], Figure], until_s: float) -> Track:
        """The track of ``figure(time)`` from 0 until the end."""
        times = np.arange(round(until_s * self.fps) + 1) / self.fps
        return Track.from_poses([self.camera.shoot(figure(float(t)), float(t)) for t in times])

    def along(self, figure: Callable[[float], Figure], keys: Keys) -> Track:
        """The track of a figure whose one value moves along these keys."""
        values = glide(keys, np.arange(round(keys[-1][0] * self.fps) + 1) / self.fps)
        return self.shoot(lambda t: figure(float(values[round(t * self.fps)])), keys[-1][0])


def film(fps: float = 30.0, near: SideName = "right", **camera: object) -> Film:
    """``film(fps=12, near="left").along(on_back, hops(130, [175]))``."""
    return Film(fps, replace(SIDE_ON, near=near, **camera))  # type: ignore[arg-type]


def mirrored(track: Track) -> Track:
    """The same clip in a mirror: x turned round, left and right landmarks exchanged."""
    order = np.arange(33)
    for a, b in [*PAIRS.values(), (1, 4), (3, 6), (17, 18), (21, 22)]:
        order[[a, b]] = b, a
    px, world = track.px[:, order].copy(), track.world[:, order].copy()
    px[..., 0], world[..., 0] = track.size[0] - px[..., 0], -world[..., 0]
    outline = None
    if track.outline is not None:
        outline = track.outline.copy()
        outline[..., 0] = track.size[0] - outline[..., 0]
    return replace(track, px=px, world=world, visibility=track.visibility[:, order], outline=outline)


def without_person(track: Track, spans: Sequence[tuple[float, float]]) -> Track:
    """The same clip, but nobody is found within these spans of time."""
    gone = [any(a <= t < b for a, b in spans) for t in track.time_s]
    return Track.from_poses([nobody(p.time_s, p.size) if away else p for p, away in zip(track, gone, strict=True)])


def moved(pose: Pose, x_px: float, y_px: float) -> Pose:
    """The same body elsewhere in the picture."""
    outline = None if pose.outline is None else pose.outline + np.array([x_px, y_px])
    return replace(pose, px=pose.px + np.array([x_px, y_px]), outline=outline)
