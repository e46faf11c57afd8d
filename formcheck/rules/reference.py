"""The Markdown reference of pose files, made from the models that check them; ``docs/POSE_FILES.md`` is its text."""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from formcheck import faults, measures
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.points import SIDE_WORDS
from formcheck.rules import guide
from formcheck.rules.exercise import Exercise, Name

_WORDS: Final[dict[Any, str]] = {str: "text", float: "number", int: "whole number", bool: "true or false", Name: "name"}
_UNIONS: Final[dict[str, Any]] = {"a [measure](#measures)": measures.Measure, "a [fault](#faults)": faults.FaultRule}
_BOUNDS: Final = {annotated_types.Ge: ("ge", "from {}"), annotated_types.Gt: ("gt", "above {}"), annotated_types.Le: ("le", "to {}")} | {
    annotated_types.Lt: ("lt", "below {}"),
    annotated_types.MinLen: ("min_length", "at least {}"),
}

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
Joints: {", ".join(f"`{joint}`" for joint in PAIRS)}.

`near` and `far`: towards the camera and away from it; chosen once, when the person is in place. `active` and `passive`: the side that
works and the other one; the file says under `sides` how to tell. `mid`: half-way between left and right.
"""


def reference() -> str:
    """The whole reference as Markdown: what everybody needs first, then every key."""
    parts = [INTRODUCTION, guide.first_keys(), POINTS, guide.signs()]
    sections = {heading: f"## {heading}\n\n{_text(model)}\n\n{_table(model)}" for heading, model in _parts().items()}
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
            for part in _models(info.annotation):
                if part not in keys:
                    waiting.append((f"{path}{key}.", part))
                keys.setdefault(part, []).append(f"{path}{key}")
    return {found[0] if len(found) == 1 else part.__name__.lower(): part for part, found in keys.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside a type; those chosen by ``kind`` have sections of their own."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif annotation not in _UNIONS.values():
        for part in get_args(annotation):
            yield from _models(part)


def _kinds(kinds: Mapping[str, type[BaseModel]], beside: Callable[[str], Sequence[str]]) -> Iterator[str]:
    """One section for each kind; the keys that all have in common come first.  beside: what else is said of a kind."""
    common = _common(kinds)
    yield _table(next(iter(kinds.values())), only=common)
    for kind, model in kinds.items():
        own = [key for key in model.model_fields if key not in common and key != "kind"]
        yield f"### `kind: {kind}`\n\n{_text(model)}"
        if own:
            yield _table(model, only=own)
        yield from beside(kind)


def _shared(kinds: Mapping[str, type[BaseModel]]) -> str:
    return ", ".join(f"`{key}`" for key in _common(kinds))


def _common(kinds: Mapping[str, type[BaseModel]]) -> list[str]:
    models = list(kinds.values())
    return [key for key in models[0].model_fields if key != "kind" and all(key in m.model_fields for m in models) and _alike(key, models)]


def _alike(key: str, models: list[type[BaseModel]]) -> bool:
    return len({_row(key, model.model_fields[key]) for model in models}) == 1


def _text(model: type[BaseModel]) -> str:
    return inspect.cleandoc(model.__doc__ or "")


def _table(model: type[BaseModel], only: list[str] | None = None) -> str:
    asked = [(key, info) for key, info in model.model_fields.items() if only is None or key in only]
    rows = [_row(key, info) for key, info in sorted(asked, key=lambda row: not row[1].is_required())]  # what must be given comes first
    return "\n".join(["| key | value | when left out | meaning |", "|---|---|---|---|", *rows])


def _row(key: str, info: FieldInfo) -> str:
    named = any(isinstance(part, StringConstraints) for part in info.metadata)
    value = "name" if named else _type(info.annotation)
    if bounds := _bounds(info.metadata):
        value = f"{value}, {bounds}"
    models = [part for part in (info.annotation, *get_args(info.annotation)) if part in _parts().values()]
    meaning = info.description or (_text(models[0]).splitlines()[0] if models else "")
    return f"| `{key}` | {value} | {_default(info)} | {_cell(meaning)} |"


def _type(annotation: Any) -> str:
    """The type of a value in words."""
    if annotation in _WORDS:
        return _WORDS[annotation]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in args)
    if origin is Annotated:
        return next(words for words, union in _UNIONS.items() if union == annotation)
    if origin in (Union, types.UnionType):
        return " or ".join(_type(part) for part in args if part is not type(None))
    if origin is tuple:
        return f"list of {_type(args[0])}" if args[-1] is ... else f"list of {len(args)}, each {_type(args[0])}"
    if origin is dict:
        return f"names, each with {_type(args[1])}" if args[1] is not Any else "keys with what belongs under them"
    return next(f"[{name}](#{name.replace('.', '')})" for name, model in _parts().items() if model is annotation)


def _bounds(metadata: list[Any]) -> str:
    found = []
    for bound in metadata:
        if type(bound) in _BOUNDS:
            attribute, text = _BOUNDS[type(bound)]
            found.append(text.format(f"{getattr(bound, attribute):g}"))
    return " ".join(found)


def _default(info: FieldInfo) -> str:
    default = info.default
    if default is PydanticUndefined:
        return "must be given"
    if default is None or default == () or default == {} or default == "":
        return "nothing"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple):
        return ", ".join(f"`{value}`" for value in default)
    return f"`{default:g}`" if isinstance(default, (int, float)) else f"`{default}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
