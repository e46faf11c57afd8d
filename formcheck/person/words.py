"""A person's own range, and what it does to the lines of an exercise, in words."""

from __future__ import annotations

from formcheck.measures.units import DIGITS, SUFFIX
from formcheck.person.personal import LEAST, follow, own_share, share_of, whole_of
from formcheck.person.profile import Own
from formcheck.rules.exercise import Exercise, RepetitionRule


def own_range(variant: Exercise, own: Own) -> str:
    """``the angle at the near hip, from 130° at rest to 150°``."""
    text = f"{variant.measures[own.measure].measured()}, from {_value(variant, own.level)} at rest to {_value(variant, own.end)}"
    return text if own.second is None else f"{text}, and to {_value(variant, own.second)} the other way"


def own_lines(variant: Exercise, own: Own) -> str:
    """What counts from now on: ``a repetition is full from 148° on, instead of 163°``."""
    after, before = _full(follow(variant, own)), _full(variant)
    what = "a repetition is full" if variant.repetition is not None else "a hold counts"
    cycle = variant.repetition
    apart = " from end to end" if cycle is not None and cycle.both_ways else ""
    if share_of(variant, own) == 1:
        return f"{what} from {_value(variant, before)}{apart} on, as usual: the own range is no less than that"
    return f"{what} from {_value(variant, after)}{apart} on, instead of {_value(variant, before)}"


def own_limit(variant: Exercise, own: Own) -> str:
    """Why the line lies beyond the person's own range; empty when it does not."""
    if own_share(variant, own) >= LEAST:
        return ""
    return f"the line stays at {LEAST:.0%} of the usual range, so that no small movement counts as a whole one"


def _full(variant: Exercise) -> float:
    whole = whole_of(variant)
    return whole.full if isinstance(whole, RepetitionRule) else whole.enter


def _value(variant: Exercise, value: float) -> str:
    unit = variant.measures[whole_of(variant).measure].unit
    return f"{round(value, DIGITS[unit]) + 0.0:.{DIGITS[unit]}f}{SUFFIX[unit]}"
