"""Motion: the stick figure of a track for a page that has no video, small enough to be sent along."""

from __future__ import annotations

from base64 import b64encode
from typing import Any, Final

import numpy as np

from formcheck.pose.landmarks import LIMBS, NOSE, PAIRS
from formcheck.pose.pose import LongTrack, Track

MOST: Final = 6000  # moments; in between, the page draws the mean of the two
_JOINTS: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
_LINES: Final = (*LIMBS, ("shoulder", "hip"), ("shoulder", "ear"))
_STEPS: Final = 4  # to a pixel
_UNKNOWN: Final = -32768


def motion_of(track: Track | LongTrack, near_side: str | None) -> dict[str, Any]:
    """For the page: ``px`` is base64 of int16 (n, joints, 2), quarter pixels, -32768 where unknown; ``t`` the n times, seconds.

    ``lines``: pairs of joints, and 1 where the side is the one farther from the camera.
    """
    every = max(1, -(-len(track) // MOST))
    times, px = track.time_s[::every], np.array([track[k].px for k in range(0, len(track), every)])
    rows = [NOSE, *(index for joint in _JOINTS for index in PAIRS[joint])]
    place = {index: k for k, index in enumerate(rows)}
    points = px[:, rows] * _STEPS
    whole = np.where(np.isfinite(points), np.clip(np.rint(points), _UNKNOWN + 1, -_UNKNOWN - 1), _UNKNOWN).astype("<i2")
    far = {"left": 1, "right": 0}.get(near_side or "", 2)
    near = 1 if near_side == "right" else 0
    lines = [[place[PAIRS[a][side]], place[PAIRS[b][side]], int(side == far)] for a, b in _LINES for side in (0, 1)]
    lines += [[place[PAIRS[joint][0]], place[PAIRS[joint][1]], 0] for joint in ("shoulder", "hip")]
    return {
        "size": list(track.size),
        "t": np.round(times, 3).tolist(),
        "joints": len(rows),
        "steps": _STEPS,
        "ear": place[PAIRS["ear"][near]],
        "shoulder": place[PAIRS["shoulder"][near]],
        "lines": sorted(lines, key=lambda line: -line[2]),
        "px": b64encode(np.ascontiguousarray(whole).tobytes()).decode("ascii"),
    }
