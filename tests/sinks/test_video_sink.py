"""The annotated video: right times, plays in browsers, whole or not there."""

from __future__ import annotations

import stat
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.sinks.video import AnnotatedVideo
from formcheck.source.frame import Image

SIZE = (64, 48)
EARLIER = b"\0\0\0\x20ftypisom, and more of an earlier video"


def picture(level: int = 120, size: tuple[int, int] = SIZE) -> Image:
    return np.full((size[1], size[0], 3), level, np.uint8)


def times(path: Path) -> list[float]:
    with av.open(str(path)) as video:
        return [frame.time for frame in video.decode(video=0) if frame.time is not None]


def write(path: Path, at: list[float], size: tuple[int, int] = SIZE) -> None:
    with AnnotatedVideo(path, size, 30) as video:
        for time_s in at:
            video.write(picture(size=size), time_s)


def test_uneven_times_are_kept(tmp_path: Path) -> None:
    at = [0.0, 1 / 30, 0.1001, 0.5, 0.512, 2.75, 2.76]
    write(tmp_path / "out.mp4", at)
    assert times(tmp_path / "out.mp4") == pytest.approx(at, abs=1e-5)


def test_a_late_first_picture_stays_late(tmp_path: Path) -> None:
    write(tmp_path / "out.mp4", [0.4, 0.5])
    assert times(tmp_path / "out.mp4") == pytest.approx([0.4, 0.5], abs=1e-5)


def test_times_that_do_not_rise_lose_no_picture(tmp_path: Path) -> None:
    write(tmp_path / "out.mp4", [0.0, 0.1, 0.1, 0.05, 0.2])
    assert times(tmp_path / "out.mp4") == pytest.approx([0.0, 0.1, 0.1, 0.1, 0.2], abs=1e-4)


def test_it_is_what_browsers_play(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    write(path, [0.0, 0.1])
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert "High" in (stream.profile or "") or "Main" in (stream.profile or "")
    data = path.read_bytes()
    assert data.find(b"moov") < data.find(b"mdat")  # playing begins before all is loaded


def test_the_last_picture_is_shown_as_long_as_the_others(tmp_path: Path) -> None:
    write(tmp_path / "out.mp4", [i / 30 for i in range(30)])
    with av.open(str(tmp_path / "out.mp4")) as video:
        assert (video.duration or 0) / av.time_base == pytest.approx(1.0, abs=0.002)


def test_colours_come_back(tmp_path: Path) -> None:
    image = picture(size=(160, 120))
    image[:, :80] = (40, 90, 200)
    with AnnotatedVideo(tmp_path / "out.mp4", (160, 120), 30) as video:
        video.write(image, 0.0)
    with av.open(str(tmp_path / "out.mp4")) as clip:
        frame = next(clip.decode(video=0))
        assert (int(frame.colorspace), int(frame.color_range)) == (6, 1)  # BT.601, 16 to 235: what a player goes by
        back = frame.reformat(format="bgr24", src_colorspace="ITU601").to_ndarray()
    assert np.abs(back[20:100, 10:70].astype(int) - (40, 90, 200)).max() <= 6


@pytest.mark.parametrize("size", [(1, 1), (63, 48), (64, 47), (101, 57), (360, 640)])
def test_any_size_becomes_an_even_one(tmp_path: Path, size: tuple[int, int]) -> None:
    write(tmp_path / "out.mp4", [0.0, 0.1], size)
    with av.open(str(tmp_path / "out.mp4")) as video:
        stream = video.streams.video[0]
        assert (stream.width, stream.height) == (size[0] + size[0] % 2, size[1] + size[1] % 2)
        assert len(list(video.decode(stream))) == 2


def test_a_picture_of_another_size_is_fitted(tmp_path: Path) -> None:
    with AnnotatedVideo(tmp_path / "out.mp4", SIZE, 30) as video:
        video.write(picture(size=SIZE), 0.0)
        video.write(picture(size=(320, 200)), 0.1)
    assert len(times(tmp_path / "out.mp4")) == 2


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_was_written_before_an_interruption_is_a_whole_video(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.mp4"
    with pytest.raises(error), AnnotatedVideo(path, SIZE, 30) as video:
        for i in range(40):
            video.write(picture(i * 5), i / 30)
        raise error
    assert len(times(path)) == 40
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]


def test_an_earlier_video_is_replaced_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(EARLIER)
    with AnnotatedVideo(path, SIZE, 30) as video:
        video.write(picture(), 0.0)
        assert path.read_bytes() == EARLIER
    assert times(path) == [0.0]


def test_an_earlier_video_can_be_protected(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(EARLIER)
    with pytest.raises(OutputError, match="exists already"), AnnotatedVideo(path, SIZE, 30, overwrite=False):
        pass
    assert path.read_bytes() == EARLIER


def test_no_picture_no_file(tmp_path: Path) -> None:
    with AnnotatedVideo(tmp_path / "out.mp4", SIZE, 30):
        pass
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_may_look_at_it(tmp_path: Path) -> None:
    write(tmp_path / "out.mp4", [0.0])
    assert stat.S_IMODE((tmp_path / "out.mp4").stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "such" / "out.mp4", tmp_path):
        with pytest.raises(OutputError) as caught, AnnotatedVideo(path, SIZE, 30):
            pass
        assert str(path) in str(caught.value) and "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """The largest file that the process may write stands for the size of the disk."""
    resource = pytest.importorskip("resource")
    noise = np.random.default_rng(7)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with (
            pytest.raises(OutputError, match=r"out\.mp4: the video cannot be written"),
            AnnotatedVideo(tmp_path / "out.mp4", (320, 240), 30) as video,
        ):
            for i in range(60):
                video.write(noise.integers(0, 255, (240, 320, 3), dtype=np.uint8), i / 30)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_a_pyav_without_h264_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av, "codecs_available", {"mpeg4"})
    with pytest.raises(OutputError, match="libx264"), AnnotatedVideo(tmp_path / "out.mp4", SIZE, 30):
        pass
    assert list(tmp_path.iterdir()) == []
