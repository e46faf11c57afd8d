"""What the tests of tuning share: a small pose file, and drawn clips of people whose labels follow from how they were drawn."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from skeletons import film, hops, on_back

from formcheck.evaluate.evaluate import Case
from formcheck.evaluate.labels import Labels
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import write_track
from formcheck.rules.exercise import Exercise
from formcheck.rules.load import load_exercise

POSE_FILE = """\
# A bridge for tests.
name: bridge
title: "Bridge"          # quotes stay
posture: on the back
view: side
camera: >-
  From the side,
  two metres away.
summary: for tests
how: [do it]
dose: {reps: 10}
measures:
  hip: {kind: angle, points: [near.shoulder, near.hip, near.knee], signed: true}

  lying:   {kind: ahead, points: [near.hip, near.shoulder]}   # odd spaces stay
gate:
  needs: [near.shoulder, near.hip, near.knee, near.ankle]
  start:
    - {measure: lying, below: -0.6, say: lie on your back}
    - {measure: hip, above: 95, below: 150, say: lower your hips}
repetition:
  measure: hip
  rest: 145
  attempt: 149 # a repetition from here on
  full:    163 # degrees
  requires:
  - {measure: lying, below: -0.4}
faults:
  shallow: {kind: range, cue: Lift your hips higher, priority: 6}
  overarched:
    measure: hip
    above: 196
    release: 3
    phase: [up, top]
    cue: "Hips lower"
    priority: 7
  # the last comment
"""

ADDRESSES = [
    "gate.start.0.below",
    "gate.start.1.above",
    "gate.start.1.below",
    "repetition.rest",
    "repetition.attempt",
    "repetition.full",
    "repetition.requires.0.below",
    "faults.overarched.above",
    "faults.overarched.release",
]

GOOD_DEG, SHALLOW_DEG, OVER_DEG = 170, 154, 206  # the hip angle at the top; each person differs a little
PEOPLE = {"ann": 0, "bob": 2, "cid": 4}  # degrees by which a person's good repetitions are higher, and the shallow ones lower


def pose_file(folder: Path, text: str = POSE_FILE) -> Path:
    """Write the pose file; as it is on the disk, with these line ends."""
    path = folder / "bridge.yaml"
    path.write_bytes(text.encode())
    return path


def exercise(folder: Path, **changes: float) -> Exercise:
    """The exercise of the pose file, with other lines of `repetition`, or `overarched`."""
    text = POSE_FILE
    old = {"attempt": "attempt: 149", "full": "full:    163", "overarched": "above: 196"}
    for name, value in changes.items():
        text = text.replace(old[name], f"{old[name].partition(':')[0]}: {value:g}")
    return load_exercise(pose_file(folder, text))


@functools.cache
def track(tops: tuple[float, ...], rest: float = 130) -> Track:
    """Bridges up to these angles."""
    return film(6).along(on_back, hops(rest, tops))


def rows(faults: Sequence[str | None]) -> list[dict[str, Any]]:
    """Labels of the repetitions of ``hops``."""
    verdicts = {None: "good", "shallow": "incomplete"}
    return [
        {"start_s": 2.0 + 4 * k, "end_s": 5.2 + 4 * k, "verdict": verdicts.get(f, "flawed"), "faults": [f] if f else []}
        for k, f in enumerate(faults)
    ]


def clip(person: str, tops: Sequence[float], faults: Sequence[str | None], **labels: Any) -> Case:
    """One clip; a fault or None for each repetition."""
    data = {"exercise": "bridge", "person": person, "reps": rows(faults), "holds": []} | labels
    return Case(Path(f"{person}.track.npz"), Labels.model_validate(data), track(tuple(tops)))


def clips(people: dict[str, int] = PEOPLE) -> list[Case]:
    """A clip of each person: a good repetition, a shallow one, and one that goes too far."""
    return [
        clip(who, [GOOD_DEG + more, SHALLOW_DEG - more, OVER_DEG + more], [None, "shallow", "overarched"]) for who, more in people.items()
    ]


def save(cases: Sequence[Case], folder: Path) -> Path:
    """Write the clips as tracks with their labels; returns the folder."""
    folder.mkdir(exist_ok=True)
    for case in cases:
        write_track(folder / case.clip.name, case.track)
        labels = case.labels.model_dump(mode="json", exclude_unset=True)
        YAML(typ="safe", pure=True).dump(labels, folder / case.clip.name.replace(".track.npz", ".labels.yaml"))
    return folder
