"""The pose model that comes with the program, and files that are none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from formcheck.errors import InputError
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
