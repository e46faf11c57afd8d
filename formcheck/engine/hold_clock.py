"""The clock of a hold.  It runs in the zone while the form is right, forgives a short leaving, pauses, does not reset."""

from __future__ import annotations

from math import inf

from formcheck.engine.arrival import FARTHER, REACHED, Path, settled
from formcheck.faults.finished import LONGEST_STEP_S, FinishedHold
from formcheck.rules.exercise import HoldRule

END_S = 1.5  # by the depth in so much of a hold its beginning and its end are dated
SETTLED_S = 2.0  # who has been in the zone for so long is no longer on the way in, and keeps that time when going deeper later
MOSTLY = 0.5  # with no more than this share of the way to the deepest position left, and
ELSEWHERE_S = 2.0  # out of the zone for so long, the person has come to rest elsewhere than before
OWN_SHARE = 0.75  # of the way from rest to the deepest position of this hold, from where on the person is in the zone


class HoldClock:
    """Feed moments in order of time.  ``on``: a hold is under way; ``running``: the clock runs at this moment.

    On the way in nobody knows yet how deep the position will be.  So the line of the zone follows the deepest position
    reached, and time that was just counted outside the zone as it is now known is taken back.
    """

    def __init__(self, rule: HoldRule, still: float) -> None:
        """still: who moves by no more than this in a moment has settled, in the unit of the measure."""
        self._rule, self._still = rule, still
        self._sign = 1 if rule.enter > rule.rest else -1
        self._elsewhere = False  # the last hold ended in a rest that lies past the line of the attempt
        self._rest, self._enter, self._full = (self._sign * v for v in (rule.rest, rule.enter, rule.full))
        self._attempt = self._enter if rule.attempt is None else self._sign * rule.attempt
        self.reset()

    def reset(self) -> None:
        """Forget the hold under way."""
        self.on = False
        self.running = False
        self._firm_s = 0.0  # counted past the line of everybody's zone
        self._early: list[tuple[float, float, float]] = []  # time, value, seconds: counted, but may be taken back
        self._early_s = 0.0  # the sum of these, so that a long hold is not added up anew at every moment
        self._line = self._enter
        self._path: list[tuple[float, float]] = []  # time and value since the hold began
        self._there_until = self._inside_until = self._now = self._fault_until = self._waited_until = 0.0
        self._sunk_s: float | None = None
        self._gap: float | None = None  # seconds since the zone was left, while that may still be forgiven

    @property
    def held_s(self) -> float:
        """Seconds with the right form so far."""
        return self._firm_s + self._early_s

    @property
    def sunk(self) -> bool:
        """Back at rest in a hold that is not given up yet."""
        return self._sunk_s is not None

    def add(self, now: float, value: float, allowed: bool, faulty: bool, suspect: bool = False) -> FinishedHold | None:
        """One moment.

        allowed: the further conditions of the zone hold; faulty: a fault that stops the clock is on; suspect: one may begin,
        and the hold is not given up while it is in doubt.
        """
        x = self._sign * value
        if not self.on:
            self._elsewhere = self._elsewhere and self._attempt <= x < self._enter
            if allowed and x >= self._attempt and not self._elsewhere:
                self.reset()
                self.on, self.running = True, x >= self._enter and not faulty
                self._there_until = self._inside_until = self._now = now
                self._path.append((now, x))
            return None
        self._path.append((now, x))
        step, self._now = min(now - self._now, LONGEST_STEP_S), now
        if allowed and not faulty:
            self._deepen(now, x)
        inside = allowed and x >= self._line - self._rule.slack
        self._count(now, x, step, inside, faulty)
        self._sink(now, x)
        faulty = faulty and not self.sunk
        if faulty:
            self._fault_until = now
        if inside or faulty:
            self._inside_until = now
        if inside or faulty or (allowed and x >= self._attempt):
            self._there_until = now
        if not suspect and self._rests_elsewhere(now, x):
            self._there_until = self._inside_until
            done = self.finish()
            self._elsewhere = True
            return done
        return self.finish() if self._over(now, x, suspect) else None

    def _rests_elsewhere(self, now: float, x: float) -> bool:
        """Well back from the position for a while, though short of the first resting place."""
        deepest = self._rest + (self._line - self._rest) / OWN_SHARE
        mostly_back = x < self._rest + MOSTLY * (deepest - self._rest)
        return self._line > self._enter and mostly_back and now - self._inside_until >= ELSEWHERE_S and not self.sunk

    def _sink(self, now: float, x: float) -> None:
        if self._rule.return_s == 0 or x >= self._rest:
            self._sunk_s = None
        else:
            self._sunk_s = now if self._sunk_s is None else self._sunk_s
            self._waited_until = now

    def _over(self, now: float, x: float, suspect: bool) -> bool:
        if self.sunk:
            return now - self._there_until > self._rule.return_s
        back_at_rest = x < self._rest and now - self._there_until > self._rule.grace_s
        return (back_at_rest or now - max(self._there_until, self._waited_until) > self._rule.leave_s) and not suspect

    def finish(self) -> FinishedHold | None:
        """End the hold under way; None when it was too short to be one."""
        if not self.on:
            return None
        in_zone = any(x >= self._enter for _, x in self._path)
        line = self._line if in_zone else self._attempt
        there = [(t, x) for t, x in self._path if t <= self._there_until]
        zone = [(t, x) for t, x in there if x >= line] or there[:1]
        first_s, last_s = zone[0][0], zone[-1][0]  # the depth may change on the way, so each end is dated by its own part of the hold
        start_s = self._dated(there, zone, _share_of([x for t, x in zone if t <= first_s + END_S], 0.5))
        end_s = self._dated(there[::-1], zone[::-1], _share_of([x for t, x in zone if t >= last_s - END_S], 0.75))
        end_s = max(start_s, end_s, self._fault_until)
        done = FinishedHold(start_s, end_s, min(self.held_s, end_s - start_s), self.held_s, in_zone, self._sunk_s)
        stay_s = self._there_until - self._path[0][0] if in_zone else end_s - start_s  # short of the zone it may be the way in
        long_enough = stay_s >= self._rule.least_s
        self.reset()
        return done if long_enough else None

    def _dated(self, path: Path, zone: Path, depth: float) -> float:
        """When the person was nearly as deep as this, or as where he settled, and no longer on the way there from farther out."""
        where = settled(zone, self._still)
        most = inf if where is None else where + max(FARTHER * (where - self._rest), self._still)
        depth = depth if where is None else max(depth, where)
        least = self._rest + REACHED * (depth - self._rest)
        deep = next((k for k, (_, x) in enumerate(path) if x >= least), 0)
        near = next((k for k, (_, x) in enumerate(path) if x <= most), 0)
        return path[max(deep, near)][0]

    def _deepen(self, now: float, x: float) -> None:
        """The line of the zone follows the deepest position."""
        line = min(max(self._rest + OWN_SHARE * (x - self._rest), self._enter), self._full)
        if line <= self._line:
            return
        self._line = line
        self._early = [row for row in self._early if row[1] >= line - self._rule.slack or now - row[0] > SETTLED_S]
        self._early_s = sum(step for _, _, step in self._early)

    def _count(self, now: float, x: float, step: float, inside: bool, faulty: bool) -> None:
        self.running = inside and not faulty
        if faulty:
            self._gap = None  # time with a fault is not forgiven
        elif inside:
            forgiven = self._gap if self._gap is not None and self._gap <= self._rule.grace_s else 0.0
            self._gap = 0.0
            if x >= self._full:
                self._firm_s += step + forgiven
            else:
                self._early.append((now, x, step + forgiven))
                self._early_s += step + forgiven
        elif self._gap is not None:
            self._gap += step


def _share_of(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]
