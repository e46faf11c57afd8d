"""The text of a drafted pose file; what a person has to decide stands in it as comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from formcheck.draft.lines import Thresholds
from formcheck.draft.posture import SAY, Bounds, Stance
from formcheck.draft.swings import Rated
from formcheck.files.words import plain

QUESTION: Final = "# ?"  # begins what a person has to decide; the first line explains it


def pose_file(name: str, clip: str, rated: Rated, stance: Stance, lines: Thresholds, others: Sequence[Rated], doubts: Sequence[str]) -> str:
    """The YAML text.  others: further measures that move alike; doubts: what did not come out as it should."""
    counted, working = rated.candidate, rated.candidate.side == "active"
    title = name.replace("_", " ").capitalize()
    measures = {counted.name: counted.spec} | {b.name: b.spec for b in (*stance.start, *stance.during)}
    rows = [
        f"# Drafted by `formcheck new` from {plain(' '.join(clip.split()))}: {rated.swings.count} repetitions seen.",
        f"# What stands behind `{QUESTION}` is for you to decide.",
        *(f"# ? {doubt}" for doubt in doubts),
        f"name: {name}",
        f"title: {title} # ? what people call it",
        f"posture: {stance.posture} # ? as it was found at rest",
        f"view: {stance.view}",
        f"camera: {_camera(stance)}",
        f"summary: {title}. # ? one sentence that says what is done",
        "how: # ? a sentence for each step",
        f"  - {_sentence(SAY[stance.posture])}",
        "  - Move to the end of the range and come back slowly.",
        f"dose: {{reps: 10{', per_side: true' if working else ''}}} # ? how many, and for how long",
        "measures:",
        *(f"  {key}: {_flow(spec)}" for key, spec in measures.items()),
        *_others(others),
        *_gate(counted.name, rated, stance, lines),
        *_repetition(counted.name, rated, stance, lines),
        *_faults(lines),
    ]
    return "\n".join(rows) + "\n"


def _camera(stance: Stance) -> str:
    where = "From the side" if stance.view == "side" else "From the front"
    return f"{where}, two to three metres away, the whole body in the picture."


def _others(others: Sequence[Rated]) -> list[str]:
    if not others:
        return []
    rows = ["  # ? These moved with the repetitions too; one of them may say more about the exercise:"]
    return rows + [f"  # {r.candidate.name}: {_flow(r.candidate.spec)}" for r in others]


def _gate(name: str, rated: Rated, stance: Stance, lines: Thresholds) -> list[str]:
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
    rows.append(f"    - {{measure: {name}, {way}: {lines.bound:g}, say: go to the start position}}")
    return rows + sides


def _repetition(name: str, rated: Rated, stance: Stance, lines: Thresholds) -> list[str]:
    unit = {"deg": "degrees", "trunk": "trunk lengths", "share": ""}[rated.candidate.unit]
    near, far = lines.peaks
    rows = [
        "repetition:",
        f"  measure: {name} # {unit}; at rest about {lines.level:g} in the clip",
        f"  rest: {lines.rest:g}",
        f"  attempt: {lines.attempt:g} # ? past this it counts, full or not",
        f"  full: {lines.full:g} # ? the repetitions of the clip went to {near:g}" + (f" .. {far:g}" if near != far else ""),
    ]
    rows += [f"  least_s: {lines.least_s:g}"] if lines.least_s != 0.6 else []
    rows += [f"  longest_s: {lines.longest_s:g}"] if lines.longest_s != 60 else []
    if stance.during:
        rows += ["  requires: # otherwise it is another movement", *(f"    - {_condition(b)}" for b in stance.during)]
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
