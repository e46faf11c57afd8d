"""What is fuzzed: readers of files of others, each with files to begin with, and the only errors that it may raise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import av
import numpy as np
from made_up import made_up_track

from formcheck.errors import FormCheckError
from formcheck.evaluate.evaluate import check
from formcheck.evaluate.labels import read_labels, unknown_faults
from formcheck.label.csvrows import read_marks
from formcheck.person import profile as profiles
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import read_track, write_track
from formcheck.rules.explain import counted
from formcheck.rules.library import built_in_folder, find_exercise
from formcheck.rules.load import load_exercise
from formcheck.source.video import VideoFile

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
MOST_FRAMES = 300  # of a video that are looked at

PROFILE = """\
name: anna
exercises:
  bridge: {measure: hip, level: 128.5, end: 171.2, reps: 3, levels: {knee: 92.0}, zero: {hips_uneven: {left: {value: 0.1, rest: 0.2}}}}
"""
LABELS = """\
exercise: bridge
person: ann
view: side
near_side: left
target_s: 1.5
reps:
  - {start_s: 1.5, end_s: 5.25, side: left, hold_s: 1.5, verdict: good, faults: []}
  - {start_s: 5.8, end_s: 9.6, verdict: flawed, faults: [hips_uneven, rushed]}
holds: []
faults:
  - {name: hips_uneven, start_s: 6.5, end_s: 8.8}
notes: "by eye: not sure"
sure: 0.9
"""
TABLE = """\
kind,start_s,end_s,side,verdict,faults,held_s,zone_s
rep,1.5,5.25,,good,,1.5,
rep,5.8,9.6,,flawed,hips_uneven rushed,,
fault,6.5,8.8,,,hips_uneven,,
"""


@dataclass(frozen=True)
class Target:
    """name: of the file that is read.  seeds: contents to begin with.  read: reads the file and uses what was in it."""

    name: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[Path], None]

    def run(self, content: bytes) -> bool:
        """Read a file of this content; True when it was taken.  Any error but ours goes on."""
        with TemporaryDirectory(prefix="formcheck-fuzz-") as folder:
            path = Path(folder) / self.name
            path.write_bytes(content)
            try:
                self.read(path)
            except FormCheckError as error:
                assert str(error), "an error without words"
                return False
            return True


def _pose(path: Path) -> None:
    exercise = load_exercise(path)
    counted(exercise)
    exercise.each_variant()


def _labels(path: Path) -> None:
    unknown_faults(read_labels(path), find_exercise("bridge"))


def _profile(path: Path) -> None:
    with patch.object(profiles, "profile_path", lambda name: path):
        profiles.read_profile("anna").text()


def _table(path: Path) -> None:
    read_marks(path, find_exercise("bridge"))


def _track(path: Path) -> None:
    check(find_exercise("bridge"), read_track(path), path.name, 0.0)


def _video(path: Path) -> None:
    with VideoFile(path) as video:
        for number, _ in enumerate(video):
            if number > MOST_FRAMES:
                break


def _poses() -> list[bytes]:
    files = [(built_in_folder() / f"{name}.yaml").read_bytes() for name in ("bridge", "bird_dog")]
    return [files[0], files[1].replace(b"name: bird_dog", b"name: bridge", 1)]


def _tracks() -> list[bytes]:
    whole = made_up_track(frames=12)
    bare = Track(whole.time_s, whole.px, whole.visibility, whole.world, whole.size)
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.track.npz" for number in range(2)]
        for path, track in zip(paths, (whole, bare), strict=True):
            write_track(path, track)
        return [path.read_bytes() for path in paths]


def video(suffix: str, codec: str, frames: int = 20) -> bytes:
    """A small clip of moving noise."""
    noise = np.random.default_rng(7).integers(0, 255, (48, 64, 3), np.uint8)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"clip{suffix}"
        with av.open(str(path), "w") as container:
            stream: Any = container.add_stream(codec, rate=10)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            for number in range(frames):
                picture = av.VideoFrame.from_ndarray(np.roll(noise, number, axis=1), format="rgb24")
                picture.pts, picture.time_base = number, Fraction(1, 10)
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))
        return path.read_bytes()


def _videos() -> list[bytes]:
    kinds = ((".mp4", "libx264"), (".mkv", "libx264"), (".ts", "mpeg4"), (".avi", "mpeg4"), (".webm", "libvpx-vp9"), (".mov", "mpeg4"))
    return [video(suffix, codec) for suffix, codec in kinds if codec in av.codecs_available]


TARGETS = {
    "pose": Target("bridge.yaml", _poses, _pose),
    "labels": Target("clip.labels.yaml", lambda: [LABELS.encode()], _labels),
    "profile": Target("anna.yaml", lambda: [PROFILE.encode()], _profile),
    "table": Target("marks.csv", lambda: [TABLE.encode()], _table),
    "track": Target("clip.track.npz", _tracks, _track),
    "video": Target("clip.mp4", _videos, _video),
}


def kept(name: str) -> list[Path]:
    """The corpus of a target: inputs that went wrong once."""
    return sorted((CORPUS / name).iterdir()) if (CORPUS / name).is_dir() else []
