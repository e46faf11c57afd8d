"""The pose model: where it is, and whether a file is one."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

from formcheck.errors import InputError
from formcheck.files.reading import check_regular

MODEL_SHA256: Final = "83ca42af7ac00288dd5675331a56aed7f0cf9e2e7198b30ed57be3d670ef0f66"

_NAME = "pose_landmarker_full.task"
_NETWORKS: Final = frozenset({"pose_detector.tflite", "pose_landmarks_detector.tflite"})
_LARGEST: Final = 200_000_000  # bytes; the heavy model has 30 million


def default_model() -> Path:
    """The model that comes with the program."""
    return Path(str(files("formcheck") / "models" / _NAME))


def check_model(path: Path) -> str:
    """The SHA-256 of a model, in hexadecimal digits; errors as for `read_model`."""
    return read_model(path)[1]


def read_model(path: Path) -> tuple[bytes, str]:
    """The bytes of a model and their SHA-256, checked: the one that comes along by that, another one by the sums in the bundle.

    Raises InputError when the file cannot be read, is damaged, or is not a bundle of the two networks of MediaPipe's Pose Landmarker.
    """
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a pose model (.task)")
    check_regular(path, "a pose model", _LARGEST)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such pose model; check the name, or leave out --model to use the one that comes along") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    digest = hashlib.sha256(data).hexdigest()
    if path != default_model():
        _check_bundle(path, data)
    elif digest != MODEL_SHA256:
        raise InputError(f"{path}: damaged, not the pose model that was shipped; install Form Check again")
    return data, digest


def _check_bundle(path: Path, data: bytes) -> None:
    """MediaPipe itself takes a bundle with turned bits without a word."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as bundle:
            members = {member.filename: member for member in bundle.infolist()}
            missing = _NETWORKS - set(members)
            if missing:
                raise InputError(f"{path}: not a pose model: {min(missing)} is not in it; give a MediaPipe Pose Landmarker bundle (.task)")
            if sum(member.file_size for member in members.values()) > _LARGEST:
                raise InputError(f"{path}: too large for a pose model; give a MediaPipe Pose Landmarker bundle (.task)")
            whole = bundle.testzip() is None
    except zipfile.BadZipFile as error:
        raise InputError(f"{path}: not a pose model; give a MediaPipe Pose Landmarker bundle (.task)") from error
    except (zlib.error, struct.error, EOFError, ValueError, LookupError, RuntimeError, OSError):
        whole = False
    if not whole:
        raise InputError(f"{path}: a damaged pose model; copy or download it again")
