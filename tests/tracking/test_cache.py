"""Tracks of videos are made once and kept."""

from __future__ import annotations

import stat
from fractions import Fraction
from pathlib import Path
from typing import ClassVar, Self

import av
import numpy as np
import pytest
from skeletons import Camera, on_back

from formcheck.errors import InputError, OutputError
from formcheck.estimate import model as models
from formcheck.pose.pose import Pose
from formcheck.pose.trackfile import write_track
from formcheck.source.frame import Frame
from formcheck.tracking import cache, record
from formcheck.tracking.cache import cached_path, track_of


class Lying:
    """An estimator that sees somebody lie in whatever is shown."""

    made = 0
    outline = False
    provenance: ClassVar[dict[str, str]] = {}

    def __init__(self, model: Path | None = None, outline: bool = False) -> None:
        Lying.made += 1
        Lying.outline = outline

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        return Camera(size=frame.size, trunk_px=10).shoot(on_back(130), frame.time_s)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache; a model's digest is its name."""
    folder = tmp_path / "cache" / "tracks"
    monkeypatch.setattr(cache, "cache_folder", lambda: folder)
    monkeypatch.setattr(record, "MediaPipeEstimator", Lying)
    monkeypatch.setattr(models, "check_model", lambda path: path.name)
    monkeypatch.setattr(Lying, "made", 0)
    return folder


def film(path: Path, grey: int = 90) -> Path:
    """Half a second of a grey wall."""
    with av.open(path, "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(5):
            picture = av.VideoFrame.from_ndarray(np.full((48, 64, 3), grey, np.uint8), format="rgb24")
            picture.pts, picture.time_base = i, Fraction(1, 10)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return film(tmp_path / "clip.mp4")


def test_a_clip_is_looked_at_once(clip: Path, kept: Path) -> None:
    first = track_of(clip)
    again = track_of(clip)
    assert Lying.made == 1
    assert Lying.outline  # whatever a pose file may ask for later
    np.testing.assert_allclose(again.time_s, [0, 0.1, 0.2, 0.3, 0.4])
    np.testing.assert_allclose(again.px, first.px, atol=1 / 16)
    assert list(kept.iterdir()) == [cached_path(clip, None)]


def test_another_name_for_the_same_clip_is_the_same_clip(clip: Path) -> None:
    track_of(clip)
    track_of(clip.rename(clip.with_name("renamed.mp4")))
    assert Lying.made == 1


def test_another_content_is_another_clip(clip: Path) -> None:
    track_of(clip)
    track_of(film(clip, grey=120))
    assert Lying.made == 2


def test_another_model_is_another_track(clip: Path) -> None:
    paths = {cached_path(clip, None), cached_path(clip, Path("heavy.task")), cached_path(clip, Path("lite.task"))}
    assert len(paths) == 3


def test_another_version_of_the_program_is_another_track(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cached_path(clip, None)
    monkeypatch.setattr(cache, "__version__", "99.0")
    assert cached_path(clip, None) != before


@pytest.mark.parametrize("content", [b"", b"not a track"])
def test_a_damaged_file_in_the_cache_is_made_anew(clip: Path, content: bytes) -> None:
    track_of(clip)
    cached_path(clip, None).write_bytes(content)
    assert len(track_of(clip)) == 5
    assert Lying.made == 2
    track_of(clip)
    assert Lying.made == 2


def test_a_recorded_track_is_read_as_it_is(clip: Path, tmp_path: Path, kept: Path) -> None:
    path = tmp_path / "clip.track.npz"
    write_track(path, track_of(clip))
    for file in kept.iterdir():
        file.unlink()
    assert len(track_of(path)) == 5
    assert Lying.made == 1
    assert list(kept.iterdir()) == []


def test_the_progress_is_told(clip: Path) -> None:
    ticks: list[tuple[int, int | None]] = []
    track_of(clip, tick=lambda done, total: ticks.append((done, total)))
    assert ticks == [(k, 5) for k in range(1, 6)]


def test_a_clip_that_is_not_there_or_no_video(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.mp4: no such file; check the name and the folder$"):
        track_of(tmp_path / "nowhere.mp4")
    (tmp_path / "text.mp4").write_text("hello")
    with pytest.raises(InputError, match=r"text\.mp4: "):
        track_of(tmp_path / "text.mp4")


def test_a_cache_that_cannot_be_written_is_told(clip: Path, kept: Path) -> None:
    kept.parent.write_text("a file where the folder should be")
    with pytest.raises(OutputError, match=r"the folder cannot be made: .*; check its permissions$"):
        track_of(clip)


def test_the_track_of_another_clip_under_its_name_is_not_taken(clip: Path, tmp_path: Path) -> None:
    track_of(clip)
    other = film(tmp_path / "other.mp4", grey=120)
    track_of(other)
    cached_path(other, None).write_bytes(cached_path(clip, None).read_bytes())
    track_of(other)
    assert Lying.made == 3
    track_of(other)
    assert Lying.made == 3


def test_a_track_of_one_who_lies_is_not_for_others(clip: Path, kept: Path) -> None:
    track_of(clip)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert stat.S_IMODE(cached_path(clip, None).stat().st_mode) == 0o600
