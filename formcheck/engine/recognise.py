"""Recognising which exercise a track shows, by the pose files themselves.

Every exercise's rules are run over the track; the exercise whose repetitions and holds explain the most of it, at its best form, is
named.  Nothing is learned and nothing is stored: an exercise that a user adds is recognised at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.status import Hold, Repetition, Status, Verdict
from formcheck.pose.pose import Track
from formcheck.rules.exercise import Exercise

LEAST_SHARE = 0.1  # of the track that must be explained before a name is given
_WORTH: dict[Verdict, float] = {"good": 1.0, "flawed": 0.8, "incomplete": 0.4}
_FAULTY_HOLD = 0.8
_LINGER_S = 3.0  # who stays at the end of the range for longer than the dose asks and this
_LINGERED = 0.6  # is doing a hold rather than a repetition
_READY = 0.02  # for having been in the start posture at all: breaks ties between exercises that explain nothing


@dataclass(frozen=True, slots=True)
class Guess:
    """An exercise and the share of the track that it explains, 0..1."""

    exercise: Exercise
    share: float


def recognise(exercises: Sequence[Exercise], track: Track) -> list[Guess]:
    """The exercises that explain anything of the track, best first.  Empty when none does."""
    seconds = float(track.time_s[-1] - track.time_s[0])
    if seconds <= 0:
        return []
    guesses = [Guess(exercise, _explained(exercise, track, seconds)) for exercise in exercises]
    return sorted((g for g in guesses if g.share > 0), key=lambda g: -g.share)


def best(guesses: Sequence[Guess]) -> Exercise | None:
    """The exercise to name, None when nothing explains enough."""
    return guesses[0].exercise if guesses and guesses[0].share >= LEAST_SHARE else None


def _explained(exercise: Exercise, track: Track, seconds: float) -> float:
    checker = Checker(exercise, target_s=0.0)
    ready: list[Status] = []
    report = replay(checker, track, each=lambda status: ready.append(status) if status.waiting_for is None else None)
    events: list[Repetition | Hold] = [*report.reps, *report.holds]
    worth = sum(_worth(event, exercise) for event in events)
    return worth / seconds + _READY * len(ready) / len(track)


def _worth(event: Repetition | Hold, exercise: Exercise) -> float:
    """Seconds of the track that an event explains, less when it is not well done: another exercise may explain it better."""
    match event:
        case Repetition():
            lingered = event.held_s > exercise.dose.hold_s + _LINGER_S
            return _WORTH[event.verdict] * (_LINGERED if lingered else 1.0) * (event.end_s - event.start_s)
        case Hold():
            asked = 1.0 if exercise.hold is not None else 0.5 if exercise.dose.hold_s else 0.0
            return (event.end_s - event.start_s) * (_FAULTY_HOLD if event.faults else 1.0) * asked
