"""Counting: the routine of exercises that are done in repetitions."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isnan, nan

from formcheck.engine import reasons
from formcheck.engine.anchor import Anchor
from formcheck.engine.arrival import arrived
from formcheck.engine.fault_monitor import CueChange, FaultMonitor
from formcheck.engine.movement_tracker import MovementTracker
from formcheck.engine.repetition_counter import RawRepetition, RepetitionCounter
from formcheck.engine.snapshot import Snapshot
from formcheck.engine.status import Event, Hold, Phase, Refused, Repetition
from formcheck.engine.stillness import Stillness
from formcheck.engine.top_clock import TopClock
from formcheck.engine.verdict import verdict
from formcheck.faults.condition import Required
from formcheck.faults.finished import HOLD_SLACK_S, FinishedRepetition, Sample
from formcheck.pose.landmarks import SIDES, SideName
from formcheck.rules.exercise import Exercise

SAMPLE_S = 0.1  # between two looks at measures that change slowly
LEAST_HOLD_S = 1.0  # an unfinished repetition that was held for this long is told as a hold
LINGER_S = 5.0  # and where no hold is asked for after so long


class RepetitionRoutine:
    """Counts repetitions."""

    def __init__(self, exercise: Exercise, target_s: float) -> None:
        assert exercise.repetition is not None
        self._exercise = exercise
        self._faults, self._rule, self._target_s = exercise.faults, exercise.repetition, target_s
        self.measure = self._rule.measure
        self._margin = max((fault.margin for fault in exercise.faults.values() if fault.of_range), default=0.0)
        self.phase = Phase.REST
        self.cues: list[CueChange] = []
        self._counter = RepetitionCounter(self._rule)
        self._monitor = FaultMonitor(exercise.faults)
        self._anchor: Anchor | None = None
        self._farthest = nan  # the measure at its nearest to the end of the range
        self._done = 0
        self._hold_s = exercise.dose.hold_s
        self._always = tuple(c for c in self._rule.requires if not c.only_there)
        self._still = Stillness(exercise).most
        self._unlike = ""  # what was not like this exercise when it was last so, in words
        self._top = TopClock()
        self._sampled_s = -inf
        self._other_s: float | None = None
        self._side: SideName | None = None
        self._votes: dict[SideName, int] = {"left": 0, "right": 0}
        self.gone = False
        self._from_top = False  # found at the end of the range: what comes is a hold, no repetition
        self._top_since_s = nan

    @property
    def busy(self) -> bool:
        """A repetition is under way."""
        return self._counter.busy or (self._top.last_s is not None and self._counter.own.under_way(self._top.last_s))

    @property
    def held_s(self) -> float:
        """Seconds at the end of the range in the repetition under way."""
        return self._top.held_s

    @property
    def active_faults(self) -> tuple[str, ...]:
        """Names of the faults that are on."""
        return self._monitor.active

    def level(self, value: float) -> float:
        """Share of the way to the full range: 0 at rest, 1 there; NaN while it is not known."""
        rule = self._rule
        lines = self._counter.ends["first"].lines
        full = lines.attempt if rule.both_ways else rule.full
        way = full - lines.rest  # 0: before the start posture is known, lines that are counted from it may lie anywhere
        return (value - lines.rest) / way if way else nan

    def reached(self, target_s: float) -> bool:
        """The end of the range has been held for so many seconds."""
        return self.phase is Phase.TOP and 0 < target_s <= self._top.held_s

    def add(self, moment: Snapshot) -> list[Event]:
        """One more moment; what it made certain."""
        value = moment.value(self._rule.measure)
        self.cues = []
        if isnan(value):
            return []
        if self._rule.from_start:
            self._counter.rebase(moment.anchor.start.get(self._rule.measure, nan))
        line = self._counter.ends["first"].lines
        self._farthest = value if isnan(self._farthest) else line.sign * max(line.sign * self._farthest, line.sign * value)
        was_moving = self._counter.busy
        self._from_top, self._top_since_s = moment.anchor.at_top, moment.anchor.top_since_s
        self._anchor, self._counter.from_top = moment.anchor, moment.anchor.at_top
        short = self._short(moment, value)
        full = short <= self._margin
        extra = self._compared(moment) if full else {}
        beyond = self._beyond_attempt(value)
        far = beyond or self._counter.own.beyond(value)
        unlike = moment.unlike(self._required(value)) if far else None
        ours = unlike is None
        if unlike is not None:
            self._unlike = reasons.unlike(moment, unlike)
        drafts = self._counter.add(moment.time_s, value, short, full, ours, extra)
        events = [event for draft in drafts for event in self._told(draft)] + self._refused()
        if self._counter.busy and (not was_moving or drafts):
            self._begin(moment)
        self._vote(moment, far)
        tracker = self._counter.moving
        self._time(moment.time_s, full, short == 0, tracker is not None)
        self.phase = self._phase(value, full, tracker)
        self.gone = self._is_another(moment.time_s, ours, tracker)
        too_long = self._too_long(moment.time_s, tracker)
        if tracker is not None and (self.gone or too_long):
            events += self._ended(moment.time_s, tracker, too_long)
            self._counter.abandon()
            return events + self._monitor.stop(None)
        out = tracker.share(tracker.lines.sign * value) if tracker is not None else 0.0
        self._monitor.add(moment, self.phase, out)
        self.cues = self._monitor.cues + self.cues
        return events if self._counter.busy else events + self._monitor.ended(None)

    def _required(self, value: float) -> tuple[Required, ...]:
        tracker = self._counter.moving
        there = tracker is not None and tracker.lingers(tracker.lines.sign * value)
        return self._rule.requires if there else self._always

    def look_back(self, until_s: float) -> None:
        """What comes was seen before the person was known to be ready, which is so since then."""
        self._counter.ready_s = until_s

    def _compared(self, moment: Snapshot) -> dict[str, float]:
        """Measures at the end of the range that some faults are decided by."""
        names = self._monitor.late.followed
        if moment.time_s - self._sampled_s >= SAMPLE_S:
            self._sampled_s, names = moment.time_s, names | self._monitor.late.sampled
        return {name: moment.value(name) for name in names}

    def nothing(self) -> str:
        """Why nothing was counted, in words."""
        return reasons.too_little(self._exercise, self.measure, self._farthest, self._counter.begins, "repetition")

    def interrupt(self, now: float) -> list[Event]:
        """The gate closes: the movement under way is forgotten."""
        held = self._held_without_end() or self._unfinished(now)
        self._counter.reset()
        self.phase, self.gone = Phase.REST, False
        return self._monitor.stop(None) + held

    def finish(self, now: float) -> list[Event]:
        """The source has ended: what is unfinished is told as far as it went."""
        held = self._held_without_end() or self._unfinished(now)
        drafts = self._counter.finish()
        events = [event for draft in drafts for event in self._told(draft)]
        return events + self._monitor.stop(None) + ([] if drafts else held) + self._refused()

    def _refused(self) -> list[Event]:
        """Movements that were not counted, since the last time they were asked for."""
        if not self._counter.refused:
            return []
        refused, self._counter.refused = self._counter.refused, []
        return [replace(r, why=self._unlike) if r.why == reasons.ANOTHER and self._unlike else r for r in refused]

    def _ended(self, now: float, tracker: MovementTracker, too_long: bool) -> list[Event]:
        """A movement that is given up: as a hold, what was held before it became another exercise, and why the rest does not count."""
        since_s = now - tracker.since_s(now)
        if self._other_s is None or too_long:
            return [Refused(since_s, now, reasons.TOO_LONG)]
        held = self._held_without_end(self._other_s)
        return [*held, Refused(self._other_s if held else since_s, now, self._unlike)]

    def _unfinished(self, now: float) -> list[Event]:
        """A movement that counts as an attempt and is never seen to come back is told with its reason."""
        tracker = self._counter.moving
        if tracker is None or not tracker.attempted:
            return []
        return [Refused(now - tracker.since_s(now), now, reasons.UNFINISHED)]

    def _held_without_end(self, until_s: float = inf) -> list[Event]:
        """A repetition that is held and never lowered is told as a hold.  until_s: what comes later is none of it."""
        tracker = self._counter.moving
        if tracker is None or self._top.since_s is None:
            return []
        end_s = min(self._top.until_s, until_s)
        seconds = self._top.held_s - (self._top.until_s - end_s)
        return self._as_hold(seconds, self._top.since_s, end_s, tracker.samples, tracker.base)

    def _as_hold(self, seconds: float, start_s: float, end_s: float, path: list[Sample], base: float) -> list[Event]:
        came_s = arrived([(s.time_s, s.x) for s in path], [(s.time_s, s.x) for s in path if s.full], base, self._still)
        if came_s is not None and came_s > start_s:  # until then it was the way in
            seconds, start_s = min(seconds, end_s - came_s), came_s
        elif self._from_top and self._top_since_s < start_s:  # while the gate made sure, the hold went on
            seconds, start_s = seconds + start_s - self._top_since_s, self._top_since_s
        asked = self._target_s > 0 or self._hold_s > 0 or self._from_top
        if seconds < (LEAST_HOLD_S if asked else LINGER_S):
            return []
        reached = seconds >= self._target_s - HOLD_SLACK_S
        return [Hold(self._side, start_s, end_s, seconds, reached, self._monitor.told)]

    def _short(self, moment: Snapshot, value: float) -> float:
        """What is missing to the line of the full range; 0 past it."""
        rule = self._rule
        if rule.both_ways:
            return 0.0
        if rule.second is not None and (value - rule.rest) * (rule.attempt - rule.rest) < 0:  # gone to the other end, as far as this one
            value = rule.rest + rule.second.rest - value
        sign = 1 if rule.attempt > rule.rest else -1
        if rule.full_or is not None and self._beyond_attempt(value) and moment.meets((rule.full_or,)):
            return 0.0
        return max(0.0, sign * (rule.full - value))

    def _begin(self, moment: Snapshot) -> None:
        self._monitor.begin()
        self._side = moment.side()
        self._votes = {"left": 0, "right": 0}
        self._other_s = None
        self._top.begin()

    def _vote(self, moment: Snapshot, far: bool) -> None:
        """The side of a repetition is the one that worked for most of its time beyond the attempt line, everybody's or the person's own."""
        side = moment.side() if far else None
        if side is None:
            if not self._counter.busy:
                self._votes = {"left": 0, "right": 0}
        else:
            self._votes[side] += 1
            self._side = "left" if self._votes["left"] > self._votes["right"] else "right"

    def _time(self, now: float, full: bool, wholly: bool, moving: bool) -> None:
        if moving and not self._rule.both_ways:
            self._top.add(now, full, wholly)
        elif not moving and not self._counter.busy:
            self._top.begin()
        self._top.last_s = now

    def _phase(self, value: float, full: bool, tracker: MovementTracker | None) -> Phase:
        if tracker is None:
            return Phase.REST
        x = tracker.lines.sign * value
        if tracker.falling(x):
            return Phase.DOWN
        if self._rule.both_ways:
            return Phase.TOP if tracker.attempted else Phase.UP
        return Phase.TOP if full or self._top.since_s is not None else Phase.UP

    def _beyond_attempt(self, value: float) -> bool:
        return any(e.lines.sign * (value - e.lines.attempt) >= 0 for e in self._counter.ends.values())

    def _is_another(self, now: float, ours: bool, tracker: MovementTracker | None) -> bool:
        """True when the movement has not been like this exercise for a while."""
        if tracker is None or ours:
            self._other_s = None
            return False
        if self._other_s is None:
            self._other_s = now
        return now - self._other_s >= self._rule.another_s

    def _too_long(self, now: float, tracker: MovementTracker | None) -> bool:
        return tracker is not None and tracker.since_s(now) > self._rule.longest_s

    def _told(self, draft: RawRepetition) -> list[Event]:
        """The repetition and its late faults; nothing when it was too short to be one."""
        if draft.end_s - draft.start_s < self._rule.least_s:
            return [*self._monitor.stop(None), Refused(draft.start_s, draft.end_s, reasons.TOO_SHORT)]
        if self._from_top:
            return self._monitor.stop(None) + self._as_hold(
                draft.held_s(self._rule), draft.start_s, draft.end_s, draft.paths[0].samples, draft.paths[0].base
            )
        self._done += 1
        done = self._finished(draft)
        found = self._monitor.of_repetition(done, self._target_s, self._done)
        self.cues += [("onset", name) for name in found.late]
        judged = verdict(done, [self._faults[name] for name in found.names])
        self._monitor.begin()
        return [
            *found.events,
            *found.perhaps,
            Repetition(
                draft.side or self._side,
                draft.start_s,
                draft.end_s,
                draft.peak,
                done.held_s,
                judged,
                found.names,
                draft.paths[0].beyond_rest,
            ),
        ]

    def _finished(self, draft: RawRepetition) -> FinishedRepetition:
        anchor = self._anchor
        return FinishedRepetition(
            draft.paths,
            draft.full(self._rule, self._margin),
            draft.missing,
            draft.held_s(self._rule),
            draft.short_by(self._rule),
            near=None if anchor is None else SIDES[anchor.near],
            side=draft.side or self._side,
            start={} if anchor is None else anchor.start,
        )
