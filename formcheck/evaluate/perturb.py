"""Perturbations: what cameras, light, other people and the pose network do to landmarks, as functions from a track to a track.

All are pure, and those that draw lots draw the same ones every time.  Lengths are shares of the trunk (middle of the shoulders to
middle of the hips, median over the track) or of the picture, so that they mean the same in every clip.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import cos, radians, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.arrays import PoseArrays, trunk_px
from formcheck.pose.landmarks import LANDMARK_COUNT, PAIRS
from formcheck.pose.pose import Array, Track

Perturbation = Callable[[Track], Track]

SEED: Final = 20
_OTHER_PAIRS: Final = ((1, 4), (3, 6), (17, 18), (21, 22))  # landmarks that pose files have no words for


def noise(track: Track, share: float) -> Track:
    """Each landmark trembles by itself: normal, independent from frame to frame, its standard deviation this share of the trunk."""
    lots = np.random.default_rng(SEED)
    px = track.px + lots.normal(0, share * _trunk(track), track.px.shape)
    return replace(track, px=px, world=track.world + lots.normal(0, share * _trunk_m(track), track.world.shape))


def shake(track: Track, share: float) -> Track:
    """The whole body trembles at once, as when the camera does."""
    jumps = np.random.default_rng(SEED).normal(0, share * _trunk(track), (len(track), 1, 2))
    return _moved(track, jumps)


def dropouts(track: Track, share: float) -> Track:
    """Nobody is found in this share of frames, drawn one by one."""
    return _emptied(track, np.random.default_rng(SEED).random(len(track)) < share)


def gap(track: Track, seconds: float) -> Track:
    """Nobody is found for so long in the middle."""
    return _emptied(track, _middle(track, seconds))


def swapped(track: Track, share: float) -> Track:
    """The network takes left for right in this share of frames."""
    rows = np.random.default_rng(SEED).random(len(track)) < share
    order = _other_side()
    px, world, visibility = track.px.copy(), track.world.copy(), track.visibility.copy()
    for values in (px, world, visibility):
        values[rows] = values[rows][:, order]
    return replace(track, px=px, world=world, visibility=visibility)


def second_person(track: Track, seconds: float) -> Track:
    """For so long in the middle the network sees somebody smaller, two trunk lengths to the side."""
    rows = _middle(track, seconds)
    there = track.px.mean(axis=1, keepdims=True)
    other = _moved(_about(track, there, 0.7, 0.0), np.array([2.0 * _trunk(track), 0.0]))
    outline = track.outline
    if outline is not None and other.outline is not None:
        outline = np.where(rows[:, None, None], other.outline, outline)
    return replace(track, px=np.where(rows[:, None, None], other.px, track.px), outline=outline)


def roll(track: Track, degrees: float) -> Track:
    """The camera is turned about its line of sight; the picture turns clockwise by so much."""
    turn = _turn(degrees)
    world = track.world.copy()
    world[..., :2] = world[..., :2] @ turn.T
    return replace(_about(track, _centre(track), 1.0, degrees), world=world)


def farther(track: Track, scale: float) -> Track:
    """The person is so much as large, in the same picture."""
    return _about(track, _centre(track), scale, 0.0)


def picture_size(track: Track, scale: float) -> Track:
    """The picture has so many times the pixels each way."""
    width, height = (round(scale * side) for side in track.size)
    return replace(_about(track, np.zeros(2), scale, 0.0), size=(width, height))


def shift(track: Track, right: float, down: float) -> Track:
    """The person is elsewhere in the picture, by shares of its width and height."""
    return _moved(track, np.array([right * track.size[0], down * track.size[1]]))


def pan(track: Track, right: float) -> Track:
    """The person drifts through the picture from the first frame to the last, by a share of its width."""
    along = (track.time_s - track.time_s[0]) / max(track.time_s[-1] - track.time_s[0], 1e-9) - 0.5
    return _moved(track, np.stack([right * track.size[0] * along, np.zeros(len(track))], axis=-1)[:, None])


def mirror(track: Track) -> Track:
    """The same clip in a mirror."""
    order, flip = _other_side(), np.array([-1.0, 1.0])
    outline = None if track.outline is None else track.outline * flip + np.array([track.size[0], 0.0])
    px = track.px[:, order] * flip + np.array([track.size[0], 0.0])
    world = track.world[:, order] * np.array([-1.0, 1.0, 1.0])
    return replace(track, px=px, world=world, visibility=track.visibility[:, order], outline=outline)


def rate(track: Track, per_second: float) -> Track:
    """So many pictures a second: landmarks on the straight way between two frames, the outline of the nearer one."""
    until_s = track.time_s[-1] - track.time_s[0]
    return _at(track, track.time_s[0] + np.arange(int(until_s * per_second + 1e-6) + 1) / per_second)


def lost_pictures(track: Track, share: float) -> Track:
    """So large a share of pictures never arrives, drawn one by one; the first always does."""
    kept = np.random.default_rng(SEED).random(len(track)) >= share
    kept[0] = True
    return _taken(track, np.flatnonzero(kept))


def uneven(track: Track, share: float) -> Track:
    """Pictures are taken too early or too late, by up to this share of the time between two."""
    step_s = _median(np.diff(track.time_s))
    late = np.random.default_rng(SEED).uniform(-share / 2, share / 2, len(track)) * step_s
    late[0] = 0.0
    return _at(track, np.clip(track.time_s + late, track.time_s[0], track.time_s[-1]))


def time_jump(track: Track, seconds: float) -> Track:
    """The clock of the camera is ahead by so much from the middle on."""
    return replace(track, time_s=track.time_s + np.where(np.arange(len(track)) >= len(track) // 2, seconds, 0.0))


def _shares(what: str, change: Callable[[Track, float], Track], *shares: float) -> dict[str, Perturbation]:
    return {what.format(f"{100 * share:g} %"): partial(_one, change, share) for share in shares}


def _each(what: str, change: Callable[[Track, float], Track], *amounts: float) -> dict[str, Perturbation]:
    return {what.format(f"{amount:g}"): partial(_one, change, amount) for amount in amounts}


def _one(change: Callable[[Track, float], Track], amount: float, track: Track) -> Track:
    return change(track, amount)


PERTURBATIONS: Final[dict[str, Perturbation]] = {
    **_shares("landmarks tremble by {} of the trunk", noise, 0.01, 0.02, 0.03),
    **_shares("camera shakes by {} of the trunk", shake, 0.02),
    **_shares("nobody found in {} of frames", dropouts, 0.05, 0.1, 0.2),
    **_each("nobody found for {} s", gap, 0.5, 1.0, 2.0),
    **_shares("left and right swapped in {} of frames", swapped, 0.02, 0.05, 0.1),
    **_each("a second person for {} s", second_person, 0.5, 2.0),
    **_each("{} pictures a second", rate, 8, 10, 12, 15, 60, 120),
    **_shares("{} of pictures lost", lost_pictures, 0.1, 0.3),
    **_shares("pictures uneven by {} of their distance", uneven, 0.6),
    **_each("clock jumps by {} s", time_jump, 0.3, 3.0),
    **_each("camera rolled by {} degrees", roll, -10, -7, -5, -3, 3, 5, 7, 10),
    **_each("person {} times as large", farther, 0.5, 0.8),
    **_each("picture {} times as large", picture_size, 0.5, 1.5),
    "person 5 % to the left": partial(shift, right=-0.05, down=0.0),
    "person 5 % to the right": partial(shift, right=0.05, down=0.0),
    "person 5 % up": partial(shift, right=0.0, down=-0.05),
    "person 5 % down": partial(shift, right=0.0, down=0.05),
    **_shares("person drifts by {} of the width", pan, 0.1),
    "mirror": mirror,
}


def _about(track: Track, centre: Array, scale: float, degrees: float) -> Track:
    turn = scale * _turn(degrees)
    outline = None if track.outline is None else (track.outline - centre) @ turn.T + centre
    return replace(track, px=(track.px - centre) @ turn.T + centre, outline=outline)


def _turn(degrees: float) -> Array:
    """(2, 2) a turn clockwise on the screen, where y goes down."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[c, -s], [s, c]])


