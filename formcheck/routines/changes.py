"""Changes: what a run has changed against the last time, and what comes next; the closing words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.history.database import Database
from formcheck.history.latest import Latest, together
from formcheck.history.runs import Run, runs_of
from formcheck.routines.progression import levels_of
from formcheck.routines.schema import Routine, dose_of
from formcheck.routines.today import Today, dose_words, lower, times, worst

Way = Literal["good", "better", "same", "worse", "pain"]
MOST: Final = 8  # lines of a card that can be read from three metres
_RANGE: Final = {"deg": 2.0}  # a change of the range that is told; others in trunk lengths
_RANGE_ELSE: Final = 0.03


@dataclass(frozen=True)
class Change:
    """way: for the sign before it."""

    way: Way
    text: str


def changes(steps: Sequence[Today], run: Run, database: Database) -> list[Change]:
    """What changed, a line for each exercise that was done, then pain."""
    left = run.left()
    told = [change_of(one, left.get(k), together(database, run.sessions(k))) for k, one in enumerate(steps)]
    return [line for line in told if line is not None] + _pain(run)


def next_time(routine: Routine, steps: Sequence[Today], person: str, database: Database) -> list[str]:
    """What grows the next time, in words."""
    levels = levels_of(routine, runs_of(person, routine.name), database)
    lines = []
    for one, level in zip(steps, levels, strict=True):
        dose = dose_of(one.step, one.exercise, level)
        if dose != one.dose:
            lines.append(f"Next time, {lower(one.exercise.title)}: {dose_words(dose, one.exercise)}")
    return lines


def change_of(one: Today, why: str | None, now: Latest | None) -> Change | None:
    """What was done of one exercise, against the last time.  why: it was left; now: what came of it.  None when that is nothing."""
    title, last = one.exercise.title, one.last
    if why == "pain":
        return Change("pain", f"{title}: stopped because of pain")
    if why == "skipped" or now is None or not now.count:
        return Change("same", f"{title}: left out") if why == "skipped" else None
    done = f"{title}: {now.right} of {now.count} {'good' if now.reps else 'held'}"
    if last is None or not last.count or bool(last.reps) != bool(now.reps):
        return Change("good" if now.right == now.count else "same", f"{done}; the first time")
    mended = _fault(one, last, now)
    if mended is not None:
        return Change(mended.way, f"{done}; {mended.text}")
    ranged = _range(one, last, now)
    share = now.right / now.count - last.right / last.count
    usual: Way = "good" if now.right == now.count else "same"
    way: Way = "better" if share > 0.05 else "worse" if share < -0.05 else ranged.way if ranged is not None else usual
    return Change(way, f"{done}, last time {last.right} of {last.count}" + (f"; {ranged.text}" if ranged is not None else ""))


def _fault(one: Today, last: Latest, now: Latest) -> Change | None:
    """What became of the fault of the last time; or the new one."""
    was, is_now = worst(one.exercise, last), worst(one.exercise, now)
    if was is not None:
        name, before = was
        after = dict(now.faults).get(name, 0)
        words = name.replace("_", " ")
        if after == before:
            return None
        if after == 0:
            return Change("better", f"{words} no more")
        return Change("better" if after / now.count < before / last.count else "worse", f"{words} {times(before)}, now {times(after)}")
    return None if is_now is None else Change("worse", f"new: {is_now[0].replace('_', ' ')}")


def _range(one: Today, last: Latest, now: Latest) -> Change | None:
    """The range against the last time, where it has changed; ``farther`` is what the measure's full line says."""
    if last.peak is None or now.peak is None or one.exercise.repetition is None:
        return None
    more = now.peak - last.peak
    least = _RANGE.get(now.unit, _RANGE_ELSE)
    if abs(more) < least:
        return None
    rule = one.exercise.repetition
    farther = more > 0 if rule.attempt > rule.rest else more < 0
    by = f"{abs(more):.0f}°" if now.unit == "deg" else f"{100 * abs(more):.0f} %"
    return Change("better" if farther else "worse", f"range {by} {'larger' if farther else 'smaller'}")


def _pain(run: Run) -> list[Change]:
    before, after = run.pain("before"), run.pain("after")
    if after is None:
        return []
    if before is None:
        return [Change("same", f"Pain now {after} of 10")]
    way: Way = "better" if after < before else "pain" if after > before else "same"
    return [Change(way, f"Pain {before} before, {after} after, of 10")]
