"""Health: what this machine needs for Form Check, each thing tried for real, and what to do about what is missing."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final, Literal

from formcheck.errors import FormCheckError

State = Literal["ok", "limits", "problem"]

OLDEST_PYTHON: Final = (3, 11)
MEDIAPIPE: Final = "0.10.31"  # later ones report usage to their maker
PACKAGES: Final = ("numpy", "av", "pydantic", "ruamel.yaml")
OPENCV: Final = "opencv-python"
WITHOUT_WINDOWS: Final = ("opencv-python-headless", "opencv-contrib-python-headless")
OPENCVS: Final = (OPENCV, "opencv-contrib-python", *WITHOUT_WINDOWS)  # each holds the same cv2 folder
SLOW_MS: Final = 66.0  # a frame; slower than 15 frames a second movements are missed
LEAST_ROOM: Final = 200_000_000  # bytes on the disk for records and annotated videos
SPEED_FRAMES: Final = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor.  state: ``limits``: review works all the same; ``problem``: it does not; advice: what to do then."""

    name: str
    state: State
    text: str
    advice: str = ""


def examine(sound: bool = True) -> Iterator[Finding]:
    """Look at everything, the quick things first.  sound: let a word be heard; without it the output is not opened."""
    yield _python()
    yield _mediapipe()
    yield _packages()
    libraries = _libraries()
    yield libraries
    if libraries.state != "problem":
        for look in (_model, _recogniser, _estimator, _encoder, _camera, _display):
            yield look()
        yield _sound(sound)
    yield _system_voice()
    yield _disk()


def _python() -> Finding:
    text = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info < OLDEST_PYTHON:
        return Finding("Python", "problem", text, "install Python 3.11 or newer")
    return Finding("Python", "ok", text)


def _mediapipe() -> Finding:
    found = _version("mediapipe")
    advice = f"install mediapipe=={MEDIAPIPE}: later ones report usage over the network"
    return Finding("MediaPipe", "ok", found) if found == MEDIAPIPE else Finding("MediaPipe", "problem", found or "missing", advice)


def _packages() -> Finding:
    opencvs = [name for name in OPENCVS if _version(name)] or [OPENCV]
    versions = {name: _version(name) for name in (*opencvs, *PACKAGES)}
    text = ", ".join(f"{name} {found or 'missing'}" for name, found in versions.items())
    missing = [name for name, found in versions.items() if found is None]
    if missing:
        return Finding("packages", "problem", text, f"install Form Check again with pip; missing: {', '.join(missing)}")
    if len(opencvs) > 1:
        advice = f"these hold the same cv2 folder: uninstall {' and '.join(opencvs)}, then install only {OPENCV} again"
        return Finding("packages", "limits", text, advice)
    if opencvs[0] in WITHOUT_WINDOWS:
        advice = f"review works; live and label need windows: uninstall {opencvs[0]}, then install {OPENCV}"
        return Finding("packages", "limits", text, advice)
    return Finding("packages", "ok", text)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _libraries() -> Finding:
    from formcheck.system import explain_import_error

    try:
        import cv2
        import mediapipe

        return Finding("system libraries", "ok", f"OpenCV {cv2.__version__} and MediaPipe {mediapipe.__version__} load")
    except ImportError as error:
        return Finding("system libraries", "problem", "OpenCV or MediaPipe does not load", explain_import_error(error))


def _tried(name: str, otherwise: State, look: Callable[[], str]) -> Finding:
    """Do it; an error of ours becomes the finding."""
    try:
        return Finding(name, "ok", look())
    except FormCheckError as error:
        what, _, advice = str(error).partition("; ")
        return Finding(name, otherwise, what, advice)


def _model() -> Finding:
    from formcheck.estimate.model import check_model, default_model

    found = _tried("pose model", "problem", lambda: check_model(default_model()))
    return found if found.state != "ok" else Finding("pose model", "ok", f"{default_model().name}, SHA-256 {found.text[:12]}…")


def _recogniser() -> Finding:
    from formcheck.likeness.learned import learned

    return _tried("recogniser", "problem", lambda: f"knows the looks of {len(learned().names)} exercises")


def _estimator() -> Finding:
    """Speed, and that a person is found at all."""
    from formcheck.doctor.figure import standing_figure
    from formcheck.estimate.estimator import MediaPipeEstimator
    from formcheck.source.frame import Frame

    image = standing_figure()
    spent = []
    found = False
    try:
        with MediaPipeEstimator() as estimator:
            for i in range(SPEED_FRAMES):
                start = perf_counter()
                found = estimator.estimate(Frame(i / SPEED_FRAMES, image)).found
                spent.append((perf_counter() - start) * 1000)
    except FormCheckError as error:
        return Finding("pose network", "problem", str(error))
    text = f"{median(spent):.0f} ms a frame at 640 x 360"
    if not found:
        return Finding("pose network", "problem", "does not find the drawn person", "install Form Check again, and tell its makers")
    if median(spent) > SLOW_MS:
        return Finding("pose network", "limits", text, "close other programs; live needs 15 frames a second, review only takes longer")
    return Finding("pose network", "ok", text)


def _encoder() -> Finding:
    import av

    if "libx264" in av.codecs_available:
        return Finding("video encoder", "ok", "H.264 (libx264)")
    return Finding("video encoder", "problem", "PyAV has no H.264 encoder", "install av from the package index, or review with --no-video")


def _camera() -> Finding:
    from formcheck.source.camera import Camera

    def look() -> str:
        with Camera(0) as camera:
            return f"camera 0, {camera.size[0]} x {camera.size[1]}"

    return _tried("camera", "limits", look)


def _display() -> Finding:
    from formcheck.window.display import check_display

    def look() -> str:
        check_display()
        return "answers"

    return _tried("display", "limits", look)


def _sound(aloud: bool) -> Finding:
    """Name the sound output, and let a word be heard that live says too."""
    from formcheck.voice.trial import say_trial

    if not aloud:
        return Finding("sound", "ok", "not tried (--no-sound)")
    return _tried("sound", "limits", say_trial)


def _system_voice() -> Finding:
    from formcheck.voice.language import LANGUAGES
    from formcheck.voice.system_voice import ADVICE, find_voice

    found = {language: find_voice(language) for language in LANGUAGES}
    if not all(found.values()):
        return Finding("system voice", "limits", "none: German, and the cues of your own exercises, are only marked by a tone", ADVICE)
    return Finding("system voice", "ok", ", ".join(sorted({command.name for command in found.values() if command is not None})))


def _disk() -> Finding:
    from formcheck.history.folders import sessions_folder

    folder = sessions_folder()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(there, os.W_OK):
        advice = "open it to yourself, or use live with --no-record or --record FILE; review works"
        return Finding("disk", "limits", f"nothing can be kept in {folder}: it cannot be written", advice)
    return _room(folder, shutil.disk_usage(there).free)


def _room(folder: Path, free: int) -> Finding:
    text = f"{free / 1e9:.1f} GB free for records in {folder}"
    return Finding("disk", "ok", text) if free >= LEAST_ROOM else Finding("disk", "limits", text, "make room: records and videos need it")
