"""The same good clips, recorded with less luck: a camera that leans, somebody who walks through, a person out of sight for a while."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.report import Report
from formcheck.evaluate.agreement import own_count
from formcheck.evaluate.evaluate import check
from formcheck.evaluate.perturb import PERTURBATIONS
from formcheck.pose.pose import Track
from formcheck.rules.library import all_exercises, find_exercise
from samples import labels, read_sample, tracks

GOOD = [stems[0] for exercise in all_exercises() if (stems := tracks(exercise.name, "good"))]
MISSED = 1  # of so many exercises the count may be lost


def review(stem: str, track: Track) -> Report:
    truth = labels(stem)
    return check(find_exercise(truth.exercise or ""), track, stem, truth.target_s or 0.0)


@pytest.mark.parametrize(
    "what",
    [
        "camera rolled by -5 degrees",
        "camera rolled by 5 degrees",
        "a second person for 2 s",
        "nobody found for 2 s",
        "nobody found in 20 % of frames",
        "person 0.5 times as large",
    ],
)
def test_the_count_stays(what: str) -> None:
    lost = [stem for stem in GOOD if own_count(review(stem, PERTURBATIONS[what](read_sample(stem)))) != labels(stem).count]
    assert len(lost) <= MISSED, lost


def test_a_sag_of_seven_seconds_is_one_hold_with_a_sag() -> None:
    """The hips go down to the floor and come up again: it is the same hold, and the sag is told of it."""
    track = read_sample("plank-hips_sag-male")
    report = review("plank-hips_sag-male", replace(track, time_s=track.time_s * 1.6))
    assert [hold.faults for hold in report.holds] == [("hips_sag",)]


def test_who_never_stands_still_between_the_repetitions_is_counted() -> None:
    """A hinge after the other: the start posture is only passed, and the gate opens when it is passed once more."""
    track = read_sample("hip_hinge-good-female")
    moving = np.concatenate(
        [np.flatnonzero((track.time_s >= r.start_s) & (track.time_s < r.end_s)) for r in labels("hip_hinge-good-female").reps or ()]
    )
    step = float(np.median(np.diff(track.time_s)))
    without_rest = Track(
        np.arange(len(moving), dtype=np.float64) * step * 0.5,
        track.px[moving],
        track.visibility[moving],
        track.world[moving],
        track.size,
        None,
        {},
    )
    report = review("hip_hinge-good-female", without_rest)
    assert abs(len(report.reps) - len(labels("hip_hinge-good-female").reps or ())) <= 1 and len(report.reps) >= 2


def test_a_clip_that_begins_in_a_repetition_has_the_later_ones_right() -> None:
    track = read_sample("squat-good-female")
    first = labels("squat-good-female").reps[0]  # type: ignore[index]
    kept = np.flatnonzero(track.time_s >= (first.start_s + first.end_s) / 2)
    later = replace(
        track,
        time_s=track.time_s[kept] - track.time_s[kept[0]],
        px=track.px[kept],
        world=track.world[kept],
        visibility=track.visibility[kept],
        outline=None if track.outline is None else track.outline[kept],
    )
    report = review("squat-good-female", later)
    assert [rep.verdict for rep in report.reps] == ["good"] * 2
    assert report.refused[0].why.startswith("it was under way") or report.refused[0].end_s < report.reps[0].start_s


def test_a_squat_with_the_trunk_far_forward_is_counted_and_told() -> None:
    """However wrong it is, it is a squat."""
    report = review("squat-trunk_pitches-woman_older", read_sample("squat-trunk_pitches-woman_older"))
    assert len(report.reps) == labels("squat-trunk_pitches-woman_older").count
    assert "trunk_pitches" in {fault.name for fault in report.faults}
