"""The rounding of a pose, the same for live use and for track files, so that a replay sees exactly what the live run saw.

A recorded number is a whole count of steps.  A count divided by the steps per unit and rounded again is the same count, so
rounding twice changes nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.pose.pose import Array, Pose

# steps to a second, a pixel, a visibility of 1, a metre
TIME_STEPS: Final = 1_000_000
PX_STEPS: Final = 8
VISIBILITY_STEPS: Final = 255
WORLD_STEPS: Final = 1000
OUTLINE_STEPS: Final = 4  # the mask it comes from is no finer than a pixel


def counts(values: Array, steps: int) -> Array:
    """The nearest whole counts of steps; NaN stays NaN, and -0 becomes 0, as an integer has no -0."""
    return np.rint(values * steps) + 0.0


def quantise(pose: Pose) -> Pose:
    """The pose as a track file keeps it."""
    return Pose(
        round(pose.time_s * TIME_STEPS) / TIME_STEPS,
        counts(pose.px, PX_STEPS) / PX_STEPS,
        counts(pose.visibility, VISIBILITY_STEPS) / VISIBILITY_STEPS,
        counts(pose.world, WORLD_STEPS) / WORLD_STEPS,
        pose.size,
        None if pose.outline is None else counts(pose.outline, OUTLINE_STEPS) / OUTLINE_STEPS,
    )
