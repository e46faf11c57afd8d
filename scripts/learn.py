"""Learn how like each exercise a body looks (formcheck/likeness/learned.npz), from movements of the renderer's bodies.

    scripts/python scripts/learn.py RENDERER --movements FILE... --each 30

The renderer is the workshop tool that draws the rendered clips; it needs scikit-learn beside Form Check.  Nothing is drawn: true joints
are seen by cameras placed at random about the usual one, with errors as the network makes them.  Movements take a third of a second
each to pose and are kept in FILE (one a seed, 1, 2, ...); one that is there is read.  No picture and no landmark of a real person is in it.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
from collections.abc import Iterator
from math import atan2, cos, radians, sin
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from how_from_renderer import modules_of
from numpy.typing import NDArray

from formcheck.likeness.learned import LEARNED_FILE, NUMBERS
from formcheck.likeness.looks import windows_of
from formcheck.likeness.model import FARTHEST, Likeness
from formcheck.pose.landmarks import LANDMARK_COUNT, LEFT, NOSE, PAIRS, RIGHT
from formcheck.pose.pose import Track

Array = NDArray[np.float64]

A_SECOND: Final = 5  # moments
FAULTY: Final = 0.4  # share of movements with a fault,
USUAL: Final = 0.1  # and of those in the usual way instead of another right one
FILMED: Final = 4  # times each movement, by another camera and with other errors
NOT_LEARNT: Final = ("female_fit",)  # the same body as another
NAMES: Final = {"toe": "foot_index"}  # of joints in the renderer
ROUND_DEG: Final = 24.0  # by which cameras stand beside the usual place, and
ABOVE_DEG: Final = 12.0  # above or below it: people put a laptop where there is room; with 13 and 9 fewer real clips are named rightly
OFF: Final = 0.06  # of the body: by which the network puts a joint elsewhere all the while
STRENGTH: Final = 500.0  # of the regularisation, divided by the number of windows
_PICTURE: Final = (640, 360)


class Movement(NamedTuple):
    """exercise: its name.  time_s: (n,).  joints: (n, joints, 3) metres, y up.  camera: where it stands and what it looks at."""

    exercise: str
    time_s: Array
    joints: Array
    camera: dict[str, Any]


def movements(renderer: Path, each: int, seed: int) -> Iterator[Movement]:
    """So many movements of each exercise, each by another body, in another way, with or without a fault."""
    clip, style, draw = modules_of(renderer, "clip", "style", "draw")
    chance = random.Random(seed)
    people = [name for name in draw.PEOPLE if name not in NOT_LEARNT]
    for usual in (draw.EXERCISES[name] for name in sorted(draw.EXERCISES)):
        for _ in range(each):
            fault = chance.choice(list(usual.faults)) if usual.faults and chance.random() < FAULTY else None
            who, way, tempo = chance.choice(people), chance.randrange(10**6), chance.randrange(10**6)
            _, body = clip.person(who)
            one = usual if chance.random() < USUAL else style.styled(usual, way, fault)
            exercise = one(body, fault)
            schedule = exercise.schedule(np.random.default_rng(tempo), A_SECOND)
            joints = []
            for i in range(len(schedule.t)):
                truth = body.gt(*exercise.frame({name: values[i] for name, values in schedule.par.items()}))
                joints.append([truth[name] for name in clip.TRUTH_NAMES])
            yield Movement(one.id, np.array(schedule.t), np.array(joints, np.float64), dict(one.cam))


def filmed(movement: Movement, names: list[str], rng: np.random.Generator) -> Track:
    """The movement as some camera and the network might have it."""
    seen, depth = _projected(movement, rng)
    column = {name: k for k, name in enumerate(names)}
    px = np.zeros((len(seen), LANDMARK_COUNT, 2))
    px[:, NOSE] = seen[:, column["nose"]]
    for joint, pair in PAIRS.items():
        for side, word in ((LEFT, "left"), (RIGHT, "right")):
            name = f"{word}_{NAMES.get(joint, joint)}"
            px[:, pair[side]] = seen[:, column[name]] if name in column else 0.0
    middle = {joint: px[:, list(PAIRS[joint])].mean(axis=1) for joint in ("shoulder", "hip")}
    legs = np.linalg.norm(px[:, [23, 24]] - px[:, [25, 26]], axis=2)
    size = max(float(np.median(np.linalg.norm(middle["shoulder"] - middle["hip"], axis=1))), float(np.median(legs)))
    px += size * _errors(len(px), rng)
    if rng.random() < 0.35:  # what is hidden is guessed near what is seen
        near = int(
            depth[:, [column["right_shoulder"], column["right_hip"]]].mean()
            < depth[:, [column["left_shoulder"], column["left_hip"]]].mean()
        )
        hidden = [("elbow", "wrist"), ("knee", "ankle", "heel", "toe"), ("elbow", "wrist", "knee", "ankle", "heel", "toe")][rng.integers(3)]
        share = rng.uniform(0.2, 0.9)
        for joint in hidden:
            a, b = PAIRS[joint][near], PAIRS[joint][1 - near]
            px[:, b] = (1 - share) * px[:, b] + share * px[:, a]
    begins = rng.integers(0, max(1, len(px) // 3)) if rng.random() < 0.5 else 0
    time_s = movement.time_s[begins:] * rng.uniform(0.6, 1.7)
    n = len(time_s)
    return Track(time_s, px[begins:], np.ones((n, LANDMARK_COUNT)), np.zeros((n, LANDMARK_COUNT, 3)), _PICTURE)


def _projected(movement: Movement, rng: np.random.Generator) -> tuple[Array, Array]:
    """Pixels (n, joints, 2), y down, and depths (n, joints) before a camera near the usual one."""
    at = np.array(movement.camera["at"], float)
    away = np.array(movement.camera["eye"], float) - at
    round_ = atan2(away[2], away[0]) + radians(rng.normal(0, ROUND_DEG))
    above = np.clip(atan2(away[1], np.hypot(away[0], away[2])) + radians(rng.normal(4, ABOVE_DEG)), radians(-3), radians(65))
    far = np.linalg.norm(away) * rng.uniform(0.85, 1.5)
    eye = at + far * np.array([cos(above) * cos(round_), sin(above), cos(above) * sin(round_)])
    ahead = (at - eye) / far
    right = np.cross(ahead, (0.0, 1.0, 0.0))
    right /= np.linalg.norm(right)
    up = np.cross(right, ahead)
    roll = radians(rng.normal(0, 2.5))
    right, up = cos(roll) * right + sin(roll) * up, cos(roll) * up - sin(roll) * right
    from_eye = movement.joints - eye
    depth = np.maximum(from_eye @ ahead, 0.3)
    return np.stack([from_eye @ right / depth, -(from_eye @ up) / depth], axis=-1) * 800, depth


def _errors(n: int, rng: np.random.Generator) -> Array:
    """Of landmarks, in units of the body: constant ones, some that wander, and trembling."""
    shape = (LANDMARK_COUNT, 2)
    knots = rng.normal(0, 0.03, (max(2, n // 12 + 2), *shape))
    at = np.linspace(0, len(knots) - 1, n)
    low = np.minimum(at.astype(int), len(knots) - 2)
    share = (at - low)[:, None, None]
    wandering: Array = (1 - share) * knots[low] + share * knots[low + 1]
    return wandering + rng.normal(0, OFF, shape) + rng.normal(0, 0.015, (n, *shape))


def learn(rows: Array, names: list[str]) -> Likeness:
    """rows: (windows, numbers), names: the exercise of each."""
    linear = importlib.import_module("sklearn.linear_model")
    middle, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    model = linear.LogisticRegression(C=STRENGTH / len(rows), max_iter=400)
    model.fit(np.clip((rows - middle) / spread, -FARTHEST, FARTHEST), names)
    return Likeness(tuple(str(name) for name in model.classes_), middle, spread, model.coef_, model.intercept_)


def main() -> None:
    """Pose what is not there yet, and learn from all of it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("renderer", type=Path)
    options.add_argument("--movements", type=Path, nargs="+", required=True, metavar="FILE")
    options.add_argument("--each", type=int, default=30, help="movements of each exercise in a file")
    given = options.parse_args()
    rng = np.random.default_rng(5)
    (clip,) = modules_of(given.renderer, "clip")
    rows, names = [], []
    for seed, path in enumerate(given.movements, 1):
        if not path.exists():
            _keep(path, list(movements(given.renderer, given.each, seed)))
        for movement in _kept(path):
            for _ in range(FILMED):
                windows = windows_of(filmed(movement, clip.TRUTH_NAMES, rng))
                rows += list(windows)
                names += [movement.exercise] * len(windows)
    likeness = learn(np.array(rows), names)
    write_learned(likeness)
    sys.stderr.write(f"{LEARNED_FILE}: {len(likeness.names)} exercises, learnt from {len(rows)} windows\n")


