"""The window: its keys, its end, and a machine without a screen."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.window import window
from formcheck.window.display import GONE, LIBRARIES, Display, MacDisplay, WindowsDisplay, X11Display, check_display
from formcheck.window.window import Window, fitted, key_name

PICTURE = np.zeros((4, 4, 3), np.uint8)


class FakeToolkit:
    """Stands for the part of OpenCV that shows windows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, keys: list[int]) -> None:
        self.keys = keys
        self.visible = 1.0
        self.shown = 0
        self.destroyed = False
        self.sizes: list[tuple[int, int]] = []
        self.full: list[bool] = []
        self.display = Display()
        monkeypatch.setattr(window, "open_display", lambda: self.display)
        monkeypatch.setattr(cv2, "namedWindow", lambda *args: None)
        monkeypatch.setattr(cv2, "resizeWindow", lambda title, *size: self.sizes.append(size))
        monkeypatch.setattr(cv2, "moveWindow", lambda *args: None)
        monkeypatch.setattr(cv2, "setWindowProperty", lambda title, which, value: self.full.append(value == cv2.WINDOW_FULLSCREEN))
        monkeypatch.setattr(cv2, "imshow", self._show)
        monkeypatch.setattr(cv2, "waitKey", lambda delay: self.keys.pop(0) if self.keys else -1)
        monkeypatch.setattr(cv2, "getWindowProperty", self._property)
        monkeypatch.setattr(cv2, "destroyWindow", self._destroy)

    def _show(self, title: str, image: Any) -> None:
        self.shown += 1

    def _property(self, title: str, which: int) -> float:
        if self.visible < 0:
            raise cv2.error("NULL guiReceiver")
        return self.visible

    def _destroy(self, title: str) -> None:
        self.destroyed = True


@pytest.mark.parametrize(("code", "name"), [(-1, None), (27, "esc"), (32, " "), (ord("q"), "q"), (ord("Q"), "q"), (0, None), (229, None)])
def test_names_of_keys(code: int, name: str | None) -> None:
    assert key_name(code) == name


def test_keys_come_back_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeToolkit(monkeypatch, [ord("r"), -1, 27])
    with Window("test") as shown:
        assert [shown.show(PICTURE) for _ in range(3)] == ["r", None, "esc"]


@pytest.mark.parametrize("answer", [0.0, -1.0], ids=["gone", "toolkit gone with it"])
def test_a_closed_window_shows_nothing_more(monkeypatch: pytest.MonkeyPatch, answer: float) -> None:
    toolkit = FakeToolkit(monkeypatch, [])
    with Window("test") as shown:
        shown.show(PICTURE)
        assert not shown.closed
        toolkit.visible = answer
        shown.show(PICTURE)
        assert shown.closed
        shown.show(PICTURE)
        assert toolkit.shown == 2
    assert not toolkit.destroyed


def test_the_window_goes_away_at_the_end_of_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    toolkit = FakeToolkit(monkeypatch, [])
    with pytest.raises(KeyboardInterrupt), Window("test") as shown:
        shown.show(PICTURE)
        raise KeyboardInterrupt
    assert toolkit.destroyed


class SmallScreen(Display):
    """A screen of 1024 x 600 that counts how often its window was told that it is shown."""

    told = 0

    def size(self) -> tuple[int, int] | None:
        return 1024, 600

    def tell_shown(self) -> None:
        self.told += 1


def test_full_screen_is_asked_for_and_a_key_goes_there_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    toolkit = FakeToolkit(monkeypatch, [ord("f"), ord("q"), ord("f")])
    with Window("test", full=True) as shown:
        assert toolkit.full == [True]
        assert [shown.show(PICTURE) for _ in range(3)] == [None, "q", None]  # the key is not handed on
    assert toolkit.full == [True, False, True]


def test_another_key_may_go_to_full_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    toolkit = FakeToolkit(monkeypatch, [ord("f"), ord("w")])
    with Window("test", full_key="w") as shown:
        assert [shown.show(PICTURE) for _ in range(2)] == ["f", None]
    assert toolkit.full == [True]


