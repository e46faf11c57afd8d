"""A long clip that is looked at by several at once: the result is that of one who looks at all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

import av
import numpy as np
import pytest

from formcheck.errors import FormCheckError, InputError
from formcheck.pose.pose import Pose, Track
from formcheck.pose.quantise import quantise
from formcheck.pose.trackfile import read_track
from formcheck.review import clip as clip_module
from formcheck.review.job import ReviewJob, review_all
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import find_exercise
from formcheck.source.frame import Frame
from formcheck.tracking import record
from formcheck.tracking.look import Pieces, Span
from formcheck.tracking.portions import spans_of
from formcheck.work.base import Stop, Tick
from formcheck.work.here import Here
from samples import clip_file, clips, read_sample, tracks

SHORT = Pieces(first_s=4.0, each_s=3.0, lead_s=1.0)
NAME = tracks("bridge", "overarched")[0]


class Played:
    """An estimator that sees the person of a recorded track at the time of the picture."""

    provenance: dict[str, str | int | float] = {"model_sha256": "none"}  # noqa: RUF012
    track: Track
    looked_at = 0

    def __init__(self, model: Path | None = None, outline: bool = False) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        Played.looked_at += 1
        seen = self.track[int(np.abs(self.track.time_s - frame.time_s).argmin())]
        return quantise(Pose(frame.time_s, seen.px, seen.visibility, seen.world, seen.size))


@pytest.fixture
def clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A video in which a sample is done."""
    for module in (record, clip_module):
        monkeypatch.setattr(module, "MediaPipeEstimator", Played)
    monkeypatch.setattr(Played, "track", read_sample(NAME), raising=False)
    monkeypatch.setattr(Played, "looked_at", 0)
    rate = round((len(Played.track) - 1) / float(Played.track.time_s[-1]))
    with av.open(path := tmp_path / "long.mp4", "w") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for i in range(len(Played.track)):
            picture = av.VideoFrame.from_ndarray(np.full((36, 64, 3), 90, np.uint8), format="rgb24")
            picture.pts, picture.time_base = i, Fraction(1, rate)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


@contextmanager
def unseen(name: str, unit: str) -> Iterator[Tick]:
    yield lambda *_: None


def never() -> bool:
    return False


def same(exercise: Exercise) -> Exercise:
    return exercise


def reviewed(
    task: Task, jobs: int, exercise: str | None = "bridge", pieces: Pieces = SHORT, stop: Stop = never
) -> dict[str, Any] | FormCheckError:
    """What `review --json` says of a clip."""
    job = ReviewJob(None if exercise is None else find_exercise(exercise), same, pieces=pieces)
    ((_, found),) = review_all(job, [task], Here(stop, unseen), jobs, unseen, stop)
    return found if isinstance(found, FormCheckError) else dict(json.loads(json.dumps(found.report.to_json())))


@pytest.mark.parametrize("exercise", ["bridge", None])
def test_a_clip_in_pieces_is_judged_as_a_whole(clip: Path, exercise: str | None) -> None:
    whole = reviewed(Task(clip), 1, exercise, Pieces())
    assert isinstance(whole, dict)
    assert len(whole["reps"]) >= 3 and whole["faults"]
    for jobs in (1, 2, 3, 4) if exercise else (2,):
        assert reviewed(Task(clip), jobs, exercise) == whole


def test_the_landmarks_are_the_same_whoever_made_them(clip: Path, tmp_path: Path) -> None:
    tracks_of = []
    for jobs in (1, 3):
        reviewed(Task(clip, track=tmp_path / f"{jobs}.track.npz"), jobs)
        tracks_of.append(read_track(tmp_path / f"{jobs}.track.npz"))
    one, other = tracks_of
    for name in ("time_s", "px", "visibility", "world"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert one.provenance == other.provenance


def test_the_annotated_video_is_the_same(clip: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        reviewed(Task(clip, video=tmp_path / f"{jobs}.mp4"), jobs)
    assert (tmp_path / "1.mp4").read_bytes() == (tmp_path / "2.mp4").read_bytes()


def test_a_clip_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "no.mp4").write_text("no video")
    found = reviewed(Task(tmp_path / "no.mp4"), 2)
    assert isinstance(found, InputError) and str(found).startswith(str(tmp_path / "no.mp4"))


def test_what_was_seen_before_it_was_stopped_is_told(clip: Path) -> None:
    found = reviewed(Task(clip), 2, stop=lambda: Played.looked_at >= 100)
    assert isinstance(found, dict)
    assert 3 < found["seconds"] < 10
    assert found["problems"][-1] == f"stopped after {found['seconds']:.1f} s: what came later was not looked at"


def test_a_clip_is_cut_into_portions_of_about_the_same_length(clip: Path) -> None:
    assert spans_of(clip, 1, SHORT) == spans_of(clip, 4, Pieces()) == [Span()]
    assert spans_of(clip, 2, SHORT) == [Span(0, 2), Span(2)]
    several = spans_of(clip, 9, SHORT)
    assert [span.first for span in several] == list(range(len(several)))
    assert [span.end for span in several] == [*range(1, len(several)), None]


def test_the_network_finds_its_way_before_a_piece_begins() -> None:
    """Of a sample clip, with the real pose network: nobody jumps where two pieces meet."""
    sample = clip_file(clips("bridge", "hips_uneven_near")[0])
    whole, cut = _seven_seconds(sample, Pieces()), _seven_seconds(sample, Pieces(first_s=4.0, each_s=3.0, lead_s=2.0))
    np.testing.assert_array_equal(cut.time_s, whole.time_s)
    trunk_px = np.median(np.hypot(*(whole.px[:, [11, 12]].mean(axis=1) - whole.px[:, [23, 24]].mean(axis=1)).T))
    joints = [11, 12, 23, 24, 25, 26, 27, 28]
    apart = np.hypot(*np.moveaxis(cut.px[:, joints] - whole.px[:, joints], -1, 0)) / trunk_px
    assert np.median(apart) < 0.02
    assert apart.max() < 0.2


def _seven_seconds(clip: Path, pieces: Pieces) -> Track:
    done: list[int] = []
    return record.landmarks(clip, record.Way(outline=False, pieces=pieces), lambda n, _: done.append(n), lambda: len(done) == 84).track