def write_learned(likeness: Likeness) -> None:
    """Into the package; numbers are rounded to 4 bytes."""
    arrays = {name: getattr(likeness, name).astype(np.float32) for name in NUMBERS}
    np.savez_compressed(LEARNED_FILE, names=np.array(likeness.names), **arrays)


def _keep(path: Path, found: list[Movement]) -> None:
    counts = np.array([len(one.time_s) for one in found])
    camera = np.array([[one.camera["eye"], one.camera["at"]] for one in found], float)
    np.savez_compressed(
        path,
        exercise=np.array([one.exercise for one in found]),
        counts=counts,
        camera=camera,
        time_s=np.concatenate([one.time_s for one in found]),
        joints=np.concatenate([one.joints for one in found]).astype(np.float32),
    )


def _kept(path: Path) -> Iterator[Movement]:
    with np.load(path, allow_pickle=False) as file:
        ends = np.cumsum(file["counts"])[:-1]
        pieces = zip(file["exercise"], np.split(file["time_s"], ends), np.split(file["joints"], ends), file["camera"], strict=True)
        for exercise, time_s, joints, (eye, at) in pieces:
            yield Movement(str(exercise), time_s, joints.astype(np.float64), {"eye": eye, "at": at})


if __name__ == "__main__":
    main()
