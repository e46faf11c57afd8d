"""Camera: live pictures with their times, also after it was unplugged for a while."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from time import perf_counter
from typing import Final

from formcheck.errors import CameraError
from formcheck.source.capture import Capture, camera_name, open_capture, why_not_open
from formcheck.source.frame import Frame, Image
from formcheck.source.live import CameraState, LiveReader

DEFAULT_SIZE: Final = (1280, 720)

_FROZEN_S: Final = 2.0  # without a picture for so long, it is said
_FIRST_TRIES: Final = 5  # some cameras give nothing at first
_RETRY_S: Final = 0.5  # before the first attempt to open it again; doubled after each
_LONGEST_RETRY_S: Final = 5.0
_LEAST_STEP_S: Final = 0.001


class Camera(LiveReader):
    """A camera by number, or a stream by address.  frame.time_s: seconds since the first picture, by the clock.

    size: (width, height) asked for; what comes is in the attribute ``size``.  When the camera goes away `read` says so and
    the camera is opened again as soon as that works; the times go on.
    clock: seconds, rising.  open_device: opens a capture or returns None.  wait: waits for an event so many seconds, true when it is set.
    Raises CameraError when it cannot be opened or gives no picture.
    """

    def __init__(
        self,
        device: int | str,
        size: tuple[int, int] = DEFAULT_SIZE,
        *,
        clock: Callable[[], float] = perf_counter,
        open_device: Callable[[int | str, tuple[int, int]], Capture | None] = open_capture,
        wait: Callable[[Event, float], bool] = Event.wait,
    ) -> None:
        super().__init__()
        self.name = camera_name(device)
        self._device = device
        self._asked_size = size
        self._clock = clock
        self._open_device = open_device
        self._wait = wait
        self._lock = Lock()
        self._lost = False
        self._capture, image = self._first()
        self.size = (image.shape[1], image.shape[0])
        self._began = self._last = clock()
        self._put(Frame(0.0, image))
        self._thread.start()

    def _first(self) -> tuple[Capture | None, Image]:
        capture = self._open_device(self._device, self._asked_size)
        if capture is None:
            raise CameraError(why_not_open(self._device))
        for _ in range(_FIRST_TRIES):
            image = capture.read()
            if image is not None:
                return capture, image
        capture.release()
        raise CameraError(f"{self.name}: gives no picture; close other programs that use it, or unplug it and plug it in again")

    def _run(self) -> None:
        retry_s = _RETRY_S
        try:
            while not self._stop.is_set():
                image = self._capture.read() if self._capture is not None else None
                if image is not None:
                    self._deliver(image)
                    retry_s = _RETRY_S
                    continue
                self._lose()
                if self._wait(self._stop, retry_s):
                    return
                retry_s = min(2 * retry_s, _LONGEST_RETRY_S)
                self._capture = self._open_device(self._device, self._asked_size)
        finally:
            self._lose()

    def _deliver(self, image: Image) -> None:
        with self._lock:
            self._lost = False
            self._last = max(self._clock(), self._last + _LEAST_STEP_S)
            frame = Frame(self._last - self._began, image)
        self._put(frame)

    def _lose(self) -> None:
        with self._lock:
            self._lost = True
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _state(self) -> CameraState:
        with self._lock:
            silent_s = self._clock() - self._last
            if self._over:
                return CameraState("the camera is closed", ended=True)
            if self._lost:
                what = "plug it in again" if isinstance(self._device, int) else "check that it is on, and the network"
                return CameraState(f"{self.name} is gone: {what}")
            if silent_s >= _FROZEN_S:
                return CameraState(f"{self.name} gives no picture: unplug it and plug it in again")
        return CameraState()
