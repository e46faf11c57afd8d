"""Cameras, with a device that the test plays: no camera, no waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Event
from typing import ClassVar

import cv2
import numpy as np
import pytest
from clip_maker import Image, MakeClip, grey

from formcheck.errors import CameraError
from formcheck.source.camera import Camera
from formcheck.source.capture import Capture, OpenCvCapture, camera_name, open_capture, why_not_open
from formcheck.source.frame import Frame
from formcheck.source.live import CameraState

SIZE = (8, 6)


class FakeCapture:
    """A device that delivers what the test hands it; None: it has been unplugged."""

    def __init__(self, *pictures: int | None) -> None:
        self.released = False
        self._queue: Queue[Image | None] = Queue()
        self._open = False
        self.give(*pictures)

    def give(self, *pictures: int | None) -> None:
        for picture in pictures:
            self._queue.put(None if picture is None else grey(picture, SIZE))

    def put(self, image: Image) -> None:
        self._queue.put(image)

    def settle(self) -> None:
        """Until all that was given has gone through the camera."""
        self._queue.join()

    def read(self) -> Image | None:
        self._done()
        image = self._queue.get()
        self._open = True
        return image

    def release(self) -> None:
        self.released = True
        self._done()

    def _done(self) -> None:
        if self._open:
            self._queue.task_done()
        self._open = False


class Bench:
    """A camera with its clock and its device in the hands of the test."""

    def __init__(self, *captures: FakeCapture | None) -> None:
        self.now = 100.0
        self.delays: list[float] = []
        self.opened: list[FakeCapture] = []
        self._captures = list(captures)
        self.camera = Camera(0, clock=lambda: self.now, open_device=self._open, wait=self._wait)

    def _open(self, device: int | str, size: tuple[int, int]) -> Capture | None:
        capture = self._captures.pop(0) if self._captures else None
        if capture is not None:
            self.opened.append(capture)
        return capture

    def _wait(self, event: Event, seconds: float) -> bool:
        self.delays.append(seconds)
        return event.wait() if not self._captures else event.is_set()

    def frame(self) -> Frame:
        got = self.camera.read(timeout_s=10)
        assert isinstance(got, Frame)
        return got

    def state(self) -> CameraState:
        got = self.camera.read(timeout_s=0)
        assert isinstance(got, CameraState)
        return got

    def end(self) -> None:
        for capture in self.opened:
            capture.give(None)
        self.camera.close()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench(FakeCapture(0))
    yield bench
    bench.end()


def test_the_first_picture_is_at_zero_and_gives_the_size(bench: Bench) -> None:
    assert bench.camera.size == SIZE
    frame = bench.frame()
    assert frame.time_s == 0
    assert (frame.image == grey(0, SIZE)).all()


def test_only_the_newest_picture_is_kept(bench: Bench) -> None:
    bench.now += 0.5
    bench.opened[0].give(1, 2, 3)
    bench.opened[0].settle()
    frame = bench.frame()
    assert (frame.image == grey(3, SIZE)).all()
    assert bench.state() == CameraState("")


def test_times_follow_the_clock_and_always_rise(bench: Bench) -> None:
    times = [bench.frame().time_s]
    for picture, step in enumerate((0.04, 0.0, 0.1), 1):
        bench.now += step
        bench.opened[0].give(picture)
        times.append(bench.frame().time_s)
    assert times == pytest.approx([0, 0.04, 0.041, 0.14])


def test_a_camera_that_delivers_nothing_for_two_seconds_is_told(bench: Bench) -> None:
    bench.frame()
    bench.now += 1.9
    assert bench.state() == CameraState("")
    bench.now += 0.2
    assert bench.state().text == "camera 0 gives no picture: unplug it and plug it in again"
    bench.opened[0].give(1)
    assert bench.frame().time_s == pytest.approx(2.1)
    assert bench.state() == CameraState("")


def test_a_camera_that_shows_the_same_picture_again_and_again_is_told(bench: Bench) -> None:
    bench.frame()
    for _ in range(5):  # it delivers, but nobody sees what is done
        bench.now += 0.5
        bench.opened[0].give(0)
        bench.opened[0].settle()
        assert bench.state() == CameraState("")
    bench.now += 0.6
    text = "camera 0 shows the same picture again and again: take the cover off the lens, or unplug it and plug it in again"
    assert bench.state().text == text
    bench.opened[0].give(1)
    assert bench.frame().time_s == pytest.approx(3.1)
    assert bench.state() == CameraState("")


def test_a_camera_that_gives_each_picture_twice_is_none_that_is_frozen(bench: Bench) -> None:
    times = []
    for picture in range(1, 5):
        for _ in range(2):
            bench.now += 0.05
            bench.opened[0].give(picture)
            bench.opened[0].settle()
        times.append(bench.frame().time_s)
        assert bench.state() == CameraState("")
    assert times == pytest.approx([0.05, 0.15, 0.25, 0.35])


def test_pictures_of_another_size_are_fitted_into_the_first(bench: Bench) -> None:
    bench.frame()
    wide = np.full((3, 8, 3), 200, np.uint8)
    bench.opened[0].put(wide)
    frame = bench.frame()
    assert frame.size == bench.camera.size == SIZE
    assert [int(row.mean()) for row in frame.image] == [0, 200, 200, 200, 0, 0]
    bench.opened[0].put(np.full((60, 80, 3), 90, np.uint8))
    assert (bench.frame().image == 90).all()


def test_an_unplugged_camera_is_told_and_taken_up_again_with_times_going_on() -> None:
    bench = Bench(FakeCapture(0), None, None, FakeCapture())
    bench.frame()
    bench.now += 1
    bench.opened[0].give(None)
    bench.opened[0].settle()
    assert bench.state() == CameraState("camera 0 is gone: plug it in again")
    assert bench.opened[0].released
    bench.now += 9
    while len(bench.opened) < 2:
        bench.state()
    bench.opened[1].give(7)
    frame = bench.frame()
    assert frame.time_s == pytest.approx(10)
    assert (frame.image == grey(7, SIZE)).all()
    assert bench.delays == [0.5, 1, 2]
    assert bench.state() == CameraState("")
    bench.end()


def test_closing_ends_the_pictures_and_releases_the_camera() -> None:
    bench = Bench(FakeCapture(0))
    bench.end()
    assert bench.opened[0].released
    assert list(bench.camera) == []
    bench.frame()
    assert bench.state() == CameraState("the camera is closed", ended=True)


def test_a_missing_camera() -> None:
    with pytest.raises(CameraError, match=r"^camera 0: "):
        Bench(None)


def test_a_camera_that_opens_but_gives_nothing() -> None:
    capture = FakeCapture(*[None] * 5)
    with pytest.raises(CameraError, match=r"^camera 0: gives no picture; close other programs that use it"):
        Bench(capture)
    assert capture.released


def test_names_other_cameras_when_one_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert why_not_open(0, tmp_path) == "camera 0: not found; plug one in, or give a recorded clip with --camera FILE"
    for number in (2, 10):
        (tmp_path / f"video{number}").touch()
    assert why_not_open(0, tmp_path) == "camera 0: not found; there is --camera 2, 10"
    assert why_not_open(2, tmp_path).startswith("camera 2: does not open; close other programs that use it")


def test_tells_a_camera_that_one_may_not_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.access", lambda path, mode: False)
    (tmp_path / "video0").touch()
    assert why_not_open(0, tmp_path).startswith("camera 0: you may not use it; run `sudo usermod -aG video $USER`")


@pytest.mark.parametrize(
    ("platform", "where"),
    [
        ("win32", "allow desktop apps to use the camera: Settings, Privacy & security, Camera"),
        ("darwin", "allow the terminal to use the camera: System Settings, Privacy & Security, Camera; then open the terminal anew"),
        ("freebsd14", "in the system's privacy settings"),
    ],
)
def test_elsewhere_it_is_said_where_the_camera_is_allowed(monkeypatch: pytest.MonkeyPatch, platform: str, where: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert why_not_open(0).startswith("camera 0: does not open; plug it in, ") and why_not_open(0).endswith(where)


class FakeDevice:
    """cv2.VideoCapture on a system where only some ways lead to the camera."""

    ways: ClassVar[list[int]] = []
    open_by: ClassVar[set[int]] = set()
    freed: ClassVar[list[int]] = []

    def __init__(self, number: int, way: int) -> None:
        self.way, self.set_to = way, dict[int, float]()
        self.ways.append(way)

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.way in self.open_by

    def set(self, key: int, value: float) -> None:
        self.set_to[key] = value

    def release(self) -> None:
        self.freed.append(self.way)


@pytest.mark.parametrize(
    ("platform", "open_by", "ways"),
    [
        ("win32", {cv2.CAP_MSMF}, [cv2.CAP_MSMF]),
        ("win32", {cv2.CAP_DSHOW}, [cv2.CAP_MSMF, cv2.CAP_DSHOW]),
        ("win32", set(), [cv2.CAP_MSMF, cv2.CAP_DSHOW]),
        ("darwin", {cv2.CAP_AVFOUNDATION}, [cv2.CAP_AVFOUNDATION]),
        ("linux", {cv2.CAP_ANY}, [cv2.CAP_ANY]),
    ],
)
def test_the_ways_to_a_camera_on_each_system(monkeypatch: pytest.MonkeyPatch, platform: str, open_by: set[int], ways: list[int]) -> None:
    monkeypatch.setattr(FakeDevice, "ways", [])
    monkeypatch.setattr(FakeDevice, "freed", [])
    monkeypatch.setattr(FakeDevice, "open_by", open_by)
    monkeypatch.setattr(cv2, "VideoCapture", FakeDevice)
    monkeypatch.setattr("sys.platform", platform)
    capture = open_capture(0, SIZE)
    assert FakeDevice.ways == ways
    assert (capture is not None) == bool(open_by)
    assert set(FakeDevice.freed) == set(ways) - open_by  # a way that does not lead there keeps nothing open
    if isinstance(capture, OpenCvCapture):
        device = capture._capture
        assert (device.set_to[cv2.CAP_PROP_FRAME_WIDTH], device.set_to[cv2.CAP_PROP_FRAME_HEIGHT]) == SIZE
        assert (cv2.CAP_PROP_FOURCC in device.set_to) == (platform == "linux")


def test_a_password_in_an_address_is_never_shown() -> None:
    assert camera_name("rtsp://me:secret@[::1]:554/live") == "rtsp://[::1]:554/live"
    assert "secret" not in why_not_open("rtsp://me:secret@[::1]:554/live")


def test_opencv_keeps_quiet_about_a_missing_camera(capfd: pytest.CaptureFixture[str]) -> None:
    assert open_capture(99, SIZE) is None
    assert open_capture("/nosuch/clip.mp4", SIZE) is None
    assert capfd.readouterr().err == ""


def test_pictures_come_through_opencv_until_there_are_no_more(make_clip: MakeClip) -> None:
    capture = open_capture(str(make_clip()), SIZE)
    assert capture is not None
    shades = []
    while (image := capture.read()) is not None:
        shades.append(float(np.mean(image)))
    assert shades == pytest.approx([20 + 10 * i for i in range(10)], abs=4.9)
    capture.release()
