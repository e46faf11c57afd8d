"""LoopingFile: a recorded clip in place of a camera, once or again and again, with times that go on rising."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import perf_counter

from formcheck.source.frame import Frame
from formcheck.source.live import CameraState, LiveReader
from formcheck.source.video import VideoFile


class LoopingFile(LiveReader):
    """The frames of a clip.  realtime: at the pace of the clip, the newest wins; otherwise each one, as fast as it is asked for.

    repeat: start over at the end.  frame.time_s: the clip's own times; each round follows the one before at the clip's rate.
    clock and wait: as for a Camera.  Raises InputError when the clip cannot be read.
    """

    def __init__(
        self,
        path: Path | str,
        realtime: bool,
        repeat: bool = True,
        *,
        clock: Callable[[], float] = perf_counter,
        wait: Callable[[Event, float], bool] = Event.wait,
    ) -> None:
        super().__init__()
        self._file = VideoFile(path)
        self._repeat = repeat
        self._clock = clock
        self._wait = wait
        self.name = self._file.name
        self.size = self._file.size
        self.frame_count = None if repeat else self._file.frame_count
        self._frames = None if realtime else self._rounds()
        if realtime:
            self._thread.start()

    def read(self, timeout_s: float) -> Frame | CameraState:
        """The next frame, or in real time the newest; a state that has ended after the last one."""
        if self._frames is None:
            return super().read(timeout_s)
        frame = next(self._frames, None)
        self._over = frame is None
        return self._state() if frame is None else frame

    def close(self) -> None:
        """Stop playing; can be called more than once."""
        self._file.close()
        super().close()

    def _rounds(self) -> Iterator[Frame]:
        """All frames, round after round."""
        step_s = float(1 / self._file.rate)
        start_s = 0.0
        while True:
            end_s = start_s
            for frame in self._file:
                end_s = start_s + frame.time_s
                yield Frame(end_s, frame.image)
            if not self._repeat or self._stop.is_set():
                return
            start_s = end_s + step_s

    def _run(self) -> None:
        began = self._clock()
        for frame in self._rounds():
            early_s = frame.time_s - (self._clock() - began)
            if early_s > 0 and self._wait(self._stop, early_s):
                return
            self._put(frame)

    def _state(self) -> CameraState:
        return CameraState(f"{self.name} is over", ended=True) if self._over else CameraState()
