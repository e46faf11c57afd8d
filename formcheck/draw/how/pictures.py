"""Pictures: how an exercise is done: at rest, at the end of its range, moving, and where the camera stands.

Sizes are (width, height) in pixels, pictures (height, width, 3) blue-green-red.  All are None for an exercise whose movement does not come
with the program.  A picture takes about a tenth of a second to draw, a film twenty times as long.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.draw.how.marks import draw_arrows, number
from formcheck.draw.how.plan import plan
from formcheck.draw.how.scene import FINE
from formcheck.draw.how.stage import Stage, make_stage
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

SIZE: Final = (420, 300)
FPS: Final = 12
Size = tuple[int, int]


def start_picture(exercise: Exercise, size: Size = SIZE, side: SideName | None = None) -> Image | None:
    """The start posture, with arrows of what moves.  side: the working side; without, the one that is seen best."""
    stage = make_stage(exercise, side)
    return None if stage is None else _start(stage, size)


def end_picture(exercise: Exercise, size: Size = SIZE, side: SideName | None = None) -> Image | None:
    """The end of the range; the first one of a movement that goes both ways."""
    stage = make_stage(exercise, side)
    return None if stage is None else stage.scene(size).draw(stage.ways[0][-1])


def camera_picture(exercise: Exercise, size: Size = SIZE) -> Image | None:
    """Where the camera stands: from above with the distance, from the side with the height."""
    stage = make_stage(exercise)
    return None if stage is None else plan(stage, size)


def animation(exercise: Exercise, size: Size = SIZE, fps: int = FPS, side: SideName | None = None) -> list[Image] | None:
    """One round of the movement, to be repeated; pictures that follow each other unchanged are the same object."""
    stage = make_stage(exercise, side)
    return None if stage is None else stage.film(stage.scene(size), fps)


def strip(exercise: Exercise, size: Size = SIZE, camera: bool = True, side: SideName | None = None) -> Image | None:
    """Start posture, each end of the range, and the camera's place beside each other; numbered."""
    stage = make_stage(exercise, side)
    if stage is None:
        return None
    scene = stage.scene(size)
    pictures = [_start(stage, size), *(scene.draw(way[-1]) for way in stage.ways)]
    for which, image in enumerate(pictures, 1):
        number(image, which)
    return np.hstack([*pictures, plan(stage, size)] if camera else pictures)


def _start(stage: Stage, size: Size) -> Image:
    scene = stage.scene(size)
    image = scene.draw(stage.ways[0][0])
    asked = stage.exercise.seen.arrows if stage.exercise.seen is not None else ()
    draw_arrows(image, scene.eye, stage.ways, asked, FINE)
    return image
