"""The labelling loop: keys and mouse in, the window's picture out, the labels on the disk after each change.

The window and the clock are handed in; so tests need neither.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from formcheck.engine.status import Status
from formcheck.label.desk import Desk
from formcheck.label.pictures import Pictures
from formcheck.label.screen import LabelScreen
from formcheck.label.window import MouseEvent
from formcheck.pose.pose import Track
from formcheck.source.frame import Image

STEP_S: Final = 0.02  # between two looks at keys and mouse; more often is of no use to anybody


class Display(Protocol):
    """Shows a picture and hands back the key; closed: the user has closed it."""

    closed: bool
    mouse: deque[MouseEvent]

    def show(self, image_bgr: Image) -> str | None:
        """Put it on the screen; the name of the key that was pressed, or None."""
        ...


class LabelLoop:
    """save: called after each change of the marks.  clock: seconds, rising; pause: lets so many of them pass.  stop: ends it."""

    def __init__(
        self,
        desk: Desk,
        screen: LabelScreen,
        pictures: Pictures,
        track: Track,
        statuses: list[Status],
        window: Display,
        save: Callable[[], None],
        clock: Callable[[], float],
        pause: Callable[[float], None],
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._desk, self._screen, self._pictures, self._window = desk, screen, pictures, window
        self._track, self._statuses = track, statuses
        self._save, self._clock, self._pause, self._stop = save, clock, pause, stop
        self._shown: tuple[int, Image] | None = None

    def run(self) -> None:
        """Until the user ends it.  Raises OutputError when the labels cannot be saved, or the window fails."""
        saved = self._desk.editor.changes
        before = self._clock()
        while not (self._desk.done or self._window.closed or self._stop()):
            now = self._clock()
            self._desk.player.pass_time(now - before)
            before = now
            key = self._window.show(self._draw())
            if key is not None:
                self._desk.press(key)
            self._point()
            if self._desk.editor.changes != saved:
                self._save()
                saved = self._desk.editor.changes
            self._pause(max(0.0, STEP_S - (self._clock() - now)))

    def _draw(self) -> Image:
        now_s = self._desk.player.now_s
        number = self._pictures.number(now_s)
        if self._shown is None or self._shown[0] != number:
            self._shown = (number, self._pictures.at(number))
        i = int(self._track.time_s.searchsorted(now_s + 1e-6)) - 1
        i = min(max(i, 0), len(self._track) - 1)
        return self._screen.draw(self._shown[1], self._track[i], self._statuses[i])

    def _point(self) -> None:
        """What the mouse did since the last picture."""
        while self._window.mouse:
            event = self._window.mouse.popleft()
            if event.kind == "up":
                self._desk.drop()
                continue
            place = self._screen.hit(event.x, event.y)
            if place is None:
                continue
            if event.kind == "down":
                self._desk.click(*place)
            else:
                self._desk.drag(place[0])
