"""Personal: the exercise as it is for one person, its lines after the range in the person's profile.

Lines only come nearer to rest, and that of the full range by no more than half of the way: who reaches further is still asked for no
more than the pose file asks, and a movement of a few degrees never becomes a full repetition.
"""

from __future__ import annotations

from typing import Any, Final

from formcheck.faults import FaultRule
from formcheck.person.profile import Own, Profile
from formcheck.rules.exercise import Exercise, HoldRule, RepetitionRule, Variant

OWN_SHARE: Final = 0.85  # of a person's own range, from where on a repetition is full: not every one goes as far as the calibrated ones
LEAST: Final = 0.5  # share of the usual range below which the line of the full range is not put
REST: Final = 0.45  # of a person's own range: the rest line stays where it is while it is no farther out than that, and
ATTEMPT: Final = 0.7  # so does the attempt line; nearer to rest they would take fidgeting for a movement
APART: Final = 0.15  # share of the range by which the rest line lies off a person's own level at rest, and
APART_ATTEMPT: Final = 0.3  # the attempt line, when the usual ones lie on the wrong side of it


def apply_profile(exercise: Exercise, profile: Profile, variant: str = "") -> Exercise:
    """The exercise with lines that follow the person's own range, in every way of it that was calibrated.

    variant: the one that the exercise is, when one was asked for.
    """
    if not any(key.partition(":")[0] == exercise.name for key in profile.exercises):
        return exercise
    own = profile.exercises.get(key_of(exercise, variant))
    variants = {}
    for name in exercise.variants:
        theirs = profile.exercises.get(f"{exercise.name}:{name}")
        usual = exercise.variant(name)
        variants[name] = with_variant(exercise, name, usual if theirs is None else follow(usual, theirs))
    return (exercise if own is None else follow(exercise, own)).model_copy(update={"variants": variants})


def with_variant(exercise: Exercise, name: str, wanted: Exercise) -> Variant:
    """A variant that makes this exercise, with all its lines and faults, so that those of the main way do not shine through."""
    variant = exercise.variants[name]
    parts = {part: whole.model_dump() for part in ("repetition", "hold") if (whole := getattr(wanted, part)) is not None}
    gone = {fault: None for fault in (*exercise.faults, *(variant.change.get("faults") or {})) if fault not in wanted.faults}
    faults = {**gone, **{fault: rule.model_dump() for fault, rule in wanted.faults.items()}}
    return variant.model_copy(update={"change": {**variant.change, **parts, **({"faults": faults} if faults else {})}})


def key_of(exercise: Exercise, variant: str = "") -> str:
    """The name in a profile of an exercise, or of a variant of it."""
    return f"{exercise.name}:{variant}" if variant else exercise.name


def follow(exercise: Exercise, own: Own) -> Exercise:
    """One form of an exercise with lines that follow a person's own range; as it is when that was found by another measure."""
    if not applies(exercise, own):
        return exercise
    share = share_of(exercise, own)
    update: dict[str, Any] = {"faults": {name: _fault(exercise, own, share, name, rule) for name, rule in exercise.faults.items()}}
    if exercise.repetition is not None:
        update["repetition"] = _cycle(exercise.repetition, own, share)
    elif exercise.hold is not None:
        update["hold"] = _stay(exercise.hold, own.level, share)
    return exercise.model_copy(update=update)


def applies(exercise: Exercise, own: Own) -> bool:
    """True when it was calibrated by the measure that counts today, and moves the same way."""
    whole = whole_of(exercise)
    way = whole.attempt - whole.rest if isinstance(whole, RepetitionRule) else whole.full - whole.rest
    at_rest = (isinstance(whole, RepetitionRule) and whole.second is not None) or (whole.full - own.level) * way > 0
    return own.measure == whole.measure and (own.end - own.level) * way > 0 and at_rest


def share_of(exercise: Exercise, own: Own) -> float:
    """How far the line of the full range goes: 1 for the usual place, at least LEAST."""
    return min(1.0, max(LEAST, own_share(exercise, own)))


def own_share(exercise: Exercise, own: Own) -> float:
    """The same before it is held within its bounds."""
    whole = whole_of(exercise)
    if isinstance(whole, RepetitionRule) and whole.both_ways and own.second is not None:
        mine, usual = abs(own.end - own.second), whole.full
    else:
        mine, usual = own.end - own.level, whole.full - own.level
    return OWN_SHARE * mine / usual if usual * mine > 0 else 1.0


