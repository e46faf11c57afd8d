"""Utterance: something to be said, what kind of thing it is, and until when it may begin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal

LATE_S: Final = 1.0  # nothing begins later than this after it was true
LASTING_S: Final = 6.0  # but what comes next, and safety, stay true for a while

Amount = Literal["all", "faults", "off"]


class Kind(IntEnum):
    """What is said, in rising order of importance."""

    ASIDE = 0  # rest, and what comes next
    GATE = 1  # what the gate asks for
    WORD = 2  # begin, hold
    FIXED = 3  # a fault is mended
    COUNT = 4  # repetitions and seconds
    SAFETY = 5  # what is to be known before the exercise
    CUE = 6  # a fault
    STOP = 7  # answers to keys, pain, a camera that fails


WANTED: Final[dict[Amount, frozenset[Kind]]] = {
    "all": frozenset(Kind),
    "faults": frozenset({Kind.GATE, Kind.FIXED, Kind.SAFETY, Kind.CUE, Kind.STOP}),
    "off": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Utterance:
    """parts: texts said one after the other.  time_s: when it became true, on the clock of the statuses."""

    kind: Kind
    parts: tuple[str, ...]
    time_s: float

    @property
    def latest_s(self) -> float:
        """When it is too late to begin."""
        return self.time_s + (LASTING_S if self.kind in (Kind.ASIDE, Kind.SAFETY) else LATE_S)

    @property
    def text(self) -> str:
        """All of it, as one line."""
        return ", ".join(self.parts)
