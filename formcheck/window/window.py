"""Window: shows pictures on the screen and hands back the keys that were pressed in it."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from formcheck.errors import OutputError
from formcheck.files.words import plain
from formcheck.source.frame import Image
from formcheck.window.display import open_display

ESCAPE: Final = "esc"
FULL_KEY: Final = "f"
_ESCAPE_CODE: Final = 27
_FIRST_SIZE: Final = (1280, 720)  # of the window, in pixels; the user may change it
_ROOM: Final = (0.95, 0.85)  # of the screen: the rest is for title bar and panel
_SHOWN_AGAIN: Final = {1, 2, 4, 8, 16, 32, 64, 128, 256}  # pictures after which a window is told that it is shown


class Window:
    """A window on the screen; a context manager.  Raises OutputError when there is no screen to show it on.

    full: opens full screen; full_key goes there and back.  size: (width, height) in pixels of one that is not, at most.
    """

    def __init__(self, title: str, full: bool = False, size: tuple[int, int] = _FIRST_SIZE, full_key: str = FULL_KEY) -> None:
        self._title = plain(title)
        self._full, self._size, self._full_key = full, size, full_key
        self._pictures = 0
        self.closed = False

    def __enter__(self) -> Self:
        import cv2

        self._display = open_display()
        self._size = fitted(self._size, self._display.size())
        try:
            cv2.namedWindow(self._title, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL)
            cv2.resizeWindow(self._title, *self._size)
            if self._full:
                self._fill_screen(True)
        except cv2.error as error:
            self._display.close()
            raise _told(error) from error
        return self

    def show(self, image_bgr: Image) -> str | None:
        """Show a picture; returns the key pressed since the last one in small letters (``esc`` for Escape), or None.

        The key for full screen is not handed on.  Sets ``closed``, and shows nothing more, once the user has closed the window.
        Raises OutputError when the display is gone.
        """
        import cv2

        if self.closed:
            return None
        try:
            self._display.check()
        except OutputError:
            self.closed = True  # nothing of it may be touched any more
            raise
        try:
            cv2.imshow(self._title, image_bgr)
            key = key_name(cv2.waitKey(1))
            if key == self._full_key:
                key = None
                self._fill_screen(not self._full)
        except cv2.error as error:
            raise _told(error) from error
        self.closed = not self._visible()
        self._pictures += 1
        if self._pictures in _SHOWN_AGAIN and not self.closed:
            self._display.tell_shown()
        return key

    def _fill_screen(self, full: bool) -> None:
        import cv2

        self._full, self._pictures = full, 0
        whole = self._display.size() if full else None
        if whole is not None:  # where no window manager listens; before it is asked: a size given later makes it a framed window again
            cv2.moveWindow(self._title, 0, 0)
            cv2.resizeWindow(self._title, *whole)
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, cv2.WINDOW_FULLSCREEN if full else cv2.WINDOW_NORMAL)
        if not full:
            cv2.resizeWindow(self._title, *self._size)

    def _visible(self) -> bool:
        import cv2

        try:
            return bool(cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1)
        except cv2.error:  # Qt has thrown everything away with its last window
            return False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        import cv2

        if not self.closed:
            with suppress(cv2.error):  # closed by the user since the last picture
                cv2.destroyWindow(self._title)
                cv2.waitKey(1)  # lets the toolkit really take it away
        self.closed = True
        self._display.close()


def fitted(size: tuple[int, int], screen: tuple[int, int] | None) -> tuple[int, int]:
    """A window's (width, height) in pixels, made smaller in proportion where the screen has no room for it."""
    if screen is None:
        return size
    scale = min(1.0, *(room * there / wanted for room, there, wanted in zip(_ROOM, screen, size, strict=True)))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def key_name(code: int) -> str | None:
    """The key's character in small letters, ``esc``, or None for no key or one without a character."""
    if code == _ESCAPE_CODE:
        return ESCAPE
    return chr(code).lower() if 32 <= code < 127 else None


def _told(error: Exception) -> OutputError:
    reason = " ".join(str(error).split())
    return OutputError(f"no window: OpenCV says: {reason}; see `formcheck doctor`")
