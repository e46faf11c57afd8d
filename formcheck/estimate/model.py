"""The pose model: where it is, and whether a file is one."""

from __future__ import annotations

import hashlib
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Final

from formcheck.errors import InputError

MODEL_SHA256: Final = "83ca42af7ac00288dd5675331a56aed7f0cf9e2e7198b30ed57be3d670ef0f66"

_NAME = "pose_landmarker_full.task"
_NETWORKS = {"pose_detector.tflite", "pose_landmarks_detector.tflite"}


def default_model() -> Path:
    """The model that comes with the program."""
    return Path(str(files("formcheck") / "models" / _NAME))


def check_model(path: Path) -> str:
    """The SHA-256 of a model, in hexadecimal digits.

    Raises InputError when the file cannot be read or is not a bundle of the two networks of MediaPipe's Pose Landmarker.
    """
    return hashlib.sha256(read_model(path)).hexdigest()


def read_model(path: Path) -> bytes:
    """The bytes of a model; errors as for `check_model`."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a pose model (.task)")
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(path) as bundle:
            missing = _NETWORKS - set(bundle.namelist())
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such pose model; check the name, or leave out --model to use the one that comes along") from error
    except zipfile.BadZipFile as error:
        raise InputError(f"{path}: not a pose model; give a MediaPipe Pose Landmarker bundle (.task)") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    if missing:
        raise InputError(f"{path}: not a pose model: {min(missing)} is not in it; give a MediaPipe Pose Landmarker bundle (.task)")
    return data
