"""A pose file in plain words: the dose, and when each fault is told.  Built from the rules, so that it cannot differ from them."""

from __future__ import annotations

from formcheck.faults import FaultRule
from formcheck.rules.exercise import Exercise, HoldRule, RepetitionRule


def dose(exercise: Exercise) -> str:
    """``2 sets of 10 repetitions, each held 5 s, on each side``."""
    asked = exercise.dose
    word = "repetition" if exercise.kind == "reps" else "hold"
    held = f" of {asked.hold_s:g} s" if word == "hold" else f", each held {asked.hold_s:g} s"
    text = f"{asked.reps} {word}{'s' if asked.reps > 1 else ''}{held if asked.hold_s else ''}"
    if asked.sets > 1:
        text = f"{asked.sets} sets of {text}"
    return f"{text}{', on each side' if asked.per_side else ''}"


def needed(exercise: Exercise) -> str:
    """``A mat and a ball.``; nothing when nothing is needed."""
    things = [f"a {thing}" for thing in exercise.equipment]
    return f"{', '.join(things[:-1])}{' and ' if things[1:] else ''}{things[-1]}".capitalize() + "." if things else ""


def counted(exercise: Exercise) -> str:
    """What makes a repetition or a hold, in one sentence."""
    if exercise.repetition is not None:
        return _repetition(exercise.repetition, exercise)
    if exercise.hold is not None:
        return _hold(exercise.hold, exercise)
    raise ValueError(f"{exercise.name}: neither a repetition nor a hold")


def told_when(rule: FaultRule, exercise: Exercise) -> str:
    """When a fault is told."""
    return rule.told_when(exercise.setting)


def _repetition(cycle: RepetitionRule, exercise: Exercise) -> str:
    setting, measure = exercise.setting, cycle.measure
    rest, attempt, full = (setting.amount(line, measure) for line in (cycle.rest, cycle.attempt, cycle.full))
    text = f"A repetition: {setting.named(measure)} goes from rest ({rest}) past {attempt} and back"
    if cycle.second is not None:
        return f"{text}, and the other way past {setting.amount(cycle.second.attempt, measure)}."
    other = f", or {cycle.full_or.said(setting)}" if cycle.full_or is not None else ""
    return f"{text}; the range is full when it passes {full}{other}."


def _hold(stay: HoldRule, exercise: Exercise) -> str:
    setting = exercise.setting
    enter, full = (setting.amount(line, stay.measure) for line in (stay.enter, stay.full))
    return (
        f"The clock runs while {setting.named(stay.measure)} is past {full}, or near the furthest that you reach yourself, "
        f"if that is past {enter}."
    )
