"""A pose file in plain words: the dose, and when each fault is told.  Built from the rules, so that it cannot differ from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formcheck.faults.kinds import (
    BounceFault,
    Condition,
    DiffersFault,
    FaultRule,
    LineFault,
    MissingFault,
    RangeFault,
    ReachFault,
    RepPhase,
    ShortHoldFault,
    TempoFault,
)
from formcheck.measures.base import Unit
from formcheck.measures.kinds import (
    Ahead,
    Angle,
    BackBulge,
    BackTurn,
    Bend,
    Between,
    Crown,
    Direction,
    Distance,
    FrontBulge,
    Height,
    Hollow,
    Measure,
    Ratio,
    Rotation,
    Sideways,
    Slope,
    Thickness,
    Turned,
)
from formcheck.measures.points import TOP
from formcheck.rules.exercise import Exercise, HoldRule, RepetitionRule

UNITS: Final[dict[Unit, str]] = {"deg": "°", "trunk": " trunk lengths", "share": ""}
PHASES: Final[dict[RepPhase, str]] = {
    "rest": "at rest",
    "up": "on the way out",
    "top": "at the end of the range",
    "down": "on the way back",
    "hold": "during the hold",
}


def dose(exercise: Exercise) -> str:
    """``2 sets of 10 repetitions, each held 5 s, on each side``."""
    asked = exercise.dose
    word = "repetition" if exercise.kind == "reps" else "hold"
    held = f" of {asked.hold_s:g} s" if word == "hold" else f", each held {asked.hold_s:g} s"
    text = f"{asked.reps} {word}{'s' if asked.reps > 1 else ''}{held if asked.hold_s else ''}"
    if asked.sets > 1:
        text = f"{asked.sets} sets of {text}"
    return f"{text}{', on each side' if asked.per_side else ''}"


def counted(exercise: Exercise) -> str:
    """What makes a repetition or a hold, in one sentence."""
    if exercise.repetition is not None:
        return _repetition(exercise.repetition, exercise)
    if exercise.hold is not None:
        return _hold(exercise.hold, exercise)
    raise ValueError(f"{exercise.name}: neither a repetition nor a hold")


def _repetition(cycle: RepetitionRule, exercise: Exercise) -> str:
    rest, attempt, full = (_amount(line, cycle.measure, exercise) for line in (cycle.rest, cycle.attempt, cycle.full))
    text = f"A repetition: {_named(cycle.measure, exercise)} goes from rest ({rest}) past {attempt} and back"
    if cycle.second is not None:
        return f"{text}, and the other way past {_amount(cycle.second.attempt, cycle.measure, exercise)}."
    other = f", or {_condition(cycle.full_or, exercise)}" if cycle.full_or is not None else ""
    return f"{text}; the range is full when it passes {full}{other}."


def _hold(stay: HoldRule, exercise: Exercise) -> str:
    enter, full = (_amount(line, stay.measure, exercise) for line in (stay.enter, stay.full))
    return (
        f"The clock runs while {_named(stay.measure, exercise)} is past {full}, or near the furthest that you reach yourself, "
        f"if that is past {enter}."
    )


def _condition(condition: Condition | LineFault, exercise: Exercise) -> str:
    lines = (("above", condition.above), ("below", condition.below))
    asked = " and ".join(f"{way} {_amount(line, condition.measure, exercise)}" for way, line in lines if line is not None)
    return f"{_named(condition.measure, exercise)} is {asked}"


def told_when(rule: FaultRule, exercise: Exercise) -> str:
    """When a fault is told."""
    match rule:
        case LineFault():
            when = _list([PHASES[p] for p in rule.phase if p != "hold" or exercise.kind == "hold" or len(rule.phase) == 1])
            return f"{_condition(rule, exercise)} for {rule.for_s:g} s, {when}"
        case TempoFault():
            ways = {"either": "either way", "up": "the way out", "down": "the way back", "whole": "the whole repetition"}
            return f"{ways[rule.phase]} takes less than {rule.under_s:g} s"
        case BounceFault():
            size = _amount(rule.swing, rule.measure, exercise)
            return f"{_named(rule.measure, exercise)} swings by {size} or more {rule.swings} times in a row, {PHASES['top']}"
        case DiffersFault():
            return f"{_named(rule.measure, exercise)} differs by more than {rule.share:.0%} from the first full repetition"
        case ReachFault():
            line, way = (rule.least, "above") if rule.least is not None else (rule.most, "below")
            return f"{_named(rule.measure, exercise)} never gets {way} {_amount(line or 0.0, rule.measure, exercise)}"
        case RangeFault():
            return "the full range is not reached"
        case MissingFault():
            return f"the movement does not go to its {rule.end} end"
        case ShortHoldFault():
            return "the end of the range is left before the time asked for"


def measured(rule: Measure) -> str:
    """What a measure looks at, in words that can begin a sentence: ``the angle at the near hip``."""
    text = _looked_at(rule, [said(word) for word in rule.words])
    text = f"{text}, either way," if rule.either_way else text
    return f"{text} (from the start posture)" if rule.relative_to == "start" else text


def _looked_at(rule: Measure, points: Sequence[str]) -> str:
    match rule:
        case Angle():
            return f"the angle at the {points[1]}"
        case Slope():
            return f"the slope of the {_line(points)}"
        case Bend():
            return f"the bend at the {points[1]}"
        case Direction():
            return f"the lean of the {_line(points)} ({rule.zero} is 0°)"
        case Between():
            return f"the angle from the {_line(points[:2])} to the {_line(points[2:])}"
        case Height():
            return f"the height of the {points[1]} above the {points[0]}"
        case Ahead():
            return f"how far ahead the {points[1]} is of the {points[0]}"
        case Sideways():
            return f"how far sideways the {points[1]} is of the {points[0]}"
        case Distance():
            return f"the distance of the {points[1]} from the {points[0]}"
        case Ratio():
            return f"the length of the {_line(points[:2])}, as a share of the {_line(points[2:])},"
        case BackTurn():
            return "the bend of the back's outline"
        case BackBulge():
            return "how far the back's outline stands out"
        case FrontBulge():
            return f"how far the outline stands out before the {_line(points)}"
        case Hollow():
            return "the hollow of the back's outline"
        case Crown():
            return f"how high the outline at the {points[1]} stands above the {points[0]}"
        case Thickness():
            return f"the thickness of the outline at the {points[0]}"
        case Turned():
            return "the turn of the body away from facing the camera"
        case Rotation():
            return f"the rotation of the {_line(points)}"


def _named(name: str, exercise: Exercise) -> str:
    return measured(exercise.measures[name])


def _amount(value: float, name: str, exercise: Exercise) -> str:
    return f"{value:g}{UNITS[exercise.measures[name].unit]}"


def _line(points: Sequence[str]) -> str:
    return f"line from {points[0]} to {points[1]}"


def said(text: str) -> str:
    """A point in words: ``near hip``, ``middle of the hips``, ``working knee``."""
    if text == TOP:
        return "top of the outline"
    side, _, joint = text.rpartition(".")
    return {"mid": f"middle of the {joint}s", "active": f"working {joint}", "passive": f"other {joint}", "": joint}.get(
        side, f"{side} {joint}"
    )


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
