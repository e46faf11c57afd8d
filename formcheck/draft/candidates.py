"""Candidates: the measures among which the one that counts is looked for, and their values over a clip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from pydantic import TypeAdapter

from formcheck.measures import Measure
from formcheck.measures.units import Unit
from formcheck.pose import arrays
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.landmarks import LEFT, RIGHT
from formcheck.pose.pose import Array, Track
from formcheck.pose.viewpoint import Viewpoint, place

# of one side, which is the near, the far or the working one
LIMBS: Final[dict[str, dict[str, Any]]] = {
    "elbow": {"kind": "angle", "points": ["shoulder", "elbow", "wrist"]},
    "shoulder": {"kind": "angle", "points": ["hip", "shoulder", "elbow"]},
    "hip": {"kind": "angle", "points": ["shoulder", "hip", "knee"], "signed": True},
    "knee": {"kind": "angle", "points": ["hip", "knee", "ankle"]},
    "upper_arm": {"kind": "slope", "points": ["shoulder", "elbow"]},
    "thigh": {"kind": "slope", "points": ["knee", "hip"]},
    "shin": {"kind": "slope", "points": ["ankle", "knee"]},
    "hand_height": {"kind": "height", "points": ["shoulder", "wrist"]},
    "foot_height": {"kind": "height", "points": ["hip", "ankle"]},
}
BODY: Final[dict[str, dict[str, Any]]] = {
    "trunk": {"kind": "slope", "points": ["near.hip", "near.shoulder"]},
    "shoulder_height": {"kind": "height", "points": ["near.ankle", "near.shoulder"]},
    "chest_height": {"kind": "height", "points": ["near.wrist", "near.shoulder"]},
    "head_height": {"kind": "height", "points": ["mid.hip", "nose"]},
    "reach": {"kind": "distance", "points": ["near.shoulder", "near.knee"]},
    "knees_apart": {"kind": "distance", "points": ["near.knee", "far.knee"]},
    "feet_apart": {"kind": "distance", "points": ["near.ankle", "far.ankle"]},
}
# asked of the start posture beside the measure that counts
POSTURE: Final[dict[str, dict[str, Any]]] = {
    "lying": {"kind": "ahead", "points": ["near.hip", "near.shoulder"]},
    "body_slope": {"kind": "slope", "points": ["near.hip", "near.shoulder"]},
    "hip_bend": {"kind": "angle", "points": ["near.shoulder", "near.hip", "near.knee"]},
    "knee_bend": {"kind": "angle", "points": ["near.hip", "near.knee", "near.ankle"]},
    "hands": {"kind": "height", "points": ["near.shoulder", "near.wrist"]},
    "feet": {"kind": "height", "points": ["near.hip", "near.ankle"]},
}

# joint angles say the most to people, and the far side is seen worst
_WORTH: Final = {"trunk": 1.1, "shoulder": 0.9, "hand_height": 0.85, "foot_height": 0.9, "upper_arm": 0.85} | {
    "shoulder_height": 0.85,
    "chest_height": 0.85,
    "head_height": 0.85,
    "reach": 0.9,
    "knees_apart": 0.75,
    "feet_apart": 0.75,
}
_FAR: Final = 0.8

_MEASURE: Final[TypeAdapter[Measure]] = TypeAdapter(Measure)
_LEAST_KNOWN: Final = 0.6  # share of the frames in which a candidate must be known


@dataclass(frozen=True)
class Candidate:
    """values: (n,) in the pose file's unit; spec: the measure as it stands in the file; limb: its key in LIMBS, of which side."""

    name: str
    spec: dict[str, Any]
    unit: Unit
    values: Array
    limb: str | None = None
    side: str | None = None

    @property
    def worth(self) -> float:
        """How gladly it is taken, of several that move alike."""
        return _WORTH.get(self.limb or self.name, 1.0) * (_FAR if self.side == "far" else 1.0)


class Body:
    """The body of a clip.  near: 0 left, 1 right, for most of it; trunk_px: its usual length; turned: (n,) degrees."""

    def __init__(self, track: Track) -> None:
        self.track = track
        self._moments = PoseArrays.of(track)
        nearer_left = arrays.nearer_left(self._moments)
        self.near = LEFT if np.nanmedian(nearer_left) > 0 else RIGHT
        self.trunk_px = float(np.nanmedian(arrays.trunk_px(self._moments)))
        self.turned = arrays.turned(self._moments)

    def values(self, spec: dict[str, Any]) -> tuple[Unit, Array]:
        """Unit and (n,) values of a measure that does not depend on the working side."""
        rule = _MEASURE.validate_python(spec)
        values = rule.values(self._moments, Viewpoint(self.near, self.near))
        return rule.unit, values / self.trunk_px if rule.unit == "trunk" else values

    def point(self, word: str) -> Array:
        """(n, 2) pixels."""
        return place(self._moments, word, Viewpoint(self.near, self.near))

    def height(self) -> Array:
        """(n,) how high the middle of the body stands in the picture, in trunk lengths."""
        middle = np.mean([self.point(f"mid.{joint}")[:, 1] for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")], axis=0)
        return np.asarray(-(middle + self.point("nose")[:, 1]) / 2 / self.trunk_px)

    def candidates(self) -> list[Candidate]:
        """Those that are known in most of the clip."""
        found = [Candidate(name, spec, *self.values(spec)) for name, spec in BODY.items()]
        for limb, spec in LIMBS.items():
            for side in ("near", "far"):
                there = of_side(spec, side)
                found.append(Candidate(limb if side == "near" else f"far_{limb}", there, *self.values(there), limb, side))
        return [c for c in found if np.mean(np.isfinite(c.values)) >= _LEAST_KNOWN]


def of_side(spec: dict[str, Any], side: str) -> dict[str, Any]:
    """A limb's measure with its points on one side."""
    return spec | {"points": [f"{side}.{joint}" for joint in spec["points"]]}
