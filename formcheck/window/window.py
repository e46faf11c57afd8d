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
_ESCAPE_CODE: Final = 27
_FIRST_SIZE: Final = (1280, 720)  # of the window, in pixels; the user may change it


class Window:
    """A window on the screen; a context manager.  Raises OutputError when there is no screen to show it on."""

    def __init__(self, title: str) -> None:
        self._title = plain(title)
        self.closed = False

    def __enter__(self) -> Self:
        import cv2

        self._display = open_display()
        try:
            cv2.namedWindow(self._title, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL)
            cv2.resizeWindow(self._title, *_FIRST_SIZE)
        except cv2.error as error:
            self._display.close()
            raise _told(error) from error
        return self

    def show(self, image_bgr: Image) -> str | None:
        """Show a picture; returns the key pressed since the last one in small letters (``esc`` for Escape), or None.

        Sets ``closed``, and shows nothing more, once the user has closed the window.  Raises OutputError when the display is gone.
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
            code = cv2.waitKey(1)
        except cv2.error as error:
            raise _told(error) from error
        self.closed = not self._visible()
        return key_name(code)

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


def key_name(code: int) -> str | None:
    """The key's character in small letters, ``esc``, or None for no key or one without a character."""
    if code == _ESCAPE_CODE:
        return ESCAPE
    return chr(code).lower() if 32 <= code < 127 else None


def _told(error: Exception) -> OutputError:
    reason = " ".join(str(error).split())
    return OutputError(f"no window: OpenCV says: {reason}; see `formcheck doctor`")
