"""How long each step of a review takes, and how the whole compares with a loop that only looks for landmarks."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter
from typing import Any, Final, TypeVar

import numpy as np

from formcheck.engine.checker import Checker
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.files.beside import runs
from formcheck.review.clip import Reviewer
from formcheck.review.drawing import Drawing
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.source.video import VideoFile

STEPS: Final = ("decode", "pose", "check", "overlay", "encode")
WARM_UP: Final = 5  # frames that are not counted: the first ones load and plan

_FOLDER: Final = "formcheck-bench-"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """One step over many frames, milliseconds a frame."""

    median_ms: float
    late_ms: float  # the 95th percentile


@dataclass(frozen=True, slots=True)
class Bench:
    """steps: by name.  review_fps, landmarks_fps: frames a second of the whole review and of the bare landmark loop (medians).

    share: the median of the ratios of neighbouring runs, review by landmarks.
    """

    frames: int
    steps: dict[str, Timing]
    review_fps: float
    landmarks_fps: float
    share: float

    def to_json(self) -> dict[str, Any]:
        """Plain numbers; milliseconds, frames a second."""
        steps = {name: {"median_ms": round(t.median_ms, 2), "p95_ms": round(t.late_ms, 2)} for name, t in self.steps.items()}
        rates = {"review_fps": round(self.review_fps, 1), "landmarks_fps": round(self.landmarks_fps, 1), "share": round(self.share, 3)}
        return {"frames": self.frames, "steps": steps, **rates}


def bench(clip: Path, exercise: Exercise, model: Path | None, rounds: int, tick: Callable[[], None]) -> Bench:
    """Measure; the whole review and the bare loop run in turn, ``rounds`` times each.  Raises InputError for a bad clip."""
    _clear_left_behind()
    with TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-") as folder:
        target = Path(folder) / "bench.mp4"
        frames, steps = _steps(clip, exercise, model, target)
        tick()
        bare, whole = [], []
        for _ in range(rounds):
            bare.append(_seconds(lambda: _landmarks(clip, exercise, model)))
            tick()
            whole.append(_seconds(lambda: Reviewer(exercise, model=model).review(Task(clip, target))))
            tick()
    ratios = np.array(bare) / np.array(whole)
    return Bench(frames, steps, frames / float(np.median(whole)), frames / float(np.median(bare)), float(np.median(ratios)))


def _clear_left_behind() -> None:
    """Remove the videos of benches that were killed."""
    for folder in Path(gettempdir()).glob(f"{_FOLDER}*-*"):
        process = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if process.isdecimal() and folder.is_dir() and not folder.is_symlink() and not runs(int(process)):
            rmtree(folder, ignore_errors=True)


def _steps(clip: Path, exercise: Exercise, model: Path | None, target: Path) -> tuple[int, dict[str, Timing]]:
    """Frames of the clip, and the time of each step when one follows the other in one thread."""
    spent: dict[str, list[float]] = {name: [] for name in STEPS}
    checker = Checker(exercise)

    def timed(step: str, work: Callable[[], T]) -> T:
        start = perf_counter()
        result = work()
        spent[step].append((perf_counter() - start) * 1000)
        return result

    with (
        VideoFile(clip) as source,
        MediaPipeEstimator(model, exercise.needs_outline) as estimator,
        Drawing(target, exercise, source.size, source.rate) as drawing,
    ):
        frames = iter(source)
        while (frame := timed("decode", lambda: next(frames, None))) is not None:
            shown = frame
            pose = timed("pose", lambda: estimator.estimate(shown))  # noqa: B023 - called at once
            status = timed("check", lambda: checker.update(pose))  # noqa: B023
            image = timed("overlay", lambda: drawing.draw(shown, pose, status))  # noqa: B023
            timed("encode", lambda: drawing.encode(image, shown.time_s))  # noqa: B023
    count = len(spent["pose"])
    return count, {name: _timing(values[min(WARM_UP, count - 1) : count]) for name, values in spent.items()}


def _timing(values: list[float]) -> Timing:
    return Timing(float(np.median(values)), float(np.percentile(values, 95)))


def _landmarks(clip: Path, exercise: Exercise, model: Path | None) -> None:
    """The bare loop: decode a frame, look for landmarks, next."""
    with VideoFile(clip) as source, MediaPipeEstimator(model, exercise.needs_outline) as estimator:
        for frame in source:
            estimator.estimate(frame)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
