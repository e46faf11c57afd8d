"""Recognising which exercise a track shows, by the pose files themselves and by the looks of the body.

Every exercise's rules are run over the track: how much of it do its repetitions and holds explain, at their best form?  And how like
the exercise does the body look, to a model that was learnt from drawn people?  Rules alone take sisters for each other and fall silent
where they count nothing; looks alone take a still body for one in an exercise.  Named is what has both for it, clearly more than any
other.  Of an exercise that a user adds the model knows nothing: its rules alone speak for it, and it is recognised at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from formcheck.engine.checker import Checker
from formcheck.engine.reasons import UNSEEN
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.restless import Restlessness
from formcheck.engine.status import Refused
from formcheck.engine.worth import counted_in, worth
from formcheck.likeness.model import Likeness
from formcheck.pose.pose import LongTrack, Track, part_of
from formcheck.rules.exercise import Exercise

UNCOUNTED: Final = 0.05  # share of the track that is added to what the rules explain: a likeness speaks also where they count nothing
UNKNOWN: Final = 0.5  # how like an exercise of which the model knows nothing
UNLIKE: Final = 0.2  # added to how like it looks: rules speak also where the body looks like something else
LEAST_SURE: Final = 0.15  # of both together, before a name is given
CLEARLY: Final = 2.0  # times as sure as of any other exercise

AROUND_S: Final = 1.0  # before and after what was refused: the start posture is seen there


@dataclass(frozen=True, slots=True)
class Guess:
    """An exercise, the share of the track that its rules explain and how like it the body looks, both 0..1."""

    exercise: Exercise
    share: float
    like: float = UNKNOWN

    @property
    def sure(self) -> float:
        """Both together."""
        return (min(1.0, self.share) + UNCOUNTED) * (self.like + UNLIKE)


def recognise(exercises: Sequence[Exercise], track: Track | LongTrack, likeness: Likeness | None) -> list[Guess]:
    """The exercises that explain anything of the track or look like it, likeliest first.  likeness: None when only the rules are asked."""
    seconds = float(track.time_s[-1] - track.time_s[0])
    if seconds <= 0:
        return []
    restless = Restlessness(track)
    shares = {exercise.name: _share(exercise, track, restless, seconds) for exercise in exercises}
    like = {} if likeness is None else likeness.opinion(track)
    guesses = [Guess(exercise, shares[exercise.name], like.get(exercise.name, UNKNOWN)) for exercise in exercises]
    return sorted((g for g in guesses if g.share > 0 or g.exercise.name in like), key=lambda g: -g.sure)


def best(guesses: Sequence[Guess]) -> Exercise | None:
    """The exercise to name; None when nothing explains enough, or it is not sure."""
    if not guesses or guesses[0].sure < LEAST_SURE:
        return None
    return guesses[0].exercise if all(guesses[0].sure >= CLEARLY * other.sure for other in guesses[1:]) else None


def name_refused(
    exercises: Sequence[Exercise], track: Track | LongTrack, asked: Exercise, report: Report, likeness: Likeness | None
) -> list[Refused]:
    """The refused movements of a report, each with the exercise that it looks like where that is sure and another than was asked for.

    When nothing was counted, it is the whole track that is looked at; when nothing was refused either, and the track looks like another
    exercise, that is told of the whole of it.
    """
    named = [one for one in report.refused if one.why == UNSEEN]  # a time in which nobody was seen looks like nothing
    moved = [one for one in report.refused if one.why != UNSEEN]
    if not report.reps and not report.holds:
        name = _other(exercises, track, asked, likeness)
        if not moved and name is not None:
            moved = [Refused(float(track.time_s[0]), float(track.time_s[-1]), f"nothing in it was {asked.title.lower()}")]
        return [*named, *(replace(refused, looks_like=name) for refused in moved)]
    for some in _neighbours(moved):
        part = part_of(track, some[0].start_s - AROUND_S, max(r.end_s for r in some) + AROUND_S)
        name = _other(exercises, part, asked, likeness)
        named += [replace(refused, looks_like=name) for refused in some]
    return named


def _other(exercises: Sequence[Exercise], track: Track | LongTrack | None, asked: Exercise, likeness: Likeness | None) -> str | None:
    """The name of the exercise that is seen, when it is not the one that was asked for."""
    if track is None:
        return None
    found = best(recognise(exercises, track, likeness))
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


def _share(exercise: Exercise, track: Track | LongTrack, restless: Restlessness, seconds: float) -> float:
    counted = counted_in(replay(Checker(exercise, target_s=0.0), track))
    return sum(worth(one, exercise, restless) for one in counted) / seconds
