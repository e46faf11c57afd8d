"""AnnotatedVideo: an H.264 file that plays in browsers, with the time stamps of the pictures it was given."""

from __future__ import annotations

import contextlib
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from formcheck.errors import OutputError
from formcheck.files.beside import Beside
from formcheck.files.places import VIDEO
from formcheck.source.frame import Image

if TYPE_CHECKING:
    import av
    from av.container import OutputContainer
    from av.video.stream import VideoStream

TICKS: Final = 90_000  # time stamps a second
_BT709: Final = 1  # of the three primaries and of brightness
_BT601: Final = 6  # of the three numbers of a pixel: the one that OpenCV knows, ten times as fast as FFmpeg's own
_NARROW: Final = 1  # 16..235, what players expect
# no B frames: pictures are stored in the order of time, and what was written before an interruption is whole;
# the quick preset with the bits spread over time is as sharp as the next slower one and 5 to 10 % larger, in two thirds of the time
_OPTIONS: Final = {"preset": "superfast", "crf": "23", "bf": "0", "x264-params": "mbtree=1:rc-lookahead=10"}


class AnnotatedVideo:
    """Writes a video beside ``path`` and renames it at the end of the ``with`` block, also when an error ended the block.

    size: (width, height) in pixels, any; odd sizes get one more column or row, as H.264 asks for.
    rate: frames a second, about; only the length of the last picture depends on it.
    Without a single picture there is no file.  Raises OutputError when the place cannot be written; then nothing stays.
    """

    def __init__(self, path: Path, size: tuple[int, int], rate: Fraction | float, overwrite: bool = True) -> None:
        self.path = path
        self.frames = 0
        self._size = size
        self._rate = Fraction(rate).limit_denominator(1000) if 0 < rate <= 1000 else Fraction(30)
        self._overwrite = overwrite
        self._last = -1
        self._failed = False
        self._container: OutputContainer | None = None
        self._beside: Beside | None = None

    def __enter__(self) -> Self:
        try:
            if self.path.exists() and not self._overwrite:
                raise FileExistsError(0, "it exists already")
            self._beside = Beside(self.path, VIDEO)
        except OSError as error:
            raise self._told(error) from error
        try:
            self._open(str(self._beside.hidden))
        except BaseException:
            self._drop()
            raise
        return self

    def write(self, image_bgr: Image, time_s: float) -> None:
        """Add a picture, (height, width, 3) uint8, with its time in seconds; one of another size is resized.

        Times that do not rise are moved to the next tick.  Raises OutputError when the disk is full.
        """
        import av
        import cv2

        assert self._container is not None, "write inside the with block"
        if (image_bgr.shape[1], image_bgr.shape[0]) != self._size:
            image_bgr = cv2.resize(image_bgr, self._size).astype("uint8", copy=False)
        right, below = self._size[0] % 2, self._size[1] % 2
        if right or below:
            image_bgr = cv2.copyMakeBorder(image_bgr, 0, below, 0, right, cv2.BORDER_REPLICATE).astype("uint8", copy=False)
        planes = cv2.cvtColor(image_bgr, cv2.COLOR_BGR2YUV_I420).astype("uint8", copy=False)
        picture = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        self._last = max(round(time_s * TICKS), self._last + 1)
        picture.pts, picture.time_base = self._last, Fraction(1, TICKS)
        self._encode(picture)
        self.frames += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if self.frames and not self._failed:
                self._encode(None)
            self._close()
        except OutputError:
            self._drop()
            if kind is None:
                raise
            return
        except BaseException:
            self._drop()
            raise
        if not self.frames or self._failed or self._beside is None:
            self._drop()
            return
        try:
            self._beside.keep()
        except OSError as fault:
            self._drop()
            if kind is None:
                raise self._told(fault) from fault

    def _open(self, name: str) -> None:
        import av

        if "libx264" not in av.codecs_available:
            raise OutputError(f"{self.path}: this build of PyAV has no H.264 encoder (libx264): install the one from the package index")
        try:
            self._container = av.open(name, "w", format="mp4", options={"movflags": "faststart"})
        except OSError as error:
            raise self._told(error) from error
        stream = self._container.add_stream("libx264", rate=self._rate, options=dict(_OPTIONS))
        stream.width, stream.height = (side + side % 2 for side in self._size)
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.thread_count = 1  # as fast beside a pose network that takes the other cores, with less work in all
        context.time_base = Fraction(1, TICKS)
        context.gop_size = max(1, round(2 * self._rate))
        context.colorspace, context.color_primaries, context.color_trc = _BT601, _BT709, _BT709
        context.color_range = _NARROW
        self._stream: VideoStream = stream

    def _encode(self, picture: av.VideoFrame | None) -> None:
        """Encode a picture, or at the end what the encoder still holds, and write it."""
        import av

        assert self._container is not None
        try:
            packets = self._stream.encode(picture)
            for packet in packets:
                packet.duration = max(1, round(TICKS / self._rate))
            self._container.mux(packets)
        except (OSError, av.FFmpegError) as error:
            self._failed = True
            raise self._told(error) from error

    def _close(self) -> None:
        container, self._container = self._container, None
        if container is None:
            return
        try:
            container.close()
        except OSError as error:
            raise self._told(error) from error

    def _drop(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(OutputError):  # what cannot be finished is thrown away
            self._close()
        if self._beside is not None:
            self._beside.drop()

    def _told(self, error: OSError | av.FFmpegError) -> OutputError:
        return OutputError(f"{self.path}: the video cannot be written: {error.strerror or error}; choose another place or make room")
