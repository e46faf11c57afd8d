"""Cut: a recording of several sets, joined from sample clips; what is found in it and how it is counted."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from formcheck.cut.cut import Part, cut
from formcheck.cut.recording import Recording, check_part, totals
from formcheck.evaluate.labels import labels_path, read_labels
from formcheck.likeness.learned import learned
from formcheck.pose.pose import Track, part_of
from formcheck.pose.trackfile import read_track
from formcheck.rules.library import find_exercise
from samples import SAMPLES, read_sample, review, tracks

SEVERAL = SAMPLES / "recordings" / "several.track.npz"
NEAR = ("squat", "bridge", "bridge_hold", "pelvic_tilt", "bird_dog", "cat_camel", "rock_back", "plank", "hip_hinge")


@pytest.fixture(scope="module")
def track() -> Track:
    return read_track(SEVERAL)


@pytest.fixture(scope="module")
def parts(track: Track) -> list[Part]:
    return cut([find_exercise(name) for name in NEAR], track)


def test_every_set_is_found_with_its_exercise(parts: list[Part]) -> None:
    truth = read_labels(labels_path(SEVERAL)).sets or ()
    assert [part.exercise.name for part in parts] == [one.exercise for one in truth]
    assert not any(part.others for part in parts)
    for part, one in zip(parts, truth, strict=True):
        assert one.start_s - 6 < part.start_s < one.end_s and one.start_s < part.end_s < one.end_s + 3


def test_how_like_an_exercise_the_body_looks_takes_no_set_away(parts: list[Part], track: Track) -> None:
    again = cut([find_exercise(name) for name in NEAR], track, likeness=learned())
    assert again == parts


def test_of_two_that_explain_a_set_as_well_the_one_that_it_looks_like_is_told() -> None:
    bridges = read_sample(tracks("bridge", "good")[0])
    twin = find_exercise("bridge").model_copy(update={"name": "squat"})
    (part,) = cut([find_exercise("bridge"), twin], bridges, likeness=learned())
    assert (part.exercise.name, part.others) == ("bridge", ())


def test_sets_do_not_overlap(parts: list[Part]) -> None:
    assert all(a.end_s <= b.start_s for a, b in itertools.pairwise(parts))


def test_every_set_is_counted_exactly(parts: list[Part], track: Track) -> None:
    truth = read_labels(labels_path(SEVERAL)).sets or ()
    found = [check_part(k, part, part.exercise, track, "", None)[0] for k, part in enumerate(parts, 1)]
    assert [len(one.report.reps) + len(one.report.holds) for one in found] == [one.count for one in truth]


def test_a_set_counts_as_a_review_of_that_part_with_its_exercise(parts: list[Part], track: Track) -> None:
    part = parts[1]
    own, statuses = check_part(2, part, part.exercise, track, "", 0.0)
    alone = part_of(track, part.start_s, part.end_s)
    assert alone is not None
    assert len(statuses) == len(alone)
    assert (
        own.report.to_json()
        == check_part(1, Part(part.start_s, part.end_s, part.exercise), part.exercise, alone, "", 0.0)[0].report.to_json()
    )


def test_a_set_is_judged_as_a_whole_as_a_clip_of_one_exercise_is() -> None:
    """Who moves up and down in the posture of a plank holds none, also in a recording that was cut."""
    track, plank = read_sample("plank-good-female"), find_exercise("plank")
    up_and_down = 80 * np.sin(np.pi * track.time_s)
    moving = replace(track, px=track.px + np.stack([0 * up_and_down, up_and_down], 1)[:, None])
    whole = Part(float(track.time_s[0]), float(track.time_s[-1]), plank)
    assert check_part(1, whole, plank, track, "", 0.0)[0].report.holds
    report = check_part(1, whole, plank, moving, "", 0.0)[0].report
    assert not report.holds and report.refused


def test_somebody_who_only_stands_about_does_nothing(track: Track) -> None:
    still = Track(track.time_s, track.px[:1].repeat(len(track), 0), track.visibility, track.world[:1].repeat(len(track), 0), track.size)
    assert cut([find_exercise(name) for name in NEAR], still) == []


def test_nobody_does_nothing() -> None:
    track = read_sample(tracks("bridge", "good")[0])
    empty = Track(track.time_s, track.px * float("nan"), track.visibility * 0, track.world * float("nan"), track.size)
    assert cut([find_exercise("bridge")], empty) == []


def test_what_two_exercises_explain_as_well_is_told_as_either() -> None:
    """The same rules under another name: nobody can say which of the two it is."""
    bridge = find_exercise("bridge")
    twin = bridge.model_copy(update={"name": "bridge_again"})
    (part,) = cut([bridge, twin], read_sample(tracks("bridge", "good")[0]))
    assert {part.exercise.name, *(other.name for other in part.others)} == {"bridge", "bridge_again"}


def test_json_has_the_keys_of_a_report_and_the_rows_tell_their_set(parts: list[Part], track: Track) -> None:
    sets = [check_part(k, part, part.exercise, track, "clip", 0.0)[0] for k, part in enumerate(parts, 1)]
    told = Recording("clip", float(track.time_s[-1]), 1.0, sets).to_json()
    alone = review(tracks("bridge", "good")[0]).to_json()
    assert list(told) == [*alone, "sets", "totals"]
    assert told["exercise"] is None and told["view"] is None
    assert [one["exercise"] for one in told["sets"]] == [part.exercise.name for part in parts]
    assert sum(row["set"] == 1 for row in told["reps"]) == len(sets[0].report.reps)
    assert told["good_reps"] == sum(row["verdict"] == "good" for row in told["reps"])
    assert sum(total["sets"] for total in told["totals"]) == len(parts)
    assert sum(total["reps"] for total in told["totals"]) == len(told["reps"])


def test_totals_keep_the_order_in_which_exercises_were_done() -> None:
    bridge, squat = review(tracks("bridge", "good")[0]), review(tracks("squat", "good")[0])
    found = totals([("squat", squat), ("bridge", bridge), ("squat", squat)])
    assert [(total.exercise, total.sets) for total in found] == [("squat", 2), ("bridge", 1)]
    assert found[0].reps == 2 * len(squat.reps)
