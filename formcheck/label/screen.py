"""Screen: the picture of the labelling window: the clip, what is known of the chosen mark, and the timeline with the signal."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import make_lettering
from formcheck.draw.overlay import fit
from formcheck.draw.palette import BLUE, GREEN, GREY, ORANGE, PALE, PURPLE, SKY, WHITE, YELLOW, Colour
from formcheck.draw.plot import DARK, SMALL, Bar, Box, Level, Plot, reach_of
from formcheck.draw.skeleton import Skeleton
from formcheck.engine.status import Status
from formcheck.label.desk import LEGEND, Desk
from formcheck.label.marks import KINDS, Kind, Mark, verdict_of
from formcheck.pose.pose import Array, Pose
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image

WIDTH: Final = 1280
HEIGHT: Final = 860
_CLIP: Final = Box(0, 0, 900, 506)
_SIDE: Final = Box(912, 0, 356, 506)
_LANES: Final[dict[Kind, tuple[str, float, int]]] = {"rep": ("reps", 548, 1), "hold": ("holds", 572, 1), "fault": ("faults", 596, 2)}
_LANE: Final = 22
_PLOT: Final = Box(84, 648, 1036, 182)
_ON_DARK: Final[dict[Colour, Colour]] = {BLUE: SKY}
_COLOURS: Final[dict[str, Colour]] = {"good": GREEN, "flawed": ORANGE, "incomplete": SKY}


class LabelScreen:
    """exercise and the signal of the clip stay; the desk moves.

    time_s, counted, plain: (n,) seconds, the measure as the checker saw it, and without its gate; levels: lines of the plot.
    """

    def __init__(self, desk: Desk, title: str, time_s: Array, counted: Array, plain: Array, levels: list[Level]) -> None:
        self._desk, self._title = desk, title
        self._time_s, self._counted, self._plain = time_s, counted, plain
        self._levels = [replace(level, colour=_ON_DARK.get(level.colour, level.colour)) for level in levels]
        self._letters = make_lettering()
        self._skeleton = Skeleton(desk.editor.exercise)
        self._reach = reach_of(counted if np.isfinite(counted).any() else plain, [level.value for level in levels])
        self._still: tuple[object, Image] | None = None

    def draw(self, image: Image, pose: Pose | None, status: Status | None) -> Image:
        """(HEIGHT, WIDTH, 3).  image: the clip's picture; pose, status: what was seen in it, in any size."""
        desk = self._desk
        key = (desk.editor.changes, desk.editor.selected, desk.editor.open, desk.span_s)
        if self._still is None or self._still[0] != key:
            self._still = (key, self._timeline())
        picture = self._still[1].copy()
        self._clip(picture, image, pose, status)
        canvas = Canvas(picture, self._letters, 1.0)
        self._cursor(canvas)
        self._panel(canvas)
        return picture

    def hit(self, x: float, y: float) -> tuple[float, Kind | None] | None:
        """The moment under a point of the timeline, and the lane; None elsewhere."""
        if not (_PLOT.left - 8 <= x <= _PLOT.right + 8 and _LANES["rep"][1] - 8 <= y <= _PLOT.bottom + 20):
            return None
        start, end = self._desk.span_s
        time_s = start + (min(max(x, _PLOT.left), _PLOT.right) - _PLOT.left) / _PLOT.width * (end - start)
        lanes = (kind for kind, (_, top, count) in _LANES.items() if top - 2 <= y < top + _LANE * count)
        return time_s, next(lanes, None)

    # ---- parts

    def _timeline(self) -> Image:
        """Everything that does not move while the clip plays."""
        picture = np.full((HEIGHT, WIDTH, 3), DARK.ground, np.uint8)
        canvas = Canvas(picture, self._letters, 1.0)
        plot = self._plot(canvas)
        plot.time_axis()
        plot.value_axis()
        plot.curve(self._time_s, np.clip(self._plain, *self._reach), GREY, 1)
        plot.levels(self._levels)
        plot.curve(self._time_s, self._counted, WHITE, 2)
        plot.frame()
        for kind, (name, top, rows) in _LANES.items():
            canvas.text(name, _PLOT.left - 10, top + _LANE / 2, SMALL, PALE, 600, "right")
            for row, marks in enumerate(_in_rows(self._desk.editor.of_kind(kind), rows)):
                self._bars(canvas, plot, marks, top + row * _LANE)
        return picture

    def _plot(self, canvas: Canvas) -> Plot:
        return Plot(canvas, _PLOT, self._desk.span_s, self._reach, DARK)

    def _bars(self, canvas: Canvas, plot: Plot, marks: list[Mark], top: float) -> None:
        exercise, chosen = self._desk.editor.exercise, self._desk.editor.selected
        y = top - _PLOT.top
        plot.bars([Bar(m.start_s, m.end_s, _words(m, exercise), _colour(m, exercise)) for m in marks], y, _LANE - 3)
        for mark in marks:
            if mark is chosen:
                left, right = plot.x(mark.start_s) - 2, plot.x(mark.end_s) + 1
                corners = [(left, top - 2), (right, top - 2), (right, top + _LANE - 2), (left, top + _LANE - 2)]
                canvas.path(corners, YELLOW, 2, closed=True)

    def _cursor(self, canvas: Canvas) -> None:
        plot, now_s, begun = self._plot(canvas), self._desk.player.now_s, self._desk.editor.open
        if begun is not None:
            start, end = sorted((begun[1], now_s))
            top = _LANES[begun[0]][1]
            plot.bars([Bar(start, max(end, start + 1e-3), "begun", PURPLE)], top - _PLOT.top, _LANE - 3)
        x = plot.x(now_s)
        canvas.line((x, _LANES["rep"][1] - 8), (x, _PLOT.bottom), YELLOW, 2)

    def _clip(self, picture: Image, image: Image, pose: Pose | None, status: Status | None) -> None:
        height, width = image.shape[:2]
        scale = min(_CLIP.width / width, _CLIP.height / height)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        shown = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR), np.uint8)
        if self._desk.skeleton and pose is not None and pose.found and status is not None:
            self._skeleton.draw(Canvas(shown, self._letters), fit(pose, size), status, False)
        left, top = round((_CLIP.width - size[0]) / 2), round((_CLIP.height - size[1]) / 2)
        picture[top : top + size[1], left : left + size[0]] = shown

    def _panel(self, canvas: Canvas) -> None:
        desk, x, y = self._desk, _SIDE.left, 22.0
        canvas.text(canvas.shortened(self._title, _SIDE.width, 17), x, y, 17, WHITE, 700)
        player = desk.player
        speed = "" if player.speed == 1 else f"   speed {player.speed:g}"
        canvas.text(f"{player.now_s:.2f} s of {player.end_s:.1f} s   {'plays' if player.playing else 'stands'}{speed}", x, y + 24, 14, PALE)
        y += 54
        for line, colour in _about(desk):
            canvas.text(canvas.shortened(line, _SIDE.width, 14), x, y, 14, colour)
            y += 20
        y = max(y + 6, _SIDE.bottom - 19 * ((len(LEGEND) + 1) // 2) + 8)
        for k, (keys, meaning) in enumerate(LEGEND):
            column, row = divmod(k, (len(LEGEND) + 1) // 2)
            left, at = x + column * _SIDE.width / 2, y + row * 19
            canvas.text(keys, left, at, 12, YELLOW, 700)
            canvas.text(canvas.shortened(meaning, _SIDE.width / 2 - 46, 12, 400), left + 42, at, 12, PALE, 400)


def _about(desk: Desk) -> list[tuple[str, Colour]]:
    """Lines on the chosen mark, and the faults by their numbers."""
    editor, mark = desk.editor, desk.editor.selected
    counts = "   ".join(f"{len(editor.of_kind(kind))} {_LANES[kind][0]}" for kind in KINDS)
    lines: list[tuple[str, Colour]] = [(counts, PALE)]
    if editor.open is not None:
        lines.append((f"{_LANES[editor.open[0]][0][:-1]} begun at {editor.open[1]:.2f} s", PURPLE))
    if mark is None:
        return [*lines, ("no mark chosen", GREY)]
    told = {"rep": f"repetition, {verdict_of(mark, editor.exercise)}", "hold": "hold", "fault": f"fault {mark.name}"}[mark.kind]
    told += " (by hand)" if mark.verdict is not None else ""
    lines.append((f"{told}   {mark.start_s:.2f} - {mark.end_s:.2f} s   {mark.side or ''}", YELLOW))
    for number, name in enumerate(editor.fault_names, 1):
        there = name in mark.faults
        unseen = "   (no camera shows it)" if name in editor.exercise.unseen else ""
        lines.append((f"{number if number < 10 else ' '} [{'x' if there else '  '}] {name}{unseen}", ORANGE if there else PALE))
    return lines


def _words(mark: Mark, exercise: Exercise) -> str:
    if mark.kind == "fault":
        return mark.name
    what = verdict_of(mark, exercise) if mark.kind == "rep" else f"{mark.end_s - mark.start_s:.1f} s"
    return " ".join(filter(None, (what, mark.side, *mark.faults)))


def _colour(mark: Mark, exercise: Exercise) -> Colour:
    if mark.kind == "rep":
        return _COLOURS[verdict_of(mark, exercise)]
    return ORANGE if mark.faults else GREEN


def _in_rows(marks: tuple[Mark, ...], rows: int) -> list[list[Mark]]:
    """Marks that overlap below each other, as far as there is room."""
    found: list[list[Mark]] = [[] for _ in range(rows)]
    for mark in marks:
        free = (row for row in found if not row or row[-1].end_s <= mark.start_s)
        next(free, found[-1]).append(mark)
    return found
