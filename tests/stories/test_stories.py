"""For every exercise, what a person who does it wrongly is told, and when; on recorded tracks."""

from __future__ import annotations

import pytest
from stories import face_down_and_on_all_fours, kneeling_planks_and_on_the_side, on_the_back, sitting_and_standing
from stories.telling import Story, same, tell
from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.rules.library import all_exercises, find_exercise
from samples import labels, review

STORIES = [
    *on_the_back.STORIES,
    *face_down_and_on_all_fours.STORIES,
    *kneeling_planks_and_on_the_side.STORIES,
    *sitting_and_standing.STORIES,
]
ADVISED_AGAINST = "standing_toe_touch"  # it has no faults: it is one

each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.sentence)


@each_story
def test_what_is_told(story: Story) -> None:
    """Line by line, and nothing else."""
    own = tell(story.sample)
    assert len(own) == len(story.lines) and all(map(same, own, story.lines)), "told now:\n" + "\n".join(own)


@each_story
def test_what_is_told_is_true(story: Story) -> None:
    """The faults of each repetition and hold are those that the clip was drawn with."""
    truth, own = labels(story.sample), review(story.sample)
    assert [r.faults for r in own.reps] == [r.faults for r in truth.reps or ()]
    assert [h.faults for h in own.holds] == [h.faults for h in truth.holds or ()]


def test_every_exercise_has_a_story() -> None:
    assert {exercise.name for exercise in all_exercises()} - {labels(story.sample).exercise for story in STORIES} == {ADVISED_AGAINST}


def test_who_asks_for_the_standing_toe_touch_is_warned_and_offered_a_better_stretch() -> None:
    said = " ".join(CliRunner().invoke(app, ["exercises", "touch your toes"]).stdout.split())
    assert "Advised against." in said
    assert "Safety: Not advised with back pain." in said
    assert "Do the hamstring stretch on your back, or with one heel on a low step, instead." in said
    assert find_exercise(ADVISED_AGAINST).dose.note == "not advised"
    assert [hold.faults for hold in review("standing_toe_touch-good-female").holds] == [()]  # it is recognised all the same
