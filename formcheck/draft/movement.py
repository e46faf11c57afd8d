"""Movement: which of the candidates counts, which way it goes, and how many repetitions there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.draft.candidates import LIMBS, Body, Candidate, of_side
from formcheck.draft.swings import Rated, StraightLine, Swings, quality, smoothed, swings
from formcheck.pose.pose import Array

_STILL_S: Final = 0.8  # at rest for this long at the beginning says where rest is
_FALL: Final = 1.8  # weight of where a body on its back would sink to, against up to 5 of what the clip shows
_LYING: Final = -0.4  # trunk lengths: the head is behind, as the front looks up
_FLAT_DEG: Final = 25.0
_BESIDE: Final = 0.25  # share of the time that swings of both sides may be under way together and still be in turns
_OF_ONE_SIDE: Final = 0.4  # what a measure of one side is worth when the sides work in turns
_IN_TURNS: Final = 1.5
_TURNS_SHARE: Final = 0.2  # of all votes


def rate(body: Body) -> list[Rated]:
    """The candidates that move in swings, best first."""
    time_s = body.track.time_s
    known = {c.name: c for c in body.candidates()}
    lines = {name: smoothed(time_s, c.values) for name, c in known.items()}
    if not lines:
        return []
    both = {name: {sign: swings(time_s, line, sign) for sign in (1, -1)} for name, line in lines.items()}
    best = {name: max(quality(s, known[name].unit) for s in ways.values()) for name, ways in both.items()}
    guide = max(best, key=lambda name: best[name])
    alike = {name: _alike(lines[guide].values, line.values) for name, line in lines.items()}
    way = 1 if _evidence(body, lines[guide], both, best, alike) >= 0 else -1
    rated = []
    for name, candidate in known.items():
        found = both[name][way if alike[name] >= 0 else -way]
        if found.count:
            rated.append(Rated(candidate, found, quality(found, candidate.unit)))
    return sorted(_in_turns(body, rated, lines), key=lambda r: -r.quality)


def count(rated: list[Rated]) -> int:
    """How many repetitions most of the candidates see, the better ones weighing more; 0 without any.

    Where the sides work in turns, only what sees both of them is asked.
    """
    weight = sum(row.quality**2 for row in rated)
    turns = [row for row in rated if row.candidate.side == "active"]
    asked = turns if sum(row.quality**2 for row in turns) > _TURNS_SHARE * weight else rated
    votes: dict[int, float] = defaultdict(float)
    for row in asked:
        votes[row.swings.count] += row.quality**2
    return max(votes, key=lambda n: votes[n], default=0)


def _evidence(
    body: Body, guide: StraightLine, both: dict[str, dict[int, Swings]], best: dict[str, float], alike: dict[str, float]
) -> float:
    """Above 0 when the low end of the guide is rest: clips begin and end there, and most of the time is spent there."""
    total, weights = 0.0, 1e-9
    for name, ways in both.items():
        sign = 1 if alike[name] >= 0 else -1
        low, high = ways[sign], ways[-sign]
        begins = min(low.begins_s, _STILL_S) - min(high.begins_s, _STILL_S)
        ends = min(low.ends_s, _STILL_S) - min(high.ends_s, _STILL_S)
        weight = best[name] ** 2 * alike[name] ** 2
        total += weight * ((2 * begins + 0.5 * ends) / _STILL_S + 2.5 * (low.dwell - high.dwell))
        weights += weight
    return total / weights + _FALL * _gravity(body, guide)


def _gravity(body: Body, guide: StraightLine) -> float:
    """Of somebody on the back: how much the guide goes up and down with the body, -1..1; who lies on the floor rests there."""
    _, lying = body.values({"kind": "ahead", "points": ["near.hip", "near.shoulder"]})
    _, slope = body.values({"kind": "slope", "points": ["near.hip", "near.shoulder"]})
    if not np.nanmedian(lying) < _LYING or not np.nanpercentile(slope, 10) < _FLAT_DEG:
        return 0.0
    return _alike(guide.values, smoothed(body.track.time_s, body.height()).values)


def _alike(a: Array, b: Array) -> float:
    """Correlation; 0 when one of them does not move."""
    if a.std() < 1e-9 or b.std() < 1e-9:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _in_turns(body: Body, rated: list[Rated], lines: dict[str, StraightLine]) -> list[Rated]:
    """With measures of the working side, for limbs that work in turns; they go before those of one side."""
    found = list(rated)
    time_s = body.track.time_s
    for limb in LIMBS:
        near, far = lines.get(limb), lines.get(f"far_{limb}")
        if near is None or far is None:
            continue
        for sign in (1, -1):
            ours, theirs = swings(time_s, near.within(far), sign), swings(time_s, far.within(near), sign)
            if not ours.count or not theirs.count or _together(ours, theirs) > _BESIDE:
                continue
            working = _working(body, limb, sign, near, far)
            both = swings(time_s, smoothed(time_s, working.values), sign)
            worth = _IN_TURNS * min(quality(ours, working.unit), quality(theirs, working.unit))
            found = [replace(r, quality=r.quality * _OF_ONE_SIDE) if r.candidate.limb == limb else r for r in found]
            if both.count:
                found.append(Rated(working, both, worth))
    return found


def _together(a: Swings, b: Swings) -> float:
    """Share of the shorter one's time in which both are under way."""
    mask_a, mask_b = a.mask(), b.mask()
    return float((mask_a * mask_b).sum() / min(mask_a.sum(), mask_b.sum()))


def _working(body: Body, limb: str, sign: int, near: StraightLine, far: StraightLine) -> Candidate:
    spec = LIMBS[limb]
    unit, _ = body.values(of_side(spec, "near"))
    values = np.maximum(near.values, far.values) if sign > 0 else np.minimum(near.values, far.values)
    return Candidate(limb, of_side(spec, "active"), unit, values, limb, "active")
