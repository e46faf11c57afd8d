"""The text of a drafted pose file; what a person has to decide stands in it as comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from formcheck.draft.lines import HoldLines, Thresholds
from formcheck.draft.posture import SAY, Bounds, Stance
from formcheck.draft.swings import Rated
from formcheck.measures.units import NAMES

QUESTION: Final = "# ?"  # begins what a person has to decide; the first line explains it


def pose_file(
    name: str, clip: str, rated: Rated, stance: Stance, lines: Thresholds | HoldLines, others: Sequence[Rated], doubts: Sequence[str]
) -> str:
    """The YAML text.  others: further measures that move alike; doubts: what did not come out as it should."""
    counted, held = rated.candidate, isinstance(lines, HoldLines)
    title = name.replace("_", " ").capitalize()
    measures = {counted.name: counted.spec} | {b.name: b.spec for b in (*stance.start, *stance.during)}
    seen = f"{rated.swings.count} {'hold' if held else 'repetition'}{'' if rated.swings.count == 1 else 's'} seen"
    rows = [
        f"# Drafted by `formcheck new` from {' '.join(clip.split())}: {seen}.",
        f"# What stands behind `{QUESTION}` is for you to decide.",
        *(f"# ? {doubt}" for doubt in doubts),
        f"name: {name}",
        f"title: {title} # ? what people call it",
        f"posture: {stance.posture} # ? as it was found {'in the start posture' if held else 'at rest'}",
        f"view: {stance.view}",
        f"camera: {_camera(stance)}",
        f"summary: {title}. # ? one sentence that says what is done",
        "how: # ? a sentence for each step",
        f"  - {_sentence(SAY[stance.posture])}",
        f"  - {'Go into the position, hold still,' if held else 'Move to the end of the range'} and come back slowly.",
        _dose(counted.side == "active", held),
        "measures:",
        *(f"  {key}: {_flow(spec)}" for key, spec in measures.items()),
        *_others(others, "holds" if held else "repetitions"),
        *_gate(rated, stance, lines),
    ]
    if isinstance(lines, HoldLines):
        rows += _hold(rated, stance, lines)
    else:
        rows += [*_repetition(counted.name, rated, stance, lines), *_faults(lines)]
    return "\n".join(rows) + "\n"


def _dose(working: bool, held: bool) -> str:
    per_side = ", per_side: true" if working else ""
    if held:
        return f"dose: {{reps: 1, hold_s: 20{per_side}}} # ? how many, and how many seconds each"
    return f"dose: {{reps: 10{per_side}}} # ? how many, and for how long"


def _camera(stance: Stance) -> str:
    where = "From the side" if stance.view == "side" else "From the front"
    return f"{where}, two to three metres away, the whole body in the picture."


def _others(others: Sequence[Rated], what: str) -> list[str]:
    if not others:
        return []
    rows = [f"  # ? These moved with the {what} too; one of them may say more about the exercise:"]
    return rows + [f"  # {r.candidate.name}: {_flow(r.candidate.spec)}" for r in others]


def _gate(rated: Rated, stance: Stance, lines: Thresholds | HoldLines) -> list[str]:
    name = rated.candidate.name
    rows = ["gate:", f"  needs: [{', '.join(stance.needs)}]"]
    if stance.cut:
        rows.append(f"  # ? {', '.join(stance.cut)} left the picture in the clip, so that nothing asks for it; better film the whole body")
    for key, value in zip(("turned_above", "turned_below"), stance.turned, strict=True):
        rows += [] if value is None else [f"  {key}: {value} # ? the person is neither side-on nor facing the camera; better film again"]
    if lines.settle_s < 1:
        rows.append(f"  settle_s: {lines.settle_s:g} # ? the clip begins so soon; 1 is safer for others")
    if rated.candidate.side == "active":
        sides = [f"sides: {{measure: {name}, active: {'greatest' if rated.swings.sign > 0 else 'least'}}}"]
    else:
        sides = []
    rows.append("  start: # ? is this the start posture, and only this?")
    rows += [f"    - {_condition(b, SAY[stance.posture])}" for b in stance.start]
    way = "below" if rated.swings.sign > 0 else "above"
    if lines.bound is not None:
        rows.append(f"    - {{measure: {name}, {way}: {lines.bound:g}, say: go to the start position}}")
    return rows + sides


def _repetition(name: str, rated: Rated, stance: Stance, lines: Thresholds) -> list[str]:
    near, far = lines.peaks
    rows = [
        "repetition:",
        f"  measure: {name} # {NAMES[rated.candidate.unit]}; at rest about {lines.level:g} in the clip",
        f"  rest: {lines.rest:g}",
        f"  attempt: {lines.attempt:g} # ? past this it counts, full or not",
        f"  full: {lines.full:g} # ? the repetitions of the clip went to {near:g}" + (f" .. {far:g}" if near != far else ""),
    ]
    rows += [f"  least_s: {lines.least_s:g}"] if lines.least_s != 0.6 else []
    rows += [f"  longest_s: {lines.longest_s:g}"] if lines.longest_s != 60 else []
    if stance.during:
        rows += ["  requires: # otherwise it is another movement", *(f"    - {_condition(b)}" for b in stance.during)]
    return rows


def _hold(rated: Rated, stance: Stance, lines: HoldLines) -> list[str]:
    """The keys `hold` and `faults`."""
    name, (near, far) = rated.candidate.name, lines.depths
    rows = [
        "hold:",
        f"  measure: {name} # {NAMES[rated.candidate.unit]}; "
        + ("at rest about" if lines.bound is not None else "out of the posture at")
        + f" {lines.level:g} in the clip",
        f"  rest: {lines.rest:g} # the hold is over on the near side of this",
        f"  attempt: {lines.attempt:g} # ? a stay past this that never gets to `enter` is told as shallow",
        f"  enter: {lines.enter:g} # ? no hold before this",
        f"  full: {lines.full:g} # ? the clock runs past this, whoever it is; in the clip it was held at {near:g}"
        + (f" .. {far:g}" if near != far else ""),
        f"  slack: {lines.slack:g}",
    ]
    if stance.during:
        rows += ["  requires: # otherwise it is another posture", *(f"    - {_condition(b)}" for b in stance.during)]
    rows += [
        "faults: # ? what can go wrong; `formcheck exercises --reference` lists the kinds",
        "  shallow: {kind: range, cue: Go a little further}",
        f"  bouncing: {{kind: bounce, measure: {name}, swing: {lines.bounce:g}, cue: Hold still}} # ? more than anything in the clip",
        "  short_hold: {kind: short_hold, cue: Stay a little longer}",
        f"  # ? what gives way when it gets hard? such as: sags: {{measure: {name}, {'below' if rated.swings.sign > 0 else 'above'}: "
        f"{lines.enter:g}, phase: [hold], stops_clock: true, cue: Hold your position}}",
    ]
    return rows


def _faults(lines: Thresholds) -> list[str]:
    rows = [
        "faults: # ? what can go wrong; `formcheck exercises --reference` lists the kinds",
        "  shallow: {kind: range, cue: Go a little further}",
    ]
    if lines.quickest_s != float("inf"):
        under_s = max(0.1, round(0.5 * lines.quickest_s, 2))
        rows.append(
            f"  rushed: {{kind: tempo, phase: either, under_s: {under_s:g}, cue: More slowly}} # half of the fastest way in the clip"
        )
    return rows


def _condition(bounds: Bounds, say: str = "") -> str:
    parts = {"measure": bounds.name, "above": bounds.above, "below": bounds.below, "say": say or None}
    return _flow({key: value for key, value in parts.items() if value is not None})


def _flow(data: dict[str, Any]) -> str:
    """A mapping in one line."""
    return "{" + ", ".join(f"{key}: {_value(value)}" for key, value in data.items()) + "}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
