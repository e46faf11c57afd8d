"""The report, and the JSON that other programs rely on."""

from __future__ import annotations

import json
from math import nan

from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Hold, Perhaps, Phase, Problem, Refused, Repetition, Status


def example() -> Report:
    report = Report("bridge.mp4", "bridge", "side")
    report.add(Status(0.0, Phase.LOST, events=(Problem(0.0, "left ankle out of the picture"),)), found=False)
    report.add(Status(1.0, Phase.REST, near_side="left", view="side"), found=True)
    fault = Fault("hips_uneven", 2.2004, 3.0, 1)
    report.add(
        Status(
            4.2,
            Phase.REST,
            near_side="left",
            view="side",
            events=(fault, Repetition(None, 0.8, 4.2, 172.06, 1.0, "flawed", ("hips_uneven",))),
        ),
        True,
    )
    report.add(Status(14.7004, Phase.WAITING, events=(Repetition("left", 5, 9, 0.43219, 0.5, "good", ()),)), True)
    report.take((Hold("left", 3.1, 24.0, 20.404, True, ()), Problem(14.7, "left ankle out of the picture")))
    report.take((Perhaps("shallow", 5.0, 9.0, 2), Refused(9.504, 10.0, "it was too small"), Refused(11.0, 13.0, "another", "squat")))
    return report


def test_the_json_has_exactly_the_keys_and_values_that_are_promised() -> None:
    assert example().to_json() == {
        "clip": "bridge.mp4",
        "exercise": "bridge",
        "view": "side",
        "near_side": "left",
        "seconds": 14.7,
        "detected": 0.75,
        "good_reps": 1,
        "reps": [
            {
                "side": None,
                "start_s": 0.8,
                "end_s": 4.2,
                "peak": 172.1,
                "hold_s": 1.0,
                "verdict": "flawed",
                "faults": ["hips_uneven"],
            },
            {"side": "left", "start_s": 5.0, "end_s": 9.0, "peak": 0.432, "hold_s": 0.5, "verdict": "good", "faults": []},
        ],
        "holds": [{"side": "left", "start_s": 3.1, "end_s": 24.0, "held_s": 20.4, "reached": True, "faults": []}],
        "faults": [{"name": "hips_uneven", "start_s": 2.2, "end_s": 3.0, "rep": 1}],
        "perhaps": [{"name": "shallow", "start_s": 5.0, "end_s": 9.0, "rep": 2}],
        "refused": [
            {"start_s": 9.5, "end_s": 10.0, "why": "it was too small", "looks_like": None},
            {"start_s": 11.0, "end_s": 13.0, "why": "another", "looks_like": "squat"},
        ],
        "problems": ["left ankle out of the picture"],
    }


def test_the_keys_come_in_the_order_of_the_documentation() -> None:
    keys = ["clip", "exercise", "view", "near_side", "seconds", "detected", "good_reps", "reps", "holds", "faults"]
    keys += ["perhaps", "refused", "problems"]
    assert list(example().to_json()) == keys


def test_it_is_json_whatever_is_in_it() -> None:
    report = example()
    report.take((Repetition(None, 1, 2, nan, 0, "good", ()),))
    text = json.dumps(report.to_json(), allow_nan=False)
    assert json.loads(text)["reps"][-1]["peak"] is None


def test_of_a_clip_without_frames_nothing_is_known() -> None:
    data = Report("empty.mp4", "bridge", "side").to_json()
    assert (data["detected"], data["near_side"], data["seconds"], data["good_reps"]) == (0, None, 0, 0)


def test_the_view_is_the_one_in_which_the_exercise_was_seen() -> None:
    report = Report("squat.mp4", "squat", "side")
    report.add(Status(0.0, Phase.WAITING, view="front"), True)
    assert report.view == "side"  # asked for so far
    report.add(Status(1.0, Phase.REST, near_side="right", view="front"), True)
    assert report.view == "front"


def at_pace(step_s: float, seconds: float = 8.0, *, then_s: float = 0.0) -> Report:
    """A picture every ``step_s`` seconds for so long, then thirty a second for so long."""
    report = Report("clip.mp4", "bridge", "side")
    for k in range(round(seconds / step_s)):
        report.add(Status(k * step_s, Phase.REST), True)
    for k in range(round(then_s * 30)):
        report.add(Status(seconds + k / 30, Phase.REST), True)
    return report


def test_fewer_than_nine_pictures_a_second_are_noticed_within_seconds_and_not_forgotten() -> None:
    assert at_pace(1 / 6, 4.0).pace.slow
    assert at_pace(1.0).pace.slow
    assert at_pace(1 / 6, 4.0, then_s=60).pace.slow


def test_ten_a_second_are_enough_and_a_break_is_no_slow_camera() -> None:
    assert not at_pace(1 / 10).pace.slow
    assert not at_pace(1 / 6, 1.0, then_s=20).pace.slow  # the first pictures take longer
    report = at_pace(1 / 30)
    report.add(Status(30.0, Phase.REST), True)
    assert not report.pace.slow
