"""The Markdown reference of pose files, made from the models that check them; ``docs/POSE_FILES.md`` is its text."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel

from formcheck import faults, measures
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.points import HAND, SIDE_WORDS
from formcheck.rules import guide
from formcheck.rules.exercise import Exercise
from formcheck.rules.keytable import KeyTables, models_in, text_of

_UNIONS: Final[dict[str, Any]] = {"a [measure](#measures)": measures.Measure, "a [fault](#faults)": faults.FaultRule}

EXAMPLE: Final = """\
name: chair_rise
title: Rise from a chair
posture: sitting
view: side
camera: Three metres away at hip height, one side of your body to it.
summary: Stand up from a chair and sit down again.
how:
  - Sit upright on the front of the chair, feet flat.
  - Stand up until hips and knees are straight.
  - Sit down slowly.
dose: {reps: 10, sets: 2}
measures:
  knee: {kind: angle, points: [near.hip, near.knee, near.ankle]}
gate:
  needs: [near.shoulder, near.hip, near.knee, near.ankle]
  start:
    - {measure: knee, below: 120, say: sit down}
repetition: {measure: knee, rest: 115, attempt: 135, full: 160}
faults:
  shallow: {kind: range, cue: Stand up all the way}
  rushed: {kind: tempo, phase: down, under_s: 0.6, cue: Sit down more slowly}
"""

INTRODUCTION: Final = f"""\
# Pose files

<!-- made by `formcheck exercises --reference`; change the models in formcheck/rules, measures and faults, not this text -->

One YAML file for each exercise, named after it: `poses/bridge.yaml` is the exercise `bridge`. It holds numbers and names, no code.
Unknown keys are errors, and all mistakes of a file are told at once. `formcheck review CLIP -e my/file.yaml` takes a file by its path.

A small one, complete:

```yaml
{EXAMPLE}```

Angles are degrees in the picture, lengths are trunk lengths (middle of the shoulders to middle of the hips), times are seconds.
A name consists of small letters, digits and `_`, and begins with a letter.
"""

POINTS: Final = f"""\
## Points

A point is `side.joint`, `nose`, or `top`: the highest point of the body's outline, which is right where a raised leg is given the place
of the other. Sides: {", ".join(f"`{side}`" for side in SIDE_WORDS)}.
Joints: {", ".join(f"`{joint}`" for joint in PAIRS)}; and `{HAND}`, with any side but `upper`, `lower` and `mid`: the wrist, and of the far
arm, which the body hides, the foremost point of the outline where that can only be a hand that reaches forward.

`near` and `far`: towards the camera and away from it; chosen once, when the person is in place. `active` and `passive`: the side that
works and the other one; the file says under `sides` how to tell. `mid`: half-way between left and right.
"""


def reference() -> str:
    """The whole reference as Markdown: what everybody needs first, then every key."""
    parts = [INTRODUCTION, guide.first_keys(), POINTS, guide.signs()]
    sections = {heading: f"## {heading}\n\n{text_of(model)}\n\n{_tables().table(model)}" for heading, model in _parts().items()}
    parts += [sections.pop(heading) for heading in ("gate", "repetition", "hold")]
    parts.append("## measures\n\nNamed signals. `kind` says which; every measure also takes " + _shared(measures.KINDS) + ".")
    parts += _kinds(measures.KINDS, guide.grows)
    usual = f"`kind` says which, `{faults.USUAL}` when it is left out"
    parts.append(f"## faults\n\nWhat is told. {usual}; every fault also takes " + _shared(faults.KINDS) + ".")
    parts += [guide.bases(), *_kinds(faults.KINDS, guide.example)]
    parts += sections.values()
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


@functools.cache
def _parts() -> dict[str, type[BaseModel]]:
    """Every part of a pose file but the kinds of measures and faults, in reading order, by its key; by its name when it has several."""
    keys: dict[type[BaseModel], list[str]] = {Exercise: ["The file"]}
    waiting: list[tuple[str, type[BaseModel]]] = [("", Exercise), *(("faults.", kind) for kind in faults.KINDS.values())]
    while waiting:
        path, model = waiting.pop(0)
        for key, info in model.model_fields.items():
            for part in models_in(info.annotation, list(_UNIONS.values())):
                if part not in keys:
                    waiting.append((f"{path}{key}.", part))
                keys.setdefault(part, []).append(f"{path}{key}")
    return {found[0] if len(found) == 1 else part.__name__.lower(): part for part, found in keys.items()}


def _tables() -> KeyTables:
    return KeyTables(_parts(), _UNIONS)


def _kinds(kinds: Mapping[str, type[BaseModel]], beside: Callable[[str], Sequence[str]]) -> Iterator[str]:
    """One section for each kind; the keys that all have in common come first.  beside: what else is said of a kind."""
    common = _common(kinds)
    yield _tables().table(next(iter(kinds.values())), only=common)
    for kind, model in kinds.items():
        own = [key for key in model.model_fields if key not in common and key != "kind"]
        yield f"### `kind: {kind}`\n\n{text_of(model)}"
        if own:
            yield _tables().table(model, only=own)
        yield from beside(kind)


def _shared(kinds: Mapping[str, type[BaseModel]]) -> str:
    return ", ".join(f"`{key}`" for key in _common(kinds))


def _common(kinds: Mapping[str, type[BaseModel]]) -> list[str]:
    models = list(kinds.values())
    return [key for key in models[0].model_fields if key != "kind" and all(key in m.model_fields for m in models) and _alike(key, models)]


def _alike(key: str, models: list[type[BaseModel]]) -> bool:
    return len({_tables().row(key, model.model_fields[key]) for model in models}) == 1
