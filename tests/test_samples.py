"""The whole path on sample clips, video to verdict, and the rules on every recorded track."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.pose.trackfile import TRACK_SUFFIX
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from samples import EXPECTED_SUFFIX, LABELS_SUFFIX, SAMPLES, assert_as_expected, clip_file, clips, expected, labels, review, tracks

CLIPS, TRACKS = clips(), tracks()
WATCHED = ["bridge-hips_uneven_near-male", "press_up-pelvis_lifts-female", "hip_flexor_stretch-good-female", "cat_camel-good-male"]


@pytest.mark.parametrize("stem", WATCHED)
def test_a_clip_is_reviewed_as_expected_from_the_video_on(stem: str, tmp_path: Path) -> None:
    truth = labels(stem)
    out = tmp_path / "result.json"
    clip = str(clip_file(stem))
    arguments = ["review", clip, "-e", str(truth.exercise), "--hold", str(truth.target_s or 0), "--no-video", "--json-file", str(out)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    own = json.loads(out.read_text())
    assert_as_expected(own, expected(stem), slack=2.5)  # the network's numbers differ between processors: an end by 0.5 s
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
    assert [row["side"] for row in right["reps"]] == [rep.side for rep in truth.reps or ()]
    assert [row["side"] for row in right["holds"]] == [hold.side for hold in truth.holds or ()]


@pytest.mark.parametrize("exercise", all_exercises(), ids=lambda exercise: exercise.name)
def test_every_exercise_has_a_good_and_a_faulty_sample(exercise: Exercise) -> None:
    every, good = ({*clips(exercise.name, what), *tracks(exercise.name, what)} for what in ("*", "good"))
    assert good
    assert every > good or not exercise.faults  # the one that is advised against has none: it is one


def test_the_files_of_a_sample_lie_together_in_the_folder_of_its_exercise() -> None:
    for stem in {*CLIPS, *TRACKS}:
        folder = SAMPLES / str(labels(stem).exercise)
        for suffix in (LABELS_SUFFIX, EXPECTED_SUFFIX, TRACK_SUFFIX if stem in TRACKS else ".mp4"):
            assert (folder / f"{stem}{suffix}").is_file()
    suffixes = (LABELS_SUFFIX, EXPECTED_SUFFIX, TRACK_SUFFIX, ".mp4")
    strangers = [path for path in SAMPLES.glob("*/*") if not path.name.endswith(suffixes)]
    assert strangers == []


def test_the_samples_stay_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLES.rglob("*") if p.is_file()) < 12_000_000
