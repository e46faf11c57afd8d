"""The pose model that comes with the program, and files that are none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.estimate.model import MODEL_SHA256, check_model, default_model


def test_the_model_that_comes_along_is_the_one_that_was_tested() -> None:
    assert check_model(default_model()) == MODEL_SHA256


def test_its_licence_comes_along_and_names_the_same_file() -> None:
    text = default_model().with_name("LICENSE-MODEL.md").read_text(encoding="utf-8")
    assert "Apache License, Version 2.0" in text
    assert MODEL_SHA256 in text


def bundle(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, b"network")
    return path


def text(path: Path) -> Path:
    path.write_text("a model, honestly")
    return path


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path, "no such pose model; check the name, or leave out --model"),
        (lambda path: path.parent, "is a folder; name a pose model"),
        (text, "not a pose model; give a MediaPipe Pose Landmarker bundle"),
        (lambda path: bundle(path, "hand_detector.tflite"), "not a pose model: pose_detector.tflite is not in it"),
        (lambda path: bundle(path, "pose_detector.tflite"), "not a pose model: pose_landmarks_detector.tflite is not in it"),
    ],
)
def test_no_model(tmp_path: Path, make, told: str) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path / "own.task")
    with pytest.raises(InputError) as caught:
        check_model(path)
    assert str(caught.value).startswith(f"{path}: {told}")
    assert "\n" not in str(caught.value)


def test_the_model_that_comes_along_is_checked_whenever_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = damaged(tmp_path)
    monkeypatch.setattr("formcheck.estimate.model.default_model", lambda: path)
    monkeypatch.setattr("formcheck.estimate.estimator.default_model", lambda: path)
    with pytest.raises(InputError, match=r"damaged, not the pose model that was shipped; install Form Check again$"):
        MediaPipeEstimator()


def test_an_own_model_with_a_turned_bit_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a damaged pose model; copy or download it again$"):
        MediaPipeEstimator(damaged(tmp_path))


def test_an_own_model_that_is_whole_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "own.task"
    path.write_bytes(default_model().read_bytes())
    assert check_model(path) == MODEL_SHA256


def damaged(folder: Path) -> Path:
    """The model with one bit turned in the middle of a network."""
    data = bytearray(default_model().read_bytes())
    data[len(data) // 2] ^= 1
    path = folder / "damaged.task"
    path.write_bytes(data)
    return path
