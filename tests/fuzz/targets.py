"""What is fuzzed: readers of files of others, each with files to begin with, and the only errors that it may raise."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import av
import numpy as np
from history_samples import write_session
from made_up import made_up_track

from formcheck.cli.main import app
from formcheck.errors import FormCheckError
from formcheck.evaluate.evaluate import check
from formcheck.evaluate.labels import read_labels, unknown_faults
from formcheck.history import folders
from formcheck.history.database import Database
from formcheck.history.finish import facts_of, session_json
from formcheck.history.kept import RECORD, keep_rules, load
from formcheck.history.landmarklog import FILE_NAME as LANDMARKS
from formcheck.history.landmarklog import LandmarkLog
from formcheck.history.replay import starts_of
from formcheck.history.runs import load_run
from formcheck.history.weeks import history_of
from formcheck.label.csvrows import read_marks
from formcheck.person import profile as profiles
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import read_track, write_track
from formcheck.routines.changes import changes, next_time
from formcheck.routines.library import find_routine
from formcheck.routines.load import load_routine
from formcheck.routines.start import prepare
from formcheck.routines.today import opening
from formcheck.rules.explain import counted
from formcheck.rules.library import built_in_folder, find_exercise
from formcheck.rules.load import load_exercise
from formcheck.source.video import VideoFile
from fuzz.mutate import Damage, mostly, mutated, mutated_archive, mutated_json, mutated_pieces, mutated_text, mutated_yaml

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
ROUTINE = """\
name: evening
title: "Evening: short"
summary: Two exercises before the night.
guides: [G4]
advice: [Move slowly.]
after_rising_min: 2.5
ask_pain: false
exercises:
  - {exercise: bird_dog, sets: 2, reps: 4, sides: left, rest_s: 20, then_rest_s: 10.5, focus: Keep your back flat}
  - exercise: bridge_hold
    hold_s: 15
    progression: {grows: hold_s, by: 5, after: 2, up_to: 30}
