"""What is said of a track that is kept packed is what is said of it unpacked, bit for bit, wherever its parts meet."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.cut.cut import cut
from formcheck.engine.checker import Checker
from formcheck.engine.explained import Others, without_others
from formcheck.engine.long_signals import LongSignals
from formcheck.engine.recognise import name_refused, recognise
from formcheck.engine.replay import replay
from formcheck.engine.restless import Restlessness
from formcheck.evaluate.perturb import gap, second_person
from formcheck.likeness.learned import learned
from formcheck.pose import poselog
from formcheck.pose.pose import Track, part_of
from formcheck.pose.poselog import PoseLog
from formcheck.pose.quantise import quantise
from formcheck.pose.trackfile import read_track
from formcheck.rules.library import all_exercises, find_exercise
from samples import SAMPLES, read_sample, tracks

NAMES = [tracks(name)[0] for name in ("bridge", "bird_dog", "cat_camel", "plank", "press_up", "side_leg_raise", "wall_slide")]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packed every 37 poses: no movement lies within one part."""
    monkeypatch.setattr(poselog, "PART", 37)


def sample(name: str) -> Track:
    return read_sample(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", ["", "gap", "second person"])
def test_a_sample_is_judged_the_same(name: str, change: str) -> None:
    track = sample(name)
    if change:
        raw = gap(track, 2.0) if change == "gap" else second_person(track, 1.0)
        track = Track.from_poses([quantise(pose) for pose in raw], raw.provenance)
    log = PoseLog.of(track)
    exercise = find_exercise(name.split("-")[0])
    said: list[list[str]] = [[], []]
    reports = [
        replay(Checker(exercise), poses, "clip", each=lambda status, own=own: own.append(repr(status)))  # type: ignore[misc]
        for poses, own in ((track, said[0]), (log, said[1]))
    ]
    assert said[0] == said[1]
    assert reports[0] == reports[1]


def test_measures_are_computed_for_a_part_at_a_time() -> None:
    log = PoseLog.of(sample(NAMES[0]))
    (signals,) = Checker(find_exercise("bridge")).signals(log)[:1]
    assert isinstance(signals, LongSignals)
    replay(Checker(find_exercise("bridge")), log)
    assert len(log.parts) > 4
    assert [len(part) for part in signals.in_parts()][:2] == [37, 37]
    assert len(signals._parts) == 2  # of all those


def test_other_exercises_say_the_same_of_it() -> None:
    track = sample(NAMES[0])
    log, others = PoseLog.of(track), [find_exercise(name) for name in ("bridge", "squat", "cat_camel", "plank", "pelvic_tilt")]
    assert recognise(others, log, learned()) == recognise(others, track, learned())
    asked = find_exercise("hip_hinge")
    told = []
    for poses in (track, log):
        report = without_others(Others(lambda: others, poses), asked, replay(Checker(asked), poses))
        told.append((report, name_refused(others, poses, asked, report, learned())))
    assert told[0] == told[1]


def test_how_much_a_body_moves_is_the_same() -> None:
    track = sample(tracks("plank")[0])
    for span in ((0.0, 3.0), (1.5, 6.5), (4.0, 4.4)):
        assert Restlessness(PoseLog.of(track)).within(*span) == Restlessness(track).within(*span)


def test_a_recording_is_cut_into_the_same_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poselog, "PART", 500)
    track = read_track(SAMPLES / "recordings" / "several.track.npz")
    exercises = [e for e in all_exercises() if e.name in ("bridge", "squat", "bird_dog", "plank", "cat_camel")]
    assert cut(exercises, PoseLog.of(track)) == cut(exercises, track)


@pytest.mark.parametrize("most", [10, 10_000])
def test_a_part_of_it_is_that_of_the_track(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poselog, "_MOST", most)
    track = sample(NAMES[0])
    log = PoseLog.of(track)
    for start_s, end_s in ((0.0, 2.0), (1.9, 7.3), (5.0, 99.0)):
        expected, found = part_of(track, start_s, end_s), part_of(log, start_s, end_s)
        assert isinstance(expected, Track) and found is not None
        whole = found if isinstance(found, Track) else found.between(0, len(found))
        if isinstance(whole, PoseLog):
            whole = whole.track()
        assert isinstance(whole, Track)
        for name in ("time_s", "px", "visibility", "world"):
            np.testing.assert_array_equal(getattr(whole, name), getattr(expected, name))
    assert part_of(log, 90.0, 99.0) is None
