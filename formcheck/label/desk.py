"""Desk: what keys and clicks do; the editor and the player behind them.  It knows no window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from formcheck.label.editor import Editor
from formcheck.label.marks import Kind, Mark
from formcheck.label.player import Player
from formcheck.window.window import ESCAPE

FULL_KEY: Final = "w"  # f begins a fault
PAGE_S: Final = 20.0  # seconds on the timeline when it is enlarged
GRAB_S: Final = 0.012  # share of the timeline around the end of the chosen mark by which it can be dragged

# the keys, in the order in which they are explained
LEGEND: Final = (
    ("space", "play, stop"),
    (", .", "a picture back, on"),
    ("j l", "a second back, on"),
    ("- +", "slower, faster"),
    ("r", "repetition from, to"),
    ("h", "hold from, to"),
    ("f", "fault from, to"),
    ("b n", "mark before, after"),
    ("i o", "mark from, to here"),
    ("s", "its side"),
    ("v", "its verdict"),
    ("1-9", "its faults"),
    ("x", "delete it"),
    ("u y", "undo, redo"),
    ("z", "enlarge time"),
    ("k", "skeleton"),
    ("esc", "let go of it"),
    (FULL_KEY, "whole screen"),
    ("q", "end (saved)"),
)


class Desk:
    """done: the user wants to end.  enlarged: the timeline shows PAGE_S seconds.  skeleton: drawn on the picture."""

    def __init__(self, editor: Editor, player: Player) -> None:
        self.editor, self.player = editor, player
        self.done = False
        self.enlarged = False
        self.skeleton = True
        self._dragged: Literal["start", "end"] | None = None
        self._keys: dict[str, Callable[[], object]] = {
            " ": player.toggle,
            ",": lambda: player.step(-1),
            ".": lambda: player.step(1),
            "j": lambda: player.seek(player.now_s - 1),
            "l": lambda: player.seek(player.now_s + 1),
            "-": lambda: player.change_speed(-1),
            "+": lambda: player.change_speed(1),
            "=": lambda: player.change_speed(1),  # the same key without shift
            "r": lambda: editor.toggle_open("rep", player.now_s),
            "h": lambda: editor.toggle_open("hold", player.now_s),
            "f": lambda: editor.toggle_open("fault", player.now_s),
            "b": lambda: self._go_to(editor.select_next(player.now_s, -1)),
            "n": lambda: self._go_to(editor.select_next(player.now_s, 1)),
            "i": lambda: editor.move_edge("start", player.now_s),
            "o": lambda: editor.move_edge("end", player.now_s),
            "s": editor.next_side,
            "v": editor.next_verdict,
            "x": editor.delete,
            "u": editor.undo,
            "y": editor.redo,
            ESCAPE: editor.cancel,
        }

    @property
    def span_s(self) -> tuple[float, float]:
        """Seconds that the timeline shows: the whole clip, or the page of it where one is."""
        if not self.enlarged or self.player.end_s <= PAGE_S:
            return 0.0, self.player.end_s
        page = self.player.now_s // (PAGE_S / 2)  # half a page of what comes is always to be seen
        start = min(page * PAGE_S / 2, self.player.end_s - PAGE_S / 2)
        return start, start + PAGE_S

    def press(self, key: str) -> None:
        """One key, as a window names it."""
        if key.isdecimal():
            self.editor.toggle_fault(int(key))
        elif key == "q":
            self.done = True
        elif key == "z":
            self.enlarged = not self.enlarged
        elif key == "k":
            self.skeleton = not self.skeleton
        elif key in self._keys:
            self._keys[key]()

    def click(self, time_s: float, lane: Kind | None) -> None:
        """On the timeline: near an end of the chosen mark it is taken hold of; on a lane the mark there is chosen; the rest goes there."""
        mark, near = self.editor.selected, GRAB_S * (self.span_s[1] - self.span_s[0])
        self._dragged = None
        if mark is not None and lane == mark.kind:
            if abs(time_s - mark.start_s) <= near:
                self._dragged = "start"
            elif abs(time_s - mark.end_s) <= near:
                self._dragged = "end"
        if self._dragged is None and lane is not None:
            self.editor.select_at(time_s, lane)
        self.player.playing = False
        self.player.seek(time_s)

    def drag(self, time_s: float) -> None:
        """The mouse moved with its button down."""
        self.player.seek(time_s)

    def drop(self) -> None:
        """The button was let go: what was taken hold of stays here."""
        if self._dragged is not None:
            self.editor.move_edge(self._dragged, self.player.now_s)
            self._dragged = None

    def _go_to(self, mark: Mark | None) -> None:
        if mark is not None:
            self.player.playing = False
            self.player.seek(mark.start_s)
