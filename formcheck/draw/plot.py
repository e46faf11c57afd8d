"""Plot: a signal over time with named lines, and rows of bars above or below it; drawn on a canvas whose unit is a pixel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Final

import numpy as np

from formcheck.draw.canvas import Canvas
from formcheck.draw.palette import GREY, INK, PALE, WHITE, Colour
from formcheck.pose.pose import Array

SMALL: Final = 13  # pixels of letters
_TICK_PX: Final = 70  # least distance of two numbers of the time axis
_STEPS_S: Final = (0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
_NAME_PX: Final = 15  # least distance of two names of lines


@dataclass(frozen=True, slots=True)
class Theme:
    """ground: behind everything; ink: letters; faint: grid and frames."""

    ground: Colour
    ink: Colour
    faint: Colour


LIGHT: Final = Theme(WHITE, INK, PALE)
DARK: Final = Theme(INK, PALE, (70, 64, 60))


@dataclass(frozen=True, slots=True)
class Level:
    """A named horizontal line."""

    value: float
    name: str
    colour: Colour = GREY


@dataclass(frozen=True, slots=True)
class Bar:
    """From start to end in seconds, with as much of the text as fits.  hollow: only its frame is drawn."""

    start_s: float
    end_s: float
    text: str
    colour: Colour
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


class Plot:
    """One box of a canvas.  seconds: (from, to) across it.  reach: (least, greatest) value upwards."""

    def __init__(self, canvas: Canvas, box: Box, seconds: tuple[float, float], reach: tuple[float, float] = (0, 1), theme: Theme = LIGHT):
        self.canvas, self.box, self.theme = canvas, box, theme
        self._from_s, self._per_s = seconds[0], box.width / max(seconds[1] - seconds[0], 1e-6)
        self._until_s = seconds[1]
        self._low, self._per_value = reach[0], box.height / max(reach[1] - reach[0], 1e-9)
        self._reach = reach

    def x(self, time_s: float) -> float:
        """Pixels from the left, within the box."""
        return min(max(self.box.left + (time_s - self._from_s) * self._per_s, self.box.left), self.box.right)

    def y(self, value: float) -> float:
        """Pixels from the top, within the box."""
        return min(max(self.box.bottom - (value - self._low) * self._per_value, self.box.top), self.box.bottom)

    def time_axis(self) -> None:
        """Grid, and seconds under the box."""
        step = next((s for s in _STEPS_S if s * self._per_s >= _TICK_PX), _STEPS_S[-1])
        tick = -(-self._from_s // step) * step
        while tick <= self._until_s + 1e-9:
            x = self.x(tick)
            self.canvas.line((x, self.box.top), (x, self.box.bottom), self.theme.faint, 1)
            self.canvas.text(f"{tick:g} s", x, self.box.bottom + 11, SMALL, self.theme.ink, 400, "centre")
            tick += step

    def value_axis(self) -> None:
        """Grid, and values to the left of the box."""
        for tick in ticks(*self._reach):
            y = self.y(tick)
            self.canvas.line((self.box.left, y), (self.box.right, y), self.theme.faint, 1)
            self.canvas.text(f"{tick:g}", self.box.left - 6, y, SMALL, self.theme.ink, 400, "right")

    def curve(self, time_s: Array, values: Array, colour: Colour, thickness: float = 2) -> None:
        """(n,) seconds and values; NaN leaves a gap."""
        known = ~np.isnan(values) & (time_s >= self._from_s) & (time_s <= self._until_s)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]])))
        for start, end in edges.reshape(-1, 2):
            points = [(self.x(float(t)), self.y(float(v))) for t, v in zip(time_s[start:end], values[start:end], strict=True)]
            self.canvas.path(points if len(points) > 1 else points * 2, colour, thickness)

    def levels(self, levels: Sequence[Level]) -> None:
        """Lines across the box, their names to the right of it, moved apart where they would cover each other."""
        inside = sorted((v for v in levels if self._reach[0] <= v.value <= self._reach[1]), key=lambda level: -level.value)
        spots: list[float] = []
        for level in inside:
            spots.append(max(self.y(level.value), spots[-1] + _NAME_PX if spots else self.box.top))
        over = spots[-1] - self.box.bottom - _NAME_PX if spots else 0.0
        for level, spot in zip(inside, spots, strict=True):
            y, at = self.y(level.value), spot - max(0.0, over)
            self._dashed(y, level.colour)
            self.canvas.line((self.box.right, y), (self.box.right + 12, at), level.colour, 1)
            self.canvas.text(f"{level.name} {level.value:.4g}", self.box.right + 16, at, SMALL, level.colour, 600)

    def shade(self, start_s: float, end_s: float, colour: Colour, cover: float) -> None:
        """A see-through span of time."""
        x = self.x(start_s)
        self.canvas.panel(x, self.box.top, max(self.x(end_s) - x, 1), self.box.height, colour, cover, 0)

    def edge(self, time_s: float, colour: Colour, upper: bool) -> None:
        """A line at a moment, in the upper or the lower half."""
        middle = self.box.top + self.box.height / 2
        ends = (self.box.top, middle) if upper else (middle, self.box.bottom)
        self.canvas.line((self.x(time_s), ends[0]), (self.x(time_s), ends[1]), colour, 1)

    def bars(self, bars: Sequence[Bar], top: float, height: float) -> None:
        """A row of bars, ``top`` pixels under the upper edge of the box."""
        y = self.box.top + top
        for bar in bars:
            left, right = self.x(bar.start_s), self.x(bar.end_s)
            if right <= left and not self._from_s <= bar.start_s <= self._until_s:
                continue
            width = max(right - left - 1, 2)
            self.canvas.panel(left, y, width, height, bar.colour, 1.0, 3)
            if bar.hollow:
                self.canvas.panel(left + 2, y + 2, width - 4, height - 4, self.theme.ground, 1.0, 2)
            text = self.canvas.shortened(bar.text, width - 8, SMALL)
            ink = self.theme.ink if bar.hollow else INK
            if text not in ("", "..."):
                self.canvas.text(text, left + 5, y + height / 2, SMALL, ink)

    def frame(self) -> None:
        """Its border."""
        box = self.box
        corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
        self.canvas.path(corners, self.theme.faint, 1, closed=True)

    def _dashed(self, y: float, colour: Colour) -> None:
        x = self.box.left
        while x < self.box.right:
            self.canvas.line((x, y), (min(x + 7, self.box.right), y), colour, 1)
            x += 12


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers between the two, at most so many."""
    if not (isfinite(low) and isfinite(high)) or high <= low:
        return []
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    first = int(-(-low // step))
    return [round(k * step, 10) for k in range(first, int(high // step) + 1)]


def reach_of(values: Array, levels: Sequence[float] = (), room: float = 0.06) -> tuple[float, float]:
    """Least and greatest value to be drawn: those of a signal, and lines that must be seen, with some room."""
    known = values[np.isfinite(values)]
    spots = [float(v) for v in levels] + ([float(known.min()), float(known.max())] if len(known) else [])
    if not spots:
        return 0.0, 1.0
    low, high = min(spots), max(spots)
    gap = max((high - low) * room, 1e-6 * max(abs(low), abs(high), 1.0))
    return low - gap, high + gap
