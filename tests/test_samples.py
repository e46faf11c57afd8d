"""The whole path on sample clips, video to verdict, and the rules on every recorded track."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.pose.trackfile import TRACK_SUFFIX
from samples import SAMPLES, assert_as_expected, expected, labels, review

CLIPS = sorted(p.name.removesuffix(".mp4") for p in (SAMPLES / "clips").glob("*.mp4"))
TRACKS = sorted(p.name.removesuffix(TRACK_SUFFIX) for p in (SAMPLES / "tracks").glob(f"*{TRACK_SUFFIX}"))
WATCHED = ["bridge-hips_uneven_near-male", "press_up-pelvis_lifts-female", "hip_flexor_stretch-good-female", "cat_camel-good-male"]


@pytest.mark.parametrize("stem", WATCHED)
def test_a_clip_is_reviewed_as_expected_from_the_video_on(stem: str, tmp_path: Path) -> None:
    truth = labels(stem)
    out = tmp_path / "result.json"
    clip = str(SAMPLES / "clips" / f"{stem}.mp4")
    arguments = ["review", clip, "-e", str(truth.exercise), "--hold", str(truth.target_s or 0), "--no-video", "--json-file", str(out)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    own = json.loads(out.read_text())
    assert_as_expected(own, expected(stem), slack=1.5)  # the network's numbers differ a little between processors
    assert own["problems"] == expected(stem)["problems"]


@pytest.mark.parametrize("stem", TRACKS)
def test_a_recorded_track_is_reviewed_as_expected(stem: str) -> None:
    assert_as_expected(review(stem).to_json(), expected(stem))


@pytest.mark.parametrize("stem", TRACKS)
def test_what_is_expected_of_a_track_is_true(stem: str) -> None:
    """The expected reviews are no copies of mistakes: counts are those of the labels."""
    truth, right = labels(stem), expected(stem)
    assert len(right["reps"]) == len(truth.reps or ())
    assert len(right["holds"]) == len(truth.holds or ())
    assert [row["side"] for row in right["reps"] + right["holds"]] == [row.side for row in (*(truth.reps or ()), *(truth.holds or ()))]


def test_every_exercise_has_a_good_and_a_faulty_sample() -> None:
    from formcheck.rules.library import all_exercises

    have = {(labels(s).exercise, labels(s).variant == "good") for s in {*CLIPS, *TRACKS}}
    advised_against = {"standing_toe_touch"}  # its clips show no fault: it is one
    lacking = [
        e.name for e in all_exercises() if (e.name, True) not in have or ((e.name, False) not in have and e.name not in advised_against)
    ]
    assert lacking == []


def test_the_samples_stay_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLES.rglob("*") if p.is_file()) < 12_000_000
