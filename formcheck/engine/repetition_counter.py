"""Counting: movements put together to repetitions.

A movement with one end makes a repetition of every movement.  A movement that goes both ways from rest (arch, then sag)
makes one of two; an end that is left out is missing, and the repetition incomplete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, isnan
from statistics import median

from formcheck.engine import reasons
from formcheck.engine.movement_tracker import MovementTracker, Thresholds
from formcheck.engine.own_scale import OwnScale
from formcheck.engine.status import Refused
from formcheck.faults.finished import LONGEST_STEP_S, TOP_SHARE, End, Movement, Sample
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import RepetitionRule

QUICK_S = 0.8  # a movement that is back sooner and went nowhere near the full range is a twitch, or landmarks that jumped
NEAR = 0.5  # share of the way to the full range
SMALL, SHORT = 0.25, 0.6  # shares of the way, from the rest line on, and of the time of the person's own full repetitions: a bob between
AS_FAR = 0.75  # share of the way of the one that follows, from which on a movement before somebody is ready is one like it
UPPER = 0.75  # so large a share of them go less far
AGAIN_S = 1.0  # an end that has been gone to once more for this long, and by no other exercise: the other end was left out


@dataclass(frozen=True, slots=True)
class RawRepetition:
    """A finished cycle before it is judged: its movements in order of time, and the end it left out."""

    paths: tuple[Movement, ...]
    missing: End | None = None
    side: SideName | None = None  # when the end that was gone to tells it

    @property
    def start_s(self) -> float:
        """When it began."""
        return self.paths[0].start_s

    @property
    def end_s(self) -> float:
        """When it was over."""
        return self.paths[-1].end_s

    @property
    def peak(self) -> float:
        """The measure at the end of the range it went to first."""
        return self.paths[0].peak

    def full(self, rule: RepetitionRule, margin: float = 0.0) -> bool:
        """The range was complete: past the line, or with two ends far enough from the one to the other, by so much less."""
        if not rule.both_ways:
            return self.paths[0].full
        return len(self.paths) == 2 and self.short_by(rule) <= margin

    def short_by(self, rule: RepetitionRule) -> float:
        """How far the measure stayed from the full range; 0 when it was reached, in whichever way."""
        if rule.both_ways:
            return max(0.0, rule.full - abs(self.paths[0].peak - self.paths[-1].peak))
        return min(sample.short for sample in self.paths[0].samples)

    def held_s(self, rule: RepetitionRule) -> float:
        """Seconds at the end of the range: past the line of the full range, or with two ends near either peak."""
        total = 0.0
        wholly = self.short_by(rule) == 0
        for path in self.paths:
            line = path.sign * path.peak - TOP_SHARE * (path.sign * path.peak - path.base)
            for a, b in zip(path.samples, path.samples[1:], strict=False):
                there = min(a.x, b.x) >= line if rule.both_ways else self._there(a, wholly) and self._there(b, wholly)
                if there:
                    total += min(b.time_s - a.time_s, LONGEST_STEP_S)
        return total

    @staticmethod
    def _there(sample: Sample, wholly: bool) -> bool:
        return sample.short == 0 if wholly else sample.full


class RepetitionCounter:
    """Feed the measure that counts; drafts of repetitions come out."""

    def __init__(self, rule: RepetitionRule) -> None:
        self._rule = rule
        lines = _lines(rule)
        self.ends: dict[End, MovementTracker] = {end: MovementTracker(line) for end, line in lines.items()}
        self._pending: tuple[End, Movement] | None = None
        self._leading: End | None = None  # the end this person goes to first
        self.from_top = False  # the person was found at the end of the range: what comes is no repetition, and was not seen from rest
        self.ready_s = -inf  # until then the person was not known to be ready
        self._doubtful: list[tuple[End, Movement]] = []  # small ones before that: getting into place, unless more small ones follow
        self.refused: list[Refused] = []  # movements that are no repetitions
        self._fulls: dict[End, list[tuple[float, float]]] = {end: [] for end in lines}  # way beyond the rest line, and seconds
        self.own = OwnScale()
        self._counted_until_s = -inf
        self._waiting: list[tuple[End, Movement]] = []  # over, but one that began before is not known to be

    @property
    def begins(self) -> float:
        """The value of the measure from which on a movement counts: farther out where the landmarks tremble."""
        first = self.ends["first"]
        return first.lines.sign * first.attempt

    @property
    def moving(self) -> MovementTracker | None:
        """The movement under way beyond the rest line."""
        for tracker in self.ends.values():
            if tracker.out:
                return tracker
        return None

    @property
    def busy(self) -> bool:
        """In a repetition: beyond rest, or between the two ends."""
        if self._pending is not None or self._waiting:
            return True
        for tracker in self.ends.values():  # noqa: SIM110 - asked for often: no generator
            if tracker.under_way:
                return True
        return False

    def rebase(self, level: float) -> None:
        """The lines of a rule that counts from the start posture, where the measure has this value; not within a repetition."""
        if not self.busy and not isnan(level):
            self.ends["first"].move(Thresholds(level + self._rule.rest, level + self._rule.attempt))

    def add(self, now: float, value: float, short: float, full: bool, ours: bool, extra: dict[str, float]) -> list[RawRepetition]:
        """One moment.  Returns the repetitions that ended with it."""
        samples = {end: Sample(now, e.lines.sign * value, full, ours, extra, short) for end, e in self.ends.items()}
        paths = {end: e.add(samples[end]) for end, e in self.ends.items()}
        return self._paired(self._in_turn(now, paths)) + self._of_own_size(self.own.add(samples, self.ends)) + self._overdue(now)

    def finish(self) -> list[RawRepetition]:
        """The source has ended."""
        ended, self._waiting = self._waiting, []
        drafts = self._paired([*ended, *_those({end: tracker.finish() for end, tracker in self.ends.items()})])
        return drafts + self._of_own_size(self.own.finish(self.ends)) + self._cleared(None) + self._give_up()

    def reset(self) -> None:
        """The gate has closed: all over again, wherever the person is when it opens."""
        self._pending, self._waiting = None, []
        self.ends = {end: MovementTracker(tracker.lines) for end, tracker in self.ends.items()}
        self.own = OwnScale()

    def abandon(self) -> None:
        """Forget everything under way."""
        self._pending, self._waiting = None, []
        for tracker in self.ends.values():
            tracker.abandon()
        self.own.abandon()

    def _in_turn(self, now: float, paths: Mapping[End, Movement | None]) -> list[tuple[End, Movement]]:
        """The movements that are over, in the order in which they were made: one that began before may be known to be over later."""
        self._waiting += _those(paths)
        began = {end: now - tracker.since_s(now) for end, tracker in self.ends.items() if tracker.stage == "back"} if self._waiting else {}
        over = [row for row in self._waiting if not any(end != row[0] and since < row[1].start_s for end, since in began.items())]
        self._waiting = [row for row in self._waiting if row not in over]
        return over

    def _paired(self, ended: Iterable[tuple[End, Movement]]) -> list[RawRepetition]:
        """The repetitions that these movements complete, in order of time."""
        drafts: list[RawRepetition] = []
        for end, path in sorted(ended, key=lambda row: row[1].start_s):
            why = self._why_none(end, path)
            if why is not None:
                self.refused.append(Refused(path.start_s, path.end_s, why))
            elif path.start_s < self.ready_s and not path.full and not any(self._fulls.values()):
                self._doubtful.append((end, path))
            else:
                drafts += self._cleared(path) + self._pair(end, path)
        return drafts

    def _of_own_size(self, found: Iterable[tuple[End, Movement]]) -> list[RawRepetition]:
        """The repetitions among movements that are small, but of this person's size."""
        drafts: list[RawRepetition] = []
        for end, path in found:
            if path.start_s < self._counted_until_s:
                continue
            path.beyond_rest = path.range
            if self.own.as_long(end, path):
                drafts += self._pair(end, path)
            else:
                self.refused.append(Refused(path.start_s, path.end_s, reasons.TOO_SMALL_BESIDE))
        return drafts

    def _cleared(self, following: Movement | None) -> list[RawRepetition]:
        """What becomes of the doubtful movements, now that another has followed, or none.

        Who goes much farther then was getting into place before.
        """
        doubtful, self._doubtful = self._doubtful, []
        least = AS_FAR * following.beyond_rest if following is not None and following.full else -inf
        self.refused += [Refused(path.start_s, path.end_s, reasons.SETTING_UP) for _, path in doubtful if path.beyond_rest < least]
        return [draft for end, path in doubtful if path.beyond_rest >= least for draft in self._pair(end, path)]

    def _why_none(self, end: End, path: Movement) -> str | None:
        """Why a movement is no repetition; None when it is one."""
        lines = self.ends[end].lines
        if not path.ours(lines.sign * lines.attempt):
            return reasons.ANOTHER
        if not path.from_rest and not self.from_top:
            return reasons.UNDER_WAY
        if path.end_s - path.start_s < QUICK_S and self._rule.second is None and _nowhere_near(path):
            return reasons.TOO_SMALL
        way, lasted_s, fulls = lines.sign * (path.peak - lines.rest), path.end_s - path.start_s, self._fulls_like(end)
        path.beyond_rest = way
        if fulls and way < SMALL * own_way(w for w, _ in fulls) and lasted_s < SHORT * median(s for _, s in fulls):
            return reasons.TOO_SMALL_BESIDE
        self._counted_until_s = path.end_s
        if path.full:
            self._fulls[end].append((way, lasted_s))
            if not self._rule.both_ways:
                self.own.learn(end, path, lines.sign * lines.attempt, lines.floor)
        return None

    def _fulls_like(self, end: End) -> list[tuple[float, float]]:
        """The person's own full movements to this end; to either, when it is the same movement to the left and to the right."""
        return [one for fulls in self._fulls.values() for one in fulls] if self._rule.end_sides is not None else self._fulls[end]

    def _pair(self, end: End, path: Movement) -> list[RawRepetition]:
        if self._rule.second is None:
            return [RawRepetition((path,))]
        if self._rule.end_sides is not None:
            return [RawRepetition((path,), side=self._rule.end_sides[end == "second"])]
        if self._pending is None:
            if self._leading in (None, end):
                self._pending = (end, path)
                return []
            return [RawRepetition((path,), missing=_other(end))]
        first_end, first = self._pending
        if first_end == end:
            self._pending = (end, path)
            return [RawRepetition((first,), missing=_other(end))]
        self._pending, self._leading = None, first_end
        return [RawRepetition((first, path))]

    def _overdue(self, now: float) -> list[RawRepetition]:
        """The repetition whose other end does not come: the same end is gone to once more, or the pause is too long."""
        if self._pending is None:
            return []
        end, path = self._pending
        once_more = self.ends[end].ours_s >= AGAIN_S and not self.ends[_other(end)].under_way
        too_late = now - path.end_s > self._rule.pause_s and not any(e.under_way for e in self.ends.values())
        return self._give_up() if once_more or too_late else []

    def _give_up(self) -> list[RawRepetition]:
        if self._pending is None:
            return []
        end, path = self._pending
        self._pending = None
        return [RawRepetition((path,), missing=_other(end))]


def _those(paths: Mapping[End, Movement | None]) -> list[tuple[End, Movement]]:
    return [(end, path) for end, path in paths.items() if path is not None]


def own_way(ways: Iterable[float]) -> float:
    """How far this person goes: the upper quartile, as among those that are counted there may be bobs."""
    ordered = sorted(ways)
    return ordered[int(UPPER * len(ordered))]


def _nowhere_near(path: Movement) -> bool:
    short = min(sample.short for sample in path.samples)
    return path.range < NEAR * (path.range + short)


def _other(end: End) -> End:
    return "second" if end == "first" else "first"


def _lines(rule: RepetitionRule) -> dict[End, Thresholds]:
    if rule.second is None:
        return {"first": Thresholds(rule.rest, rule.attempt)}
    first, second = Thresholds(rule.rest, rule.attempt), Thresholds(rule.second.rest, rule.second.attempt)
    middle = (rule.rest + rule.second.rest) / 2
    first.floor, second.floor = first.sign * middle, second.sign * middle
    return {"first": first, "second": second}
