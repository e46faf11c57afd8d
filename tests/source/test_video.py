"""Recorded clips: what comes out of them, and what is said of those that are no good."""

from __future__ import annotations

import os
import struct
import wave
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from clip_maker import Image, MakeClip, grey

from formcheck.errors import InputError
from formcheck.source.frame import Frame
from formcheck.source.video import VideoFile

STAMPS = [0, 100, 130, 500, 533, 900]  # milliseconds, as uneven as a phone's


def frames_of(path: Path) -> list[Frame]:
    with VideoFile(path) as source:
        return list(source)


def shades(frames: list[Frame]) -> list[int]:
    """The places in the clip that the pictures tell, see `grey`."""
    return [round((float(frame.image.mean()) - 20) / 10) for frame in frames]


def error_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        VideoFile(path)
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith(f"{path}: ")
    return text.removeprefix(f"{path}: ")


def test_times_are_those_of_an_uneven_clip(make_clip: MakeClip) -> None:
    path = make_clip(stamps_ms=[stamp + 2000 for stamp in STAMPS], name="late.mkv")
    frames = frames_of(path)
    assert [round(frame.time_s * 1000) for frame in frames] == STAMPS
    assert shades(frames) == [0, 1, 2, 3, 4, 5]


def test_says_how_large_and_how_long_a_clip_is(make_clip: MakeClip) -> None:
    with VideoFile(make_clip(size=(48, 64))) as source:
        assert (source.name, source.size, source.frame_count, source.rate) == ("clip.mp4", (48, 64), 10, Fraction(10))
        assert source.duration_s == pytest.approx(1.0)
        assert all(frame.size == (48, 64) for frame in source)
        assert source.damaged is None


def test_a_second_look_starts_anew(make_clip: MakeClip) -> None:
    with VideoFile(make_clip()) as source:
        assert [f.time_s for f in source] == [f.time_s for f in source]


def test_closing_ends_a_running_iteration(make_clip: MakeClip) -> None:
    source = VideoFile(make_clip())
    frames = iter(source)
    next(frames)
    source.close()
    assert list(frames) == []


def test_sixty_frames_a_second(make_clip: MakeClip) -> None:
    stamps = [round(i * 1000 / 60) for i in range(60)]
    frames = frames_of(make_clip(stamps_ms=stamps, picture=lambda i, size: np.zeros((size[1], size[0], 3), np.uint8)))
    assert [round(frame.time_s * 1000) for frame in frames] == stamps


@pytest.mark.parametrize(
    ("name", "size", "codec", "pix_fmt"),
    [
        ("odd.mp4", (65, 47), "libx264", "yuv444p"),
        ("ten_bits.mkv", (64, 48), "ffv1", "yuv420p10le"),
        ("dot.mkv", (1, 1), "ffv1", "yuv444p"),
        ("8k.avi", (7680, 4320), "mjpeg", "yuvj420p"),
    ],
)
def test_unusual_pictures(make_clip: MakeClip, name: str, size: tuple[int, int], codec: str, pix_fmt: str) -> None:
    frames = frames_of(make_clip(name, [0, 100], size, codec, pix_fmt))
    assert [frame.size for frame in frames] == [size, size]
    assert shades(frames) == [0, 1]


def test_pixels_that_are_not_square_are_stretched(make_clip: MakeClip) -> None:
    with VideoFile(make_clip(aspect=Fraction(3, 2))) as source:
        assert source.size == (96, 48)
        assert next(iter(source)).size == (96, 48)


def marked(index: int, size: tuple[int, int]) -> Image:
    """Dark, with a blue block in the top left corner, a green one to its right and a red one below it."""
    image = np.zeros((size[1], size[0], 3), np.uint8)
    image[:16, :16, 0] = image[:16, 16:32, 1] = image[16:32, :16, 2] = 255
    return image


