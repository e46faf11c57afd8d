"""Following a movement: one way out from rest and back, in one direction of the measure that counts.

Two thresholds: the movement is noticed when it leaves the rest line, counts as an attempt when it passes the attempt line,
and is over when it is back inside the rest line.  When it truly began and ended is found by walking back to where the
measure left, and came back to, its level at rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf

from formcheck.engine.jump_back import JumpBack
from formcheck.engine.valley import Valley
from formcheck.faults.finished import Movement, Sample, first_beyond

BEFORE_S = 3.0  # how far back the beginning is looked for
STILL_S = 0.25  # the measure has come to rest when it made no new low for this long
BACK_S = 0.8  # latest end after the rest line was passed
TREMBLES = 5.0  # times what the measure trembles by at rest must a movement go out; of normal noise that is 4 standard deviations
TREMBLE_S = 0.2  # that is how far it is, in the middle, from the mean of so much earlier and so much later
RESTED_S = 1.0  # seen at rest for so long, it is known
BLIP_S = 0.12  # back at rest for a shorter time than this and far out again: landmarks jumped for a frame, no body did
AWAY_S = 0.25  # nor did it go from HALF of the way out to rest and out again within this: at 1.7 repetitions a second it would
HALF = 0.5
JUMP_S = 0.18  # nor TURNING of the range farther out than just before and after, within this
SETTLED = 0.05  # share of the range that counts as at rest when beginnings and ends are dated
EASE = 0.38  # a smooth (minimum-jerk) movement needs this much of its 10-90 % time to pass 5 %; Flash & Hogan 1985, 10 u^3 - 15 u^4 + 6 u^5
RESTING_S = 1.0  # standing still for this long, and
MOSTLY = 0.3  # with no more than this share of the range left, is rest
STILL = 0.06  # share of the range by which the measure may move while it stands still
MOSTLY_SEEN = 0.5  # share of the range within which the first moment of a source that begins in a movement must lie
TURNING = 0.25  # share of the range by which the measure falls from its peak before the way back begins


@dataclass(slots=True)
class Thresholds:
    """rest and attempt line; sign +1 when the movement raises the measure, else -1.  Inside, all values are multiplied by sign.

    floor: level at rest is taken as no lower than this (times sign), for a movement that goes on to the other side of rest.
    """

    rest: float
    attempt: float
    floor: float = -inf
    sign: int = field(init=False)

    def __post_init__(self) -> None:
        self.sign = 1 if self.attempt > self.rest else -1


class MovementTracker:
    """State machine; feed samples in order of time.  ``stage``: rest, out, back, or spent: abandoned and not yet at rest."""

    def __init__(self, lines: Thresholds) -> None:
        self.move(lines)
        self.stage = "rest"
        self._tremble = 0.0  # of the measure at rest
        self._recent: list[Sample] = []  # at rest: the last BEFORE_S; on the way: everything
        self._peak = -inf
        self._crossed_s = 0.0
        self._low = inf
        self._low_s = 0.0
        self._crossed = 0  # index in _recent of the first sample beyond the rest line
        self._base = self._rest
        self._ended_s = -inf  # end of the last one: the next cannot begin before
        self._still: tuple[float, float] = (0.0, 0.0)  # since when, and where, the measure has hardly moved
        self._valley = Valley(0.0)
        self._back, self._jumps = JumpBack(), False  # there was a way back that was none

    def move(self, lines: Thresholds) -> None:
        """Put the lines elsewhere; not within a movement."""
        self.lines = lines
        self._rest, self.attempt = lines.sign * lines.rest, lines.sign * lines.attempt

    @property
    def out(self) -> bool:
        """Beyond the rest line."""
        return self.stage == "out"

    @property
    def under_way(self) -> bool:
        """Beyond the rest line, or just back."""
        return self.stage in ("out", "back")

    @property
    def attempted(self) -> bool:
        """Under way, and past the attempt line."""
        return self.under_way and self._peak >= self.attempt

    @property
    def ours_s(self) -> float:
        """Seconds, up to the last sample, that were beyond the attempt line and like this exercise without a break."""
        since = now = self._recent[-1].time_s if self._recent else 0.0
        for sample in reversed(self._recent):
            if sample.x < self.attempt or not sample.ours:
                break
            since = sample.time_s
        return now - since

    @property
    def samples(self) -> list[Sample]:
        """What was seen of the movement under way, and a little before it."""
        return self._recent

    @property
    def base(self) -> float:
        """The x at rest before the movement."""
        return self._base

    @property
    def peak(self) -> float:
        """Greatest x of the movement under way."""
        return self._peak

    def since_s(self, now: float) -> float:
        """Seconds since the rest line was left."""
        return now - self._recent[self._crossed].time_s

    def share(self, x: float) -> float:
        """How far out x is in a movement that counts as an attempt: 0 at rest, 1 at the farthest, jumps apart; 0 when it does not count."""
        top = max(self._valley.top, self.attempt)
        return (x - self.base) / (top - self.base) if self.attempted else 0.0

    def falling(self, x: float) -> bool:
        """Clearly on the way back from the peak."""
        return x < self._peak - TURNING * (self._peak - self.base)

    def lingers(self, x: float) -> bool:
        """Near the peak, on the way neither out nor back."""
        return x < self._peak and not self.falling(x)

    def add(self, sample: Sample) -> Movement | None:
        """Take one sample; returns the finished movement, if this sample ended one that counts."""
        if self.stage == "back":
            return self._coming_back(sample)
        if self.stage == "spent" and sample.x <= self._rest:
            self.stage = "rest"
        if self.stage == "spent":
            return None
        self._recent.append(sample)
        if self.stage == "rest":
            self._at_rest(sample)
            return None
        return self._on_the_way(sample)

    def finish(self) -> Movement | None:
        """The source has ended: a movement that is over, or mostly back, still counts."""
        if not self.attempted or not self._recent:
            return None
        base, x = self.base, self._recent[-1].x
        mostly_back = x <= self._peak - 0.5 * (self._peak - base)
        return self._close() if self.stage == "back" or mostly_back else None

    def abandon(self) -> None:
        """Forget the movement under way; a new one begins only from rest."""
        if self.stage != "spent":
            self.stage = "spent" if self._recent and self._recent[-1].x > self._rest else "rest"
        self._recent = []
        self._peak, self._jumps = -inf, False

    def _at_rest(self, sample: Sample) -> None:
        first = self.lines.sign * self.lines.rest
        if sample.x <= first:
            self._rest = first
        while self._recent[0].time_s < sample.time_s - BEFORE_S:
            self._recent.pop(0)
        if sample.x > self._rest:
            self._leave(sample)

    def _leave(self, sample: Sample) -> None:
        first = self.lines.sign * self.lines.rest
        self.stage, self._peak, self._crossed = "out", sample.x, len(self._recent) - 1
        self._still, self._valley = (sample.time_s, sample.x), Valley(sample.time_s)
        levels = sorted(s.x for s in self._recent[: self._crossed])
        quarter = levels[len(levels) // 4] if levels else self._rest  # low, but not the lowest: noise dips
        self._base = max(min(quarter, self._rest), self.lines.floor)
        tremble = trembles(self._recent[: self._crossed], 2 * self.lines.floor - first)
        self._tremble = self._tremble if tremble is None else tremble
        middle = levels[len(levels) // 2] if levels else self._rest
        self.attempt = max(self.lines.sign * self.lines.attempt, middle + TREMBLES * self._tremble)

    def _on_the_way(self, sample: Sample) -> Movement | None:
        self._peak = max(self._peak, sample.x)
        valley = self._valley.see(self._recent, self._base) if self.attempted else None
        if valley is not None:
            return self._split(valley)
        if sample.x > self._rest and self._rests_higher(sample):
            self._rest = sample.x + STILL * (self._peak - self._base)  # until it is lower again
        if sample.x > self._rest:
            return None
        if self.attempted:
            self.stage, self._crossed_s, self._low, self._low_s = "back", sample.time_s, sample.x, sample.time_s
            way = self._valley.top - self._base if self._crossed > 0 else 0.0  # not seen at rest before: no way is known
            self._back.came_back(self._recent, way, self.attempt - self._base)
        else:
            self.stage, self._recent, self._peak = "rest", [sample], -inf
        return None

    def _split(self, valley: int) -> Movement:
        """Close the movement at its valley; the next one, from there on, is under way already."""
        base, since = self._base, self._recent[valley + 1 :]
        del self._recent[valley + 1 :]
        path = self._close()
        self._crossed = len(self._recent)
        self._recent += since
        self.stage, self._base, self._peak = "out", base, max(s.x for s in since)
        self._still, self._valley = (since[-1].time_s, since[-1].x), Valley(since[-1].time_s)
        return path

    def _rests_higher(self, sample: Sample) -> bool:
        """Back for the most part, and still for a while: the person has come to rest a little off the first resting place."""
        since, x = self._still
        if abs(sample.x - x) > STILL * (self._peak - self._base):
            self._still = sample.time_s, sample.x
            return False
        mostly_back = sample.x < self._base + MOSTLY * (self._peak - self._base)
        return self.attempted and mostly_back and sample.time_s - since >= RESTING_S

    def _coming_back(self, sample: Sample) -> Movement | None:
        if sample.x > self._rest:
            return self._out_again(sample)
        self._recent.append(sample)
        if sample.x < self._low - 0.01 * (self._peak - self._low):
            self._low, self._low_s = sample.x, sample.time_s
        if self._back.waits(sample.time_s):
            return None
        if sample.time_s - self._low_s >= STILL_S or sample.time_s - self._crossed_s >= BACK_S:
            return self._close()
        return None

    def _out_again(self, sample: Sample) -> Movement | None:
        """Beyond the rest line again just after coming back: the next one begins without a rest, or the way back was none."""
        way = max(self._valley.top, self.attempt) - self._rest
        half_s = next((s.time_s for s in reversed(self._recent) if s.x >= self._rest + HALF * way), self._crossed_s)
        soon = sample.time_s - half_s < AWAY_S
        jumps = self._back.jumps_out(self._recent, sample, self._rest, way)
        if jumps or (sample.x > self._rest + TURNING * way and (soon or sample.time_s - self._crossed_s < BLIP_S)):
            self._recent = [s for s in self._recent if s.time_s < self._crossed_s]
            self._recent.append(sample)
            self._valley.forget()
            self.stage, self._jumps = "out", self._jumps or bool(jumps)
            return self._on_the_way(sample)
        if soon or jumps is None:  # not known yet
            self._recent.append(sample)
            return None
        path = self._close()
        self._recent.append(sample)
        self._leave(sample)
        return path

    def _begun_seen(self, base: float) -> bool:
        """The person was seen at rest before, or, where the source begins in the movement, for most of the way out."""
        return self._crossed > 0 or self._recent[0].x <= base + MOSTLY_SEEN * (self._peak - base)

    def _farthest(self, rows: list[Sample]) -> int:
        """The index of the end of the range; a jump beyond it, for one moment, is cut down to its neighbours."""
        while True:
            k = max(range(self._crossed, len(rows)), key=lambda k: rows[k].x)
            self._peak = rows[k].x
            if not self._crossed < k < len(rows) - 1 or rows[k + 1].time_s - rows[k - 1].time_s > JUMP_S:
                return k
            beside = max(rows[k - 1].x, rows[k + 1].x)
            if self._peak - beside <= TURNING * (self._peak - self._base):
                return k
            rows[k] = replace(rows[k], x=beside)

    def _close(self) -> Movement:
        rows, base = self._recent, self.base
        peak_i = self._farthest(rows)
        start = self._crossed
        while start > 0 and rows[start].x > base + SETTLED * (self._peak - base):
            start -= 1
        low = max(min(s.x for s in rows[peak_i:]), self.lines.floor)
        end = next(k for k in range(peak_i, len(rows)) if rows[k].x <= low + SETTLED * (self._peak - low))
        seen_whole = rows[start].x <= base + SETTLED * (self._peak - base)
        peak = self.lines.sign * self._peak
        path = Movement(
            rows[start].time_s, rows[end].time_s, peak, base, rows[start : end + 1], self.lines.sign, seen_whole, self._begun_seen(base)
        )
        path.jumped, self._jumps = self._jumps, False
        passed_s = first_beyond(rows[peak_i : end + 1], low + SETTLED * (self._peak - low), falling=True)
        path.start_s = max(rows[0].time_s, self._ended_s, path.start_s - EASE * min(path.way_s(back=False), BEFORE_S))
        path.end_s = min(rows[-1].time_s, min(passed_s, path.end_s) + EASE * min(path.way_s(back=True), BEFORE_S))
        self._ended_s = path.end_s
        self._recent = rows[end:]
        self.stage, self._peak = "rest", -inf
        self._crossed = 0
        return path


def trembles(rested: Sequence[Sample], least: float) -> float | None:
    """By how much the measure is off its own course at rest, in the middle; None when too little of that was seen.

    least: what is below this is no rest, but a movement to the other side of it.
    """
    if not rested or rested[-1].time_s - rested[0].time_s < RESTED_S:
        return None
    step_s = (rested[-1].time_s - rested[0].time_s) / (len(rested) - 1)
    k = max(1, round(TREMBLE_S / step_s))
    off = sorted(
        abs(b.x - (a.x + c.x) / 2) for a, b, c in zip(rested, rested[k:], rested[2 * k :], strict=False) if min(a.x, b.x, c.x) > least
    )
    return off[len(off) // 2] if off else None
