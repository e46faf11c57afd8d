"""The real network on a drawn person: where it is found, in pixels of the picture, whatever the picture's size."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from made_up import draw_person
from numpy.typing import NDArray

from formcheck.errors import InputError
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.estimate.model import MODEL_SHA256, default_model
from formcheck.pose.pose import Pose
from formcheck.pose.quantise import quantise
from formcheck.source.frame import Frame

BODY = [11, 12, 23, 24, 27, 28]  # shoulders, hips, ankles


def look(*images: NDArray[np.uint8], outline: bool = False) -> list[Pose]:
    with MediaPipeEstimator(outline=outline) as estimator:
        return [estimator.estimate(Frame(i / 10, image)) for i, image in enumerate(images)]


def body(width: int, height: int, outline: bool = False) -> Pose:
    pose = look(*[draw_person(width, height)] * 2, outline=outline)[-1]
    assert pose.found
    assert pose.size == (width, height)
    return pose


def test_finds_the_person_where_it_is() -> None:
    pose = body(640, 480)
    shoulders, hips, ankles = pose.px[[11, 12]], pose.px[[23, 24]], pose.px[[27, 28]]
    for pair, height in ((shoulders, 150), (hips, 285), (ankles, 430)):
        assert pair[:, 0].mean() == pytest.approx(320, abs=10)
        assert pair[:, 1] == pytest.approx([height] * 2, abs=20)
        assert pair[0, 0] > pair[1, 0]  # the person faces the camera: its left is on the right
    assert pose.world[[23, 24]].mean(axis=0) == pytest.approx([0, 0, 0], abs=0.02)
    assert pose.world[0, 1] < -0.3  # the head is above the hips
    assert ((pose.visibility >= 0) & (pose.visibility <= 1)).all()


@pytest.mark.parametrize("size", [(641, 480), (642, 479), (1280, 720), (1921, 1081), (3840, 2160), (360, 640)])
@pytest.mark.parametrize("outline", [False, True])
def test_landmarks_and_outline_are_in_pixels_of_the_picture_of_any_size(size: tuple[int, int], outline: bool) -> None:
    width, height = size
    pose = body(width, height, outline)
    expected = (body(640, 480).px[BODY] - (320, 0)) * height / 480 + (width / 2, 0)
    assert np.abs(pose.px[BODY] - expected).max() < 0.03 * height
    assert (pose.outline is not None) == outline
    if pose.outline is not None:
        top, bottom = pose.outline[:, 1].min(), pose.outline[:, 1].max()
        assert top == pytest.approx(24 / 240 * height, abs=0.05 * height)
        assert bottom == pytest.approx(229 / 240 * height, abs=0.05 * height)
        assert pose.outline[:, 0].mean() == pytest.approx(width / 2, abs=0.03 * height)


def test_the_same_frames_give_the_same_poses_bit_for_bit() -> None:
    images = [draw_person(320, 240, shift) for shift in range(0, 24, 4)]
    first, second = look(*images, outline=True), look(*images, outline=True)
    for one, other in zip(first, second, strict=True):
        assert one.found
        assert one.outline is not None
        assert other.outline is not None
        assert one.px.tobytes() == other.px.tobytes()
        assert one.world.tobytes() == other.world.tobytes()
        assert one.outline.tobytes() == other.outline.tobytes()


def test_poses_are_rounded_as_a_track_file_keeps_them() -> None:
    pose = body(640, 480, outline=True)
    again = quantise(pose)
    assert pose.outline is not None
    assert again.outline is not None
    assert (pose.px == again.px).all()
    assert (pose.outline == again.outline).all()


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (7680, 40), (200, 150)])
def test_nobody_in_tiny_thin_and_empty_pictures(size: tuple[int, int]) -> None:
    (pose,) = look(np.full((size[1], size[0], 3), 128, np.uint8), outline=True)
    assert not pose.found
    assert pose.size == size
    assert pose.outline is None


def test_frames_closer_than_a_millisecond_and_a_size_that_changes() -> None:
    with MediaPipeEstimator() as estimator:
        times = [0.0, 0.0002, 0.0004, 0.1]
        sizes = [(320, 240), (320, 240), (322, 240), (640, 480)]
        poses = [estimator.estimate(Frame(t, draw_person(*size))) for t, size in zip(times, sizes, strict=True)]
    assert [pose.time_s for pose in poses] == times
    assert [pose.size for pose in poses] == sizes
    assert all(pose.found for pose in poses)


def test_says_with_what_it_was_made() -> None:
    with MediaPipeEstimator() as estimator:
        assert estimator.provenance == {"model_sha256": MODEL_SHA256, "mediapipe": "0.10.31"}


def test_the_terminal_stays_clean(capfd: pytest.CaptureFixture[str]) -> None:
    look(draw_person(320, 240), draw_person(320, 240))
    assert capfd.readouterr() == ("", "")


def networks() -> tuple[bytes, bytes]:
    with zipfile.ZipFile(default_model()) as bundle:
        return bundle.read("pose_detector.tflite"), bundle.read("pose_landmarks_detector.tflite")


def own_model(path: Path, detector: bytes, landmarks: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("pose_detector.tflite", detector)
        bundle.writestr("pose_landmarks_detector.tflite", landmarks)
    return path


def test_a_model_under_a_name_of_ones_own(tmp_path: Path) -> None:
    path = own_model(tmp_path / "eigenes Modell ä.task", *networks())
    with MediaPipeEstimator(path) as estimator:
        assert estimator.estimate(Frame(0.0, draw_person(320, 240))).found


def test_a_bundle_without_networks_in_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = own_model(tmp_path / "bad.task", b"no network", b"no network")
    with pytest.raises(InputError) as caught:
        MediaPipeEstimator(path)
    assert str(caught.value).startswith(f"{path}: MediaPipe cannot use this model (")
    assert capfd.readouterr().err == ""


def test_a_bundle_with_its_networks_swapped(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    detector, landmarks = networks()
    path = own_model(tmp_path / "swapped.task", landmarks, detector)
    with pytest.raises(InputError) as caught, MediaPipeEstimator(path) as estimator:
        estimator.estimate(Frame(0.0, draw_person(320, 240)))
    assert str(caught.value).startswith(f"{path}: MediaPipe cannot use this model (its networks do not fit together)")
    assert capfd.readouterr().err == ""
