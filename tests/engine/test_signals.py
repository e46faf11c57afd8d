"""One implementation of the measures: the frame loop and the whole track give the same numbers, bit for bit."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

import numpy as np
import pytest
from skeletons import film, hops, mirrored, on_all_fours, without_person

from formcheck.engine.checker import Checker
from formcheck.engine.signals import Signals
from formcheck.pose.pose import Track
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import all_exercises
from samples import read_sample

VIEWS = [Viewpoint(near, active) for near in (0, 1) for active in (0, 1)] + [Viewpoint(0, 1, mirrored=True)]


def recorded() -> Track:
    """A few moments of a recorded clip, with its outline."""
    track = read_sample("bird_dog-good-female")
    return Track.from_poses([track[i] for i in range(0, len(track), 25)])


def drawn() -> Track:
    """A few moments of a drawn body, of which one shows nobody and one has no outline."""
    track = film(2).along(on_all_fours, hops(-15, [25, -45]))
    return without_person(mirrored(track), [(1.0, 1.5)])


def both(exercise: Exercise, track: Track) -> list[tuple[Signals, list[Signals]]]:
    """Of every form: the measures of the whole track, and those of one frame after the other."""
    checker = Checker(exercise)
    whole, frames = checker.signals(track), [checker.signals(pose) for pose in track]
    return [(signals, [frame[k] for frame in frames]) for k, signals in enumerate(whole)]


@pytest.mark.parametrize("made", [recorded, drawn])
def test_every_measure_of_the_catalogue(made: Callable[[], Track]) -> None:
    track = made()
    seen = 0
    for exercise in all_exercises():
        for variant, (whole, frames) in zip(exercise.each_variant(), both(exercise, track), strict=True):
            for view in VIEWS:
                for name in variant.measures:
                    along = [whole.raw(name, view, i) for i in range(len(track))]
                    assert list(map(repr, along)) == [repr(frame.raw(name, view, 0)) for frame in frames], (variant.name, name, view)
                    seen += sum(map(isfinite, along))
    assert seen > 1000


@pytest.mark.parametrize("made", [recorded, drawn])
def test_what_the_gate_looks_at(made: Callable[[], Track]) -> None:
    track = made()
    for exercise in all_exercises():
        for variant, (whole, frames) in zip(exercise.each_variant(), both(exercise, track), strict=True):
            for name in ("time_s", "trunk_px", "found", "nearer_left", "left_to_right", "turned"):
                along = [repr(x) for x in np.asarray(getattr(whole, name)).tolist()]
                assert along == [repr(getattr(frame, name)[0]) for frame in frames], (variant.name, name)
            for i, frame in enumerate(frames):
                assert repr(whole.centre(i)) == repr(frame.centre(0))
                for word in variant.gate.needs:
                    assert repr(whole.point(word, VIEWS[0], i)) == repr(frame.point(word, VIEWS[0], 0))
