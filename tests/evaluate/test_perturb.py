"""Perturbations of tracks, on a body that is known on paper."""

from __future__ import annotations

import numpy as np
import pytest
from skeletons import film, hops, mirrored, on_back, without_person

from formcheck.evaluate import perturb
from formcheck.evaluate.perturb import PERTURBATIONS
from formcheck.pose.arrays import PoseArrays, trunk_px
from formcheck.pose.pose import Track

TRACK = film(30).along(on_back, hops(130, [175]))
SECONDS = float(TRACK.time_s[-1])


def same(a: Track, b: Track) -> None:
    for name in ("time_s", "px", "world", "visibility", "outline"):
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), atol=1e-9, err_msg=name)


def lost(track: Track) -> list[bool]:
    return [bool(gone) for gone in np.atleast_1d(np.isnan(track.px).reshape(len(track), -1).all(axis=1))]


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_each_gives_a_track_always_the_same_one_and_leaves_the_old_one_alone(name: str) -> None:
    before = TRACK.px.copy(), TRACK.world.copy(), TRACK.time_s.copy()
    one, other = PERTURBATIONS[name](TRACK), PERTURBATIONS[name](TRACK)
    same(one, other)
    assert (np.diff(one.time_s) > 0).all()
    assert one.outline is not None
    for kept, now in zip(before, (TRACK.px, TRACK.world, TRACK.time_s), strict=True):
        np.testing.assert_array_equal(kept, now)


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_each_takes_a_track_without_outline_without_anybody_or_of_one_frame(name: str) -> None:
    empty = without_person(TRACK, [(0, 99)])
    one = Track(TRACK.time_s[:1], TRACK.px[:1], TRACK.visibility[:1], TRACK.world[:1], TRACK.size)
    for track in (empty, one):
        assert PERTURBATIONS[name](track).outline is None


def test_there_are_44() -> None:
    assert len(PERTURBATIONS) == 44


def test_landmarks_tremble_by_a_share_of_the_trunk() -> None:
    off = perturb.noise(TRACK, 0.02).px - TRACK.px
    assert off.std() == pytest.approx(0.02 * 180, rel=0.03)
    assert perturb.shake(TRACK, 0.02).px[5, 0, 0] - TRACK.px[5, 0, 0] == pytest.approx(
        perturb.shake(TRACK, 0.02).px[5, 20, 0] - TRACK.px[5, 20, 0]
    )


def test_nobody_is_found_in_a_share_of_frames_or_for_some_time() -> None:
    assert np.mean(lost(perturb.dropouts(TRACK, 0.2))) == pytest.approx(0.2, abs=0.06)
    gone = lost(perturb.gap(TRACK, 1.0))
    assert sum(gone) in (30, 31)
    assert gone[len(gone) // 2]
    assert not gone[0]


def test_other_rates_keep_the_length_and_the_way() -> None:
    for per_second in (8, 15, 60, 120):
        track = perturb.rate(TRACK, per_second)
        assert np.diff(track.time_s) == pytest.approx(1 / per_second)
        assert track.time_s[-1] == pytest.approx(SECONDS, abs=1 / per_second)
    same(perturb.rate(TRACK, 30), TRACK)
    halves = perturb.rate(TRACK, 60)
    np.testing.assert_allclose(halves.px[1], (TRACK.px[0] + TRACK.px[1]) / 2)
    with_gap = perturb.rate(perturb.gap(TRACK, 1.0), 60)
    assert sum(lost(with_gap)) == pytest.approx(60, abs=3)


def test_left_and_right_are_swapped_in_some_frames() -> None:
    track = perturb.swapped(TRACK, 0.1)
    rows = [i for i in range(len(TRACK)) if not np.array_equal(track.px[i], TRACK.px[i])]
    assert len(rows) / len(TRACK) == pytest.approx(0.1, abs=0.05)
    np.testing.assert_array_equal(track.px[rows][:, [23, 24]], TRACK.px[rows][:, [24, 23]])
    np.testing.assert_array_equal(track.world[rows][:, [11, 12]], TRACK.world[rows][:, [12, 11]])


def test_a_rolled_camera_turns_the_picture_about_its_middle() -> None:
    track = perturb.roll(TRACK, 10)
    hip, shoulder = track.px[0, 24] - track.px[0, 12], TRACK.px[0, 24] - TRACK.px[0, 12]
    turned = np.degrees(np.arctan2(hip[1], hip[0]) - np.arctan2(shoulder[1], shoulder[0]))
    assert turned == pytest.approx(10)
    same(perturb.roll(track, -10), TRACK)


def test_sizes_places_and_drift() -> None:
    trunk = trunk_px(PoseArrays.of(TRACK))
    far = perturb.farther(TRACK, 0.5)
    np.testing.assert_allclose(trunk_px(PoseArrays.of(far)), 0.5 * trunk)
    assert far.size == TRACK.size
    small = perturb.picture_size(TRACK, 0.5)
    assert small.size == (640, 360)
    np.testing.assert_allclose(small.px, TRACK.px / 2)
    np.testing.assert_allclose(perturb.shift(TRACK, 0.05, -0.05).px - TRACK.px, np.broadcast_to([64, -36], TRACK.px.shape))
    drift = perturb.pan(TRACK, 0.1).px - TRACK.px
    assert drift[-1, 0, 0] - drift[0, 0, 0] == pytest.approx(128)


def test_a_mirror_of_a_mirror_is_the_clip() -> None:
    same(perturb.mirror(TRACK), mirrored(TRACK))
    same(perturb.mirror(perturb.mirror(TRACK)), TRACK)


def test_a_second_person_is_elsewhere_for_some_time() -> None:
    track = perturb.second_person(TRACK, 0.5)
    off = np.abs(track.px - TRACK.px).max(axis=(1, 2))
    assert (off > 0).sum() == pytest.approx(15, abs=1)
    assert trunk_px(PoseArrays.of(track))[len(TRACK) // 2] == pytest.approx(0.7 * 180)


def test_time() -> None:
    jumped = perturb.time_jump(TRACK, 3.0)
    assert jumped.time_s[-1] == pytest.approx(SECONDS + 3)
    assert np.diff(jumped.time_s).max() == pytest.approx(3 + 1 / 30)
    fewer = perturb.lost_pictures(TRACK, 0.3)
    assert len(fewer) / len(TRACK) == pytest.approx(0.7, abs=0.08)
    steps_s = np.diff(perturb.uneven(TRACK, 0.6).time_s)
    assert steps_s.min() < 0.7 / 30
    assert steps_s.max() > 1.3 / 30
