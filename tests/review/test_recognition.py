"""Review without an exercise: what is recognised, and what is said when nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.pose.trackfile import TRACK_SUFFIX, write_track
from formcheck.review.clip import Reviewer
from formcheck.review.recognition import recognise_clip
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.tracking.record import Way
from samples import clip_file, clips, read_sample, track_file, tracks


def recognised(clip: Path) -> str:
    found = recognise_clip(Task(clip), Way(), lambda done, total: None, lambda: False)[0]
    assert isinstance(found, Exercise)
    return found.name


@pytest.mark.parametrize("name", ["bird_dog", "press_up", "cat_camel", "bridge"])
def test_the_exercise_of_a_track_is_recognised(name: str) -> None:
    assert recognised(track_file(tracks(name, "good")[0])) == name


def test_standing_about_is_no_exercise(tmp_path: Path) -> None:
    track = read_sample(tracks("bridge", "good")[0])
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
    clip = clip_file(clips("press_up")[0])
    exercise, track = recognise_clip(Task(clip), Way(), lambda done, total: None, lambda: False)
    assert isinstance(exercise, Exercise) and exercise.name == "press_up"
    by_track = Reviewer(exercise).review(Task(clip), track).to_json()
    assert by_track == Reviewer(exercise).review(Task(clip)).to_json()


def test_work_that_was_stopped_is_not_taken_for_no_exercise() -> None:
    clip = clip_file(clips("press_up")[0])
    with pytest.raises(InputError, match="stopped before its exercise was recognised; named with -e"):
        recognise_clip(Task(clip), Way(), lambda done, total: None, lambda: True)
