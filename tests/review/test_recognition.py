"""Review without an exercise: what is recognised, and what is said when nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.pose.trackfile import TRACK_SUFFIX, read_track, write_track
from formcheck.review.clip import Reviewer
from formcheck.review.recognition import recognise_clip
from formcheck.review.task import Task
from samples import SAMPLES


def recognised(clip: Path) -> str:
    return recognise_clip(Task(clip), None, lambda done, total: None, lambda: False)[0].name


@pytest.mark.parametrize("name", ["bird_dog", "press_up", "cat_camel", "bridge"])
def test_the_exercise_of_a_track_is_recognised(name: str) -> None:
    found = list((SAMPLES / "tracks").glob(f"{name}-good-*{TRACK_SUFFIX}"))
    assert recognised(sorted(found)[0]) == name


def test_standing_about_is_no_exercise(tmp_path: Path) -> None:
    track = read_track(next((SAMPLES / "tracks").glob(f"bridge-good-*{TRACK_SUFFIX}")))
    still = type(track)(
        track.time_s,
        track.px[:1].repeat(len(track), 0),
        track.visibility,
        track.world[:1].repeat(len(track), 0),
        track.size,
        None,
    )
    clip = tmp_path / f"still{TRACK_SUFFIX}"
    write_track(clip, still)
    with pytest.raises(InputError, match="no exercise was recognised in it; name it with -e"):
        recognised(clip)


def test_a_video_is_estimated_once_and_judged_as_with_a_name() -> None:
    clip = sorted((SAMPLES / "clips").glob("press_up-*.mp4"))[0]
    exercise, track = recognise_clip(Task(clip), None, lambda done, total: None, lambda: False)
    assert exercise.name == "press_up"
    by_track = Reviewer(exercise).review(Task(clip), track).to_json()
    assert by_track == Reviewer(exercise).review(Task(clip)).to_json()


def test_work_that_was_stopped_is_not_taken_for_no_exercise() -> None:
    clip = sorted((SAMPLES / "clips").glob("press_up-*.mp4"))[0]
    with pytest.raises(InputError, match="stopped before its exercise was recognised; named with -e"):
        recognise_clip(Task(clip), None, lambda done, total: None, lambda: True)
