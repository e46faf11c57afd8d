"""Record: the landmarks of a clip, without checking anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from formcheck.errors import InputError
from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.pose.pose import Track
from formcheck.pose.poselog import PoseLog
from formcheck.pose.trackfile import write_track
from formcheck.source.video import VideoFile
from formcheck.tracking.beginning import Beginning
from formcheck.tracking.look import PIECES, WHOLE, Look, Pieces, Span
from formcheck.tracking.queues import ReadAhead, room_for


class Made(NamedTuple):
    """The landmarks of a clip.  damaged: what is wrong with it, in words.  whole: False when it was stopped before the end."""

    poses: Track | PoseLog
    damaged: str | None = None
    whole: bool = True

    @property
    def track(self) -> Track:
        """All of them unpacked, which an hour should not be."""
        return self.poses if isinstance(self.poses, Track) else self.poses.track()


@dataclass(frozen=True, slots=True)
class Way:
    """How landmarks are made.  model: None for the one that comes with the program.  fast: see `formcheck.tracking.sparing`."""

    model: Path | None = None
    outline: bool = True
    fast: bool = False
    pieces: Pieces = PIECES


def landmarks(clip: Path, way: Way, tick: Callable[[int, int | None], None], stop: Callable[[], bool]) -> Made:
    """The track of a clip; ``tick`` and ``stop`` as for a Reviewer.  Raises InputError when the clip cannot be read."""
    return made_of(clip, [look_at(Portion(clip, way, WHOLE), tick, stop)])


@dataclass(frozen=True, slots=True)
class Portion:
    """Some pieces of a clip, to be looked at by themselves."""

    clip: Path
    way: Way
    span: Span


class Seen(NamedTuple):
    """What was found in a portion; it travels between processes."""

    poses: PoseLog
    damaged: str | None
    whole: bool


def look_at(portion: Portion, tick: Callable[[int, int | None], None], stop: Callable[[], bool]) -> Seen:
    """The poses of a portion.  Raises InputError when the clip cannot be read."""
    way, log, whole, seen = portion.way, PoseLog(), True, 0
    with VideoFile(portion.clip) as source:
        make = partial(MediaPipeEstimator, way.model, way.outline)
        look = Look(make, way.fast, portion.span, way.pieces)
        first = Beginning(make, partial(VideoFile, portion.clip), stop) if portion.span.has(0) else None
        with look, ReadAhead(source.since(way.pieces.needed_s(portion.span.first)), room_for(source.size)) as frames:
            for frame in frames:
                poses = look.at(frame)
                if look.over:
                    source.close()
                    break
                for pose in poses if first is None else first.add(poses):
                    log.append(pose)
                seen += 1
                tick(seen, source.frame_count)
                if stop():
                    whole = False
                    break
            last = look.end()
        for pose in last if first is None else [*first.add(last), *first.end()]:
            log.append(pose)
        damaged = source.damaged
    log.provenance = {"source": source.name, **look.provenance}
    return Seen(log, damaged, whole)


_NOTHING: Final = "no picture in it can be decoded; the file is damaged, copy or record it again"


def made_of(clip: Path, portions: list[Seen]) -> Made:
    """The track of a clip whose portions, in order, were looked at; it ends where the work was stopped.  Raises InputError."""
    first, *others = portions
    log, damaged, whole = first.poses, first.damaged, first.whole
    for seen in others:
        if not whole:
            break
        log.extend(seen.poses)
        damaged, whole = seen.damaged, seen.whole
    if not log:
        raise InputError(f"{clip}: {_NOTHING}")
    return Made(log, damaged, whole)


class Recorded(NamedTuple):
    """What `formcheck track` says of a clip.  frames: in the track; found: those with a person."""

    frames: int
    found: int
    damaged: str | None


@dataclass(frozen=True, slots=True)
class Recording:
    """One clip and the track file to write; resume: take landmarks that an earlier run has kept, and keep those that are made."""

    clip: Path
    track: Path
    way: Way
    resume: bool = False


def record(what: Recording, tick: Callable[[int, int | None], None], stop: Callable[[], bool], known: Made | None = None) -> Recorded:
    """Write the track of a clip to a file.  Raises InputError when it cannot be read, OutputError when it cannot be written.

    known: its landmarks, when they were made already.
    """
    way = what.way
    if known is None and what.resume:
        from formcheck.tracking.cache import heedless, kept_or_made

        known = kept_or_made(what.clip, way, tick, stop, heedless)
    made = known or landmarks(what.clip, way, tick, stop)
    write_track(what.track, made.poses)
    return Recorded(len(made.poses), int(made.poses.found.sum()), made.damaged)
