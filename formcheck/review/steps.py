"""How long each step of a review takes: the same two passes over the clip as a `Reviewer` makes, in one thread instead of several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final, TypeVar

import numpy as np

from formcheck.engine.checker import Checker
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.review.batches import Batches
from formcheck.review.drawing import Drawing
from formcheck.review.hindsight import in_hindsight
from formcheck.review.looked import Looked
from formcheck.rules.exercise import Exercise
from formcheck.source.video import VideoFile

STEPS: Final = ("decode", "pose", "check", "overlay", "encode")
WARM_UP: Final = 5  # frames that are not counted: the first ones load and plan

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """One step over many frames, milliseconds a frame."""

    median_ms: float
    late_ms: float  # the 95th percentile


class _Clock:
    """spent: milliseconds of each step, frame by frame."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = {name: [] for name in STEPS}

    def timed(self, step: str, work: Callable[[], T]) -> T:
        """Work that is done once a frame."""
        start = perf_counter()
        result = work()
        self.spent[step].append((perf_counter() - start) * 1000)
        return result

    def level(self, step: str, frames: int) -> None:
        """What was done for the last frames was done for all of them together."""
        if frames:
            values = self.spent[step]
            values[-frames:] = [sum(values[-frames:]) / frames] * frames

    def timings(self, frames: int) -> dict[str, Timing]:
        """Of all steps."""
        return {name: _timing(values[min(WARM_UP, frames - 1) : frames]) for name, values in self.spent.items()}


def steps_of(clip: Path, exercise: Exercise, model: Path | None, target: Path) -> tuple[int, dict[str, Timing]]:
    """Frames of the clip, and the time of each step when one follows the other."""
    clock = _Clock()
    looked = _look(clock, clip, exercise, model)
    _draw(clock, clip, exercise, looked, target)
    count = len(looked.poses)
    return count, clock.timings(count)


def _look(clock: _Clock, clip: Path, exercise: Exercise, model: Path | None) -> Looked:
    checker = Checker(exercise)
    looked = Looked.begun(clip.name, exercise, None, {})
    batches, waiting = Batches(checker, looked.add), 0
    with VideoFile(clip) as source, MediaPipeEstimator(model, exercise.needs_outline) as estimator:
        frames = iter(source)
        while (frame := clock.timed("decode", lambda: next(frames, None))) is not None:
            shown = frame
            pose = clock.timed("pose", lambda: estimator.estimate(shown))  # noqa: B023 - called at once
            waiting += 1
            if clock.timed("check", lambda: batches.add(pose)):  # noqa: B023
                clock.level("check", waiting)
                waiting = 0
    start = perf_counter()
    batches.flush()
    if waiting:
        clock.spent["check"][-1] += (perf_counter() - start) * 1000
        clock.level("check", waiting)
    looked.report.take(checker.finish())
    return looked


def _draw(clock: _Clock, clip: Path, exercise: Exercise, looked: Looked, target: Path) -> None:
    statuses = in_hindsight(looked.statuses(), looked.report, exercise)
    with VideoFile(clip) as source, Drawing(target, exercise, source.size, source.rate) as drawing:
        for frame, pose in zip(source, looked.poses, strict=True):
            shown, of = frame, pose
            image = clock.timed("overlay", lambda: drawing.draw(shown, of, next(statuses)))  # noqa: B023 - called at once
            clock.timed("encode", lambda: drawing.encode(image, shown.time_s))  # noqa: B023


def _timing(values: list[float]) -> Timing:
    return Timing(float(np.median(values)), float(np.percentile(values, 95)))
