"""Statuses at chosen times, and an output that notes what it is told to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rulebook import STRETCH, exercise

from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.status import Phase, Status
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import find_exercise
from formcheck.voice.mouth import Lexicon
from formcheck.voice.speaker import Speaker
from formcheck.voice.utterance import Amount, Utterance
from samples import labels, read_sample

STEP_S = 0.1
Heard = list[tuple[float, str]]


class NotingOutput:
    """Says nothing, notes everything."""

    def __init__(self) -> None:
        self.said: list[tuple[str, ...]] = []

    def say(self, parts: tuple[str, ...]) -> None:
        self.said.append(parts)


def bridge(**changes: Any) -> Exercise:
    """Repetitions, five of them."""
    return exercise(**({"title": "Bridge", "dose": {"reps": 5}} | changes))


def stretch(**changes: Any) -> Exercise:
    """A hold."""
    return exercise(STRETCH, **changes)


def one_second(parts: tuple[str, ...]) -> float:
    return float(len(parts))


def waiting(text: str, start_s: float, end_s: float) -> list[Status]:
    """The gate waits for this, ten times a second."""
    return [Status(start_s + i * STEP_S, Phase.WAITING, waiting_for=text) for i in range(round((end_s - start_s) / STEP_S))]


def resting(start_s: float, end_s: float, **more: object) -> list[Status]:
    """The gate is open and nothing happens."""
    steps = range(round((end_s - start_s) / STEP_S))
    return [Status(start_s + i * STEP_S, Phase.REST, **more) for i in steps]  # type: ignore[arg-type]


def hears(speaker: Speaker, statuses: Iterable[Status]) -> Heard:
    """What is said of these statuses, and when it is begun."""
    said = ((status.time_s, speaker.see(status)) for status in statuses)
    return [(round(time_s, 2), utterance.text) for time_s, utterance in said if utterance is not None]


def utterances_of_track(stem: str, amount: Amount = "all", asked: Exercise | None = None) -> list[tuple[float, Utterance]]:
    """What is said of a recorded track with the hold of its labels."""
    truth = labels(stem)
    rules = asked or find_exercise(truth.exercise or "")
    speaker = Speaker(rules, Lexicon().seconds, amount)
    statuses: list[Status] = []
    replay(Checker(rules, truth.target_s or 0.0), read_sample(stem), each=statuses.append)
    said = ((status.time_s, speaker.see(status)) for status in statuses)
    return [(time_s, utterance) for time_s, utterance in said if utterance is not None]
