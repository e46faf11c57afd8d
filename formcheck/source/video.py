"""VideoFile: the frames of a recorded clip with their exact times.

The time stamps of the file are used as they are, also at a variable frame rate.  The picture comes upright and with square
pixels, because angles are measured in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from formcheck.errors import InputError
from formcheck.files.reading import check_regular
from formcheck.source.frame import Frame, Image
from formcheck.source.orientation import Orientation
from formcheck.source.timeline import Timeline

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.video.stream import VideoStream

_DEFAULT_RATE: Final = Fraction(30)
_MAX_RATE: Final = 1000  # frames a second; more is a time base mistaken for a rate
_TEXT_CODECS: Final = ("ansi",)  # FFmpeg draws plain text files as video
_MOST_FAILURES: Final = 100
_LONGEST_PX: Final = 8192  # side of a picture that is handed on; a larger one takes hundreds of megabytes
_THREADS: Final = 2  # of the decoder, on every machine: what is made of a damaged clip may depend on it
_MISSING_END_S: Final = 0.5  # a clip that ends this much early is broken off, not rounded


@dataclass(frozen=True, slots=True)
class _Layout:
    """What all frames of a file share.  width, height: of the stored picture, stretched to square pixels, before it is turned."""

    width: int
    height: int
    orientation: Orientation


class VideoFile:
    """A `Source`; each iteration starts anew at the first frame.

    name: the file's name.  size: (width, height) of the upright picture in pixels.  frame_count: about how many frames will
    come, None when not known.  rate: average frames a second.  duration_s: seconds the file claims to have, None when not known.
    damaged: after an iteration to the end, what was wrong with the file, in words; None when nothing was.
    Raises InputError when there is no frame in it that can be decoded.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.name = self.path.name
        self.damaged: str | None = None
        self._closed = False
        _check_file(self.path)
        with _open(self.path) as container:
            stream = _video_stream(container, self.path)
            self.duration_s = _duration(container, stream)
            self.rate = _rate(container, stream)
            self.frame_count = stream.frames or (round(self.duration_s * self.rate) if self.duration_s else None)
            self._layout = self._probe(container, stream)
        self.size = self._layout.orientation.size(self._layout.width, self._layout.height)

    def __iter__(self) -> Iterator[Frame]:
        return self.since(0.0)

    def since(self, time_s: float) -> Iterator[Frame]:
        """The frames from a time on, with the same times; those before are decoded all the same, which is exact and cheap."""
        self.damaged = None
        timeline = Timeline(float(1 / self.rate))
        layout = self._layout
        end_s = stamped_s = 0.0
        with _open(self.path) as container:
            stream = _video_stream(container, self.path)
            decoder = _Decoder(container, stream)
            for picture, at_s in timeline.place_all((picture, _seconds(picture.pts, picture.time_base)) for picture in decoder):
                if self._closed:
                    return
                decoder.time_s = at_s
                length_s = _seconds(picture.duration or None, picture.time_base) or timeline.step_s
                end_s = at_s + length_s
                stamped_s = (_seconds(picture.pts, picture.time_base) or 0.0) + length_s
                if at_s < time_s:
                    continue
                image = _image(picture, layout)
                if image is None:
                    decoder.lose()
                else:
                    yield Frame(at_s, layout.orientation.apply(image))
            if _ends_by_stamp(container):
                end_s = max(end_s, stamped_s)
        self.damaged = "; ".join(filter(None, (self._broken_off(end_s), decoder.told()))) or None

    def close(self) -> None:
        """End a running iteration before its next frame; may be called from any thread."""
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _probe(self, container: InputContainer, stream: VideoStream) -> _Layout:
        for picture in _Decoder(container, stream):
            return _layout(picture, stream)
        raise InputError(f"{self.path}: no picture in it can be decoded; the file is damaged, copy or record it again")

    def _broken_off(self, end_s: float) -> str | None:
        if self.duration_s is None or self.duration_s - end_s <= _MISSING_END_S:
            return None
        return f"the clip breaks off after {end_s:.1f} s of {self.duration_s:.1f} s"


