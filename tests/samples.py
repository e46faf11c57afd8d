"""The sample clips and tracks, what a correct review says of them, and how close is close enough."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from formcheck.engine.report import Report
from formcheck.evaluate.evaluate import check
from formcheck.evaluate.labels import Labels, read_labels
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import TRACK_SUFFIX, read_track
from formcheck.rules.library import find_exercise
from formcheck.source.frame import Image
from formcheck.source.video import VideoFile

SAMPLES = Path(__file__).parents[1] / "samples"
LABELS_SUFFIX, EXPECTED_SUFFIX = ".labels.yaml", ".expected.json"
TIME_S = 0.25  # of starts, ends and held seconds; a frame or two of a sample, and the pose model differs a little between processors
PEAK = {"deg": 4.0, "trunk": 0.06, "share": 0.06}


def tracks(exercise: str = "*", what: str = "*") -> list[str]:
    """The recorded tracks, by name, in alphabetical order: of an exercise, of what is shown in them."""
    return _names(exercise, what, TRACK_SUFFIX)


def clips(exercise: str = "*", what: str = "*") -> list[str]:
    """The sample videos, by name, in alphabetical order."""
    return _names(exercise, what, ".mp4")


def _names(exercise: str, what: str, suffix: str) -> list[str]:
    return sorted(path.name.removesuffix(suffix) for path in SAMPLES.glob(f"{exercise}/*-{what}-*{suffix}"))


def sample_file(stem: str, suffix: str) -> Path:
    """A file of a sample, which lies in the folder of its exercise."""
    (found,) = SAMPLES.glob(f"*/{stem}{suffix}")
    return found


def track_file(stem: str) -> Path:
    """The landmarks of a sample."""
    return sample_file(stem, TRACK_SUFFIX)


def clip_file(stem: str) -> Path:
    """The video of a sample."""
    return sample_file(stem, ".mp4")


def first_picture(stem: str) -> Image:
    """Of the video of a sample."""
    with VideoFile(clip_file(stem)) as frames:
        return next(iter(frames)).image


def read_sample(stem: str) -> Track:
    """The track of a sample."""
    return read_track(track_file(stem))


@functools.cache
def labels(stem: str) -> Labels:
    """What is true of a sample."""
    return read_labels(sample_file(stem, LABELS_SUFFIX))


@functools.cache
def review(stem: str, exercise: str = "") -> Report:
    """The report on a recorded track, with the hold that its labels ask for."""
    truth = labels(stem)
    return by_rules(exercise or truth.exercise or "", stem, truth.target_s or 0.0)


def by_rules(exercise: str, stem: str, target_s: float | None = None) -> Report:
    """The report on a recorded track by the rules of any exercise; target_s: the hold asked for, None: the dose of the exercise."""
    return check(find_exercise(exercise), read_sample(stem), stem, target_s)


def expected(stem: str) -> dict[str, Any]:
    """What a correct review of a sample says: the output of `formcheck review --json`."""
    return dict(json.loads(sample_file(stem, EXPECTED_SUFFIX).read_text(encoding="utf-8")))


def assert_as_expected(own: dict[str, Any], wanted: dict[str, Any], slack: float = 1.0) -> None:
    """The same repetitions, holds and faults in the same order, at the same times within TIME_S * slack."""
    unit = _unit(wanted["exercise"])
    assert own["near_side"] == wanted["near_side"]
    assert own["detected"] >= wanted["detected"] - 0.02
    _same_rows(own["reps"], wanted["reps"], {"start_s": TIME_S, "end_s": TIME_S, "hold_s": TIME_S, "peak": PEAK[unit]}, slack)
    _same_rows(own["holds"], wanted["holds"], {"start_s": TIME_S, "end_s": TIME_S, "held_s": TIME_S}, slack)
    _same_rows(_in_order(own["faults"]), _in_order(wanted["faults"]), {"start_s": 2 * TIME_S, "end_s": 2 * TIME_S}, slack)


def _in_order(faults: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(faults, key=lambda fault: (fault["rep"] or 0, fault["name"]))


def _unit(exercise: str) -> str:
    rules = find_exercise(exercise)
    whole = rules.repetition or rules.hold
    assert whole is not None
    return rules.measures[whole.measure].unit


def _same_rows(own: list[dict[str, Any]], wanted: list[dict[str, Any]], within: dict[str, float], slack: float) -> None:
    exact = [{k: v for k, v in row.items() if k not in within} for row in wanted]
    assert [{k: v for k, v in row.items() if k not in within} for row in own] == exact
    for mine, right in zip(own, wanted, strict=True):
        for name, tolerance in within.items():
            assert abs(mine[name] - right[name]) <= tolerance * slack, f"{name}: {mine[name]}, expected {right[name]}"


def verdicts(stem: str) -> list[str]:
    """The verdicts of a sample's repetitions, in order."""
    return [r.verdict for r in review(stem).reps]


def faults(stem: str) -> list[tuple[str, ...]]:
    """The faults of a sample's repetitions, or of its holds, in order."""
    report = review(stem)
    return [r.faults for r in report.reps] or [h.faults for h in report.holds]
