"""Guide: what the reference of pose files says beside the keys: what to begin with, signs, and an example for each kind of fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from formcheck.measures import KINDS, Measure
from formcheck.measures.base import AnyMeasure
from formcheck.measures.units import DIGITS, NAMES
from formcheck.pose.arrays import PoseArrays
from formcheck.pose.landmarks import LEFT, RIGHT
from formcheck.rules.examples import BRIDGE, EXAMPLES, SWAY
from formcheck.rules.signs import FACING, LEFT_OUT, POSTURES, SHOWN, facing, figure, head_and_front, reads

# Key: what it is for.  These are what everybody has to think about; each has a section of its own below, but the first two.
FIRST: Final = {
    "posture": "how the person is at rest: the word by which the catalogue sorts it",
    "view": "from where the camera must look: `side`, `front`, or `feet`",
    "measures": "signals of the body, each with a name of its own: an angle, a height, a slope ...",
    "gate": "what must be so before anything counts: points in the picture, and the start posture",
    "repetition": "the measure that counts and its lines `rest`, `attempt`, `full`; for what is held instead: `hold`",
    "faults": "what can be wrong with the form, and the sentence that is said",
}
WORDS: Final = ("name", "title", "camera", "summary", "how", "dose")

_BEGIN: Final = """\
## Six keys to begin with

These say what is seen and judged. Everything else has a value of its own when it is left out, but for the words for people:
{words}.

| key | what for |
|---|---|
{rows}

`formcheck new` drafts all of them from one recording; `formcheck measures CLIP -e FILE` shows what every measure is in a clip, so that
a line can be read off instead of guessed."""
_SIGNS: Final = """\
## Signs

`ahead` is where the front of an upright body looks: the side of the picture that the near side is named after. It is the same side of
the picture when the body lies down:

| | right side to the camera: ahead is to the right | left side to the camera: ahead is to the left |
|---|---|---|
{places}

So `ahead` is towards the head of who lies face down, and towards the feet of who lies on the back. What measures read of three such
bodies with straight legs, the arm 10° ahead of straight down, the head bent 30° to the chest; the same from either side:

| measure | standing, bowed 20° | on the back, trunk raised 20° | face down, trunk raised 20° | a greater value |
|---|--:|--:|--:|---|
{lying}

Of somebody who stands facing the camera, the arms out to the sides; the person's left is to the right of the picture:

| measure | straight | turned 30° to the left | turned 30° to the right | a greater value |
|---|--:|--:|--:|---|
{turned}"""
_MEASURE: Final[TypeAdapter[AnyMeasure]] = TypeAdapter(Measure)
_POINTS: Final = ("first point", "second point", "third point", "fourth point")


def first_keys() -> str:
    """The six keys to begin with."""
    rows = [f"| [`{key}`](#{key}) | {what} |" if key not in ("posture", "view") else f"| `{key}` | {what} |" for key, what in FIRST.items()]
    return _BEGIN.format(words=", ".join(f"`{key}`" for key in WORDS), rows="\n".join(rows))


def signs() -> str:
    """What measures with a sign read of known bodies, computed by the measures themselves."""
    places = [f"| {posture} | {' | '.join(head_and_front(posture, near) for near in (RIGHT, LEFT))} |" for posture in POSTURES]
    lying = [
        _row(spec, ["" if (spec["kind"], p) in LEFT_OUT else _value(spec, figure(p, RIGHT), RIGHT) for p in POSTURES])
        for spec in SHOWN.values()
    ]
    turned = [_row(spec, [_value(spec, facing(turn), LEFT) for turn in (0, 30, -30)]) for spec in FACING.values()]
    return _SIGNS.format(places="\n".join(places), lying="\n".join(lying), turned="\n".join(turned))


def _row(spec: dict[str, Any], values: Sequence[str]) -> str:
    rule = _MEASURE.validate_python(spec)
    text = ", ".join(f"{key}: {_flow(value)}" for key, value in spec.items())
    return f"| `{{{text}}}`, {NAMES[rule.unit]} | {' | '.join(values)} | {rule.grown()} |"


def _value(spec: dict[str, Any], body: PoseArrays, near: int) -> str:
    rule = _MEASURE.validate_python(spec)
    digits = DIGITS[rule.unit]
    value = round(reads(rule, body, near), digits)
    return f"{value:+.{digits}f}" if value else "0"


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def grows(kind: str) -> Sequence[str]:
    """What a greater value of a kind of measure means, with its usual keys."""
    more, marks = KINDS[kind].model_construct().grows(_POINTS)
    return (f"A greater value: {more}; {marks}.",)


def bases() -> str:
    """The two exercises that the examples of faults are of."""
    return "\n".join(
        [
            "The examples are faults of this bridge:",
            "",
            f"```yaml\n{BRIDGE}```",
            "",
            "and, where a movement has two ends, of this exercise, in which one leans ahead and back:",
            "",
            f"```yaml\n{SWAY}```",
        ]
    )


def example(kind: str) -> Sequence[str]:
    """The example of a kind of fault, as paragraphs; nothing without one."""
    found = EXAMPLES.get(kind)
    if found is None:
        return ()
    return (
        f"```yaml\n{found.name}: {found.rule}\n```",
        f"- passes: {found.passes.words}\n- fails: {found.fails.words}",
    )
