"""Camera: live pictures with their times, also after it was unplugged for a while."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from time import perf_counter
from typing import Final

import numpy as np

from formcheck.errors import CameraError
from formcheck.source.capture import Capture, camera_name, open_capture, why_not_open
from formcheck.source.frame import Frame, Image
from formcheck.source.live import CameraState, LiveReader

DEFAULT_SIZE: Final = (1280, 720)

_FROZEN_S: Final = 2.0  # without a picture for so long, it is said
_SAME_S: Final = 3.0  # with the same picture for so long, it is said; the pictures of a lens always tremble a little
_LOOKED_AT: Final = 16  # every so manieth row and column tells quickly that a picture is another one
_FIRST_TRIES: Final = 5  # some cameras give nothing at first
_RETRY_S: Final = 0.5  # before the first attempt to open it again; doubled after each
_LONGEST_RETRY_S: Final = 5.0
_LEAST_STEP_S: Final = 0.001


class Camera(LiveReader):
    """A camera by number, or a stream by address.  frame.time_s: seconds since the first picture, by the clock.

    size: (width, height) asked for; what comes first is in the attribute ``size``, and later pictures of another size are fitted into it.
    When the camera goes away `read` says so and the camera is opened again as soon as that works; the times go on.
    A picture that is the one before, pixel for pixel, is none: what was done meanwhile nobody saw, and no clock may run on.
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
        self._newest_image = image
        self._repeats = False
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
        image = fitted(image, self.size)
        repeats = _same(image, self._newest_image)
        with self._lock:
            self._lost, self._repeats = False, repeats
            if repeats:
                return
            self._newest_image = image
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
            if self._repeats:
                return CameraState(self._frozen() if silent_s >= _SAME_S else "")
            if silent_s >= _FROZEN_S:
                return CameraState(f"{self.name} gives no picture: unplug it and plug it in again")
        return CameraState()

    def _frozen(self) -> str:
        return f"{self.name} shows the same picture again and again: take the cover off the lens, or unplug it and plug it in again"


def fitted(image: Image, size: tuple[int, int]) -> Image:
    """The picture in this size (width, height): as large as it goes, in the middle of a black one; as it is when it has the size."""
    width, height = image.shape[1], image.shape[0]
    if (width, height) == size:
        return image
    import cv2

    scale = min(size[0] / width, size[1] / height)
    inner = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    whole = np.zeros((size[1], size[0], 3), np.uint8)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    whole[top : top + inner[1], left : left + inner[0]] = cv2.resize(image, inner, interpolation=method)
    return whole


def _same(image: Image, other: Image) -> bool:
    few = slice(None, None, _LOOKED_AT)
    return np.array_equal(image[few, few], other[few, few]) and np.array_equal(image, other)
