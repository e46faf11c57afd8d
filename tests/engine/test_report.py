"""The report, and the JSON that other programs rely on."""

from __future__ import annotations

import json
from math import nan

from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Hold, Phase, Problem, Repetition, Status


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
        "perhaps": [],
        "refused": [],
        "problems": ["left ankle out of the picture"],
    }


def test_the_keys_come_in_the_order_of_the_documentation() -> None:
    about = ["clip", "exercise", "view", "near_side", "seconds", "detected"]
    found = ["good_reps", "reps", "holds", "faults", "perhaps", "refused", "problems"]
    assert list(example().to_json()) == about + found


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
