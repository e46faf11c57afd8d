"""Posture: how the person is at rest and how the camera sees it, as the words and conditions of a pose file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.draft.candidates import POSTURE, Body, Candidate
from formcheck.engine.gate import EDGE, FRONT_VIEW_TURNED, SIDE_VIEW_TURNED
from formcheck.measures.units import Unit
from formcheck.pose.pose import Array
from formcheck.rules.exercise import Posture, View

SAY: Final[dict[Posture, str]] = {
    "on the back": "lie on your back",
    "face down": "lie face down",
    "hands and knees": "go on hands and knees",
    "kneeling": "kneel down",
    "plank": "support yourself on hands or elbows",
    "on the side": "lie on your side",
    "sitting": "sit down",
    "standing": "stand upright",
    "equipment": "get into the start position",
}
_MARGIN: Final[dict[Unit, float]] = {"deg": 18.0, "trunk": 0.3, "share": 0.3}  # beyond what the clip shows
_STEEP_DEG: Final = 50.0
_LEVEL: Final = 0.6  # trunk lengths along the floor from hip to shoulder of a body that lies
_SIDE_ON_DEG: Final = 42.0
_INSIDE: Final = 0.97  # share of the frames in which a point must be in the picture to be asked for


@dataclass(frozen=True)
class Bounds:
    """A condition: a measure above, below, or between values of the file; None for no bound."""

    name: str
    spec: dict[str, Any]
    above: float | None
    below: float | None


@dataclass(frozen=True)
class Stance:
    """posture, view: words of the pose file.  start: what is asked for; during: what must be so at the end of the range.

    turned: least and greatest turn, None where the usual one serves.  needs: points in the picture; cut: points that are not.
    """

    posture: Posture
    view: View
    start: tuple[Bounds, ...]
    during: tuple[Bounds, ...]
    turned: tuple[int | None, int | None]
    needs: tuple[str, ...]
    cut: tuple[str, ...]


def stance(body: Body, counted: Candidate, rest: NDArray[np.bool_], out: NDArray[np.bool_], room: float) -> Stance:
    """The stance of a clip.

    rest, out: (n,) frames in the start posture and past most of the range; room: 1 for the usual margins, more for wider ones.
    """
    view: View = "side" if np.nanmedian(body.turned) >= _SIDE_ON_DEG else "front"
    values = {name: body.values(spec) for name, spec in POSTURE.items()}
    posture = _posture({name: float(np.nanmedian(v[rest])) for name, (_, v) in values.items()}, view)
    asked = {name for name in POSTURE if name not in ("hip_bend", "hands", "feet") and POSTURE[name] != counted.spec}
    if view == "front":
        asked.discard("lying")
    start = [_around(name, *values[name], rest, room) for name in POSTURE if name in asked]
    during = [_around("body_slope", *values["body_slope"], out, 1.4 * room)] if "body_slope" in asked and out.any() else []
    needs, cut = _needs(body, counted)
    turned = _turned(body.turned, view)
    return Stance(posture, view, tuple(filter(None, start)), tuple(filter(None, during)), turned, needs, cut)


def _posture(at: dict[str, float], view: View) -> Posture:
    if at["body_slope"] > _STEEP_DEG:
        if at["feet"] < -1.2:
            return "standing"
        if at["knee_bend"] < 120 and at["hip_bend"] > 120:
            return "kneeling"
        return "sitting" if at["hip_bend"] < 135 else "standing"
    if view == "front":
        return "on the side"
    if at["body_slope"] < -_STEEP_DEG:
        return "standing"
    if at["lying"] < 0:
        return "on the back"
    if at["hands"] > -0.5:
        return "face down"
    return "plank" if at["knee_bend"] > 135 else "hands and knees"


def _around(name: str, unit: Unit, values: Array, rows: NDArray[np.bool_], room: float) -> Bounds | None:
    """Bounds around what the clip shows; nothing when they would say nothing."""
    known = values[rows & np.isfinite(values)]
    if len(known) == 0:
        return None
    margin = room * _MARGIN[unit]
    low, high = float(np.quantile(known, 0.03)) - margin, float(np.quantile(known, 0.97)) + margin
    spec = POSTURE[name]
    if name == "lying":  # which way round, not how far; of who sits or stands it says nothing
        if abs(low + high) / 2 < _LEVEL:
            return None
        return Bounds(name, spec, round(low, 2), None) if low > 0 else Bounds(name, spec, None, round(high, 2))
    least, most = (-90, 90) if spec["kind"] == "slope" else (0, 180)
    above, below = (round(low) if low > least + 2 else None), (round(high) if high < most - 2 else None)
    return None if above is None and below is None else Bounds(name, spec, above, below)


def _turned(turned: Array, view: View) -> tuple[int | None, int | None]:
    low, high = np.nanquantile(turned, [0.05, 0.95])
    if view == "side":
        return (max(0, int(low) - 8) if low < SIDE_VIEW_TURNED + 5 else None), None
    return None, (min(90, int(high) + 8) if high > FRONT_VIEW_TURNED - 5 else None)


def _needs(body: Body, counted: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Points that were in the picture nearly all the time, and those that were not."""
    wanted = ["near.shoulder", "near.hip", "near.knee", "near.ankle"]
    wanted += [p for p in counted.spec["points"] if p.startswith("near.") and p not in wanted]
    width, height = body.track.size
    inside = {}
    for word in wanted:
        at = body.point(word)
        x, y = at[:, 0] / width, at[:, 1] / height
        there = (x >= -EDGE) & (x <= 1 + EDGE) & (y >= -EDGE) & (y <= 1 + EDGE)
        inside[word] = bool(np.mean(there[np.isfinite(x)]) >= _INSIDE)
    needs = tuple(word for word in wanted if inside[word]) or ("near.hip",)
    return needs, tuple(word for word in wanted if not inside[word])
