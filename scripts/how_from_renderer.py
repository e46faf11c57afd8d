"""Poses the renderer's body for each exercise, without faults and without trembling, and writes the way from rest to the end of the range.

The renderer is the workshop tool that draws the rendered clips; its true joints are exact in three dimensions, where landmarks that
were found in its pictures are guesses behind the body.  Written are joints and equipment of its scenes, no part of its mesh.
"""

from __future__ import annotations

import importlib
import json
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.draw.how.movement import POINTS, SPINE

MOMENTS: Final = 17  # on the way from rest to the end
BODY: Final = "female"
# exercise: the side whose repetition is taken, where the first one is of the limb that hides behind the body
NEARER: Final = {"reach_out": "right", "prone_hip_extension": "right", "prone_arm_lift": "right", "bird_dog": "left"}
PARTS: Final = {  # what a thing is called in pose files, where its exercise has one thing only
    "sit_to_stand": "chair",
    "wall_slide": "wall",
    "standing_hamstring_stretch": "step",
    "thoracic_rotation": "pillow",
    "flexion_rotation": "pillow",
    "side_leg_raise": "pillow",
    "ball_back_extension": "ball",
    "back_extension": "bench",
    "glute_ham_raise": "machine",
    "foam_roll_upper_back": "roller",
}
Solid = dict[str, Any]


def modules_of(renderer: Path, *names: str) -> list[Any]:
    """Modules of the renderer, which is no package; what draws is left out, as only bodies are posed."""
    sys.path.insert(0, str(renderer))
    sys.modules.setdefault("moderngl", types.ModuleType("moderngl"))
    return [importlib.import_module(name) for name in names]


def write_movements(renderer: Path, names: list[str], folder: Path) -> None:
    """Write ``folder/NAME.json`` for each name."""
    clip, *motions = modules_of(renderer, "clip", "motions_supine", "motions_prone", "motions_upright")
    classes: dict[str, Any] = {}
    for module in motions:
        classes |= module.EXERCISES
    _, body = clip.person(BODY)
    for name in names:
        text = json.dumps(_movement(name, classes[name](body), body), separators=(",", ":"))
        (folder / f"{name}.json").write_text(text.replace("],[[", "],\n[[") + "\n", encoding="utf-8")


def _movement(name: str, exercise: Any, body: Any) -> dict[str, Any]:
    schedule = exercise.schedule(np.random.default_rng(0), 60)
    event = _event(name, schedule)
    times, rest, seconds = _times(name, exercise, schedule, event)
    moments = [_points(body, *exercise.frame(_quiet(schedule, t))) for t in times]
    at, eye = (np.asarray(exercise.cam[k]) for k in ("at", "eye"))
    return {
        "rest": rest,
        "seconds": round(abs(seconds), 2),
        "side": event.get("side"),
        "camera_mm": _mm(eye),
        "looks_at_mm": _mm(at),
        "solids": [*_solids(name, exercise), *_behind_the_toes(name, np.array(moments))],
        "points_mm": [[_mm(p) for p in moment] for moment in moments],
    }


def _event(name: str, schedule: Any) -> Any:
    """The first repetition or hold of the side that is seen best."""
    return next(e for e in schedule.reps or schedule.holds if e.get("side") in (None, NEARER.get(name, e.get("side"))))


def _times(name: str, exercise: Any, schedule: Any, event: Any) -> tuple[list[float], int, float]:
    """Moments of one way out, which of them is the rest posture, and seconds of the way."""
    if name == "cat_camel":  # from the sag to the arch, rest half-way
        low = schedule.t[schedule.phase == "low"][0]
        times = np.linspace(low, event["top_end_s"], MOMENTS)
        return list(times), MOMENTS // 2, float(low - event["top_end_s"])
    if schedule.reps:
        begins, there = event["start_s"], event["top_s"]
    else:
        there = event["start_s"]
        if name == "foam_roll_upper_back":  # lifted, and rolled once as far as it goes, instead of to and fro
            there += 0.25 * exercise.STROKE - exercise.STROKES * exercise.STROKE
        begins = float(schedule.t[(schedule.t < there) & (schedule.level <= 0)][-1])
    return list(np.linspace(begins, there, MOMENTS)), 0, float(there - begins)


def _quiet(schedule: Any, time_s: float) -> dict[str, float]:
    """The parameters at a moment, without the trembling of a living body."""
    return {k: 0.0 if k.startswith("n_") else float(np.interp(time_s, schedule.t, v)) for k, v in schedule.par.items()}


def _points(body: Any, turns: Any, places: Any) -> list[Any]:
    truth = body.gt(turns, places)
    bones = body.h.bi
    for side, word in (("L", "left"), ("R", "right")):
        tip = bones[f"finger3-3.{side}"]
        truth[f"{word}_fingers"] = places[tip] + turns[tip] @ (body.h.tail[tip] - body.h.head[tip])
    for name, bone in SPINE.items():
        truth[name] = places[bones[bone]]
    return [truth[name] for name in POINTS]


def _solids(name: str, exercise: Any) -> Iterator[Solid]:
    """What stands in the scene beside the body."""
    if not hasattr(exercise, "props"):
        return
    with _listening() as found:
        exercise.props(types.SimpleNamespace(rng=np.random.default_rng(0), add=_nothing))
    if name == "foam_roll_upper_back":
        height = 0.008 + exercise.ROLLER_R
        found.append(
            {"kind": "roll", "at_mm": _mm([exercise.roller_x, height, 0]), "radius_mm": round(1000 * exercise.ROLLER_R), "half_mm": 310}
        )
    for solid in found:
        yield {"part": PARTS[name], **solid}


def _behind_the_toes(name: str, points: Any) -> Iterator[Solid]:
    """The wall that the toes are put against, which the renderer does without."""
    if name == "ball_back_extension":
        toes = float(points[:, [POINTS.index(f"{side}_foot_index") for side in ("left", "right")], 0].min())
        yield {"part": "wall", "kind": "box", "at_mm": _mm([toes - 0.07, 0.45, 0]), "half_mm": [40, 450, 700], "turn_deg": 0}


@contextmanager
def _listening() -> Iterator[list[Solid]]:
    """The renderer's three makers of things write down what they are asked for."""
    upright: Any = importlib.import_module("motions_upright")
    found: list[Solid] = []

    def box(_: Any, centre: Any, half: Any, *more: Any) -> None:
        angle = more[0] if more and not isinstance(more[0], tuple) else 0
        found.append({"kind": "box", "at_mm": _mm(centre), "half_mm": _mm(half), "turn_deg": angle})

    def ball(centre: Any, radius: float) -> tuple[None, None]:
        found.append({"kind": "ball", "at_mm": _mm(centre), "radius_mm": round(1000 * radius)})
        return None, None

    kept: dict[str, Callable[..., Any]] = {k: getattr(upright, k) for k in ("prop", "tilted_prop", "sphere")}
    upright.prop = upright.tilted_prop = box
    upright.sphere = ball
    try:
        yield found
    finally:
        for k, maker in kept.items():
            setattr(upright, k, maker)


def _nothing(*_: Any, **__: Any) -> None:
    """Takes the place of the renderer's own way of adding a thing."""


def _mm(place: Any) -> list[int]:
    return [round(1000 * float(v)) for v in place]
