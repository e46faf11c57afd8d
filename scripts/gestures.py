"""Gestures that are seen in recorded tracks, a line for each folder; in clips of exercises there should be none."""
# ruff: noqa: T201

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from formcheck.engine.gesture import GestureWatch
from formcheck.errors import FormCheckError
from formcheck.evaluate.labels import read_labels
from formcheck.pose.trackfile import TRACK_SUFFIX, read_track
from formcheck.rules.exercise import GestureWhen
from formcheck.rules.library import find_exercise


def main() -> None:
    """Read the command line, look at every track, and tell."""
    parser = argparse.ArgumentParser("scripts/gestures", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help="tracks (NAME.track.npz), with NAME.labels.yaml where there is one")
    parser.add_argument("--unlabelled", action="store_true", help="do not tell the watch which exercise it is")
    parser.add_argument("--list", action="store_true", help="a line for each track with a gesture, or the beginning of one")
    asked = parser.parse_args()
    for folder in asked.folders:
        paths = sorted(Path(folder).rglob(f"*{TRACK_SUFFIX}"))
        seconds, gestures, begun = 0.0, 0, 0
        for path in paths:
            try:
                length_s, told, most = look(path, None if asked.unlabelled else gesture_when(path))
            except FormCheckError as error:
                print(f"scripts/gestures: {error}; left out", file=sys.stderr)
                continue
            seconds, gestures, begun = seconds + length_s, gestures + len(told), begun + (most > 0)
            if asked.list and most > 0:
                print(f"{path.name.removesuffix(TRACK_SUFFIX)}: {', '.join(told) or 'none'}; held for {most:.0%} of the time")
        print(f"{folder}: {gestures} gestures in {len(paths)} tracks, {seconds / 60:.1f} min; an arm was straight up in {begun} of them")


def look(path: Path, when: GestureWhen | None) -> tuple[float, list[str], float]:
    """Length of a track in seconds, its gestures with their times, and the greatest progress of any, 0..1."""
    track, watch = read_track(path), GestureWatch(when)
    states = [(float(pose.time_s), watch.update(pose, pose.time_s)) for pose in track]
    told = [f"{state.done} at {now:.1f} s" for now, state in states if state.done is not None]
    return float(track.time_s[-1]), told, max(state.progress for _, state in states)


def gesture_when(path: Path) -> GestureWhen | None:
    """What the pose file of the track's exercise says; None without labels, or when they name no exercise there is."""
    labels = path.with_name(path.name.removesuffix(TRACK_SUFFIX) + ".labels.yaml")
    try:
        exercise = read_labels(labels).exercise if labels.exists() else None
        return None if exercise is None else find_exercise(exercise).gesture_when
    except FormCheckError:
        return None


if __name__ == "__main__":
    main()
