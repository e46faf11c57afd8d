"""Beginning: the network may start with a wrong skeleton and keep it until the person moves; a recording is then looked at backwards.

Bodies over a ball are taken so at times: crumpled, and for four seconds.  Once the person has moved the skeleton fits, and followed
backwards from there to the first picture it fits there too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.estimate.estimator import Estimator
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Array, Pose
from formcheck.source.frame import Frame
from formcheck.system import system_libraries

WINDOW_S: Final = 10.0  # from the first picture on; how the body looks is learnt from the second half of it
LEAST_S: Final = 4.0  # a shorter clip tells too little
STEADY: Final = log(1.15)  # the same body: trunk, thigh and shin are together as long, within this
OTHER: Final = log(1.25)  # not the same one
ON_S: Final = 1.0  # so for this long, and it stays so
MOSTLY: Final = 0.8
AGREE: Final = 0.03  # of trunk, thighs and shins together, about a tenth of the trunk: nearer two skeletons are the same
_QUALITY, _LONG_SIDE = 95, 960  # of the pictures in memory: no more than the network is given; 10 s of a telephone's would be a gigabyte

Again = Callable[[], AbstractContextManager[Iterable[Frame]]]
_CHAIN: Final = ("shoulder", "hip", "knee", "ankle")


class Beginning:
    """Holds the first poses of a clip back, until it is known whether they are of the body that is seen later.

    make: a new estimator.  again: the same pictures from the first one on, once more.  stop: asked between pictures; when it says so,
    the poses are passed on as they are.
    """

    def __init__(self, make: Callable[[], AbstractContextManager[Estimator]], again: Again, stop: Callable[[], bool]) -> None:
        self._make, self._again, self._stop = make, again, stop
        self._held: list[Pose] | None = []

    def add(self, poses: list[Pose]) -> list[Pose]:
        """The poses that are certain now."""
        if self._held is None:
            return poses
        self._held += poses
        return self.end() if self._held and self._held[-1].time_s - self._held[0].time_s >= WINDOW_S else []

    def end(self) -> list[Pose]:
        """Those that are left: the clip has ended, or the window, or the work was stopped."""
        held, self._held = self._held or [], None
        return self._settled(held)

    def _settled(self, poses: list[Pose]) -> list[Pose]:
        if not poses or poses[-1].time_s - poses[0].time_s < LEAST_S:
            return poses
        times, sizes = np.array([pose.time_s for pose in poses]), _sizes(poses)
        if not of_another_body(times, sizes):
            return poses
        back = self._backwards(poses)
        k = _first(times, _apart(poses, back) < AGREE, 1.0)
        later = float(np.nanmedian(sizes[times >= (times[0] + times[-1]) / 2]))
        return [*back[:k], *poses[k:]] if k and _nearer(_sizes(back[:k]), sizes[:k], later) else poses

    def _backwards(self, poses: list[Pose]) -> list[Pose]:
        """The same moments, looked at from the last picture to the first."""
        with system_libraries():
            import cv2

        wanted, last_s = {_ms(pose.time_s): k for k, pose in enumerate(poses)}, poses[-1].time_s
        kept: list[tuple[float, NDArray[np.uint8]]] = []
        found = list(poses)
        with self._make() as estimator, self._again() as frames:
            for frame in frames:
                if _ms(frame.time_s) > _ms(last_s):
                    break
                if self._stop():
                    return poses
                estimator.estimate(frame)  # forwards first, as a network that begins at the last picture may begin wrongly too
                share = min(1.0, _LONG_SIDE / max(frame.size))
                small = frame.image if share == 1 else cv2.resize(frame.image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
                kept.append((frame.time_s, cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1]))
            for time_s, packed in reversed(kept):
                if self._stop():
                    return poses
                image = cv2.resize(
                    np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8), frame.size
                )  # poses are in pixels of the whole picture
                pose = estimator.estimate(Frame(2 * last_s - time_s, np.asarray(image, np.uint8)))
                if (k := wanted.get(_ms(time_s))) is not None:
                    found[k] = replace(pose, time_s=poses[k].time_s)
        return found


def _ms(time_s: float) -> int:
    """Times of poses are rounded."""
    return round(time_s * 1000)


def of_another_body(times: Array, sizes: Array) -> bool:
    """Are the first poses of another size than those of the second half, for a second at least?

    times (n,) seconds; sizes (n,) pixels, NaN where nobody was found.
    """
    second = times >= (times[0] + times[-1]) / 2
    known = sizes[second][np.isfinite(sizes[second])]
    if 2 * len(known) < second.sum():
        return False
    off = np.abs(np.log(sizes / np.median(known)))
    if np.nanquantile(off[second], 0.75) > STEADY:  # it moves in depth: a size says nothing of the body
        return False
    off[np.isnan(off)] = np.inf
    k = _first(times, off <= STEADY, MOSTLY)
    return k is not None and times[k] - times[0] >= ON_S and bool(np.median(off[:k]) >= OTHER)


def _first(times: Array, so: NDArray[np.bool_], share: float) -> int | None:
    """The index of the first moment from which on it is so, for this share of a second."""
    return next((int(k) for k in np.flatnonzero(so) if np.mean(so[(times >= times[k]) & (times <= times[k] + ON_S)]) >= share), None)


def _apart(one: list[Pose], other: list[Pose]) -> Array:
    """(n,) how far two skeletons of the same moments lie apart at most, as a share of the size of the first; inf where nobody was found."""
    apart, joints = np.full(len(one), np.inf), [PAIRS[joint][side] for joint in _CHAIN for side in (0, 1)]
    for row, (a, b) in enumerate(zip(one, other, strict=True)):
        if a.found and b.found:
            apart[row] = np.hypot(*(a.px[joints] - b.px[joints]).T).max() / max(_sizes([a])[0], 1.0)
    return apart


def _sizes(poses: list[Pose]) -> Array:
    """(n,) pixels: trunk, thigh and shin of both sides together."""
    sizes = np.full(len(poses), np.nan)
    for row, pose in enumerate(poses):
        if pose.found:
            points = pose.px[[[PAIRS[joint][side] for joint in _CHAIN] for side in (0, 1)]]
            sizes[row] = np.hypot(*np.moveaxis(np.diff(points, axis=1), -1, 0)).sum() or np.nan
    return sizes


def _nearer(new: Array, old: Array, later: float) -> bool:
    """Is the new skeleton that of the body that is seen later, and was the old one less so?"""
    far_new, far_old = (float(np.median(np.nan_to_num(np.abs(np.log(sizes / later)), nan=np.inf))) for sizes in (new, old))
    return far_new < STEADY and far_new < far_old / 2
