"""The plot that goes on paper: the measure that counts with its lines and its repetitions, as a drawing (SVG)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

import numpy as np

from formcheck.draw.plot import ticks
from formcheck.report.bands import LOOKS, Band
from formcheck.report.curves import Curve, Line, thinned

WIDTH: Final = 720
HEIGHT: Final = 190
_LEFT: Final = 40
_RIGHT: Final = 96
_TOP: Final = 16
_FOOT: Final = 20
_NAME: Final = 11  # least distance of two names of lines
COLOURS: Final = {"rest": "#5a6269", "attempt": "#0067a0", "full": "#00704f", "fault": "#a83b72"}
Scale = Callable[[float], float]  # seconds or values to pixels

_COUNTED: Final = ("Repetitions", "Holds")


def print_plot(curve: Curve, bands: Sequence[Band], seconds: float) -> str:
    """An ``svg`` element; seconds: how long the clip is."""
    low, high = curve.reach
    inner, tall = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _FOOT

    def x(time_s: float) -> float:
        return _LEFT + inner * time_s / max(seconds, 1e-6)

    def y(value: float) -> float:
        return _TOP + tall * (high - min(max(value, low), high)) / (high - low)

    parts = []
    for band in bands:
        if band.row in _COUNTED:
            left, width = x(band.start_s), max(x(band.end_s) - x(band.start_s), 1)
            parts.append(
                f'<rect x="{left:.1f}" y="{_TOP}" width="{width:.1f}" height="{tall}" fill="{LOOKS[band.kind].colour}" opacity=".4"/>'
            )
            if width > 12:
                parts.append(_text(left + width / 2, _TOP - 4, f"{LOOKS[band.kind].sign} {band.text}", "middle"))
    for tick in ticks(low, high, 4):
        parts.append(
            f'<path d="M{_LEFT} {y(tick):.1f}H{WIDTH - _RIGHT}" stroke="#e3e6e9"/>{_text(_LEFT - 4, y(tick) + 3, f"{tick:g}", "end")}'
        )
    for tick in ticks(0, seconds, 10):
        parts.append(_text(x(tick), HEIGHT - 6, f"{tick:g} s", "middle"))
    inside = [line for line in curve.lines if low <= line.value <= high]
    for line, spot in zip(*_spread(inside, y), strict=True):
        colour = COLOURS[line.kind]
        parts.append(f'<path d="M{_LEFT} {y(line.value):.1f}H{WIDTH - _RIGHT}" stroke="{colour}" stroke-dasharray="6 4"/>')
        parts.append(_text(WIDTH - _RIGHT + 5, spot + 3, f"{line.name} {line.value:.4g}", "start", colour))
    parts += [f'<path d="{d}" fill="none" stroke="#14181c" stroke-width="1.5"/>' for d in _strokes(curve, x, y)]
    parts.append(f'<rect x="{_LEFT}" y="{_TOP}" width="{inner}" height="{tall}" fill="none" stroke="#8c949b"/>')
    label = escape(f"{curve.title} over {seconds:.0f} seconds", quote=True)
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _strokes(curve: Curve, x: Scale, y: Scale) -> list[str]:
    times, values = thinned(curve.time_s, curve.values, 1200)
    known = np.isfinite(values)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]])))
    return [
        "M" + "L".join(f"{x(float(t)):.1f} {y(float(v)):.1f}" for t, v in zip(times[a:b], values[a:b], strict=True))
        for a, b in edges.reshape(-1, 2)
        if b - a > 1
    ]


def _spread(lines: Sequence[Line], y: Scale) -> tuple[list[Line], list[float]]:
    """The lines from top to bottom, and where their names go so that none covers another."""
    ordered = sorted(lines, key=lambda line: -line.value)
    spots: list[float] = []
    for line in ordered:
        spots.append(max(y(line.value), spots[-1] + _NAME if spots else 0.0))
    over = max(0.0, spots[-1] - (HEIGHT - _FOOT)) if spots else 0.0
    return ordered, [spot - over for spot in spots]


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#3a4147") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="9">{escape(words)}</text>'
