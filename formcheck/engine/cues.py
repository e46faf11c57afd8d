"""Cues: of all that could be said, the one sentence to show now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf

from formcheck.engine.status import Cue
from formcheck.faults.base import AnyFault

SHOWN_S = 3.0  # a cue stays at least this long
FIXED_S = 1.5  # and the word that it is put right this long
AGAIN_S = 6.0  # the same cue is not begun again sooner


class Prompter:
    """Decides by priority, with a cooldown.  Tell it what has happened, then ask for the cue of the moment with ``at``."""

    def __init__(self, faults: Mapping[str, AnyFault]) -> None:
        self._faults = faults
        self._cue: Cue | None = None
        self._until = 0.0
        self._new: list[str] = []
        self._said_s: dict[str, float] = {}

    def fault(self, name: str) -> None:
        """A fault has begun, or was found after the fact."""
        self._new.append(name)

    def fixed(self, now: float, name: str) -> None:
        """A fault was put right; said when its cue was the one shown."""
        if self._shown == name:
            self._cue, self._until = Cue("fixed", self._faults[name].fixed, name), now + FIXED_S

    def praise(self, now: float, text: str) -> None:
        """A goal was reached; said when nothing is wrong."""
        if self._shown is None:
            self._cue, self._until = Cue("praise", text), now + FIXED_S

    def at(self, now: float, lasting: Collection[str]) -> Cue | None:
        """The cue to show at this moment.  lasting: the faults that are on; the cue of such a one stays up."""
        if self._shown not in lasting and now >= self._until:
            self._cue = None
        wanted = [name for name in self._faults if self._wanted(now, name, lasting)] if self._new or lasting else []
        self._new = []
        if wanted:
            name = max(wanted, key=lambda n: self._faults[n].priority)  # of equals, the first of the file
            self._cue, self._until, self._said_s[name] = Cue("fault", self._faults[name].cue, name), now + SHOWN_S, now
        return self._cue

    @property
    def _shown(self) -> str | None:
        """The fault whose cue is up."""
        return self._cue.fault if self._cue is not None and self._cue.kind == "fault" else None

    def _wanted(self, now: float, name: str, lasting: Collection[str]) -> bool:
        new = name in self._new
        if not (new or name in lasting) or now - self._said_s.get(name, -inf) < AGAIN_S:
            return False
        if self._shown is not None:
            return name != self._shown and self._faults[name].priority > self._faults[self._shown].priority
        return new or self._cue is None  # what has lasted for a while lets the word of praise be said