def corners_of(image: Image) -> list[str]:
    """The colours around the blue block: what is beside it and what is above or below it."""
    height, width = image.shape[:2]
    left = image[:, : width // 2, 0].sum() > image[:, width // 2 :, 0].sum()
    top = image[: height // 2, :, 0].sum() > image[height // 2 :, :, 0].sum()
    x, beside_x = (8, 24) if left else (width - 8, width - 24)
    y, beside_y = (8, 24) if top else (height - 8, height - 24)
    colour = {0: "blue", 1: "green", 2: "red"}
    names = [colour[int(image[at].argmax())] for at in ((y, x), (y, beside_x), (beside_y, x))]
    return [f"{'top' if top else 'bottom'} {'left' if left else 'right'}", *names]


@pytest.mark.parametrize(
    ("matrix", "size", "expected"),
    [
        ((1, 0, 0, 1), (64, 48), ["top left", "blue", "green", "red"]),
        ((0, 1, -1, 0), (48, 64), ["top right", "blue", "red", "green"]),  # a quarter turn with the clock: phones held upright
        ((-1, 0, 0, -1), (64, 48), ["bottom right", "blue", "green", "red"]),
        ((0, -1, 1, 0), (48, 64), ["bottom left", "blue", "red", "green"]),
        ((-1, 0, 0, 1), (64, 48), ["top right", "blue", "green", "red"]),  # mirrored, as some front cameras note
    ],
)
def test_pictures_come_upright(make_clip: MakeClip, matrix: tuple[int, ...], size: tuple[int, int], expected: list[str]) -> None:
    path = make_clip(picture=marked, pix_fmt="yuv444p")
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 44  # the display matrix in the track header
    a, b, c, d = (value << 16 for value in matrix)
    data[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(data)
    with VideoFile(path) as source:
        assert source.size == size
        frame = next(iter(source))
    assert frame.size == size
    assert frame.image.flags.c_contiguous
    assert corners_of(frame.image) == expected


def test_a_clip_without_time_stamps_runs_at_its_rate(make_clip: MakeClip) -> None:
    path = make_clip("raw.h264", options={"x264-params": "fps=10:force-cfr=1"})
    times = [frame.time_s for frame in frames_of(path)]
    assert times == pytest.approx(np.arange(10) / 10)


def test_a_truncated_clip_gives_what_is_left_and_says_so(make_clip: MakeClip) -> None:
    noise = np.random.default_rng(1)
    path = make_clip(stamps_ms=range(0, 3000, 100), picture=lambda i, size: noise.integers(0, 255, (size[1], size[0], 3), np.uint8))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with VideoFile(path) as source:
        count = len(list(source))
    assert 5 < count < 20
    assert source.damaged is not None
    assert source.damaged.startswith("the clip breaks off after ")
    assert " s of 3.0 s" in source.damaged  # how many pictures at the break are damaged depends on the decoder's threads


def test_damage_in_the_middle_is_passed_over_and_told(make_clip: MakeClip) -> None:
    noise = np.random.default_rng(1)
    stamps = range(0, 3000, 100)
    path = make_clip(
        stamps_ms=stamps,
        picture=lambda i, size: noise.integers(0, 255, (size[1], size[0], 3), np.uint8),
        options={"g": "1", "x264-params": "bframes=0"},
    )
    data = bytearray(path.read_bytes())
    middle = (data.index(b"mdat") + len(data)) // 2
    data[middle : middle + 8000] = bytes(8000)  # some four pictures
    path.write_bytes(data)
    with VideoFile(path) as source:
        times = [round(frame.time_s * 1000) for frame in source]
    assert 24 <= len(times) < 30
    assert set(times) <= set(stamps)
    assert times[-1] == 2900
    assert source.damaged is not None
    assert "damaged picture" in source.damaged
    assert "the first at about 1." in source.damaged


def test_no_such_file(tmp_path: Path) -> None:
    assert error_of(tmp_path / "nosuch.mp4").startswith("no such file")


def test_a_folder(tmp_path: Path) -> None:
    assert error_of(tmp_path).startswith("is a folder")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    assert error_of(path).startswith("the file is empty")


@pytest.mark.parametrize("name", ["text.mp4", "text.txt"])
def test_a_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("no video\n" * 500)
    assert error_of(path).startswith("not a video that can be read")


def test_a_clip_whose_index_was_cut_off(make_clip: MakeClip) -> None:
    path = make_clip("clip.mov")  # has its index at the end, as cameras write it
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])
    assert error_of(path).startswith("not a video that can be read, or its end is missing")


def test_a_clip_of_which_only_the_index_is_left(make_clip: MakeClip) -> None:
    path = make_clip()
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"mdat") + 4])
    assert error_of(path).startswith("no picture in it can be decoded")


