"""A clip in place of a camera."""

from __future__ import annotations

from itertools import islice, pairwise
from pathlib import Path
from threading import Event

import pytest
from clip_maker import MakeClip

from formcheck.errors import CameraError, InputError
from formcheck.source.choose import open_live
from formcheck.source.frame import Frame
from formcheck.source.live import CameraState
from formcheck.source.loop import LoopingFile

STAMPS = [0, 100, 250, 300]


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited = 0.0

    def __call__(self) -> float:
        return self.now

    def wait(self, event: Event, seconds: float) -> bool:
        self.now += seconds
        self.waited += seconds
        return event.is_set()


def test_rounds_follow_each_other_at_the_rate_of_the_clip(make_clip: MakeClip) -> None:
    with LoopingFile(make_clip(stamps_ms=STAMPS), realtime=False) as source:
        assert source.frame_count is None
        frames = list(islice(source, 12))
    times = [frame.time_s for frame in frames]
    rounds = [times[i : i + 4] for i in (0, 4, 8)]
    for part in rounds:
        assert [t - part[0] for t in part] == pytest.approx([s / 1000 for s in STAMPS])
    gaps = [b[0] - a[-1] for a, b in pairwise(rounds)]
    assert gaps == pytest.approx([gaps[0]] * 2)
    assert 0.02 < gaps[0] < 0.2
    assert [frame.image.mean() for frame in frames[4:8]] == [frame.image.mean() for frame in frames[:4]]


def test_once_only_ends_with_words(make_clip: MakeClip) -> None:
    with LoopingFile(make_clip(), realtime=False, repeat=False) as source:
        assert source.frame_count == 10
        assert len(list(source)) == 10
        assert source.read(0) == CameraState("clip.mp4 is over", ended=True)


def test_in_real_time_the_clip_takes_its_own_time_and_ends_with_its_last_frame(make_clip: MakeClip) -> None:
    clock = Clock()
    with LoopingFile(make_clip(stamps_ms=STAMPS), True, repeat=False, clock=clock, wait=clock.wait) as source:
        times = [round(frame.time_s * 1000) for frame in source]
        assert source.read(0) == CameraState("clip.mp4 is over", ended=True)
    assert clock.waited == pytest.approx(0.3)
    assert times[-1] == 300
    assert times == sorted(set(times))
    assert set(times) <= set(STAMPS)


def test_a_clip_that_vanishes_between_two_rounds_is_told(make_clip: MakeClip) -> None:
    path = make_clip()
    clock = Clock()
    source = LoopingFile(path, True, clock=clock, wait=clock.wait)
    path.unlink()
    with source, pytest.raises(InputError, match=r"clip\.mp4"):
        list(source)


def test_what_the_user_gives_as_a_camera(make_clip: MakeClip, tmp_path: Path) -> None:
    with open_live(str(make_clip())) as source:
        assert isinstance(source.read(10), Frame)
    with pytest.raises(CameraError, match=r"^camera 99: "):
        open_live("99")
    with pytest.raises(CameraError, match="neither a camera's number"):
        open_live(str(tmp_path / "nosuch.mp4"))