class _Decoder:
    """Yields every picture that can be decoded; counts those that cannot and goes on behind them."""

    def __init__(self, container: InputContainer, stream: VideoStream) -> None:
        self.time_s = 0.0  # of the newest picture, set by whoever iterates
        self._container = container
        self._stream = stream
        self._lost = 0
        self._first_lost_s = 0.0

    def __iter__(self) -> Iterator[VideoFrame]:
        packets = self._container.demux(self._stream)
        failures = 0  # in a row: of a file that cannot be read on, there is no end
        while failures < _MOST_FAILURES:
            packet = None
            try:
                packet = next(packets, None)
                pictures = [] if packet is None else packet.decode()
            except EOFError:
                return
            except _av_failures():
                self.lose()
                failures += 1
                if packet is None:  # a packet could not be read, and PyAV's iterator ends with that
                    packets = self._container.demux(self._stream)
                continue
            if packet is None:
                return
            failures = 0
            for picture in pictures:
                if picture.is_corrupt:
                    self.lose()
                yield picture

    def told(self) -> str | None:
        """What could not be decoded, in words."""
        if not self._lost:
            return None
        pictures = "1 damaged picture" if self._lost == 1 else f"{self._lost} damaged pictures"
        return f"{pictures} in the clip, the first at about {self._first_lost_s:.1f} s"

    def lose(self) -> None:
        """One more could not be decoded."""
        if not self._lost:
            self._first_lost_s = self.time_s
        self._lost += 1


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a video file in it")
    check_regular(path, "a clip")
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the name and the folder") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    if empty:
        raise InputError(f"{path}: the file is empty; copy or record it again")


def _open(path: Path) -> InputContainer:
    import av

    try:
        # only files: a playlist must not make the program open a connection
        return av.open(f"file:{path}", options={"protocol_whitelist": "file"}, metadata_errors="replace")
    except _av_failures() as error:
        raise InputError(f"{path}: not a video that can be read, or its end is missing; copy or record it again") from error


def _av_failures() -> tuple[type[Exception], ...]:
    """What PyAV raises for bytes that are no video: FFmpeg's errors, and those of its own reading of what FFmpeg made of them."""
    from av.error import FFmpegError

    return FFmpegError, OSError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    """The video stream, ready to decode in threads; a cover picture of a sound file is none."""
    from av.stream import Disposition

    streams = [s for s in container.streams.video if not Disposition.attached_pic & s.disposition]
    if not streams:
        what = "has sound but no picture" if container.streams.audio else "has no picture"
        raise InputError(f"{path}: {what}; give a video file")
    stream = next((s for s in streams if Disposition.default & s.disposition), streams[0])
    if stream.codec_context is None or stream.codec_context.name in _TEXT_CODECS:
        raise InputError(f"{path}: not a video that can be read; give a video file")
    stream.thread_type = "AUTO"
    stream.codec_context.thread_count = _THREADS
    return stream


def _layout(picture: VideoFrame, stream: VideoStream) -> _Layout:
    aspect = stream.sample_aspect_ratio
    stretch = float(aspect) if aspect and Fraction(1, 4) <= aspect <= 4 else 1.0
    width, height = picture.width * stretch, float(picture.height)
    shrink = min(1.0, _LONGEST_PX / max(width, height))
    return _Layout(max(1, round(width * shrink)), max(1, round(height * shrink)), _orientation(picture))


def _image(picture: VideoFrame, layout: _Layout) -> Image | None:
    """The stored picture with square pixels, blue-green-red; None when FFmpeg cannot convert it."""
    try:
        return np.asarray(picture.to_ndarray(format="bgr24", width=layout.width, height=layout.height), np.uint8)
    except _av_failures() + (MemoryError,):  # noqa: RUF005 - mypy takes no unpacking here
        return None


def _orientation(picture: VideoFrame) -> Orientation:
    try:
        side_data: Any = picture.side_data  # PyAV's own type for it has no keys
        return Orientation.from_matrix(bytes(side_data["DISPLAYMATRIX"]))
    except KeyError:
        return Orientation()
    except ValueError:  # PyAV refuses the whole list when FFmpeg knows a kind of side data that it does not
        return Orientation.from_turn(picture.rotation)


def _ends_by_stamp(container: InputContainer) -> bool:
    """Matroska and WebM: a file that does not begin at 0 may tell the stamp of its end as its length."""
    return "matroska" in container.format.name


def _seconds(count: int | None, time_base: Fraction | None) -> float | None:
    return None if count is None or time_base is None else float(count * time_base)


def _duration(container: InputContainer, stream: VideoStream) -> float | None:
    """Seconds of the video stream; the whole file's only when nothing else in it could be longer."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration and len(container.streams) == 1:
        return container.duration / 1_000_000
    return None


def _rate(container: InputContainer, stream: VideoStream) -> Fraction:
    # without a duration the average is a guess of the reader; the codec knows better
    measured = (stream.average_rate, stream.guessed_rate) if container.duration else (stream.guessed_rate, stream.average_rate)
    return next((rate for rate in measured if rate and 0 < rate <= _MAX_RATE), _DEFAULT_RATE)
