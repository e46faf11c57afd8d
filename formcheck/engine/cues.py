"""Cues: of all that could be said, the one sentence to show now."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.engine.status import Cue
from formcheck.rules.faults import FaultRule

SHOWN_S = 3.0  # a cue stays at least this long
FIXED_S = 1.5  # and the word that it is put right this long
AGAIN_S = 6.0  # the same cue is not begun again sooner


class Prompter:
    """Decides by priority, with a cooldown; feed faults as they begin and end."""

    def __init__(self, faults: Mapping[str, FaultRule]) -> None:
        self._faults = faults
        self._cue: Cue | None = None
        self._until = 0.0
        self._lasting: str | None = None  # the fault that keeps the cue up
        self._last: dict[str, float] = {}

    def fault(self, now: float, name: str, lasting: bool) -> None:
        """A fault has begun (lasting) or was found after the fact."""
        rule = self._faults[name]
        if now - self._last.get(name, -AGAIN_S) < AGAIN_S and self._cue is None:
            return
        current = self._cue.fault if self._cue is not None else None
        if current is not None and current != name and self._faults[current].priority > rule.priority and now < self._until:
            return
        self._cue, self._until, self._last[name] = Cue("fault", rule.cue, name), now + SHOWN_S, now
        self._lasting = name if lasting else None

    def released(self, now: float, name: str) -> None:
        """A lasting fault is over."""
        if self._lasting == name:
            self._lasting = None
            self._cue, self._until = Cue("fixed", self._faults[name].fixed, name), now + FIXED_S

    def praise(self, now: float, text: str) -> None:
        """A goal was reached; said when nothing is wrong."""
        if self._cue is None or self._cue.kind != "fault":
            self._cue, self._until = Cue("praise", text), now + FIXED_S

    def at(self, now: float) -> Cue | None:
        """The cue to show at this moment."""
        if self._cue is not None and self._lasting is None and now >= self._until:
            self._cue = None
        return self._cue
