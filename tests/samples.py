"""The sample clips and tracks, what a correct review says of them, and how close is close enough."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from formcheck.engine.report import Report
from formcheck.evaluate.evaluate import check
from formcheck.evaluate.labels import Labels, read_labels
from formcheck.pose.trackfile import TRACK_SUFFIX, read_track
from formcheck.rules.library import find_exercise

SAMPLES = Path(__file__).parents[1] / "samples"
TIME_S = 0.25  # of starts, ends and held seconds; a frame or two of a sample, and the pose model differs a little between processors
PEAK = {"deg": 4.0, "trunk": 0.06, "share": 0.06}


def stems(exercise: str) -> list[str]:
    """The recorded tracks of an exercise, by name."""
    found = [p.name.removesuffix(TRACK_SUFFIX) for p in sorted((SAMPLES / "tracks").glob(f"*{TRACK_SUFFIX}"))]
    return [stem for stem in found if labels(stem).exercise == exercise]


@functools.cache
def labels(stem: str) -> Labels:
    folder = "tracks" if (SAMPLES / "tracks" / f"{stem}.labels.yaml").is_file() else "clips"
    return read_labels(SAMPLES / folder / f"{stem}.labels.yaml")


@functools.cache
def review(stem: str, exercise: str = "") -> Report:
    """The report on a recorded track, with the hold that its labels ask for."""
    truth = labels(stem)
    track = read_track(SAMPLES / "tracks" / f"{stem}{TRACK_SUFFIX}")
    return check(find_exercise(exercise or truth.exercise or ""), track, stem, truth.target_s or 0.0)


def expected(stem: str) -> dict[str, Any]:
    return dict(json.loads((SAMPLES / "expected" / f"{stem}.json").read_text(encoding="utf-8")))


def assert_as_expected(own: dict[str, Any], wanted: dict[str, Any], slack: float = 1.0) -> None:
    """The same repetitions, holds and faults in the same order, at the same times within TIME_S * slack."""
    unit = _unit(wanted["exercise"])
    assert own["near_side"] == wanted["near_side"]
    assert own["detected"] >= wanted["detected"] - 0.02
    _same_rows(own["reps"], wanted["reps"], {"start_s": TIME_S, "end_s": TIME_S, "hold_s": TIME_S, "peak": PEAK[unit]}, slack)
    _same_rows(own["holds"], wanted["holds"], {"start_s": TIME_S, "end_s": TIME_S, "held_s": TIME_S}, slack)
    key = lambda f: (f["rep"] or 0, f["name"])  # noqa: E731
    _same_rows(sorted(own["faults"], key=key), sorted(wanted["faults"], key=key), {"start_s": 2 * TIME_S, "end_s": 2 * TIME_S}, slack)


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
