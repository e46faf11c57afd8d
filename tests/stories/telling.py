"""A story: what a person does, and what they are told, line by line as it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from formcheck.engine.checker import Checker
from formcheck.engine.status import Event, Fault, Hold, Phase, Problem, Repetition, Status
from formcheck.rules.library import find_exercise
from samples import labels, read_sample

NEAR_S = 0.3  # two times or lengths of time are the same within this


@dataclass(frozen=True)
class Story:
    """sentence: what happens, for a reader; sample: the recorded track; told: a line for each thing said, counted or timed."""

    sentence: str
    sample: str
    told: str

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.told.strip().splitlines()]


def tell(sample: str) -> list[str]:
    """What the person of a sample is told.

    A line begins with the time in seconds; then what is said (in quotes; within a hold with its clock), how a repetition is counted, or
    how long a hold was held of what was asked for.
    """
    truth = labels(sample)
    assert truth.exercise is not None
    checker = Checker(find_exercise(truth.exercise), truth.target_s or 0.0)
    statuses = [checker.update(pose) for pose in read_sample(sample)]
    told = [line for before, now in pairwise(statuses) for line in _news(before, now)]
    end = statuses[-1]
    return told + [_line(end.time_s, text) for event in checker.finish() if (text := _event(event, end.target_s))]


def same(own: str, wanted: str) -> bool:
    """The same words, and the same numbers within NEAR_S."""
    number = r"\d+\.\d+"
    if re.sub(number, "#", own) != re.sub(number, "#", wanted):
        return False
    return all(abs(float(a) - float(b)) <= NEAR_S for a, b in zip(re.findall(number, own), re.findall(number, wanted), strict=True))


def _news(before: Status, now: Status) -> list[str]:
    """What is told with this pose that was not told with the one before."""
    news = [text for event in now.events if (text := _event(event, before.target_s))]
    if now.cue is not None and now.cue != before.cue and now.cue.kind != "praise":
        in_hold = now.phase in (Phase.HOLD, Phase.PAUSED)
        news.append(f"“{now.cue.text}”{f', clock at {now.held_s:.1f} s' if in_hold else ''}")
    return [_line(now.time_s, text) for text in news]


def _line(time_s: float, text: str) -> str:
    return f"{time_s:.1f} s  {text}"


def _event(event: Event, target_s: float) -> str:
    """An end of a repetition or a hold in words; empty for what is not told at its end."""
    match event:
        case Repetition():
            return _with_faults(f"{_side(event.side)}{event.verdict}", event.faults)
        case Hold():
            return _with_faults(f"{_side(event.side)}held {event.held_s:.1f} s of {target_s:g} s", event.faults)
        case Problem():
            return event.text
        case Fault():
            return ""


def _side(side: str | None) -> str:
    return f"{side} " if side else ""


def _with_faults(text: str, faults: tuple[str, ...]) -> str:
    return f"{text}: {', '.join(faults)}" if faults else text
