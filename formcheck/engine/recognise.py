"""Recognising which exercise a track shows, by the pose files themselves.

Every exercise's rules are run over the track; the exercise whose repetitions and holds explain the most of it, at its best form, is
named, but only when it explains clearly more than any other.  Nothing is learned and nothing is stored: an exercise that a user adds
is recognised at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.restless import Restlessness
from formcheck.engine.status import Refused
from formcheck.engine.worth import counted_in, worth
from formcheck.pose.pose import LongTrack, Track, part_of
from formcheck.rules.exercise import Exercise

LEAST_SHARE: Final = 0.2  # of the track that must be explained before a name is given
CLEARLY: Final = 1.5  # times as much must be explained as by any other exercise,
SISTERS: Final = 1.15  # and as by one in the same posture, seen from the same side: of these the likelier is named
LITTLE: Final = 0.33  # of the track: who explains less than this must explain
BY_FAR: Final = 2.0  # times as much as any other exercise, a sister too
MOST_REFUSED: Final = 2.0  # movements for each that counted: more speak against the exercise

AROUND_S: Final = 1.0  # before and after what was refused: the start posture is seen there


@dataclass(frozen=True, slots=True)
class Guess:
    """An exercise and the share of the track that it explains, 0..1.  refused: what it refused, for each that it counted."""

    exercise: Exercise
    share: float
    refused: float = 0.0


def recognise(exercises: Sequence[Exercise], track: Track | LongTrack) -> list[Guess]:
    """The exercises that explain anything of the track, best first.  Empty when none does."""
    seconds = float(track.time_s[-1] - track.time_s[0])
    if seconds <= 0:
        return []
    restless = Restlessness(track)
    guesses = [_guess(exercise, track, restless, seconds) for exercise in exercises]
    return sorted((g for g in guesses if g.share > 0), key=lambda g: -g.share)


def best(guesses: Sequence[Guess]) -> Exercise | None:
    """The exercise to name; None when nothing explains enough, or it is not sure."""
    if not guesses or guesses[0].share < LEAST_SHARE or guesses[0].refused > MOST_REFUSED:
        return None
    first, *others = guesses
    return first.exercise if all(first.share >= _times(first, other) * other.share for other in others) else None


def _times(first: Guess, other: Guess) -> float:
    """How many times as much the one must explain."""
    if first.share < LITTLE:
        return BY_FAR
    return SISTERS if alike(first.exercise, other.exercise) else CLEARLY


def name_refused(exercises: Sequence[Exercise], track: Track | LongTrack, asked: Exercise, report: Report) -> list[Refused]:
    """The refused movements of a report, each with the exercise that it looks like where that is sure and another than was asked for.

    When nothing was counted, it is the whole track that is looked at; when nothing was refused either, and the track looks like another
    exercise, that is told of the whole of it.
    """
    if not report.reps and not report.holds:
        name = _other(exercises, track, asked)
        if report.refused or name is None:
            return [replace(refused, looks_like=name) for refused in report.refused]
        return [Refused(float(track.time_s[0]), float(track.time_s[-1]), f"nothing in it was {asked.title.lower()}", name)]
    named: list[Refused] = []
    for some in _neighbours(report.refused):
        name = _other(exercises, part_of(track, some[0].start_s - AROUND_S, max(r.end_s for r in some) + AROUND_S), asked)
        named += [replace(refused, looks_like=name) for refused in some]
    return named


def _other(exercises: Sequence[Exercise], track: Track | LongTrack | None, asked: Exercise) -> str | None:
    """The name of the exercise that is seen, when it is not the one that was asked for."""
    if track is None:
        return None
    found = best(recognise(exercises, track))
    return found.name if found is not None and found.name != asked.name else None


def _neighbours(refused: Sequence[Refused]) -> list[list[Refused]]:
    """Together what lies so near to each other that the same moments would be looked at."""
    groups: list[list[Refused]] = []
    for one in sorted(refused, key=lambda r: r.start_s):
        if groups and one.start_s - max(r.end_s for r in groups[-1]) < AROUND_S:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def alike(one: Exercise, other: Exercise) -> bool:
    """In the same posture, seen from the same side: what one counts, the other may well count too."""
    return (one.posture, one.view) == (other.posture, other.view)


def _guess(exercise: Exercise, track: Track | LongTrack, restless: Restlessness, seconds: float) -> Guess:
    report = replay(Checker(exercise, target_s=0.0), track)
    counted = counted_in(report)
    explained_s = sum(worth(one, exercise, restless) for one in counted)
    return Guess(exercise, explained_s / seconds, len(report.refused) / max(1, len(counted)))
