"""Film: the pictures of a live session, in a file that can be played as far as it was written, whatever ends the program.

Pictures are left out when the encoder falls behind: the exercise never waits for it.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Self

import av
import numpy as np

from formcheck.engine.status import Status
from formcheck.errors import OutputError
from formcheck.estimate.estimator import Estimator
from formcheck.files.growing import open_growing
from formcheck.files.places import VIDEO
from formcheck.pose.pose import Pose
from formcheck.source.frame import Frame, Image
from formcheck.tracking.queues import end_when_done

_TICKS: Final = 90_000
_WAITING: Final = 8  # pictures between the loop and the encoder
_OPTIONS: Final = {"preset": "ultrafast", "crf": "25", "bf": "0"}
_FRAGMENTS: Final = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}


class Film:
    """An estimator that passes every frame on and keeps its picture; ``listen`` then writes it at the session's time.

    A context manager; raises OutputError at its end when the video is not whole.  failed: why, None while all is well.
    """

    def __init__(self, path: Path, estimator: Estimator) -> None:
        self._path = path
        self._estimator = estimator
        self._queue: SimpleQueue[tuple[Image, float] | None] = SimpleQueue()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="film")
        self._picture: Image | None = None
        self.failed: str | None = None

    def __enter__(self) -> Self:
        try:
            self._file = os.fdopen(open_growing(self._path, VIDEO, fresh=True), "wb")
        except OSError as error:
            raise OutputError(f"{self._path}: the video cannot be recorded: {error.strerror}; leave out --record-video") from error
        self._future = self._pool.submit(self._run)
        return self

    def estimate(self, frame: Frame) -> Pose:
        """As the estimator's own."""
        self._picture = frame.image
        return self._estimator.estimate(frame)

    def listen(self, status: Status) -> None:
        """Write the newest picture at the time of this status."""
        if self._picture is not None and self._queue.qsize() < _WAITING:
            self._queue.put((self._picture.copy(), status.time_s))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._queue.put(None)
        try:
            end_when_done(self._pool, self._future)
        finally:
            self._file.close()
        if kind is None:
            self._future.result()  # an error that is none of the disk or the encoder
        if self.failed is not None and kind is None:
            raise OutputError(f"{self._path}: the video could not be recorded to its end: {self.failed}; all else of the session is kept")

    def _run(self) -> None:
        try:
            with av.open(self._file, "w", format="mp4", options=_FRAGMENTS) as container:
                self._encode(container)
        except (OSError, av.FFmpegError) as error:
            self.failed = str(error.strerror or error)
            while self._queue.get() is not None:  # the loop must not wait
                pass

    def _encode(self, container: av.container.OutputContainer) -> None:
        item = self._queue.get()
        if item is None:
            return
        stream = container.add_stream("libx264", rate=Fraction(30), options=dict(_OPTIONS))
        stream.width, stream.height = (side - side % 2 for side in (item[0].shape[1], item[0].shape[0]))
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, _TICKS)
        stream.codec_context.gop_size = 15  # a fragment begins with a key picture: about a second is lost at most
        last = -1
        while item is not None:
            image, time_s = item
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(image[: stream.height, : stream.width]), format="bgr24")
            last = max(round(time_s * _TICKS), last + 1)
            picture.pts, picture.time_base = last, Fraction(1, _TICKS)
            container.mux(stream.encode(picture))
            self._file.flush()
            item = self._queue.get()
        container.mux(stream.encode(None))
