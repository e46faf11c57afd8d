"""A machine without a library that OpenCV or MediaPipe needs."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from formcheck.errors import InputError
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.system import PACKAGES, explain_import_error


@pytest.mark.parametrize(
    ("library", "package"),
    [("libGL.so.1", "libgl1"), ("libgthread-2.0.so.0", "libglib2.0-0"), ("libEGL.so.1", "libegl1"), ("libGLESv2.so.2", "libgles2")],
)
def test_names_the_library_and_the_package(library: str, package: str) -> None:
    for error in (ImportError, OSError):
        told = explain_import_error(error(f"{library}: cannot open shared object file: No such file or directory"))
        assert library in told
        assert f"`sudo apt install {package}`" in told
        assert "\n" not in told


def test_an_unknown_library_is_named_too() -> None:
    told = explain_import_error(ImportError("libfoo-2.so.3: cannot open shared object file: No such file or directory"))
    assert told == "the system library libfoo-2.so.3 is missing: install the package of your system that holds it"


def test_an_old_system() -> None:
    error = ImportError("/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.28' not found (required by cv2.abi3.so)")
    assert explain_import_error(error).startswith("this system is too old: it has no GLIBC_2.28")


def test_a_missing_python_package() -> None:
    told = explain_import_error(ModuleNotFoundError("No module named 'mediapipe'", name="mediapipe"))
    assert told.startswith("the Python package mediapipe is missing: ")


def test_anything_else_is_quoted_in_one_line() -> None:
    assert explain_import_error(ImportError("first\nsecond")).startswith("a library cannot be loaded (first second): ")


def test_every_package_is_a_package_name() -> None:
    assert all(name.endswith(".so") and name.startswith("lib") for name in PACKAGES)
    assert all(package == package.lower() and " " not in package for package in PACKAGES.values())


def test_the_estimator_says_it_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_gl(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "mediapipe":
            raise ImportError("libGLESv2.so.2: cannot open shared object file: No such file or directory")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_gl)
    with pytest.raises(InputError) as caught:
        MediaPipeEstimator()
    assert "libGLESv2.so.2" in str(caught.value)
    assert "sudo apt install libgles2" in str(caught.value)
