"""The pictures of a session, kept only when asked for, and playable as far as they were written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import av
import numpy as np
import pytest
from live_fakes import FakeCamera, FakeEstimator, FakeWindow, screen_of, session_of, squats, ticking

from formcheck.errors import OutputError
from formcheck.history.film import Film
from formcheck.live.loop import LiveLoop
from formcheck.source.frame import Frame


def large(frames: list[Frame]) -> list[Frame]:
    """The same frames in a size that an encoder takes; the colour tells the fake estimator the knee's angle."""
    return [Frame(f.time_s, np.full((48, 65, 3), int(f.image[0, 0, 0]), np.uint8)) for f in frames]


def filmed(path: Path) -> int:
    """Film a session; returns how many pictures it had."""
    frames = large(squats(1))
    with Film(path, FakeEstimator()) as film:
        session = session_of(listeners=[film.listen])
        LiveLoop(FakeCamera(frames), film, session, screen_of(session), FakeWindow(), ticking()).run()
    assert film.failed is None
    return len(frames)


def test_a_film_has_pictures_at_the_times_of_the_session(tmp_path: Path) -> None:
    count = filmed(tmp_path / "video.mp4")
    with av.open(str(tmp_path / "video.mp4")) as container:
        times = [float(frame.time) for frame in container.decode(video=0) if frame.time is not None]
        assert (container.streams.video[0].width, container.streams.video[0].height) == (64, 48)
    assert 2 <= len(times) <= count  # pictures are left out while the encoder is behind
    assert all(round(time_s * 10) == pytest.approx(time_s * 10, abs=0.01) for time_s in times)


def test_a_film_that_was_cut_off_plays_until_there(tmp_path: Path) -> None:
    filmed(tmp_path / "video.mp4")
    data = (tmp_path / "video.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(data[: len(data) * 2 // 3])
    with av.open(str(tmp_path / "cut.mp4")) as container:
        assert next(container.decode(video=0)).width == 64


def test_only_its_person_can_see_it(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows keeps files to their user in another way")
    filmed(tmp_path / "video.mp4")
    assert stat.S_IMODE((tmp_path / "video.mp4").stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match=r"video\.mp4: cannot be written: no such folder as"),
        Film(tmp_path / "none" / "video.mp4", FakeEstimator()),
    ):
        pass


def test_a_video_that_is_not_whole_is_told_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*what: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Film, "_encode", full)
    with pytest.raises(OutputError, match="could not be recorded to its end: No space left"):
        filmed(tmp_path / "video.mp4")
