"""Task: one clip and where its results go; told before the work begins when they cannot go there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import OutputError
from formcheck.report.outputs import Outputs

TRACK_SUFFIX: Final = ".track.npz"  # as in formcheck.pose.trackfile, which needs numpy
VIDEO_SUFFIX: Final = ".reviewed.mp4"


@dataclass(frozen=True, slots=True)
class Task:
    """clip: a video, or a recorded track; video, track: files to write, None when not wanted; outputs: page and tables."""

    clip: Path
    video: Path | None = None
    track: Path | None = None
    outputs: Outputs = Outputs()  # noqa: RUF009 - frozen

    @property
    def is_track(self) -> bool:
        """True when the clip is a recorded track: there is nothing to estimate, and no picture."""
        return self.clip.name.endswith(TRACK_SUFFIX)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write for each clip.  out: a folder, or the annotated video's name; None: beside the clip."""

    video: bool = True
    track: bool = False
    out: Path | None = None
    overwrite: bool = False  # also a video that is not named like one of ours
    may_skip_video: bool = False  # when it cannot be put beside the clip
    page: bool = False
    signals: bool = False
    trc: bool = False

    @property
    def out_is_file(self) -> bool:
        """Does ``out`` name the annotated video, and not a folder?"""
        return self.out is not None and self.out.suffix.lower() == ".mp4"


def plan(clips: Sequence[Path], wanted: Wanted, tables: Sequence[Path] = ()) -> list[Task]:
    """A task for each clip; ``tables`` are files that tell of all of them.

    Raises OutputError when a result would replace a clip or another result, or cannot be written at its place.
    """
    tasks = [_task(clip, wanted) for clip in clips]
    there = [task for task in tasks if task.clip.exists()]  # a missing clip is told when its turn comes
    results = [path for task in there for path in (task.video, task.track, *task.outputs.paths) if path is not None] + list(tables)
    for path in results:
        _check_place(path, clips)
        if results.count(path) > 1:
            raise OutputError(f"{path}: two results would be written to this one file; give each its own name or folder")
        if path.suffix == ".mp4" and path.exists() and not path.name.endswith(VIDEO_SUFFIX) and not wanted.overwrite:
            raise OutputError(f"{path}: is there already; take another name, or --force to replace it")
    return tasks


def _check_place(path: Path, clips: Sequence[Path]) -> None:
    if any(_same(path, clip) for clip in clips):
        raise OutputError(f"{path}: is the clip itself, which is never overwritten; choose another place")
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: no such folder as {path.parent}; make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OutputError(f"{path}: cannot be written here; choose another place")


def _task(clip: Path, wanted: Wanted) -> Task:
    is_track = Task(clip).is_track
    stem = clip.name.removesuffix(TRACK_SUFFIX) if is_track else clip.stem
    folder = clip.parent
    video = None
    if wanted.out is not None and (wanted.page or wanted.signals or wanted.trc or not is_track):
        video, folder = (wanted.out, wanted.out.parent) if wanted.out_is_file else (None, wanted.out)
        stem = wanted.out.stem if wanted.out_is_file else stem
        make_folder(folder)
    outputs = Outputs.beside(folder, stem, wanted.page, wanted.signals, wanted.trc)
    if is_track:
        return Task(clip, outputs=outputs)
    skip = not wanted.video or (wanted.out is None and wanted.may_skip_video and not os.access(folder, os.W_OK))
    video = None if skip else video or folder / f"{stem}{VIDEO_SUFFIX}"
    return Task(clip, video, folder / f"{stem}{TRACK_SUFFIX}" if wanted.track else None, outputs)


def make_folder(folder: Path) -> None:
    """Make a folder for results, where it is not there yet.  Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: the folder cannot be made: {error.strerror}; choose another with --out") from error


def _same(path: Path, clip: Path) -> bool:
    """True for the same file, also by way of a link."""
    if path.exists() and clip.exists():
        return path.samefile(clip)
    return path.absolute() == clip.absolute()
