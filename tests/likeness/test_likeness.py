"""How like an exercise a body looks: the same for everybody, from either side, and for exercises that the model was not shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from skeletons import film, hops, on_back

from formcheck.errors import InputError
from formcheck.likeness import learned as file
from formcheck.likeness.learned import learned
from formcheck.likeness.looks import windows_of
from formcheck.pose.pose import Array, Track
from formcheck.rules.library import all_exercises
from samples import read_sample, tracks

MIRRORED = [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(k + (1 if k % 2 else -1) for k in range(11, 33))]  # left for right
BRIDGES = film(15).along(on_back, hops(130, [172, 172, 172]))


def likeliest(track: Track) -> str:
    opinion = learned().opinion(track)
    return max(opinion, key=lambda name: opinion[name])


@pytest.mark.parametrize("name", ["bridge", "squat", "bird_dog", "side_plank", "child_pose", "supine_twist", "standing_toe_touch"])
def test_a_body_looks_like_the_exercise_that_it_does(name: str) -> None:
    assert likeliest(read_sample(tracks(name, "good")[0])) == name


def test_every_exercise_that_comes_with_form_check_is_known() -> None:
    assert sorted(learned().names) == sorted(exercise.name for exercise in all_exercises())
    assert sum(learned().opinion(BRIDGES).values()) == pytest.approx(1.0)


@pytest.mark.parametrize("change", [lambda px: px * 3 + 40, lambda px: px * (-1, 1), lambda px: px[:, MIRRORED]])
def test_size_place_mirror_and_the_name_of_a_side_make_no_difference(change: Callable[[Array], Array]) -> None:
    changed = replace(BRIDGES, px=change(BRIDGES.px))
    np.testing.assert_allclose(windows_of(changed), windows_of(BRIDGES), atol=1e-6)


def test_of_nobody_and_of_a_moment_nothing_is_said() -> None:
    nobody = replace(BRIDGES, px=np.full_like(BRIDGES.px, np.nan))
    assert learned().opinion(nobody) == {} == learned().opinion(BRIDGES.between(0, 8))


def test_moments_in_which_a_landmark_is_not_known_are_left_out() -> None:
    gaps = BRIDGES.px.copy()
    gaps[::2, 25] = np.nan
    opinion = learned().opinion(replace(BRIDGES, px=gaps))
    assert max(opinion, key=lambda name: opinion[name]) == likeliest(BRIDGES)


@pytest.mark.parametrize("damage", [None, b"", b"no archive"])
def test_a_missing_or_damaged_model_is_told_in_a_line(damage: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "learned.npz"
    if damage is not None:
        path.write_bytes(damage)
    monkeypatch.setattr(file, "LEARNED_FILE", path)
    with pytest.raises(InputError, match="install Form Check again"):
        learned.__wrapped__()
