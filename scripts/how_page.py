"""The page of the documentation that shows how each exercise is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from formcheck.draw.how.movement import find_movement
from formcheck.rules.exercise import Exercise, Posture
from formcheck.rules.explain import dose, needed

BEGINNING = """\
# How the exercises are done

<!-- made by `scripts/renew pictures`; change the pose files, not this text -->

The same pictures, larger: `formcheck exercises NAME --picture FILE`, `.png` for start, end and the camera's place, `.gif` or `.webp`
for the film. The body is posed by the true joints of a rendered person, not by landmarks that were found. Beside each film: where the
camera stands, from above with the distance and from the side with the height."""


def how_page(exercises: Sequence[Exercise]) -> Iterator[str]:
    """The lines of the page, by posture as in the catalogue."""
    yield BEGINNING
    for posture in get_args(Posture):
        here = [one for one in exercises if one.posture == posture]
        if here:
            yield f"\n## {posture.capitalize()}"
        for one in here:
            yield f"\n### {one.title}\n"
            if find_movement(one.name) is not None:
                yield f"![{one.title}: how it is done](how/{one.name}.webp)"
                yield f"![{one.title}: where the camera stands](how/{one.name}-camera.webp)\n"
            yield one.summary
            if one.safety:
                yield f"\n**{one.safety}**"
            yield "\n" + "\n".join(f"{number}. {step}" for number, step in enumerate(one.how, 1))
            need = f" {needed(one)}" if one.equipment else ""
            yield f"\n`{one.name}`: {dose(one)}.{need} Camera: {one.camera[0].lower()}{one.camera[1:]}"
