"""Draft: the pose file of one recording, tried on the recording itself until it finds what was seen there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError
from ruamel.yaml import YAML

from formcheck.draft import movement
from formcheck.draft.candidates import Body
from formcheck.draft.holding import count_holds, is_held, rate_holds
from formcheck.draft.lines import HoldLines, Thresholds, hold_lines, thresholds
from formcheck.draft.posture import Stance, stance
from formcheck.draft.stays import HELD_S, there
from formcheck.draft.still import DOUBT, LEAST_S, is_still, posture
from formcheck.draft.swings import Rated
from formcheck.draft.text import pose_file
from formcheck.engine.report import Report
from formcheck.errors import InputError
from formcheck.evaluate.evaluate import check
from formcheck.pose.pose import Track
from formcheck.rules.check import cross_check
from formcheck.rules.exercise import Exercise

Kind = Literal["reps", "hold"]
WORDS: Final[dict[Kind, str]] = {"reps": "repetition", "hold": "hold"}

_TRIED: Final = 6  # measures that are tried, best first
_ROOMS: Final = (1.0, 1.8)  # margins around the posture of the clip, as shares of the usual ones
_MENTIONED: Final = 3  # further measures that the file names
NO_HOLD: Final = "nobody goes into a posture and stays for some seconds; film the start posture, the way into it, and the hold"
_COVERED: Final = 0.7  # of the seconds of a hold that was seen

Frames = NDArray[np.bool_]


@dataclass(frozen=True)
class Draft:
    """text: the pose file.  seen: repetitions or holds that the signals show; report: what the draft says of its own clip.

    fitting: how many of those it finds, less those that it finds beside them.
    """

    text: str
    kind: Kind
    seen: int
    fitting: int
    report: Report
    measure: str

    @property
    def counted(self) -> int:
        """Repetitions or holds that the draft finds in its own clip."""
        return len(self.report.reps if self.kind == "reps" else self.report.holds)


@dataclass(frozen=True)
class _Try:
    """What a pose file is written from.  spans: (n,) of each hold that was seen, True within it; empty for repetitions."""

    rated: Rated
    lines: Thresholds | HoldLines
    stance: Stance
    others: Sequence[Rated]
    spans: Sequence[Frames]
    doubts: tuple[str, ...] = ()


def draft(name: str, clip: str, track: Track, reps: int | None = None, hold: bool = False) -> Draft:
    """Draft a pose file.  reps: how many repetitions the clip shows, when it is known; hold: it shows a posture that is held.

    Without either the clip tells which it is.  Raises InputError when nothing in it moves in repetitions, and nothing is held.
    """
    body = Body(track)
    if not _person(track):
        raise InputError(f"{clip}: {_nothing((), reps)}")
    still = reps is None and is_still(body, HELD_S if hold else LEAST_S)
    if hold or still or (reps is None and is_held(body)):
        rated = [] if still else rate_holds(body)
        seen = 1 if still else count_holds(body, rated)
        tries = _still(body) if still else _holds(body, [r for r in rated if r.swings.count == seen])
        kind: Kind = "hold"
    else:
        rated, kind = movement.rate(body), "reps"
        seen = movement.count(rated) if reps is None else reps
        tries = _reps(body, [r for r in rated if r.swings.count == seen])
    best: Draft | None = None
    for one in tries:
        found = _tried(name, clip, track, kind, seen, one)
        if found is not None and (best is None or found.fitting > best.fitting):
            best = found
        if best is not None and best.fitting == seen:
            break
    if best is None:
        raise InputError(f"{clip}: {_nothing(rated, reps) if kind == 'reps' else NO_HOLD}")
    return best


def _person(track: Track) -> bool:
    """Enough of a person to look at: half of the frames, and more than a moment."""
    found = track.px[:, 0, 0] == track.px[:, 0, 0]
    return len(track) > 10 and bool(found.mean() >= 0.5)


def _nothing(rated: Sequence[Rated], reps: int | None) -> str:
    if not rated:
        return "nothing moves there and back again; film two or three repetitions, with the start posture before them"
    counts = ", ".join(str(n) for n in sorted({r.swings.count for r in rated}))
    return f"no signal shows {reps} repetitions, they show {counts}; leave --reps out, or film again"


def _reps(body: Body, fitting: Sequence[Rated]) -> Iterator[_Try]:
    ranked = _ranked(fitting)
    for room in _ROOMS:
        for rated in ranked[:_TRIED]:
            how = stance(body, rated.candidate, *_rest_and_out(rated), room)
            lines = thresholds(body.track.time_s, rated.swings, rated.candidate.unit)
            yield _Try(rated, lines, how, _others(rated, ranked), ())


def _holds(body: Body, fitting: Sequence[Rated]) -> Iterator[_Try]:
    """With the start posture as it was at rest; then with one that the whole way into the holds is part of."""
    ranked = _ranked(fitting)
    for room, from_rest in ((1.0, True), (1.8, True), (1.0, False)):
        for rated in ranked[:_TRIED]:
            spans = there(rated.swings)
            rest, _ = _rest_and_out(rated)
            held = np.any(spans, axis=0)
            lines = hold_lines(body.track.time_s, rated.swings, rated.candidate.unit)
            if lines.bound is None:
                rest = held
            elif not from_rest:
                rest, lines = np.arange(len(held)) <= np.flatnonzero(held)[-1], replace(lines, bound=None)
            yield _Try(rated, lines, stance(body, rated.candidate, rest, held, room), _others(rated, ranked), spans)


def _still(body: Body) -> Iterator[_Try]:
    found = posture(body)
    if found is not None:
        rated, lines = found
        whole = np.ones(len(body.track), bool)
        yield _Try(rated, lines, stance(body, rated.candidate, whole, whole, 1.0), (), (whole,), (DOUBT,))


def _ranked(fitting: Sequence[Rated]) -> list[Rated]:
    return sorted(fitting, key=lambda r: -r.quality * r.candidate.worth)


def _others(rated: Rated, ranked: Sequence[Rated]) -> list[Rated]:
    named = {r.candidate.name: r for r in reversed(ranked) if r.candidate.name != rated.candidate.name}  # the best of each name
    return list(reversed(named.values()))[:_MENTIONED]


def _rest_and_out(rated: Rated) -> tuple[Frames, Frames]:
    """(n,) frames at rest, and past most of the range."""
    away = rated.swings.line.away(rated.swings.sign)
    rest = away < 0.25
    return rest if rest.any() else away < np.quantile(away, 0.2), away > 0.6


def _tried(name: str, clip: str, track: Track, kind: Kind, seen: int, one: _Try) -> Draft | None:
    """The draft with what it finds in its own clip; None when its lines fall together, as the range is so small."""

    def text(*doubts: str) -> str:
        return pose_file(name, clip, one.rated, one.stance, one.lines, one.others, (*one.doubts, *doubts))

    written = text()
    try:
        exercise = exercise_of(written)
    except ValidationError:
        return None
    if cross_check(exercise):
        return None
    report = check(exercise, track, clip, 0.0)
    fitting = seen - abs(len(report.reps) - seen) if kind == "reps" else _found(report, track, one.spans)
    if fitting != seen:
        counted = len(report.reps if kind == "reps" else report.holds)
        written = text(
            f"The signals show {told(seen, kind)}, these rules find {counted}" + ("." if counted != seen else ", at other times.")
        )
    return Draft(written, kind, seen, fitting, report, one.rated.candidate.name)


def _found(report: Report, track: Track, spans: Sequence[Frames]) -> int:
    """How many of the holds that were seen are found, less those that are found beside them."""
    hits = 0
    for span in spans:
        inside = [(track.time_s >= h.start_s) & (track.time_s <= h.end_s) & span for h in report.holds]
        hits += any(both.sum() > _COVERED * span.sum() for both in inside)
    return hits - max(0, len(report.holds) - hits)


def told(count: int, kind: Kind) -> str:
    """``2 repetitions``, ``1 hold``."""
    return f"{count} {WORDS[kind]}{'' if count == 1 else 's'}"


def exercise_of(text: str) -> Exercise:
    """The exercise of a drafted text.  Raises ValidationError when it does not hold."""
    return Exercise.model_validate(YAML(typ="safe", pure=True).load(text))