def test_sound_only(tmp_path: Path) -> None:
    path = tmp_path / "sound.mp4"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
        sound.writeframes(bytes(8000))
    assert error_of(path).startswith("has sound but no picture")


def test_the_stream_that_the_file_calls_the_default_one_is_taken(tmp_path: Path) -> None:
    import av
    from av.stream import Disposition

    path = tmp_path / "two.mkv"
    with av.open(str(path), "w") as container:
        streams: list[Any] = [container.add_stream("mpeg4", rate=10) for _ in range(2)]
        for stream, width in zip(streams, (32, 64), strict=True):
            stream.width, stream.height, stream.pix_fmt = width, 48, "yuv420p"
        streams[1].disposition = Disposition.default
        for number in range(5):
            for stream in streams:
                frame = av.VideoFrame.from_ndarray(grey(number, (stream.width, 48)), format="bgr24")
                frame.pts, frame.time_base = number, Fraction(1, 10)
                container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))
    with VideoFile(path) as video:
        assert video.size == (64, 48)


@pytest.mark.parametrize("suffix", ["mkv", "webm"])
def test_a_whole_segment_that_does_not_begin_at_0_is_not_broken_off(make_clip: MakeClip, suffix: str) -> None:
    codec = "libvpx-vp9" if suffix == "webm" else "libx264"
    path = make_clip(f"segment.{suffix}", range(5000, 7000, 100), codec=codec, options={"cpu-used": "8"} if suffix == "webm" else None)
    with VideoFile(path) as video:
        assert [round(frame.time_s, 3) for frame in video] == [k / 10 for k in range(20)]
        assert video.damaged is None


def test_broad_pixels_do_not_make_a_picture_larger_than_can_be_held(make_clip: MakeClip) -> None:
    path = make_clip("broad.mkv", range(0, 300, 100), size=(4096, 64), codec="mpeg4", aspect=Fraction(4))
    frames = frames_of(path)
    assert {frame.size for frame in frames} == {(8192, 32)}


def test_a_transport_stream_with_damage_gives_what_it_has_or_one_error(make_clip: MakeClip) -> None:
    noise = lambda number, size: np.random.default_rng(number).integers(0, 255, (size[1], size[0], 3), np.uint8)  # noqa: E731
    path = make_clip("clip.ts", range(0, 2000, 100), picture=noise)
    whole = path.read_bytes()
    for at in range(0, len(whole), len(whole) // 20):
        path.write_bytes(whole[:at] + bytes(range(40)) + whole[at + 40 : len(whole) - at % 1000])
        try:
            assert len(frames_of(path)) <= 20
        except InputError as error:
            assert "\n" not in str(error)


def test_a_stream_that_appears_half_way_does_not_end_it(make_clip: MakeClip) -> None:
    """Packets of a stream that no table had announced: PyAV has no place for them."""
    path = make_clip("clip.ts", range(0, 2000, 100))
    table = _program_table(path.read_bytes())
    path.write_bytes(path.read_bytes() + table + path.read_bytes())
    assert len(frames_of(path)) >= 20


def _program_table(stream: bytes) -> bytes:
    """The packets of the stream once more, their elementary stream under another number."""
    packets = [bytearray(stream[k : k + 188]) for k in range(0, len(stream), 188)]
    for packet in packets:
        if packet[1] & 0x1F == 1 and packet[2] == 0:
            packet[2] = 7
    return b"".join(packets)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.mp4")
    assert error_of(tmp_path / "p.mp4") == "is a pipe, not a clip; it is read more than once: save it to a file first"
