"""Holding: which of the candidates shows that a posture is held, which way it goes, and how many holds there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from formcheck.draft.candidates import LIMBS, Body, Candidate, of_side
from formcheck.draft.stays import stays, stillness, there
from formcheck.draft.swings import Rated, StraightLine, Swings, quality, smoothed, swings

_RESTS_S: Final = 0.8  # seen at rest for this long before the posture, or after it
_RETURNS_S: Final = 0.5
_CLEAR: Final = 0.25  # a quality that is worth asking
_SHARED: Final = 0.35  # a moment is held when so many of those that hold at the best one do, weighed by quality
_BRIEF_S: Final = 1.0
_WORKING: Final = 0.9  # a limb of the working side is taken when neither side alone serves
_HELD_SHARE: Final = 0.4  # of all that moves, so much goes into the posture and stays
_REPS: Final = 2  # so many swings that do not stay are repetitions, whatever else stays where it is
_EVEN: Final = 0.5  # of what stays and what swings so often


def rate_holds(body: Body) -> list[Rated]:
    """The candidates that go into a posture and stay, best first; rest is where the clip begins.

    Those that come back go before all others.  Without any that is at rest first, those that are in the posture from the start.
    """
    found = []
    for candidate, line, signs in _all(body):
        for sign in signs:
            seen = stays(body.track.time_s, line, sign)
            if seen.count:
                worth = _WORKING if candidate.side == "active" else 1.0
                found.append(Rated(candidate, seen, worth * stillness(seen, candidate.unit)))
    rested = [row for row in found if row.swings.begins_s >= _RESTS_S] or [row for row in found if _held_first(row.swings)]
    back = [row for row in rested if row.swings.ends_s >= _RETURNS_S and row.quality >= _CLEAR]
    return sorted(back or rested, key=lambda row: -row.quality)


def count_holds(body: Body, rated: Sequence[Rated]) -> int:
    """How many times a posture is held: stretches of time in which a good share of the candidates stays."""
    time_s = body.track.time_s
    weight = np.zeros(len(time_s))
    for row in rated:
        weight += row.quality**2 * np.any(there(row.swings), axis=0)
    if not weight.any():
        return 0
    held = np.concatenate([[False], weight > _SHARED * weight.max(), [False]])
    edges = np.flatnonzero(np.diff(held.astype(int))).reshape(-1, 2)
    spans: list[list[float]] = []
    for start_s, end_s in ((float(time_s[a]), float(time_s[b - 1])) for a, b in edges):
        if spans and start_s - spans[-1][1] < _BRIEF_S:
            spans[-1][1] = end_s
        else:
            spans.append([start_s, end_s])
    return sum(end_s - start_s >= _BRIEF_S for start_s, end_s in spans)


def is_held(body: Body) -> bool:
    """True when the clip shows a posture that is held, rather than repetitions."""
    time_s = body.track.time_s
    held = repeated = moved = 0.0
    for candidate, line, signs in _all(body):
        both = [(swings(time_s, line, sign), stays(time_s, line, sign)) for sign in signs]
        moves = max(quality(s, candidate.unit) for s, _ in both)
        stayed = max((stillness(s, candidate.unit) for _, s in both if s.count and (s.begins_s >= _RESTS_S or _held_first(s))), default=0.0)
        held += stayed**2
        moved += max(moves, stayed) ** 2
        if not any(0 < s.count <= kept.count for s, kept in both):
            repeated += max((quality(s, candidate.unit) for s, _ in both if s.count >= _REPS), default=0.0) ** 2
    return held > _HELD_SHARE * moved and held > _EVEN * (held + repeated)


def _held_first(seen: Swings) -> bool:
    """In the posture from the start, and out of it at the end."""
    return seen.count == 1 and seen.begins_s == 0 and seen.rows[0].first == 0 and seen.ends_s >= _RETURNS_S


def _all(body: Body) -> Iterator[tuple[Candidate, StraightLine, tuple[int, ...]]]:
    """Every candidate with its line and the ways it may go; limbs of the working side are the greater value, or the lesser one."""
    known = {c.name: c for c in body.candidates()}
    for candidate in known.values():
        yield candidate, smoothed(body.track.time_s, candidate.values), (1, -1)
    for limb, spec in LIMBS.items():
        near, far = known.get(limb), known.get(f"far_{limb}")
        if near is None or far is None:
            continue
        for sign, values in ((1, np.fmax(near.values, far.values)), (-1, np.fmin(near.values, far.values))):
            working = Candidate(limb, of_side(spec, "active"), near.unit, values, limb, "active")
            yield working, smoothed(body.track.time_s, values), (sign,)