"""
RUN = """\
{"event": "routine", "format": 1, "routine": "therapist", "title": "Slowly", "started": "2026-03-02T08:00:00+01:00", \
"person": "", "steps": [\
{"exercise": "cat_camel", "title": "Cat-camel", "sets": 1, "reps": 10, "hold_s": 0.0, "sides": null, "level": 0}, \
{"exercise": "piriformis_stretch", "title": "Piriformis stretch", "sets": 1, "reps": 3, "hold_s": 5.0, "sides": "both", "level": 0}, \
{"exercise": "hip_flexor_stretch", "title": "Stretch", "sets": 1, "reps": 1, "hold_s": 25.0, "sides": "both", "level": 1}, \
{"exercise": "press_up_elbows", "title": "Press-up", "sets": 1, "reps": 6, "hold_s": 3.0, "sides": null, "level": 1}, \
{"exercise": "cat_camel", "title": "Cat-camel", "sets": 1, "reps": 10, "hold_s": 0.0, "sides": null, "level": 0}]}
{"event": "pain", "when": "before", "level": 4}
{"event": "step", "step": 0, "session": "2026-03-02-080100-cat_camel"}
{"event": "set", "step": 0, "sets": 1}
{"event": "left", "step": 0, "why": "done"}
{"event": "left", "step": 1, "why": "skipped"}
{"event": "pain", "when": "during", "level": 7, "step": 2}
{"event": "left", "step": 2, "why": "pain"}
{"event": "pain", "when": "after", "level": null}
"""
TABLE = """\
kind,start_s,end_s,side,verdict,faults,held_s,zone_s
rep,1.5,5.25,,good,,1.5,
rep,5.8,9.6,,flawed,hips_uneven rushed,,
fault,6.5,8.8,,,hips_uneven,,
"""


@dataclass(frozen=True)
class Target:
    """name: of the file that is read.  seeds: contents to begin with.  read: reads the file and uses what was in it.

    damage: makes another content of one.
    """

    name: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[Path], None]
    damage: Damage = mutated_text

    def run(self, content: bytes) -> bool:
        """Read a file of this content; True when it was taken.  Any error but ours goes on."""
        with TemporaryDirectory(prefix="formcheck-fuzz-") as folder:
            path = Path(folder) / self.name
            path.parent.mkdir(exist_ok=True)
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


def _session(path: Path) -> None:
    """All that is done with a kept session: it is listed, indexed, added up, shown and replayed.  What it lacks here is good."""
    for name, content in _kept_session().items():
        if not (path.parent / name).exists():
            (path.parent / name).write_bytes(content)
    kept = load(path.parent)
    with TemporaryDirectory() as folder, Database(Path(folder) / "history.sqlite", path.parent.parent) as database:
        database.update()
        history_of(database, date(2026, 3, 2), kept.person)
    facts_of(kept)
    json.dumps([session_json(kept), *(start.report.to_json() for start in starts_of(kept))])


@contextmanager
def _exercises_read_once() -> Iterator[None]:
    """The exercises that a routine names are no part of what is tried."""
    with ExitStack() as stack:
        for module in ("load", "today", "progression"):
            stack.enter_context(patch(f"formcheck.routines.{module}.find_exercise", _exercise))
        yield


_exercise = cache(find_exercise)
_ready = cache(find_routine)


def _routine(path: Path) -> None:
    with _exercises_read_once():
        assert load_routine(path).exercises


def _run(path: Path) -> None:
    """All that is done with a routine that was gone through: it is gone on with, told of, indexed and added up."""
    data, routine = path.parent.parent, _ready("therapist")
    with _exercises_read_once(), patch.object(folders, "user_data_path", lambda *words, **more: data):
        _, steps = prepare(routine, "", lambda exercise, _: exercise, datetime.fromisoformat("2026-03-02T08:30:00+01:00"))
        opening(steps)
        with Database() as database:
            database.update()
            json.dumps(history_of(database, date(2026, 3, 2), "").to_json())
            changes(steps, load_run(path), database)
            next_time(routine, steps, "", database)


def _database(path: Path) -> None:
    """An index that is damaged is told or made anew; the session beside it is read into it."""
    with TemporaryDirectory() as folder:
        write_session(Path(folder), "2026-03-02T18:00:00+01:00")
        with Database(path, Path(folder)) as database:
            database.update()
            assert history_of(database, date(2026, 3, 2), "").weeks


def _review(path: Path) -> None:
    """The whole command on a video: a result, or one line and exit status 3."""
    out, err = StringIO(), StringIO()
    words = ["review", str(path), "-e", "bridge", "--json", "--out", str(path.parent)]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            app(words, prog_name="formcheck", standalone_mode=True)
    except SystemExit as ended:
        if ended.code not in (0, None):
            assert ended.code == 3, f"exit status {ended.code}: {err.getvalue()}"
            lines = [line for line in err.getvalue().splitlines() if line.startswith("error")]
            assert len(lines) == 1, err.getvalue()
            raise FormCheckError(lines[0]) from None
    assert json.loads(out.getvalue())["seconds"] >= 0


@cache
def _kept_session() -> dict[str, bytes]:
    """A session of two starts, with landmarks and rules: contents by name."""
    with TemporaryDirectory() as folder:
        place = write_session(Path(folder), "2026-03-02T18:00:00+01:00", holds=(12.0,), person="anna")
        with (place / RECORD).open("a", encoding="utf-8") as file:
            file.write('{"event": "start_over", "time_s": 0.2, "poses": 6}\n{"event": "other_side", "time_s": 0.3, "poses": 8}\n')
            file.write('{"event": "correction", "count": 5, "counted": 4, "at": "2026-03-02T19:00:00+01:00"}\n')
        keep_rules(place, find_exercise("bridge"))
        with LandmarkLog(place / LANDMARKS, {"source": "camera 0"}) as log:
            for number, pose in enumerate(made_up_track(frames=12)):
                log.add(pose)
                if number % 4 == 3:
                    log.flush()
        return {path.name: path.read_bytes() for path in place.iterdir()}


def _databases() -> list[bytes]:
    with TemporaryDirectory() as folder:
        write_session(Path(folder), "2026-03-01T18:00:00+01:00", holds=(12.0,))
        path = Path(folder) / "history.sqlite"
        with Database(path, Path(folder)) as database:
            database.update()
        return [path.read_bytes()]


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
    "pose": Target("bridge.yaml", _poses, _pose, mutated_yaml),
    "routine": Target("evening.yaml", lambda: [ROUTINE.encode()], _routine, mutated_yaml),
    "run": Target("routines/2026-03-02-080000-therapist.jsonl", lambda: [RUN.encode()], _run, mutated_json),
    "labels": Target("clip.labels.yaml", lambda: [LABELS.encode()], _labels, mutated_yaml),
    "profile": Target("anna.yaml", lambda: [PROFILE.encode()], _profile, mutated_yaml),
    "table": Target("marks.csv", lambda: [TABLE.encode()], _table),
    "track": Target("clip.track.npz", _tracks, _track, mostly(mutated_archive)),
    "session": Target(f"2026-03-02-180000-bridge/{RECORD}", lambda: [_kept_session()[RECORD]], _session, mutated_json),
    "rules": Target("2026-03-02-180000-bridge/rules.json", lambda: [_kept_session()["rules.json"]], _session, mutated_json),
    "landmarks": Target(f"2026-03-02-180000-bridge/{LANDMARKS}", lambda: [_kept_session()[LANDMARKS]], _session, mostly(mutated_pieces)),
    "database": Target("history.sqlite", _databases, _database, mutated),
    "video": Target("clip.mp4", _videos, _video, mutated),
    "review": Target("clip.mp4", _videos, _review, mutated),
}
SLOW = ("review",)  # the whole command with the pose network: only in scripts/fuzz


def kept(name: str) -> list[Path]:
    """The corpus of a target: inputs that went wrong once."""
    return sorted((CORPUS / name).iterdir()) if (CORPUS / name).is_dir() else []
