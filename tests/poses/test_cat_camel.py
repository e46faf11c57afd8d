"""Cat-camel: judged by the curve of the back, which no landmark shows, on recorded tracks."""

from __future__ import annotations

import pytest

from formcheck.evaluate.evaluate import check
from formcheck.pose.trackfile import TRACK_SUFFIX, read_track
from formcheck.rules.library import find_exercise
from samples import SAMPLES, assert_as_expected, expected, faults, labels, review, stems, verdicts


@pytest.mark.parametrize("stem", stems("cat_camel"))
def test_the_events_are_the_expected_ones(stem: str) -> None:
    assert_as_expected(review(stem).to_json(), expected(stem))


def test_an_end_that_is_left_out_makes_the_repetition_incomplete_and_is_named() -> None:
    assert faults("cat_camel-no_arch-female") == [(), ("no_arch",), ("no_arch",)]
    assert faults("cat_camel-no_sag-male") == [(), ("no_sag",), ("no_sag",)]
    assert verdicts("cat_camel-no_sag-male") == ["good", "incomplete", "incomplete"]


def test_half_the_range_is_shallow() -> None:
    assert faults("cat_camel-shallow-male") == [(), ("shallow",), ("shallow",)]


def test_in_pregnancy_it_goes_only_as_far_as_flat() -> None:
    rules = find_exercise("cat_camel:pregnancy")
    reports = {}
    for stem in ("cat_camel-no_sag-male", "cat_camel-good-female"):
        track = read_track(SAMPLES / "tracks" / f"{stem}{TRACK_SUFFIX}")
        reports[stem] = check(rules, track, stem, labels(stem).target_s)
    assert [r.faults for r in reports["cat_camel-no_sag-male"].reps[1:]] == [(), ()]
    assert {f.name for f in reports["cat_camel-good-female"].faults} == {"sags"}
