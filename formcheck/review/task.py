"""Task: one clip and where its results go; told before the work begins when they cannot go there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import InputError, OutputError
from formcheck.files import places
from formcheck.report.outputs import Outputs

TRACK_SUFFIX: Final = ".track.npz"  # as in formcheck.pose.trackfile, which needs numpy
VIDEO_SUFFIX: Final = ".reviewed.mp4"
ELSEWHERE: Final = "choose another with --out"
_VIDEOS: Final = (".mov", ".mkv", ".avi", ".webm", ".m4v", ".ts", ".mts", ".3gp", ".mpg", ".mpeg", ".wmv", ".flv", ".ogv", ".gif")
_OTHERS: Final = (".npz", ".yaml", ".yml", ".json", ".jsonl", ".csv", ".png", ".jpg", ".jpeg", ".html", ".task")


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
        return self.clip.name.lower().endswith(TRACK_SUFFIX)


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

    @property
    def out_is_no_folder(self) -> bool:
        """True when out has the name of another kind of file: a folder of that name is not what is meant."""
        return self.out is not None and self.out.suffix.lower() in (*_VIDEOS, *_OTHERS) and not self.out.is_dir()


def clips_in(places: Sequence[Path]) -> list[Path]:
    """The clips, and in the place of each folder the videos in it and below, by name; what a review has written is none."""
    found: list[Path] = []
    for place in places:
        if not place.is_dir():
            found.append(place)
            continue
        inside = sorted(path for path in place.rglob("*") if path.suffix.lower() in (".mp4", *_VIDEOS) and path.is_file())
        clips = [path for path in inside if not path.name.endswith(VIDEO_SUFFIX) and not path.name.startswith(".")]
        if not clips:
            raise InputError(f"{place}: is a folder without videos; name one with videos, or a clip")
        found += clips
    return found


def plan(clips: Sequence[Path], wanted: Wanted, tables: Sequence[tuple[Path, places.Kind]] = ()) -> list[Task]:
    """A task for each clip; ``tables`` are files that tell of all of them, and what they are.

    Raises OutputError when a result would replace a clip or another result, or cannot be written at its place.
    """
    tasks = [_task(clip, wanted) for clip in clips]
    there = [task for task in tasks if task.clip.exists()]  # a missing clip is told when its turn comes
    results = [(task.video, places.VIDEO) for task in there] + [(task.track, places.TRACK) for task in there]
    pages = [one for task in there for one in task.outputs.kinds]
    known = [(path, kind) for path, kind in [*results, *pages, *tables] if path is not None]
    for path, kind in known:
        places.check_place(path, kind, clips)
        if kind is places.VIDEO and path.exists() and not path.name.endswith(VIDEO_SUFFIX) and not wanted.overwrite:
            raise OutputError(f"{path}: is there already; take another name, or --force to replace it")
    places.check_apart([path for path, _ in known])
    return tasks


def _task(clip: Path, wanted: Wanted) -> Task:
    is_track = Task(clip).is_track
    stem = clip.name[: -len(TRACK_SUFFIX)] if is_track else clip.stem
    folder = clip.parent
    video = None
    if wanted.out is not None and (wanted.page or wanted.signals or wanted.trc or not is_track):
        video, folder = (wanted.out, wanted.out.parent) if wanted.out_is_file else (None, wanted.out)
        stem = wanted.out.stem if wanted.out_is_file else stem
        places.make_folder(folder, True, ELSEWHERE)
    outputs = Outputs.beside(folder, stem, wanted.page, wanted.signals, wanted.trc)
    if is_track:
        return Task(clip, outputs=outputs)
    skip = not wanted.video or (wanted.out is None and wanted.may_skip_video and not os.access(folder, os.W_OK))
    video = None if skip else video or folder / f"{stem}{VIDEO_SUFFIX}"
    return Task(clip, video, folder / f"{stem}{TRACK_SUFFIX}" if wanted.track else None, outputs)
