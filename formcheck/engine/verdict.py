"""Judge: the verdict on a finished repetition, and the faults that only the whole of it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan, nan
from statistics import median

from formcheck.engine.movement import Movement
from formcheck.engine.repetition_counter import RawRepetition
from formcheck.engine.status import SideName, Verdict
from formcheck.faults.kinds import DiffersFault, MissingFault, RangeFault, ReachFault, ShortHoldFault, TempoFault
from formcheck.rules.exercise import Exercise, RepetitionRule

TOP_SHARE = 0.2  # within this share of the range of the peak is the end of the range, where levels are compared
HOLD_SLACK_S = 0.2  # a hold that is short by less than this is not called short
LONGEST_STEP_S = 0.5  # a longer gap between two poses is not counted as held
SAME_PLACE = 0.04  # share by which the start posture may look otherwise than when calibrated: 3 % from one place, 4 to 14 % from lower


@dataclass(frozen=True, slots=True)
class Late:
    """A fault found after the fact: its name and when it was there."""

    name: str
    start_s: float
    end_s: float


class Judge:
    """Judges the repetitions of one set; remembers the first full one as the person's own measure.

    followed, sampled: measures whose values at the end of the range are asked for when the repetition is over; the sampled ones
    change slowly, and cost much.
    elsewhere: there is a calibrated value, but the camera stands elsewhere now, so that it cannot be used.
    """

    def __init__(self, exercise: Exercise) -> None:
        assert exercise.repetition is not None
        self._rule: RepetitionRule = exercise.repetition
        self._faults = exercise.faults
        self.followed = {f.measure for f in exercise.faults.values() if isinstance(f, ReachFault)}
        self.sampled = {f.measure for f in exercise.faults.values() if isinstance(f, DiffersFault)} - self.followed
        self.elsewhere = False
        self._near: SideName | None = None
        self._start: Mapping[str, float] = {}
        self._first: dict[str, float] = {}  # fault -> value of its measure in the first full repetition

    def seen_from(self, near: SideName, start: Mapping[str, float]) -> None:
        """The side nearer to the camera, and measures in the start posture: they tell which calibrated value to compare with."""
        self._near, self._start = near, start

    def late_faults(self, draft: RawRepetition, seen: set[str], target_s: float) -> list[Late]:
        """Faults of the whole repetition; seen: those already found while it was done."""
        found: dict[str, Late] = {}
        for name, rule in self._faults.items():
            span: tuple[float, float] | None = None
            match rule:
                case TempoFault():
                    span = self._hurried(draft, rule)
                case ReachFault():
                    span = self._stays_short(draft, rule)
                case RangeFault():
                    span = None if draft.full(self._rule) or draft.missing else (draft.start_s, draft.end_s)
                case MissingFault():
                    span = (draft.start_s, draft.end_s) if draft.missing == rule.end else None
                case ShortHoldFault():
                    short = draft.full(self._rule) and target_s > 0 and held_s(draft, self._rule) < target_s - HOLD_SLACK_S
                    span = (draft.start_s, draft.end_s) if short else None
            if span is not None:
                found[name] = Late(name, *span)
        for name, rule in self._faults.items():
            if isinstance(rule, DiffersFault) and not (set(rule.unless) & (seen | set(found))) and draft.full(self._rule):
                span = self._differs(draft, name, rule)
                if span is not None:
                    found[name] = Late(name, *span)
        everything = seen | set(found)
        return [late for late in found.values() if not set(self._faults[late.name].unless) & everything]

    def told(self, names: set[str]) -> tuple[str, ...]:
        """The faults that remain when those are dropped that another one explains, in the order of the file."""
        return tuple(n for n, rule in self._faults.items() if n in names and not set(rule.unless) & names)

    def verdict(self, draft: RawRepetition, names: tuple[str, ...]) -> Verdict:
        """good, flawed (a fault) or incomplete (not the full range)."""
        if draft.missing or not draft.full(self._rule) or any(self._faults[n].spoils == "incomplete" for n in names):
            return "incomplete"
        return "flawed" if names else "good"

    def _hurried(self, draft: RawRepetition, rule: TempoFault) -> tuple[float, float] | None:
        if rule.phase == "whole":
            return (draft.start_s, draft.end_s) if draft.end_s - draft.start_s < rule.under_s else None
        ways = {"up": (False,), "down": (True,), "either": (False, True)}[rule.phase]
        for path in draft.paths:
            if any(path.way_s(back) < rule.under_s for back in ways if back or path.seen_whole):
                return (path.start_s, path.end_s)
        return None

    def _stays_short(self, draft: RawRepetition, rule: ReachFault) -> tuple[float, float] | None:
        known = [(s.time_s, s.extra[rule.measure]) for p in draft.paths for s in p.samples if not isnan(s.extra.get(rule.measure, nan))]
        if not known:
            return None
        values = [value for _, value in known]
        short = max(values) < rule.least if rule.least is not None else rule.most is not None and min(values) > rule.most
        return (known[0][0], known[-1][0]) if short else None

    def _differs(self, draft: RawRepetition, name: str, rule: DiffersFault) -> tuple[float, float] | None:
        top = draft.paths[0].top(TOP_SHARE)
        looked = [s.extra[rule.measure] for s in top if rule.measure in s.extra]
        known = [value for value in looked if not isnan(value)]
        if len(known) * 2 < len(looked) or not known:
            return None
        value = median(known)
        right = self._calibrated(rule)
        if right is None:
            right = self._first.setdefault(name, value)
        if right == 0 or abs(value / right - 1) <= rule.share:
            return None
        return top[0].time_s, top[-1].time_s

    def _calibrated(self, rule: DiffersFault) -> float | None:
        """The value that is right for this person; None when it is not known, or not for this camera place."""
        zero = rule.zero.get(self._near) if self._near is not None else None
        if zero is None:
            return None
        rest = self._start.get(rule.measure, nan)
        self.elsewhere = not abs(rest - zero.rest) <= SAME_PLACE * abs(zero.rest)
        return None if self.elsewhere else zero.value


def held_s(draft: RawRepetition, rule: RepetitionRule) -> float:
    """Seconds at the end of the range: past the line of the full range, or with two ends near either peak."""
    total = 0.0
    for path in draft.paths:
        near_peak = path.top(TOP_SHARE)[0].x if rule.second is not None and rule.end_sides is None else None
        for a, b in zip(path.samples, path.samples[1:], strict=False):
            there = b.full and a.full if near_peak is None else min(a.x, b.x) >= _line(path)
            if there:
                total += min(b.time_s - a.time_s, LONGEST_STEP_S)
    return total


def _line(path: Movement) -> float:
    peak = path.sign * path.peak
    return peak - TOP_SHARE * (peak - path.base)
