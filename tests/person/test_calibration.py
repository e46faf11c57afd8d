"""A person's own range: found in a recording, and what it changes in the next one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rulebook import BRIDGE, CAT_CAMEL, STRETCH, exercise
from skeletons import Keys, film, half_kneeling, hops, on_all_fours, on_back

from formcheck.engine.report import Report
from formcheck.engine.status import Hold, Repetition, Status
from formcheck.errors import InputError
from formcheck.evaluate.trace import trace
from formcheck.person.calibration import Enough, calibrate, lenient
from formcheck.person.personal import apply_profile, follow
from formcheck.person.profile import Profile
from formcheck.pose.pose import Track
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import find_exercise

STRETCHES = [(0.0, 0.0), (2.0, 0.0), (3.5, 12.0), (8.0, 12.0), (9.5, 0.0), (12.0, 0.0)]  # of somebody stiff: 12 degrees, not 17


def bridges(*tops: float, thickness: float = 0.4, **film_of: object) -> Track:
    """Bridges up to these angles; 130 at rest.  The outline is as thick as told at the end of the range, 0.4 at rest."""

    def figure(hip_deg: float):  # type: ignore[no-untyped-def]
        return on_back(hip_deg, 0.4 + (thickness - 0.4) * min(1.0, (hip_deg - 130) / 15))

    return film(15, **film_of).along(figure, hops(130, list(tops)))  # type: ignore[arg-type]


def reviewed(of: Exercise, track: Track) -> Report:
    return trace(of, track, "clip", 0.0).report


def personal(of: Exercise, track: Track) -> Exercise:
    """The exercise after calibration by this track."""
    found = calibrate(of, track, "clip")
    return apply_profile(of, Profile(name="p", exercises={found.key: found.own}))


def verdicts(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    return [(rep.verdict, rep.faults) for rep in report.reps]


@pytest.mark.parametrize("bridge", [find_exercise("bridge"), exercise(BRIDGE)], ids=["from the start posture", "fixed lines"])
def test_hips_that_reach_150_degrees_are_shallow_without_a_profile_and_good_with_it(bridge: Exercise) -> None:
    track = bridges(150, 151, 149)
    assert verdicts(reviewed(bridge, track)) == [("incomplete", ("shallow",))] * 3
    assert verdicts(reviewed(personal(bridge, track), track)) == [("good", ())] * 3


def test_what_was_found() -> None:
    found = calibrate(find_exercise("bridge"), bridges(150, 152, 148), "clip")
    assert (found.key, found.own.measure, found.own.reps) == ("bridge", "hip", 3)
    assert found.own.level == pytest.approx(130, abs=0.5)
    assert found.own.end == pytest.approx(150, abs=0.7)
    assert (found.seen, found.counted, found.full) == (3, 3, 3)


def test_who_lifts_them_less_than_calibrated_is_told() -> None:
    of = personal(find_exercise("bridge"), bridges(150, 150, 150))
    assert verdicts(reviewed(of, bridges(150, 142))) == [("good", ()), ("incomplete", ("shallow",))]


def test_who_reaches_further_than_usual_is_asked_for_no_more() -> None:
    bridge = find_exercise("bridge")
    assert personal(bridge, bridges(185, 186)).repetition == bridge.repetition


def test_a_movement_of_a_few_degrees_never_becomes_a_repetition() -> None:
    bridge = find_exercise("bridge")
    with pytest.raises(InputError, match="no repetition seen"):
        calibrate(bridge, bridges(133, 133, 133), "clip")
    with pytest.raises(InputError, match="too small"):
        calibrate(bridge, bridges(139, 139, 139), "clip")
    of = personal(bridge, bridges(144, 144, 144))  # 14 degrees, less than half of the usual range
    assert of.repetition is not None and of.repetition.full >= 146  # half of the usual range
    assert {verdict for verdict, _ in verdicts(reviewed(of, bridges(139, 144, 145)))} == {"incomplete"}
    assert reviewed(of, bridges(136, 136, 136)).reps == []


def test_one_repetition_is_too_few() -> None:
    with pytest.raises(InputError, match="clip: 1 repetition seen; begin in the start posture"):
        calibrate(find_exercise("bridge"), bridges(170), "clip")


def test_somebody_who_never_lies_down_is_told_what_was_missing() -> None:
    with pytest.raises(InputError, match="go on hands and knees; calibrate again"):
        calibrate(exercise(CAT_CAMEL), bridges(170, 170), "clip")


def test_another_exercise_is_not_calibrated() -> None:
    asks_for_more = exercise(BRIDGE, repetition={"requires": [{"measure": "lying", "above": 0.4}]})  # lying the other way round
    with pytest.raises(InputError, match="2 movements seen, too small or of another exercise; `formcheck exercises bridge` says how"):
        calibrate(asks_for_more, bridges(170, 170), "clip")


def sweeps(arch: float, sag: float) -> Keys:
    """Cat-camels: up, down and back to the middle, three times."""
    keys = [(0.0, -20.0), (2.0, -20.0)]
    for n in range(3):
        keys += [
            (3.5 + 8 * n, -20 + arch),
            (4.5 + 8 * n, -20 + arch),
            (6.5 + 8 * n, -20 - sag),
            (7.5 + 8 * n, -20 - sag),
            (9 + 8 * n, -20.0),
        ]
    return [*keys, (keys[-1][0] + 3, -20.0)]


def test_a_movement_with_two_ends_follows_from_end_to_end() -> None:
    of = exercise(CAT_CAMEL)
    track = film(15).along(on_all_fours, sweeps(30, 22))
    assert verdicts(reviewed(of, track)) == [("incomplete", ("shallow",))] * 3
    assert verdicts(reviewed(personal(of, track), track)) == [("good", ())] * 3


def test_a_hold_follows_too() -> None:
    of = exercise(STRETCH, hold={"attempt": 6, "enter": 14, "full": 17}, faults={"shallow": {"kind": "range", "cue": "Further"}})
    track = film(15).along(half_kneeling, STRETCHES)
    before, after = reviewed(of, track), reviewed(personal(of, track), track)
    assert [(hold.held_s, hold.faults) for hold in before.holds] == [(0.0, ("shallow",))]
    (hold,) = after.holds
    assert hold.held_s == pytest.approx(5, abs=1) and hold.faults == ()


def test_a_fault_between_two_lines_of_the_range_follows_a_single_line_stays() -> None:
    band = {"measure": "glide", "above": 5, "below": 14, "phase": ["hold"], "cue": "Further", "stops_clock": True}
    line = {"measure": "glide", "below": 11, "phase": ["hold"], "cue": "Hips"}
    of = exercise(STRETCH, faults={"sunk": band, "sagging": line})
    after = personal(of, film(15).along(half_kneeling, STRETCHES))
    assert after.faults["sunk"].model_dump()["below"] < 12
    assert after.faults["sagging"] == of.faults["sagging"]


class TestLevelHips:
    """`hips_uneven`: with a calibrated zero somebody who is uneven in every repetition is found too."""

    BRIDGE = find_exercise("bridge")

    def test_without_calibration_the_first_one_is_taken_for_level(self) -> None:
        assert verdicts(reviewed(self.BRIDGE, bridges(172, 172, thickness=0.46))) == [("good", ())] * 2

    @pytest.mark.parametrize("thickness", [0.46, 0.34], ids=["nearer hip lower", "farther hip lower"])
    def test_after_it_every_one_is_told(self, thickness: float) -> None:
        of = personal(self.BRIDGE, bridges(172, 172))
        assert verdicts(reviewed(of, bridges(172, 172, thickness=thickness))) == [("flawed", ("hips_uneven",))] * 2

    def test_level_ones_stay_good(self) -> None:
        assert verdicts(reviewed(personal(self.BRIDGE, bridges(172, 172)), bridges(170, 174, 171))) == [("good", ())] * 3

    def test_from_the_other_side_the_first_one_is_compared_with_again(self) -> None:
        of = personal(self.BRIDGE, bridges(172, 172, near="right"))
        report = reviewed(of, bridges(172, 172, thickness=0.46, near="left"))
        assert (verdicts(report), report.problems) == ([("good", ())] * 2, [])

    def test_another_camera_place_is_noticed_and_told(self) -> None:
        of = personal(self.BRIDGE, bridges(172, 172))
        track = bridges(172, 172)
        assert track.outline is not None
        middle = track.outline.mean(axis=1, keepdims=True)
        thicker = replace(track, outline=middle + (track.outline - middle) * (1, 1.12))
        report = reviewed(of, thicker)
        assert verdicts(report) == [("good", ())] * 2
        assert [p for p in report.problems if "seen otherwise than when you calibrated" in p] == report.problems != []


def test_while_calibrating_nobody_is_told_to_go_further() -> None:
    report = reviewed(lenient(find_exercise("bridge")), bridges(145, 152))
    assert verdicts(report) == [("good", ())] * 2


def test_the_way_it_was_seen_has_its_own_range() -> None:
    squat = find_exercise("squat")
    profile = Profile(name="p", exercises={})
    changed = apply_profile(squat, profile.with_own("squat:front", _own_of_front(squat)))
    assert changed.repetition == squat.repetition
    full, usual = (variant.each_variant()[1].repetition.full for variant in (changed, squat))  # type: ignore[union-attr]
    assert abs(full) < abs(usual)


def _own_of_front(squat: Exercise):  # type: ignore[no-untyped-def]
    from formcheck.person.profile import Own

    front = squat.variant("front").repetition
    assert front is not None
    return Own(measure=front.measure, level=0.0, end=front.full * 0.8, reps=3)


def test_enough_was_seen() -> None:
    rep = Repetition("left", 0, 1, 0, 0, "good", ())
    enough = Enough(find_exercise("bridge"))
    for n in range(3):
        assert not enough.done
        enough(Status(float(n), phase="rest", events=(rep,)))  # type: ignore[arg-type]
    assert enough.done


def test_enough_is_both_sides_where_each_is_an_end_of_its_own() -> None:
    enough = Enough(find_exercise("knee_rolls"))
    for n, side in enumerate(["left", "left", "left", "right"]):
        assert not enough.done
        enough(Status(float(n), phase="rest", events=(Repetition(side, 0, 1, 0, 0, "good", ()),)))  # type: ignore[arg-type]
    assert enough.done


def test_one_hold_is_enough() -> None:
    enough = Enough(find_exercise("child_pose"))
    enough(Status(1.0, phase="rest", events=(Hold(None, 0, 9, 8, True, ()),)))  # type: ignore[arg-type]
    assert enough.done


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7, 1.0, 1.5])
def test_every_exercise_still_holds_with_any_range(share: float) -> None:
    """The lines of every form stay in the order that the schema asks for."""
    from formcheck.person.personal import whole_of
    from formcheck.person.profile import Own
    from formcheck.rules.library import all_exercises

    for one in all_exercises():
        for variant in (one, *(one.variant(name) for name in one.variants)):
            whole = whole_of(variant)
            level = getattr(whole, "second", None) and (whole.rest + whole.second.rest) / 2  # type: ignore[union-attr]
            from_start = getattr(whole, "from_start", False)
            level = level if level is not None else whole.full - 30 if from_start else whole.rest - 0.3 * (whole.full - whole.rest)
            own = Own(measure=whole.measure, level=level, end=level + share * (whole.full - level), reps=3)
            Exercise.model_validate(follow(variant, own).model_dump(exclude={"variants"}))
            Exercise.model_validate(lenient(variant).model_dump(exclude={"variants"}))