def _moved(track: Track, by_px: Array) -> Track:
    return replace(track, px=track.px + by_px, outline=None if track.outline is None else track.outline + by_px)


def _centre(track: Track) -> Array:
    return np.array(track.size) / 2


def _trunk(track: Track) -> float:
    return _median(trunk_px(PoseArrays.of(track)))


def _trunk_m(track: Track) -> float:
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    w = track.world
    return _median(np.linalg.norm(w[:, a] + w[:, b] - w[:, c] - w[:, d], axis=1) / 2)


def _median(lengths: Array) -> float:
    """0 when nobody is in the track."""
    known = lengths[~np.isnan(lengths)]
    return float(np.median(known)) if known.size else 0.0


def _middle(track: Track, seconds: float) -> NDArray[np.bool_]:
    middle_s = (track.time_s[0] + track.time_s[-1]) / 2
    return np.asarray(np.abs(track.time_s - middle_s) <= seconds / 2)


def _emptied(track: Track, rows: NDArray[np.bool_]) -> Track:
    """Nobody in these frames."""
    away = rows[:, None, None]
    outline = None if track.outline is None else np.where(away, np.nan, track.outline)
    visibility = np.where(rows[:, None], 0.0, track.visibility)
    return replace(
        track, px=np.where(away, np.nan, track.px), world=np.where(away, np.nan, track.world), visibility=visibility, outline=outline
    )


def _other_side() -> NDArray[np.int_]:
    order = np.arange(LANDMARK_COUNT)
    for a, b in (*PAIRS.values(), *_OTHER_PAIRS):
        order[[a, b]] = b, a
    return order


def _taken(track: Track, rows: NDArray[np.int_]) -> Track:
    outline = None if track.outline is None else track.outline[rows]
    return replace(
        track, time_s=track.time_s[rows], px=track.px[rows], visibility=track.visibility[rows], world=track.world[rows], outline=outline
    )


def _at(track: Track, time_s: Array) -> Track:
    """The track at other times; nobody where nobody was found in the frame before or after."""
    if len(track) < 2:
        return track
    after = np.clip(np.searchsorted(track.time_s, time_s, side="left"), 1, len(track) - 1)
    before = after - 1
    share = np.clip((time_s - track.time_s[before]) / (track.time_s[after] - track.time_s[before]), 0.0, 1.0)

    def between(values: Array) -> Array:
        weight = share.reshape(-1, *(1,) * (values.ndim - 1))
        mixed = (1 - weight) * values[before] + weight * values[after]
        return np.where(weight <= 0, values[before], np.where(weight >= 1, values[after], mixed))

    nearer = np.where(share < 0.5, before, after)
    outline = None if track.outline is None else track.outline[nearer]
    visibility = between(track.visibility)
    return replace(track, time_s=time_s, px=between(track.px), visibility=visibility, world=between(track.world), outline=outline)
