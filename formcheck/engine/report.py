"""Report: everything the checker said of one clip or session, and its JSON form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from formcheck.engine.status import Event, Fault, Hold, Perhaps, Problem, Refused, Repetition, Status
from formcheck.pose.landmarks import SideName


@dataclass
class Report:
    """Collects statuses; ``add`` one after each pose, then ``take`` the checker's last events."""

    clip: str
    exercise: str
    view: str
    near_side: SideName | None = None
    seconds: float = 0.0
    frames: int = 0
    found: int = 0
    reps: list[Repetition] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    perhaps: list[Perhaps] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, status: Status, found: bool) -> None:
        """Take in the status after one pose; found: a person was seen in that frame."""
        self.frames += 1
        self.found += found
        self.seconds = status.time_s
        if status.near_side is not None:
            self.near_side, self.view = status.near_side, status.view
        self.take(status.events)

    def take(self, events: tuple[Event, ...]) -> None:
        """Sort events into the lists; a problem is told once."""
        for event in events:
            match event:
                case Repetition():
                    self.reps.append(event)
                case Hold():
                    self.holds.append(event)
                case Fault():
                    self.faults.append(event)
                case Perhaps():
                    self.perhaps.append(event)
                case Refused():
                    self.refused.append(event)
                case Problem():
                    if event.text not in self.problems:
                        self.problems.append(event.text)

    @property
    def detected(self) -> float:
        """Share of frames in which a person was found, 0..1."""
        return self.found / self.frames if self.frames else 0.0

    @property
    def good_reps(self) -> int:
        """Repetitions with the verdict good."""
        return sum(r.verdict == "good" for r in self.reps)

    def to_json(self) -> dict[str, Any]:
        """The object that ``formcheck review --json`` prints; other programs rely on its keys."""
        return {
            "clip": self.clip,
            "exercise": self.exercise,
            "view": self.view,
            "near_side": self.near_side,
            "seconds": _number(self.seconds),
            "detected": _number(self.detected, 3),
            "good_reps": self.good_reps,
            "reps": [
                {
                    "side": r.side,
                    "start_s": _number(r.start_s),
                    "end_s": _number(r.end_s),
                    "peak": _number(r.peak, 1 if abs(r.peak) >= 10 else 3),
                    "hold_s": _number(r.held_s),
                    "verdict": r.verdict,
                    "faults": list(r.faults),
                }
                for r in self.reps
            ],
            "holds": [
                {
                    "side": h.side,
                    "start_s": _number(h.start_s),
                    "end_s": _number(h.end_s),
                    "held_s": _number(h.held_s),
                    "reached": h.reached,
                    "faults": list(h.faults),
                }
                for h in self.holds
            ],
            "faults": _spans(self.faults),
            "perhaps": _spans(self.perhaps),
            "refused": [
                {"start_s": _number(r.start_s), "end_s": _number(r.end_s), "why": r.why, "looks_like": r.looks_like} for r in self.refused
            ],
            "problems": list(self.problems),
        }


def _spans(found: Sequence[Fault | Perhaps]) -> list[dict[str, Any]]:
    return [{"name": f.name, "start_s": _number(f.start_s), "end_s": _number(f.end_s), "rep": f.rep} for f in found]


def _number(value: float, digits: int = 2) -> float | None:
    return round(float(value), digits) if isfinite(value) else None