def whole_of(exercise: Exercise) -> RepetitionRule | HoldRule:
    """The repetition or the hold of an exercise."""
    whole = exercise.repetition or exercise.hold
    assert whole is not None  # the schema sees to it
    return whole


def follows(exercise: Exercise, rule: FaultRule) -> bool:
    """True for a fault that tells of a range that is not whole: between two lines, both on the way of the measure that counts.

    A single line ("hips sag below this") is the right form whatever the range, and stays.
    """
    if rule.band is None or rule.looks_at is None:
        return False
    theirs, counted = (exercise.measures[name].model_dump(exclude=_ANCHOR) for name in (rule.looks_at, whole_of(exercise).measure))
    return theirs == counted


_ANCHOR: Final = {"relative_to", "start_within"}  # a measure and the same from the start posture go the same way


def _fault(exercise: Exercise, own: Own, share: float, name: str, rule: FaultRule) -> FaultRule:
    if rule.compared is not None and name in own.zero:
        return rule.with_zero(own.zero[name])
    if rule.of_range:  # none is left where the line itself may come no nearer: a few degrees never become a full repetition
        return rule.model_copy(update={"margin": rule.margin * (share - LEAST) / (1 - LEAST)})
    level = own.level if rule.looks_at == whole_of(exercise).measure else own.levels.get(rule.looks_at or "")
    if level is None or rule.band is None or not follows(exercise, rule):
        return rule
    low, high = (_nearer(line, level, share) for line in rule.band)
    return rule.with_band(low, high)


def _cycle(rule: RepetitionRule, own: Own, share: float) -> RepetitionRule:
    if rule.second is not None:
        return _both_ways(rule, share)
    full = _nearer(rule.full, own.level, share)
    way = full - own.level
    if rule.from_start:  # rest and attempt are counted from the person's own level already
        rest, attempt = _kept(rule.rest, 0, way, share, REST), _kept(rule.attempt, 0, way, share, ATTEMPT)
        return rule.model_copy(update={"rest": rest, "attempt": attempt, "full": full})
    rest, attempt = (_kept(line, own.level, way, share, most) for line, most in ((rule.rest, REST), (rule.attempt, ATTEMPT)))
    if (rest - own.level) / way < APART:  # at rest this person would not count as resting
        rest = own.level + APART * way
        attempt = own.level + max((attempt - own.level) / way, APART_ATTEMPT) * way
    return rule.model_copy(update={"rest": rest, "attempt": attempt, "full": full})


def _both_ways(rule: RepetitionRule, share: float) -> RepetitionRule:
    """Of a movement that goes both ways from rest."""
    assert rule.second is not None
    middle = (rule.rest + rule.second.rest) / 2
    if rule.both_ways:  # the full range is told from end to end
        full = rule.full * share
        way = full / 2 if rule.attempt > rule.rest else -full / 2
    else:
        full = _nearer(rule.full, middle, share)
        way = full - middle
    first, second = (
        {"rest": _kept(end.rest, middle, to, share, REST), "attempt": _kept(end.attempt, middle, to, share, ATTEMPT)}
        for end, to in ((rule, way), (rule.second, -way))
    )
    return rule.model_copy(update={**first, "full": full, "second": rule.second.model_copy(update=second)})


def _stay(rule: HoldRule, level: float, share: float) -> HoldRule:
    lines = {name: _nearer(getattr(rule, name), level, share) for name in ("enter", "full")}
    way = lines["enter"] - level
    rest = {"rest": _kept(rule.rest, level, way, share, REST)}
    attempt = {} if rule.attempt is None else {"attempt": _kept(rule.attempt, level, way, share, ATTEMPT)}
    return rule.model_copy(update={**lines, **rest, **attempt})


def _nearer(line: float, level: float, share: float) -> float:
    """The line at a share of its way from the level at rest."""
    return round(level + share * (line - level), 4)


def _kept(line: float, level: float, way: float, share: float, most: float) -> float:
    """The line where it is; nearer to rest only when it would else lie farther out than most of a person's whole way."""
    out, whole = (line - level) * (1 if way > 0 else -1), abs(way)
    out = max(share * out, min(out, most * whole))
    return round(level + (out if way > 0 else -out), 4)
