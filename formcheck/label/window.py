"""LabelWindow: a window that also hands back what the mouse did in it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal, Self

from formcheck.label.desk import FULL_KEY
from formcheck.window.window import Window


@dataclass(frozen=True, slots=True)
class MouseEvent:
    """x, y: pixels of the picture shown."""

    kind: Literal["down", "move", "up"]
    x: int
    y: int


class LabelWindow(Window):
    """size: (width, height) in pixels; made smaller to fit the screen.

    mouse: what has happened and was not looked at yet; moves only while the left button is down.
    """

    def __init__(self, title: str, size: tuple[int, int]) -> None:
        super().__init__(title, size=size, full_key=FULL_KEY)
        self.mouse: deque[MouseEvent] = deque()

    def __enter__(self) -> Self:
        import cv2

        super().__enter__()
        cv2.setMouseCallback(self._title, self._happened)
        return self

    def _happened(self, event: int, x: int, y: int, flags: int, _: object) -> None:
        import cv2

        if event == cv2.EVENT_LBUTTONDOWN:
            self.mouse.append(MouseEvent("down", x, y))
        elif event == cv2.EVENT_MOUSEMOVE and flags & cv2.EVENT_FLAG_LBUTTON:
            self.mouse.append(MouseEvent("move", x, y))
        elif event == cv2.EVENT_LBUTTONUP:
            self.mouse.append(MouseEvent("up", x, y))
