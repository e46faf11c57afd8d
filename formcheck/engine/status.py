"""What the checker says: a Status after every pose, and Events for what is over and done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import nan
from typing import Literal

from formcheck.pose.landmarks import SideName

Verdict = Literal["good", "flawed", "incomplete"]


class Phase(StrEnum):
    """Where in the movement the person is.  ``WAITING``: the gate is closed; ``LOST``: nobody is seen."""

    WAITING = "waiting"
    LOST = "lost"
    REST = "rest"
    UP = "up"  # away from rest
    TOP = "top"  # at the end of the range
    DOWN = "down"  # back to rest
    HOLD = "hold"  # the clock of a hold runs
    PAUSED = "paused"  # in a hold, but the form is not right: the clock stands


@dataclass(frozen=True, slots=True)
class Repetition:
    """One full cycle.  peak is in the unit of the exercise's measure; held_s: seconds at the end of the range.

    way: how far beyond the line of rest it went, in the same unit.
    """

    side: SideName | None
    start_s: float
    end_s: float
    peak: float
    held_s: float
    verdict: Verdict
    faults: tuple[str, ...]
    way: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Hold:
    """One stay at the end of the range.  held_s: seconds with the right form; reached: held_s is at least the target."""

    side: SideName | None
    start_s: float
    end_s: float
    held_s: float
    reached: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault from its onset to its release.  rep: number (from 1) of the repetition or hold it belongs to, None outside."""

    name: str
    start_s: float
    end_s: float
    rep: int | None


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A fault that may have been there: within the margin of its line.  It is in the report only, in no verdict and not said aloud."""

    name: str
    start_s: float
    end_s: float
    rep: int | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that kept the checker from seeing, in words (``left ankle out of the picture``)."""

    time_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A movement that was not counted, a part of a hold that was not timed, or a time with the gate closed, and why.

    why: a reason that the person can act on; looks_like: the exercise that it looks like, where that is known.
    """

    start_s: float
    end_s: float
    why: str
    looks_like: str | None = None


Event = Repetition | Hold | Fault | Perhaps | Problem | Refused


@dataclass(frozen=True, slots=True)
class Cue:
    """The one sentence of the moment.  kind: a ``fault``, its ``fixed`` word, or ``praise`` for a goal reached."""

    kind: Literal["fault", "fixed", "praise"]
    text: str
    fault: str | None = None


@dataclass(slots=True)  # not frozen: setting every field through `object` costs more than a tenth of a check
class Status:
    """What is true after a pose.

    waiting_for: what the gate asks of the person, in words; None when the gate is open.
    settled: share of the time for which the start posture is to be held, 0..1; 0 when the gate is open.
    variant: index into ``exercise.each_variant()`` of the way it is done now, and view: how the camera sees that.
    value: the measure that counts now, in ``unit`` (degrees or trunk lengths), NaN when not known.
    level: the same as a share of the range: 0 at rest, 1 where the range counts as full; may lie outside 0..1.
    good, flawed, incomplete: repetitions so far; held_s, target_s: the clock of the hold now running (0 when none).
    holds: holds that reached their target so far.  cue: the sentence to show, or None.
    events: what ended with this pose.
    """

    time_s: float
    phase: Phase
    waiting_for: str | None = None
    settled: float = 0.0
    variant: int = 0
    view: str = ""
    near_side: SideName | None = None
    active_side: SideName | None = None
    value: float = nan
    level: float = nan
    good: int = 0
    flawed: int = 0
    incomplete: int = 0
    held_s: float = 0.0
    target_s: float = 0.0
    holds: int = 0
    cue: Cue | None = None
    faults: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def reps(self) -> int:
        """Repetitions so far, whatever their verdict."""
        return self.good + self.flawed + self.incomplete
