"""Poses are checked some at a time: what is said of each is the same as of each by itself, also of the last ones."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Self

import pytest

from formcheck.engine.checker import Checker
from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.pose.pose import Pose
from formcheck.review import clip as review_clip
from formcheck.review.batches import BATCH, Batches
from formcheck.review.clip import Reviewer
from formcheck.review.task import Task
from formcheck.rules.library import find_exercise
from formcheck.source.frame import Frame
from samples import clips, read_sample, sample_file, track_file, tracks

BRIDGE = find_exercise("bridge")


def track_exercise(stem: str) -> str:
    """The folder that a sample lies in."""
    return "" if stem == "-" else track_file(stem).parent.name


# one of each exercise
SOME = [a for a, b in pairwise([*tracks(), "-"]) if track_exercise(a) != track_exercise(b)]


def one_by_one(checker: Checker, poses: list[Pose]) -> list[Status]:
    return [checker.update(pose) for pose in poses]


def in_batches(checker: Checker, poses: list[Pose], size: int) -> list[Status]:
    told: list[tuple[Pose, Status]] = []
    batches = Batches(checker, lambda pose, status: told.append((pose, status)), size)
    for number, pose in enumerate(poses, 1):
        assert batches.add(pose) is (number % size == 0)
        assert len(told) == number // size * size  # no more than a batch waits
    batches.flush()
    batches.flush()  # nothing is told twice
    assert [id(pose) for pose, _ in told] == [id(pose) for pose in poses]
    return [status for _, status in told]


@pytest.mark.parametrize("stem", SOME)
def test_statuses_and_events_are_those_of_each_pose_by_itself(stem: str) -> None:
    track, exercise = read_sample(stem), find_exercise(track_exercise(stem))
    poses = list(track)
    alone, together = Checker(exercise), Checker(exercise)
    # repr tells every digit, and NaN from NaN it does not
    assert repr(in_batches(together, poses, BATCH)) == repr(one_by_one(alone, poses))
    assert repr(together.finish()) == repr(alone.finish())


@pytest.mark.parametrize("size", [1, 2, 7, 100_000])
def test_the_size_of_a_batch_changes_nothing(size: int) -> None:
    poses = list(read_sample(tracks("bridge", "bouncing")[0]))
    assert repr(in_batches(Checker(BRIDGE), poses, size)) == repr(one_by_one(Checker(BRIDGE), poses))


class Played:
    """An estimator that gives the poses of a track, one for each picture."""

    provenance: dict[str, str | int | float] = {"model_sha256": "none"}  # noqa: RUF012
    poses: list[Pose] = []  # noqa: RUF012

    def __init__(self, *_: object) -> None:
        self.seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        self.seen += 1
        return Played.poses[self.seen - 1]


@pytest.mark.parametrize("frames", [1, BATCH - 1, BATCH, BATCH + 1, None])
def test_a_review_tells_of_all_poses_until_it_is_stopped(frames: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    stem = next(stem for stem in clips("bridge") if sample_file(stem, ".mp4").exists())
    monkeypatch.setattr(review_clip, "MediaPipeEstimator", Played)
    monkeypatch.setattr(Played, "poses", list(read_sample(tracks("bridge", "good")[0])) * 3)
    seen = 0

    def tick(done: int, total: int | None) -> None:
        nonlocal seen
        seen = done

    monkeypatch.setattr(Played, "poses", _risen(Played.poses))
    report = Reviewer(BRIDGE, tick=tick, stop=lambda: seen == frames).review(Task(Path(sample_file(stem, ".mp4"))))
    assert report.frames == seen == (frames or seen)
    assert _events(report) == _events(_expected(seen))


def _risen(poses: list[Pose]) -> list[Pose]:
    """The same with times that rise."""
    return [Pose(k / 15, p.px, p.visibility, p.world, p.size, p.outline) for k, p in enumerate(poses)]


def _expected(count: int) -> Report:
    checker, report = Checker(BRIDGE), Report("", "bridge", "side")
    for pose in Played.poses[:count]:
        report.add(checker.update(pose), pose.found)
    report.take(checker.finish())
    return report


def _events(report: Report) -> str:
    return repr((report.reps, report.holds, report.faults))
