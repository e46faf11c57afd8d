"""Gallery: start and end posture of many exercises in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.draw.how import end_picture, start_picture
from formcheck.draw.lettering import make_lettering
from formcheck.draw.palette import INK
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

SIZE: Final = (210, 150)  # pixels of one of the two pictures
COLUMNS: Final = 4
TITLE: Final = 22  # pixels above the two


def gallery(exercises: Sequence[Exercise]) -> Image:
    """Those of the exercises whose movement comes with the program, at least one, COLUMNS beside each other."""
    letters = make_lettering()
    cells = []
    for exercise in exercises:
        pair = [start_picture(exercise, SIZE), end_picture(exercise, SIZE)]
        drawn = [image for image in pair if image is not None]
        if drawn:
            cell = _empty()
            cell[TITLE:] = np.hstack(drawn)
            letters.write(cell, exercise.title, 6, 16, 15, INK, 600)
            cells.append(cell)
    cells += [_empty() for _ in range(-len(cells) % COLUMNS)]
    return np.vstack([np.hstack(cells[k : k + COLUMNS]) for k in range(0, len(cells), COLUMNS)])


def _empty() -> Image:
    return np.full((SIZE[1] + TITLE, 2 * SIZE[0], 3), 255, np.uint8)