def test_a_window_fits_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    toolkit = FakeToolkit(monkeypatch, [])
    toolkit.display = SmallScreen()
    with Window("test", size=(1280, 860)):
        pass
    assert toolkit.sizes == [(759, 510)]


@pytest.mark.parametrize(
    ("screen", "size"),
    [(None, (1280, 720)), ((1920, 1080), (1280, 720)), ((1280, 720), (1088, 612)), ((1024, 600), (907, 510)), ((720, 1280), (684, 385))],
)
def test_sizes_that_fit(screen: tuple[int, int] | None, size: tuple[int, int]) -> None:
    assert fitted((1280, 720), screen) == size


def test_a_window_is_told_again_and_again_at_first_that_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    toolkit = FakeToolkit(monkeypatch, [])
    toolkit.display = screen = SmallScreen()
    with Window("test") as shown:
        for _ in range(300):
            shown.show(PICTURE)
    assert screen.told == 9


def test_the_size_of_a_screen_of_windows() -> None:
    user = SimpleNamespace(GetSystemMetrics=lambda which: {0: 1366, 1: 768}[which])
    assert WindowsDisplay(lambda library: user).size() == (1366, 768)
    assert WindowsDisplay(lambda library: SimpleNamespace(GetSystemMetrics=lambda which: 0)).size() is None


def test_the_size_of_a_screen_of_macos() -> None:
    graphics = SimpleNamespace(CGMainDisplayID=lambda: 7, CGDisplayPixelsWide=_Function(1440), CGDisplayPixelsHigh=_Function(900))
    assert MacDisplay(lambda library: graphics).size() == (1440, 900)


class _Function:
    """Stands for a function of a system library."""

    def __init__(self, answer: int) -> None:
        self._answer = answer

    def __call__(self, *args: object) -> int:
        return self._answer


def test_an_opencv_without_windows_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "currentUIFramework", lambda: "")
    with pytest.raises(OutputError, match="opencv-python-headless") as caught:
        check_display()
    assert "\n" not in str(caught.value)


def test_no_display_is_told_before_qt_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "currentUIFramework", lambda: "QT")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    with pytest.raises(OutputError, match="no display"):
        check_display()


def fake_xcb(wrong: int, later: int = 0) -> Any:
    """later: what has gone wrong once an event was asked for."""
    state = [wrong]
    calls = {
        "xcb_connect": lambda *a: 1,
        "xcb_connection_has_error": lambda c: state[0],
        "xcb_poll_for_event": lambda c: state.__setitem__(0, later),
        "xcb_disconnect": lambda c: None,
    }
    return SimpleNamespace(**{name: type("Function", (), {"__call__": staticmethod(call)})() for name, call in calls.items()})


def test_a_display_that_does_not_answer_is_named() -> None:
    with pytest.raises(OutputError, match="':55'"):
        X11Display(":55", lambda library: fake_xcb(wrong=1))
    X11Display(":0", lambda library: fake_xcb(wrong=0)).close()


def test_a_display_that_goes_away_is_told_before_qt_ends_the_program() -> None:
    here = X11Display(":0", lambda library: fake_xcb(wrong=0))
    here.check()
    gone = X11Display(":0", lambda library: fake_xcb(wrong=0, later=1))
    with pytest.raises(OutputError, match="the display is gone: what was done until then is kept"):
        gone.check()


def test_a_window_whose_display_is_gone_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Going(Display):
        there = True

        def check(self) -> None:
            if not self.there:
                raise OutputError(GONE)

    toolkit = FakeToolkit(monkeypatch, [])
    toolkit.display = going = Going()
    with pytest.raises(OutputError, match="the display is gone"), Window("test") as shown:
        shown.show(PICTURE)
        going.there = False
        shown.show(PICTURE)
    assert (toolkit.shown, toolkit.destroyed) == (1, False)


@pytest.mark.parametrize(("library", "package"), LIBRARIES.items())
def test_a_missing_system_library_is_named_with_its_package(library: str, package: str) -> None:
    def load(name: str) -> Any:
        if name == library:
            raise OSError(f"{name}: cannot open shared object file")
        return fake_xcb(wrong=0)

    with pytest.raises(OutputError, match=rf"{library}.*{package}"):
        X11Display(":0", load)
