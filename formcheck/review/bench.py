"""How long each step of a review takes, and how reviews compare with a loop that only looks for landmarks, on one processor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter
from typing import Any, Final, NamedTuple

import numpy as np

from formcheck.errors import FormCheckError
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.files.beside import runs
from formcheck.review.clip import Reviewer
from formcheck.review.job import ReviewJob
from formcheck.review.looked import never, no_tick
from formcheck.review.steps import Timing, steps_of
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.source.video import VideoFile
from formcheck.tracking.portions import Alone
from formcheck.work.base import Job, Stop, Tick, Workers
from formcheck.work.choose import workers


class Way(NamedTuple):
    """Of reviewing many clips."""

    video: bool
    fast: bool


WAYS: Final = {"no_video": Way(False, False), "video": Way(True, False), "fast": Way(False, True)}
_BARE, _REVIEW = "bare", "review"
LANDMARKS: Final = "landmarks"  # the bare loop in every process at once
_FOLDER: Final = "formcheck-bench-"


@dataclass(frozen=True, slots=True)
class Rate:
    """fps: frames a second (median).  share: of the rate of the bare loop that ran beside it (median of the ratios)."""

    fps: float
    share: float


@dataclass(frozen=True, slots=True)
class Bench:
    """steps: by name.  landmarks_fps: frames a second of the bare landmark loop (median).  review: of one clip, with the video.

    many: of as many clips as there are processes (jobs) that work side by side, by ``LANDMARKS`` and the names of ``WAYS``.
    """

    frames: int
    steps: dict[str, Timing]
    landmarks_fps: float
    review: Rate
    jobs: int
    many: dict[str, Rate]

    def to_json(self) -> dict[str, Any]:
        """Plain numbers; milliseconds, frames a second."""
        steps = {name: {"median_ms": round(t.median_ms, 2), "p95_ms": round(t.late_ms, 2)} for name, t in self.steps.items()}
        rates = {
            "review_fps": round(self.review.fps, 1),
            "landmarks_fps": round(self.landmarks_fps, 1),
            "share": round(self.review.share, 3),
        }
        many = {name: {"fps": round(rate.fps, 1), "share": round(rate.share, 3)} for name, rate in self.many.items()}
        return {"frames": self.frames, "steps": steps, **rates, "jobs": self.jobs, "many": many}


def bench(clip: Path, exercise: Exercise, model: Path | None, rounds: int, tick: Callable[[], None], jobs: int) -> Bench:
    """Measure; all that is compared runs in turn, ``rounds`` times each.  Raises InputError for a bad clip."""
    _clear_left_behind()
    spent: dict[str, list[float]] = {name: [] for name in (_BARE, _REVIEW, LANDMARKS, *WAYS)}
    with TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-") as folder, workers(jobs, never, _unseen) as team:
        place = Path(folder)
        frames, steps = steps_of(clip, exercise, model, place / "bench.mp4")
        alone = _BareLoop(exercise, model)
        _side_by_side(team, _review(exercise, model, False), [Task(clip)] * jobs)  # processes start and load what they need
        tick()
        for _ in range(rounds):
            spent[_BARE].append(_seconds(lambda: _landmarks(clip, exercise, model)))
            tick()
            spent[_REVIEW].append(_seconds(lambda: Reviewer(exercise, model=model).review(Task(clip, place / "bench.mp4"))))
            tick()
            spent[LANDMARKS].append(_seconds(lambda: _side_by_side(team, alone, [Task(clip)] * jobs)))
            tick()
            for name, way in WAYS.items():
                tasks = [Task(clip, place / f"{k}.mp4" if way.video else None) for k in range(jobs)]
                spent[name].append(_seconds(lambda: _side_by_side(team, _review(exercise, model, way.fast), tasks)))  # noqa: B023 - called at once
                tick()
    rates = {name: _rate(frames, spent[_BARE], spent[name], jobs) for name in (LANDMARKS, *WAYS)}
    return Bench(frames, steps, frames / float(np.median(spent[_BARE])), _rate(frames, spent[_BARE], spent[_REVIEW], 1), jobs, rates)


def _rate(frames: int, bare: Sequence[float], spent: Sequence[float], clips: int) -> Rate:
    return Rate(clips * frames / float(np.median(spent)), float(np.median(clips * np.array(bare) / np.array(spent))))


def _side_by_side(team: Workers, job: Job[Task, Any], tasks: Sequence[Task]) -> None:
    for found in team.run(job, tasks):
        if isinstance(found, FormCheckError):
            raise found


def _review(exercise: Exercise, model: Path | None, fast: bool) -> Job[Task, Any]:
    return Alone(ReviewJob(exercise, _unchanged, model=model, fast=fast))


@dataclass(frozen=True)
class _BareLoop:
    """The job of doing nothing but look for landmarks."""

    exercise: Exercise
    model: Path | None

    def __call__(self, task: Task, tick: Tick, stop: Stop) -> None:  # noqa: ARG002 - a job is told of both
        _landmarks(task.clip, self.exercise, self.model)


def _unchanged(exercise: Exercise) -> Exercise:
    return exercise


@contextmanager
def _unseen(name: str, unit: str) -> Iterator[Tick]:  # noqa: ARG001
    yield no_tick


def _clear_left_behind() -> None:
    """Remove the videos of benches that were killed."""
    for folder in Path(gettempdir()).glob(f"{_FOLDER}*-*"):
        process = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if process.isdecimal() and folder.is_dir() and not folder.is_symlink() and not runs(int(process)):
            rmtree(folder, ignore_errors=True)


def _landmarks(clip: Path, exercise: Exercise, model: Path | None) -> None:
    """The bare loop: decode a frame, look for landmarks, next."""
    with VideoFile(clip) as source, MediaPipeEstimator(model, exercise.needs_outline) as estimator:
        for frame in source:
            estimator.estimate(frame)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
