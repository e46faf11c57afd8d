"""The panels round the person: the count, the hold ring, the range bar and the line of words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Final

from formcheck.draw import icons
from formcheck.draw.canvas import SMALLEST_TEXT, Canvas
from formcheck.draw.icons import Icon
from formcheck.draw.palette import BLUE, GREEN, GREY, INK, ORANGE, PALE, PURPLE, SKY, VERMILLION, WHITE, YELLOW, Colour
from formcheck.engine.status import Phase, Status, Verdict
from formcheck.rules.exercise import Exercise

Say = Callable[[str], str]  # a text in the language of the user

MARGIN: Final = 8  # units between panels and the picture's edge
BAR_TOP: Final = 1.25  # level at the upper end of the range bar
_RING: Final = 43  # units, radius
_BAR: Final = 240  # units, greatest length

MARKS: Final[dict[Verdict, tuple[Icon, Colour]]] = {
    "good": (icons.tick, GREEN),
    "flawed": (icons.cross, ORANGE),
    "incomplete": (icons.half, SKY),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a line of words looks: its sign, the sign's colour and the ground's."""

    icon: Icon
    sign: Colour
    ground: Colour
    cover: float


FAULT: Final = Look(icons.warning, WHITE, VERMILLION, 0.9)
FIXED: Final = Look(icons.tick, WHITE, GREEN, 0.9)
PRAISE: Final = Look(icons.tick, WHITE, BLUE, 0.9)
ASK: Final = Look(icons.frame, YELLOW, INK, 0.75)
READY: Final = Look(icons.play, SKY, INK, 0.75)
NOTED: Final = Look(icons.half, PALE, INK, 0.75)
PAUSED: Final = Look(icons.pause, ORANGE, INK, 0.75)
ABSENT: Final = Look(icons.absent, PURPLE, INK, 0.75)
STOPPED: Final = Look(icons.stop, ORANGE, INK, 0.85)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of words and how it looks."""

    look: Look
    text: str


def draw_line(canvas: Canvas, line: TextLine, above: float = 0.0) -> None:
    """The line of words at the bottom of the picture, ``above`` pixels over its edge."""
    margin, sign = canvas.px(MARGIN), canvas.px(13)
    left = 2 * margin + 2 * sign
    room = canvas.width - 2 * margin - left - margin
    text = line.text[:1].upper() + line.text[1:]
    lines, size = canvas.fitted(text, room, size=27, least=9)
    row = canvas.px(size * 1.22)
    height = max(canvas.px(44), len(lines) * row + canvas.px(14))
    top = canvas.height - margin - above - height
    canvas.panel(margin, top, canvas.width - 2 * margin, height, line.look.ground, line.look.cover)
    line.look.icon(canvas, (2 * margin + sign, top + height / 2), sign, line.look.sign)
    for i, words in enumerate(lines):
        canvas.text(words, margin + left, top + height / 2 + (i - (len(lines) - 1) / 2) * row, size, WHITE)


def draw_footer(canvas: Canvas, words: str) -> float:
    """A small line at the very bottom; returns its height in pixels, 0 when it is too small to be read."""
    size, height = 11.5, canvas.px(17)
    if not words or canvas.px(size) < SMALLEST_TEXT:
        return 0.0
    canvas.panel(0, canvas.height - height, canvas.width, height, cover=0.55, corner=0)
    fitting = canvas.shortened(words, canvas.width - 2 * canvas.px(MARGIN), size, 400)
    canvas.text(fitting, canvas.width / 2, canvas.height - height / 2, size, PALE, 400, "centre")
    return float(height)


def draw_count(canvas: Canvas, exercise: Exercise, status: Status, last: Verdict | None, note: str = "", say: Say = str) -> None:
    """The card at the top left; last: verdict of the repetition that just ended, which frames the card; note: more words beside it.

    say: puts the words into the language of the user.
    """
    reps = exercise.kind == "reps"
    number = str(status.reps if reps else status.holds)
    asked = exercise.dose.reps * (2 if exercise.dose.per_side else 1)
    beside = [f"of {asked}"] if asked > 1 else []
    if exercise.sides and status.active_side:
        beside.append(f"{status.active_side} side")
    if note:
        beside.append(note)
    beside = [say(words) for words in beside]
    margin, pad = canvas.px(MARGIN), canvas.px(9)
    digits = canvas.text_width(number, 58, 700)
    marks = _marks(status, reps)
    widths = [canvas.px(31) + canvas.text_width(str(count), 16) for _, count in marks]
    width = max(
        digits + (canvas.px(7) + max(canvas.text_width(w, 15, 500) for w in beside) if beside else 0),
        sum(widths) - canvas.px(8),
        canvas.px(74),
    )
    title = canvas.shortened(say(exercise.title), max(width, 0.34 * canvas.width), 14, 500)
    width = max(width, canvas.text_width(title, 14, 500)) + 2 * pad
    height = canvas.px(100)
    if last:
        edge = canvas.px(3)
        canvas.panel(margin - edge, margin - edge, width + 2 * edge, height + 2 * edge, MARKS[last][1], 0.95)
    canvas.panel(margin, margin, width, height, cover=0.85 if last else 0.7)
    x = margin + pad
    canvas.text(title, x, margin + canvas.px(13), 14, PALE, 500)
    canvas.text(number, x - canvas.px(2), margin + canvas.px(49), 58, WHITE, 700)
    for i, words in enumerate(beside):
        canvas.text(words, x + digits + canvas.px(6), margin + canvas.px(63 - 18 * (len(beside) - 1 - i)), 15, PALE, 500)
    for i, (verdict, count) in enumerate(marks):
        icon, colour = MARKS[verdict]
        at, middle = x + canvas.px(7) + sum(widths[:i]), margin + canvas.px(86)
        icon(canvas, (at, middle), canvas.px(8), colour)
        canvas.text(str(count), at + canvas.px(12), middle, 16, WHITE)


def _marks(status: Status, reps: bool) -> list[tuple[Verdict, int]]:
    return [("good", status.holds)] if not reps else [("good", status.good), ("flawed", status.flawed), ("incomplete", status.incomplete)]


def draw_hold(canvas: Canvas, status: Status) -> float:
    """The ring at the top right, with the seconds held; returns the y of its lower edge in pixels."""
    radius, margin = canvas.px(_RING), canvas.px(MARGIN)
    pad = canvas.px(8)
    box = 2 * (radius + pad)
    left, top = canvas.width - margin - box, margin
    canvas.panel(left, top, box, box)
    centre = (left + box / 2, top + box / 2)
    canvas.disc(centre, radius, GREY, 3)
    share = status.held_s / status.target_s if status.target_s > 0 else 0.0
    stopped = status.phase is Phase.PAUSED
    colour = GREEN if share >= 1 else ORANGE if stopped else SKY
    if share > 0:
        canvas.arc(centre, radius, -90, 360 * min(share, 1), colour, 7)
    x, y = centre
    canvas.text(str(int(status.held_s)), x, y - canvas.px(7), 42, WHITE, 700, "centre")
    below = y + canvas.px(22)
    if share >= 1:
        icons.tick(canvas, (x, below), canvas.px(9), GREEN)
    elif stopped:
        icons.pause(canvas, (x, below), canvas.px(9), ORANGE)
    else:
        canvas.text(f"of {status.target_s:.0f} s" if status.target_s > 0 else "s", x, below, 14, PALE, 500, "centre")
    return float(top + box)


def draw_range(canvas: Canvas, level: float, top: float, bottom: float, second: float | None = None) -> None:
    """The upright bar at the right edge, from y ``top`` to ``bottom`` pixels: how far into the range, with the full mark.

    second: the level of the other end of a movement that goes both ways; then rest is in the middle and there are two marks.
    """
    margin, width = canvas.px(MARGIN), canvas.px(16)
    left = canvas.width - margin - width
    bottom = min(bottom, top + canvas.px(_BAR))
    if bottom - top < canvas.px(40):
        return
    canvas.panel(left, top, width, bottom - top)
    inset = canvas.px(4)
    foot, head = bottom - inset, top + inset
    rest = foot if second is None else (foot + head) / 2
    full = rest - (rest - head) / BAR_TOP
    sides = [(level, rest, full)] if second is None else [(level, rest, full), (level / second, rest, 2 * rest - full)]
    for share, start, mark in sides:
        if isfinite(share) and share > 0:
            end = start + (mark - start) * min(share, BAR_TOP)
            at = start + (mark - start) * min(share, 1)
            _column(canvas, left + inset, width - 2 * inset, start, at, SKY if share < 1 else GREEN)
            _column(canvas, left + inset, width - 2 * inset, at, end, YELLOW)
        _mark(canvas, left, left + width, mark)


def _mark(canvas: Canvas, left: float, right: float, y: float) -> None:
    """A line across the bar, with an arrow head pointing to it."""
    tip, reach = left - canvas.px(3), canvas.px(7)
    canvas.line((tip, y), (right, y), WHITE, 2.4, edge=0.8)
    canvas.shape([(tip, y), (tip - reach, y - reach * 0.7), (tip - reach, y + reach * 0.7)], WHITE)


def _column(canvas: Canvas, left: float, width: float, start: float, end: float, colour: Colour) -> None:
    if abs(end - start) >= 1:
        canvas.shape([(left, start), (left + width, start), (left + width, end), (left, end)], colour)
