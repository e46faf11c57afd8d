"""Record: the landmarks of a clip, without checking anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from formcheck.estimate.estimator import MediaPipeEstimator
from formcheck.pose.pose import Pose, Track
from formcheck.pose.trackfile import write_track
from formcheck.source.video import VideoFile
from formcheck.tracking.queues import ReadAhead, room_for


def landmarks(
    clip: Path, outline: bool, model: Path | None, tick: Callable[[int, int | None], None], stop: Callable[[], bool]
) -> tuple[Track, str | None]:
    """The track of a clip; ``tick`` and ``stop`` as for a Reviewer.  Returns also what is wrong with the clip.

    Raises InputError when the clip cannot be read.
    """
    poses = []
    with VideoFile(clip) as source:
        with MediaPipeEstimator(model, outline) as estimator, ReadAhead(source, room_for(source.size)) as frames:
            for frame in frames:
                poses.append(estimator.estimate(frame))
                tick(len(poses), source.frame_count)
                if stop():
                    break
        damaged = source.damaged
    return Track.from_poses(poses, {"source": source.name, **estimator.provenance}), damaged


def record(
    clip: Path, path: Path, outline: bool, model: Path | None, tick: Callable[[int, int | None], None], stop: Callable[[], bool]
) -> tuple[Track, str | None]:
    """Write the track of a clip to a file; as `landmarks`.  Raises OutputError when it cannot be written."""
    track, damaged = landmarks(clip, outline, model, tick, stop)
    write_track(path, track)
    return track, damaged


def save_track(path: Path, poses: Sequence[Pose], provenance: dict[str, str | int | float]) -> None:
    """Write poses, at least one, and where they come from.  Raises OutputError."""
    write_track(path, Track.from_poses(poses, provenance))
