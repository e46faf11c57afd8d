"""How an exercise is done, drawn: what somebody who has never seen it must be able to see."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.draw.gallery import COLUMNS, gallery
from formcheck.draw.gallery import SIZE as GALLERY_SIZE
from formcheck.draw.how import Inset, animation, camera_picture, end_picture, start_picture
from formcheck.draw.how.movement import FOLDER, INDEX, MIRRORED, Movement, find_movement
from formcheck.draw.how.stage import Stage, make_stage
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises, find_exercise

EXERCISES = all_exercises()
SMALL = (120, 86)
WITHOUT: set[str] = set()  # exercises of the catalogue whose movement is still to be made: `scripts/renew movements`
BONES = (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"))


def movement_of(exercise: Exercise) -> Movement:
    found = find_movement(exercise.name)
    assert found is not None
    return found


def stage_of(name: str, side: str | None = None) -> Stage:
    found = make_stage(find_exercise(name), side)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_every_exercise_has_a_movement_and_every_movement_an_exercise() -> None:
    assert {one.name for one in EXERCISES} - WITHOUT == {path.stem for path in FOLDER.glob("*.json")}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_start_and_end_can_be_told_apart(exercise: Exercise) -> None:
    start, end = start_picture(exercise, SMALL), end_picture(exercise, SMALL)
    assert start is not None and end is not None
    assert start.shape == end.shape == (SMALL[1], SMALL[0], 3)
    assert (np.abs(start.astype(int) - end).max(axis=2) > 40).mean() > 0.005


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_no_limb_jumps_and_no_bone_changes_its_length(exercise: Exercise) -> None:
    points = movement_of(exercise).points
    assert np.linalg.norm(np.diff(points, axis=0), axis=2).max() < 0.3
    for side in ("left", "right"):
        for a, b in BONES:
            length = np.linalg.norm(points[:, INDEX[f"{side}_{a}"]] - points[:, INDEX[f"{side}_{b}"]], axis=1)
            assert np.ptp(length) < 0.01


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_what_the_pose_file_names_is_in_the_scene(exercise: Exercise) -> None:
    stage = make_stage(exercise)
    assert stage is not None
    assert {solid.part for solid in stage.solids} == set(exercise.equipment)
    assert exercise.camera_at is not None


@pytest.mark.parametrize("name", ["ball_back_extension", "sit_to_stand", "wall_slide", "foam_roll_upper_back", "knee_rolls"])
def test_a_thing_is_seen_in_the_picture(name: str) -> None:
    stage = stage_of(name)
    with_things = stage.scene(SMALL).draw(stage.ways[0][0])
    without = Stage(stage.exercise, stage.movement, stage.ways, (), stage.towards)
    bare = type(stage.scene(SMALL))(stage.movement, stage.eye(SMALL), ()).draw(without.ways[0][0])
    assert (np.abs(with_things.astype(int) - bare).max(axis=2) > 20).mean() > 0.02


@pytest.mark.parametrize("name", ["bridge", "knee_rolls", "cat_camel"])
def test_a_film_begins_again_without_a_jump(name: str) -> None:
    frames = animation(find_exercise(name), SMALL, fps=6)
    assert frames is not None
    steps = [np.abs(a.astype(int) - b).mean() for a, b in zip(frames, frames[1:] + frames[:1], strict=True)]
    assert max(steps) > 0.3
    assert steps[-1] <= max(steps[:-1])


def test_a_movement_to_either_side_is_shown_to_either_side() -> None:
    rolls = stage_of("knee_rolls")
    assert len(rolls.ways) == 2
    knees = [way[-1][[INDEX["left_knee"], INDEX["right_knee"]]].mean(axis=0)[2] for way in rolls.ways]
    assert knees[0] * knees[1] < 0 and abs(abs(knees[0]) - abs(knees[1])) < 0.05
    cat = stage_of("cat_camel")
    heights = [way[-1][INDEX["spine3"]][1] for way in cat.ways]
    assert heights[0] > cat.ways[0][0][INDEX["spine3"]][1] > heights[1]


@pytest.mark.parametrize("name", ["straight_leg_raise", "prone_hip_extension", "standing_hamstring_stretch"])
def test_the_other_side_is_done_by_the_other_leg(name: str) -> None:
    here = movement_of(find_exercise(name))
    assert here.side is not None
    other = stage_of(name, "left" if here.side == "right" else "right")
    moved = {k: np.linalg.norm(other.ways[0][-1][INDEX[f"{k}_knee"]] - other.ways[0][0][INDEX[f"{k}_knee"]]) for k in ("left", "right")}
    same = {k: np.linalg.norm(here.points[-1][INDEX[f"{k}_knee"]] - here.points[0][INDEX[f"{k}_knee"]]) for k in ("left", "right")}
    assert moved["left"] == pytest.approx(same["right"], abs=0.01)
    assert moved["right"] == pytest.approx(same["left"], abs=0.01)


def test_who_lies_on_the_other_side_still_faces_the_camera() -> None:
    here = movement_of(find_exercise("side_leg_raise"))
    other = stage_of("side_leg_raise", "left" if here.side == "right" else "right").ways[0][0]
    chest, nose = other[INDEX["spine4"]], other[INDEX["nose"]]
    assert (nose - other[INDEX["head"]])[2] > 0
    assert (chest - other[INDEX["neck"]])[0] * (here.points[0][INDEX["spine4"]] - here.points[0][INDEX["neck"]])[0] < 0


def test_mirroring_twice_is_nothing() -> None:
    assert [MIRRORED[k] for k in MIRRORED] == list(range(len(MIRRORED)))


def test_the_camera_stands_where_the_pose_file_says() -> None:
    side, feet = camera_picture(find_exercise("bridge"), (300, 200)), camera_picture(find_exercise("knee_rolls"), (300, 200))
    assert side is not None and feet is not None
    assert side.shape == (200, 300, 3)
    assert (side != feet).any()


def test_an_inset_is_drawn_into_a_window_and_moves() -> None:
    inset = Inset(find_exercise("squat"), 160)
    pictures = [np.zeros((480, 640, 3), np.uint8) for _ in range(3)]
    for picture, time_s in zip(pictures, (0.0, 1.5, 100.0), strict=True):
        inset.draw(picture, time_s)
    assert (pictures[0][:, :320] == 0).all() and pictures[0][20:100, 500:].any()
    assert (pictures[0] != pictures[1]).any()
    small = np.zeros((60, 80, 3), np.uint8)
    inset.draw(small, 0.0)
    assert not small.any()


def test_an_exercise_of_ones_own_has_no_pictures() -> None:
    own = find_exercise("bridge").model_copy(update={"name": "my_own"})
    assert start_picture(own) is None and end_picture(own) is None and camera_picture(own) is None and animation(own) is None
    picture = np.zeros((480, 640, 3), np.uint8)
    Inset(own, 160).draw(picture, 0.0)
    assert not picture.any()


def test_a_gallery_has_a_row_for_every_four() -> None:
    image = gallery([find_exercise(name) for name in ("bridge", "squat", "plank", "cat_camel", "superman")])
    assert image.shape[1] == COLUMNS * 2 * GALLERY_SIZE[0]
    assert image.shape[0] > 2 * GALLERY_SIZE[1]
