"""Small signs, each with its own shape, so that none rests on colour alone.

Every function draws inside the circle of ``radius`` pixels round ``centre``.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from formcheck.draw.canvas import Canvas, Spot
from formcheck.draw.palette import Colour

Icon = Callable[[Canvas, Spot, float, Colour], None]


def tick(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """Right."""
    _strokes(canvas, centre, radius, colour, [(-0.8, 0.05), (-0.25, 0.6), (0.8, -0.6)])


def cross(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """Wrong."""
    _strokes(canvas, centre, radius, colour, [(-0.62, -0.62), (0.62, 0.62)])
    _strokes(canvas, centre, radius, colour, [(-0.62, 0.62), (0.62, -0.62)])


def half(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """Not the whole: a circle with its lower half filled."""
    x, y = centre
    canvas.shape([(x + 0.8 * radius * cos(pi * i / 12), y + 0.8 * radius * sin(pi * i / 12)) for i in range(13)], colour)
    canvas.disc(centre, 0.8 * radius, colour, _weight(canvas, radius) * 0.6)


def warning(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """A filled triangle."""
    x, y = centre
    canvas.shape([(x, y - 0.95 * radius), (x + radius, y + 0.8 * radius), (x - radius, y + 0.8 * radius)], colour)


def pause(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """Two bars."""
    x, y = centre
    for at in (-0.42, 0.42):
        _box(canvas, (x + at * radius, y), 0.24 * radius, 0.8 * radius, colour)


def play(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """A triangle to the right: go."""
    x, y = centre
    canvas.shape([(x - 0.6 * radius, y - 0.85 * radius), (x + 0.9 * radius, y), (x - 0.6 * radius, y + 0.85 * radius)], colour)


def frame(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """The four corners of a view-finder: get into the picture."""
    for i in (-1, 1):
        for j in (-1, 1):
            _strokes(canvas, centre, radius, colour, [(0.9 * i, 0.3 * j), (0.9 * i, 0.8 * j), (0.35 * i, 0.8 * j)], 0.75)


def absent(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """A circle crossed by a line: nobody, or nothing, there."""
    canvas.disc(centre, 0.8 * radius, colour, _weight(canvas, radius) * 0.75)
    _strokes(canvas, centre, radius, colour, [(-0.55, 0.55), (0.55, -0.55)], 0.75)


def stop(canvas: Canvas, centre: Spot, radius: float, colour: Colour) -> None:
    """A filled square: over."""
    _box(canvas, centre, 0.7 * radius, 0.7 * radius, colour)


def _weight(canvas: Canvas, radius: float) -> float:
    return 0.34 * radius / canvas.unit


def _strokes(canvas: Canvas, centre: Spot, radius: float, colour: Colour, points: list[Spot], weight: float = 1.0) -> None:
    x, y = centre
    canvas.path([(x + a * radius, y + b * radius) for a, b in points], colour, weight * _weight(canvas, radius))


def _box(canvas: Canvas, centre: Spot, half_width: float, half_height: float, colour: Colour) -> None:
    x, y = centre
    canvas.shape([(x + i * half_width, y + j * half_height) for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1))], colour)
